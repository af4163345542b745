"""材料的文件：examined, of a kind whose pages can be shown, and without a mark of secrecy. Slow: before the action, never under a lock."""

from docflow.api import Shown, extract, has_text, refuse_marked, shown_as
from office.kernel import child
from office.kernel.refusals import Invalid
from office.kernel.uploads import Examined, examine
from office.kernel.uploads.kinds import DOCX, JPEG, OFD, PDF, PNG

TAKEN = frozenset({PDF.media_type, DOCX.media_type, OFD.media_type, PNG.media_type, JPEG.media_type})
TAKEN_IN_WORDS = "PDF、DOCX、OFD、PNG、JPEG"


def looked_at(content: bytes, name: str) -> Examined:
    """What it is. Raises Invalid, TooLarge: each says what to do."""
    examined = examine(content, name)
    if examined.media_type not in TAKEN or shown_as(examined.media_type) == Shown.NOWHERE:
        raise Invalid(
            f"没有上传“{examined.name}”：材料要能一页一页地看，请用{TAKEN_IN_WORDS}；别的文件请先另存为PDF。",
            field="file",
        )
    if has_text(examined.media_type):
        refuse_marked("\n".join(_strings(content, examined)))
    return examined


def _strings(content: bytes, examined: Examined) -> tuple[str, ...]:
    try:
        return extract(content, examined.media_type).strings
    except child.ChildTimeout as error:
        raise Invalid(
            f"没有上传“{examined.name}”：现在查验的文件太多，没有轮到。请稍后再上传。", field="file"
        ) from error
