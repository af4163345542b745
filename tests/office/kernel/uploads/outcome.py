"""What becomes of a file: first look and thorough reading, both in this process so that thousands of cases stay quick."""

from office.kernel.refusals import Refusal
from office.kernel.uploads import Examined
from office.kernel.uploads.examination import look
from office.kernel.uploads.flaws import Flaw
from office.kernel.uploads.reading import read_through


def examined(content: bytes, name: str) -> tuple[Examined, tuple[str, ...]]:
    """The finding and all warnings. Raises Invalid, TooLarge or Flaw."""
    found = look(content, name)
    return found, found.warnings + read_through(content, found.media_type)


def sentence(content: bytes, name: str) -> str:
    """Why the file is refused; empty for a file that is taken."""
    try:
        examined(content, name)
    except Flaw as flaw:
        return f"{flaw.reason}。{flaw.advice}。"
    except Refusal as refusal:
        said = refusal.sentence
    else:
        return ""
    assert said.startswith("没有上传“")
    assert said.endswith("。")
    return said
