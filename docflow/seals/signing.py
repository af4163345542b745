"""The seal's revision: fields where there are none yet, appearance, signature, time stamp, evidence, all in one."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, PdfSignatureMetadata, SigDSSPlacementPreference
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from docflow.seals.pades import Appearance, PortSigner, PortTimeStamper, PunctualSigner, SealWriter, context
from docflow.seals.place import Place
from docflow.seals.sealer import Sealer
from docflow.seals.sealing import SealingRefusedError
from docflow.seals.time_stamps import TimeStamps
from docflow.seals.trust import Trust

_REASON: Final = "公文用印"
_ONE_REVISION: Final = DSSContentSettings(
    include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
)
"""Evidence in a revision of its own would leave the seal covering less than the file, as others see it."""


def sign(
    pdf: bytes,
    places: Sequence[Place],
    number: int,
    *,
    first: bool,
    appearance: bytes,
    sealer: Sealer,
    trust: Trust,
    time_stamps: TimeStamps,
    at: datetime,
) -> bytes:
    """The file with seal `number` of `places` on it. Raises SealingRefusedError."""
    try:
        writer = SealWriter(io.BytesIO(pdf))
        if first:
            _make_fields(writer, places)
        meta = PdfSignatureMetadata(
            field_name=_field(number),
            md_algorithm="sha256",
            reason=_REASON,
            subfilter=SigSeedSubFilter.PADES,
            certify=first,
            docmdp_permissions=MDPPerm.FILL_FORMS if len(places) > 1 else MDPPerm.NO_CHANGES,
            validation_context=context(trust.also(others=sealer.chain), at, revocation_mode="require"),
            embed_validation_info=True,
            dss_settings=_ONE_REVISION,
        )
        signer = PunctualSigner(
            meta,
            signer=PortSigner(sealer),
            timestamper=PortTimeStamper(time_stamps),
            stamp_style=Appearance(border_width=0, picture=appearance),
            at=at,
        )
        out = io.BytesIO()
        signer.sign_pdf(writer, existing_fields_only=True, output=out)
    except (OSError, TimestampRequestError) as error:
        raise SealingRefusedError("时间戳服务没有给出时间戳，尚未盖章。请稍后再盖，或与时间戳服务单位联系。") from error
    except (SigningError, PdfError) as error:
        raise SealingRefusedError("这份文件不能盖章：印章位置已被占用，或文件不许再改。文件没有改动。") from error
    return out.getvalue()


def _make_fields(writer: SealWriter, places: Sequence[Place]) -> None:
    """One empty field for every seal that is to come; the file must have none, nor any other form."""
    if "/AcroForm" in writer.root:
        raise SealingRefusedError("这份文件带有表单，不能盖章。只有本系统排版的文件可以盖章。")
    pages = int(writer.root["/Pages"]["/Count"])
    for number, place in enumerate(places, 1):
        if not 1 <= place.page <= pages:
            raise SealingRefusedError(f"文件只有{pages}页，第{place.page}页上不能盖章。请重新排版。")
        page = writer.find_page_for_modification(place.page - 1)[0].get_object()  # type: ignore[no-untyped-call] # pyHanko's
        left, bottom, right, top = (float(edge) for edge in page["/MediaBox"])
        try:
            box = place.box(left, bottom, right - left, top - bottom)
        except ValueError as error:
            raise SealingRefusedError(f"{error}请重新排版。") from None
        spec = SigFieldSpec(_field(number), on_page=place.page - 1, box=box, empty_field_appearance=True)  # type: ignore[arg-type] # takes fractions too
        append_signature_field(writer, spec)


def _field(number: int) -> str:
    return f"Seal{number}"
