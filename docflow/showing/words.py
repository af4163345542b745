"""文件里的文字：taken out in a stranger's child and within bounds, by the kind of the file."""

from dataclasses import dataclass

from docflow.extracting.reading import READERS
from office.kernel import child

SECONDS = 10  # of work on one file
QUEUE = 60  # seconds that it may wait for its turn
LARGEST = 100 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class Extracted:
    """`strings` as far as they were taken out; `cut`: there was more; `says`: why there are none."""

    strings: tuple[str, ...] = ()
    cut: bool = False
    says: str = ""


def has_text(media_type: str) -> bool:
    """Whether text can be taken out of this kind of file."""
    return media_type in READERS


def extract(content: bytes, media_type: str) -> Extracted:
    """The strings of a file. Never raises for what a file is: a file that cannot be read has none, and it is said why.

    Raises ChildTimeout when there was no turn: that is no answer, and to be asked again.
    """
    if not has_text(media_type):
        return Extracted(says="这种文件不取文字。")
    if len(content) > LARGEST:
        return Extracted(says="文件过大，没有取文字。")
    reader = "docflow.extracting.reading.read_strings"
    try:
        said = child.run_stranger(reader, content, media_type, timeout=SECONDS + QUEUE, cpu=SECONDS)
    except child.ChildTimeout:
        raise
    except child.FailedInChild:
        return Extracted(says="文件内容读不出，没有取到文字。")
    except child.ChildError:
        return Extracted(says="文件过于复杂，没有取到文字。")
    return Extracted(tuple(map(_storable, said["strings"])), said["cut"])


def _storable(string: str) -> str:
    """No database keeps NUL or half a character."""
    return "".join(one for one in string if one != "\x00" and not "\ud800" <= one <= "\udfff")
