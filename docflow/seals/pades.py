"""Our ports as pyHanko wants them. Imported late: pyHanko takes half a second to load."""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import algos, tsp, x509
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.generic import IndirectObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.signers import PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.stamp import BaseStampStyle
from pyhanko.stamp.base import BaseStamp
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from docflow.seals.sealer import Sealer
from docflow.seals.time_stamps import TimeStamps
from docflow.seals.trust import Trust


def context(trust: Trust, at: datetime, **more: Any) -> ValidationContext:
    """What pyHanko may know at `at`. Nothing is ever fetched: a check must not call addresses that a stranger's file names."""
    return ValidationContext(
        trust_roots=[load(one) for one in trust.anchors],
        other_certs=[load(one) for one in trust.others],
        crls=list(trust.crls),
        ocsps=list(trust.ocsps),
        allow_fetching=False,
        moment=at,
        **more,
    )


def load(certificate: bytes) -> x509.Certificate:
    """A certificate as pyHanko handles it."""
    loaded: x509.Certificate = x509.Certificate.load(certificate)
    return loaded


class PortSigner(Signer):
    """A `Sealer` as pyHanko's signer."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer
        super().__init__(
            signing_cert=load(sealer.certificate),
            cert_registry=SimpleCertificateStore.from_certs([load(one) for one in sealer.chain]),
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"}),
            embed_roots=False,
        )

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002
        """A dry run only asks how long a signature is, and does not use the key."""
        certificate = load(self._sealer.certificate)
        return bytes(certificate.public_key.byte_size) if dry_run else self._sealer.sign(data)


class PortTimeStamper(TimeStamper):
    """`TimeStamps` as pyHanko's time stamper."""

    def __init__(self, time_stamps: TimeStamps) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # pyHanko leaves it untyped
        self._time_stamps = time_stamps

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        said = self._time_stamps.answer(req.dump())
        try:
            answer: tsp.TimeStampResp = tsp.TimeStampResp.load(said)
            _ = answer.native  # reads the whole of it, here and not somewhere in the middle of sealing
        except (ValueError, TypeError) as error:
            raise TimestampRequestError("the answer is no time stamp response") from error
        return answer


class _Picture(BaseStamp):
    """The page of a drawing as the look of a widget, unscaled and opaque."""

    def register(self) -> IndirectObject:
        page = PdfFileReader(io.BytesIO(self.style.picture))
        look: IndirectObject = self._ensure_writer.import_page_as_xobject(page)
        return look


@dataclass(frozen=True)
class Appearance(BaseStampStyle):
    """How the seal looks: the first page of a PDF."""

    picture: bytes = b""

    def create_stamp(self, writer: BasePdfFileWriter, box: layout.BoxConstraints, text_params: Any) -> _Picture:  # noqa: ARG002
        return _Picture(writer, style=self, box=box)


class SealWriter(IncrementalPdfFileWriter):
    """Adds to a file and leaves its metadata alone: sealing makes no new document, and the machine's clock has no say in it."""

    def _update_meta(self) -> None:
        pass


class PunctualSigner(PdfSigner):
    """pyHanko's signer at a moment that is given, not at that of the machine."""

    def __init__(self, *args: Any, at: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self._at = at

    def init_signing_session(self, *args: Any, **more: Any) -> PdfSigningSession:
        session = super().init_signing_session(*args, **more)
        session.system_time = self._at
        return session
