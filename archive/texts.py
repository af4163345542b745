"""附件文字：the text of a stored file, taken out once by the digest of its content and kept."""

from archive.search.models import FileText
from docflow.api import extract, has_text
from office.api import StoredFile, read
from office.kernel.files import address_of

__all__ = ["extract", "has_text", "text_in", "text_of"]


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
