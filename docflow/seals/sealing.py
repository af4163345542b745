"""盖章：PAdES B-LT in one revision, so that nothing is ever added to a file once its last seal is on it.

All fields are made before the first seal, by the first seal's own revision; the first seal certifies the file (only the remaining
seals may still be put on, or nothing at all when it is the only one). Each seal carries its time stamp, chain and revocation data.
"""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from docflow.seals.place import Place
from docflow.seals.revisions import digests, sm3, tail
from docflow.seals.sealer import Sealer
from docflow.seals.time_stamps import TimeStamps
from docflow.seals.trust import Trust

if TYPE_CHECKING:
    from docflow.seals.pades import SealWriter

_REASON: Final = "公文用印"


class SealingRefusedError(Exception):
    """Not sealed, and why: a sentence for the seal keeper. The file is as it was."""


@dataclass(frozen=True)
class SealedFile:
    """What comes out. `revisions` are the SM3 digests of every revision, the file itself being the last; `seals` counts those on it."""

    content: bytes = field(repr=False)
    sm3: str
    sha256: str
    size: int
    revisions: tuple[str, ...]
    seals: int

    @classmethod
    def of(cls, content: bytes, seals: int) -> "SealedFile":
        return cls(content, sm3(content), hashlib.sha256(content).hexdigest(), len(content), digests(content), seals)


def seal(
    pdf: bytes,
    places: Sequence[Place],
    number: int = 1,
    *,
    appearance: bytes,
    sealer: Sealer,
    trust: Trust,
    time_stamps: TimeStamps,
    at: datetime,
) -> SealedFile:
    """Put seal `number` (from 1) of `places` on the file.

    `pdf` is a file of our own making without any seal, or one that this function has sealed with others of the same `places`.
    `appearance` is a one-page PDF of exactly the place's size, `trust` knows the chains of the seal and of the time stamper, with
    revocation data of `at`. Raises SealingRefusedError.
    """
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415 - half a second, for sealing alone
    from pyhanko.sign.general import SigningError  # noqa: PLC0415
    from pyhanko.sign.timestamps.common_utils import TimestampRequestError  # noqa: PLC0415

    _ask_certificate(sealer, trust, at)
    there = _seals_on(pdf, trust, at)
    try:
        content = _sign(pdf, places, number, there, appearance, sealer, trust, time_stamps, at)
    except (OSError, TimestampRequestError) as error:
        raise SealingRefusedError("时间戳服务没有应答，尚未盖章。请稍后再盖，或与时间戳服务单位联系。") from error
    except (SigningError, PdfError) as error:
        raise SealingRefusedError(f"这份文件不能盖章：{error}。文件没有改动。") from error
    sealed = SealedFile.of(content, there + 1)
    _ask_result(sealed, trust, at)
    return sealed


def _ask_certificate(sealer: Sealer, trust: Trust, at: datetime) -> None:
    from docflow.seals.chains import judge_chain  # noqa: PLC0415

    judged = judge_chain(sealer.certificate, sealer.chain, trust, used=at)
    for fact in (judged.chain, judged.revocation):
        if not fact.ok:
            raise SealingRefusedError(f"{fact.says}不能用它盖章。")


def _seals_on(pdf: bytes, trust: Trust, at: datetime) -> int:
    """How many seals are on the file. Nothing is sealed that somebody could have prepared or changed."""
    from docflow.seals.checking import check  # noqa: PLC0415
    from docflow.seals.verdict import Verdict  # noqa: PLC0415

    before = check(pdf, trust, at)
    if before.verdict is Verdict.VALID:
        return before.seals_in_file
    if before.verdict is not Verdict.UNSIGNED:
        raise SealingRefusedError(f"这份文件不能盖章：{before.reason}")
    if len(digests(pdf)) != 1 or tail(pdf):
        raise SealingRefusedError("这份文件排版后又被改过，不能盖章。请重新排版。")
    return 0


def _ask_result(sealed: SealedFile, trust: Trust, at: datetime) -> None:
    """A seal that does not verify never leaves."""
    from docflow.seals.checking import check  # noqa: PLC0415
    from docflow.seals.verdict import Verdict  # noqa: PLC0415

    after = check(sealed.content, trust, at)
    if after.verdict is not Verdict.VALID or after.seals_in_file != sealed.seals:
        raise SealingRefusedError(f"盖章后验证没有通过，已作废：{after.reason}")


def _sign(
    pdf: bytes,
    places: Sequence[Place],
    number: int,
    there: int,
    appearance: bytes,
    sealer: Sealer,
    trust: Trust,
    time_stamps: TimeStamps,
    at: datetime,
) -> bytes:
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter  # noqa: PLC0415
    from pyhanko.sign.signers.pdf_signer import (  # noqa: PLC0415
        DSSContentSettings,
        PdfSignatureMetadata,
        SigDSSPlacementPreference,
    )

    from docflow.seals import pades  # noqa: PLC0415

    writer = pades.SealWriter(io.BytesIO(pdf))
    if not there:
        _make_fields(writer, places)
    meta = PdfSignatureMetadata(
        field_name=_field(number),
        md_algorithm="sha256",
        reason=_REASON,
        subfilter=SigSeedSubFilter.PADES,
        certify=not there,
        docmdp_permissions=MDPPerm.FILL_FORMS if len(places) > 1 else MDPPerm.NO_CHANGES,
        validation_context=pades.context(trust.also(others=sealer.chain), at, revocation_mode="require"),
        embed_validation_info=True,
        dss_settings=DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE),
    )
    signer = pades.PunctualSigner(
        meta,
        signer=pades.PortSigner(sealer),
        timestamper=pades.PortTimeStamper(time_stamps),
        stamp_style=pades.Appearance(border_width=0, picture=appearance),
        at=at,
    )
    out = io.BytesIO()
    signer.sign_pdf(writer, existing_fields_only=True, output=out)
    return out.getvalue()


def _make_fields(writer: "SealWriter", places: Sequence[Place]) -> None:
    """One empty field for every seal that is to come; the file must have none, nor any other form."""
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field  # noqa: PLC0415

    if writer.prev.encrypted or "/AcroForm" in writer.root:
        raise SealingRefusedError("这份文件已加密或带有表单，不能盖章。只有本系统排版的文件可以盖章。")
    pages = int(writer.root["/Pages"]["/Count"])
    for number, place in enumerate(places, 1):
        if not 1 <= place.page <= pages:
            raise SealingRefusedError(f"文件只有{pages}页，第{place.page}页上不能盖章。请重新排版。")
        page = writer.find_page_for_modification(place.page - 1)[0].get_object()  # type: ignore[no-untyped-call]
        left, bottom, right, top = (float(edge) for edge in page["/MediaBox"])
        try:
            box = place.box(left, bottom, right - left, top - bottom)
        except ValueError as error:
            raise SealingRefusedError(f"{error}请重新排版。") from None
        spec = SigFieldSpec(_field(number), on_page=place.page - 1, box=box, empty_field_appearance=True)  # type: ignore[arg-type] # takes fractions too
        append_signature_field(writer, spec)


def _field(number: int) -> str:
    return f"Seal{number}"
