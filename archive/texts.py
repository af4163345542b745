"""附件文字：the text of a stored file, taken out once by the digest of its content, in a stranger's child and within bounds."""

from dataclasses import dataclass

from archive.extracting.reading import READERS
from archive.search.models import FileText
from office.api import StoredFile, read
from office.kernel import child
from office.kernel.files import address_of

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
    reader = "archive.extracting.reading.read_strings"
    try:
        said = child.run_stranger(reader, content, media_type, timeout=SECONDS + QUEUE, cpu=SECONDS)
    except child.ChildTimeout:
        raise
    except child.FailedInChild:
        return Extracted(says="文件内容读不出，没有取到文字。")
    except child.ChildError:
        return Extracted(says="文件过于复杂，没有取到文字。")
    return Extracted(tuple(map(_storable, said["strings"])), said["cut"])


def text_of(file: StoredFile) -> FileText:
    """The text of a stored file, taken out now where nobody has asked before. Slow: call it outside a transaction.

    Raises FileNotFoundError, DamagedFileError, ChildTimeout.
    """
    known = FileText.objects.filter(sm3=file.sm3).first()
    return known or _taken_out(file.sm3, read(file), file.media_type)


def text_in(content: bytes, media_type: str) -> FileText:
    """The same for a content that is not stored yet. Raises ChildTimeout."""
    sm3 = address_of(content)
    known = FileText.objects.filter(sm3=sm3).first()
    return known or _taken_out(sm3, content, media_type)


def _taken_out(sm3: str, content: bytes, media_type: str) -> FileText:
    found = extract(content, media_type)
    row = FileText(sm3=sm3, strings=list(found.strings), cut=found.cut, says=found.says)
    FileText.objects.bulk_create([row], ignore_conflicts=True)  # another may have asked at the same moment
    return FileText.objects.get(sm3=sm3)


def _storable(string: str) -> str:
    """No database keeps NUL or half a character."""
    return "".join(one for one in string if one != "\x00" and not "\ud800" <= one <= "\udfff")
