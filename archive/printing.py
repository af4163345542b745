"""What the archive prints, asked of the child process. Never called under a lock."""

from base64 import b64decode
from pathlib import Path

from django.conf import settings

from archive.arranging.catalogue import Catalogue, Note
from archive.arranging.codes import retention_words
from archive.arranging.stamp import Stamp
from archive.models import Record, RecordFile, Role
from office.api import read
from office.kernel import child
from office.kernel.refusals import Invalid

PDF = "application/pdf"
PATIENCE = 180  # seconds for the longest catalogue


def catalogue_pdf(catalogue: Catalogue) -> bytes:
    """归档文件目录 as PDF/A-2b, of at most MOST_PRINTED lines."""
    path = "archive.arranging.printing.print_catalogue"
    printed: bytes = child.run(path, catalogue, Path(settings.FONTS_DIR), timeout=PATIENCE)
    return printed


def note_pdf(note: Note) -> bytes:
    """备考表 as PDF/A-2b."""
    printed: bytes = child.run("archive.arranging.printing.print_note", note, Path(settings.FONTS_DIR))
    return printed


def may_be_stamped(item: Record, original: RecordFile | None) -> bool:
    """Numbered, with a 正本 in PDF."""
    return bool(item.code) and item.item is not None and original is not None and original.file.media_type == PDF


def stamped_pdf(item: Record) -> bytes:
    """A copy of the 正本 with the 归档章 on its first page; the original stays as it was sealed. Raises Invalid."""
    original = item.files.select_related("file").filter(role=Role.ORIGINAL, revision=item.revision).first()
    if not item.code or item.item is None:
        raise Invalid("还没有编件号，不能加盖归档章。归档后再打印。")
    if original is None or not may_be_stamped(item, original):
        raise Invalid("这件档案的正本不是PDF，不能加盖归档章。请在纸质件或打印件上盖章。")
    drawn = child.run("archive.arranging.stamping.draw", stamp_of(item), Path(settings.FONTS_DIR))
    try:
        copy: str = child.run_stranger("archive.arranging.stamping.put_on", read(original.file), drawn)
    except child.ChildTimeout as error:
        raise Invalid("现在要打印的太多，没有轮到。请稍后再试。") from error
    except child.ChildError as error:
        raise Invalid("正本读不出，不能加盖归档章。请先看检测报告。") from error
    return b64decode(copy, validate=True)


def stamp_of(item: Record) -> Stamp:
    """What stands in the cells of its 归档章."""
    return Stamp(
        fonds=item.fonds.code,
        year=str(item.year),
        item=item.code.rpartition("-")[2].rpartition("·")[2],
        unit=item.unit,
        retention=retention_words(item.retention),
        pages=str(item.pages or ""),
    )
