"""What becomes of a file: both examinations, one after the other."""

from office.kernel.refusals import Refusal
from office.kernel.uploads import Examined, examine, examine_deep


def examined(content: bytes, name: str) -> tuple[Examined, tuple[str, ...]]:
    """Both examinations: the finding and all warnings. Raises Invalid or TooLarge."""
    found = examine(content, name)
    return found, found.warnings + examine_deep(content, found.media_type, found.name)


def sentence(content: bytes, name: str) -> str:
    """The refusal's sentence; empty for a file that is taken."""
    try:
        examined(content, name)
    except Refusal as refusal:
        said = refusal.sentence
    else:
        return ""
    assert name in said
    assert said.startswith("没有上传“")
    assert said.endswith("。")
    return said
