"""查验上传的文件：what it is, decided by its content, and whether it may be kept."""

from collections.abc import Callable
from dataclasses import dataclass, field

from office.kernel.refusals import Invalid, TooLarge
from office.kernel.uploads.flaws import Flaw
from office.kernel.uploads.images import check_jpeg, check_png
from office.kernel.uploads.kinds import (
    CSV,
    DOCX,
    JPEG,
    OFD,
    PDF,
    PNG,
    PPTX,
    TAKEN,
    TEXT,
    XLSX,
    Kind,
    kind_of_media_type,
)
from office.kernel.uploads.labels import ZIP, known_by_signature
from office.kernel.uploads.names import clean_name, split_name
from office.kernel.uploads.ofd_packages import ENTRY, check_ofd, check_ofd_pages
from office.kernel.uploads.office_fields import check_fields
from office.kernel.uploads.office_packages import TYPES, check_office
from office.kernel.uploads.pdf import check_pdf
from office.kernel.uploads.plain_text import check_csv, check_text
from office.kernel.uploads.zip_directory import Package

LARGEST = 50_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be kept: its clean name, what it is served as, its suffix, and sentences for the one who brought it."""

    name: str
    media_type: str
    suffix: str
    warnings: tuple[str, ...] = field(default=())


def examine(content: bytes, name: str, *, limit: int = LARGEST) -> Examined:
    """Decide by content what a file is and whether it may be kept: headers, directories, beginnings; bounded and quick.

    `limit` is in bytes. `examine_deep` belongs to it. Raises Invalid or TooLarge, each with a sentence that names the file.
    """
    name = clean_name(name)
    if len(content) > limit:
        raise TooLarge(
            f"没有上传“{name}”：文件有{_megabytes(len(content))}，最多{_megabytes(limit)}。请压缩或拆分后上传。",
            field="file",
        )
    try:
        if not content:
            raise Flaw("文件是空的", "请确认文件已保存并有内容后重新上传")
        kind, warnings = _kind_and_warnings(content, name)
        name = _named_as(kind, name)
    except Flaw as flaw:
        raise refusal(flaw, name) from flaw
    return Examined(name, kind.media_type, split_name(name)[1], warnings)


def examine_deep(content: bytes, media_type: str, name: str) -> tuple[str, ...]:
    """What needs a real reader of the format: objects of a PDF, fields of a document, page sizes. Returns warnings.

    It may be slow and greedy on a hostile file: run it in a process with limits on time and memory. `media_type` and `name`
    are those of `examine`. Raises Invalid.
    """
    try:
        return _reader(kind_of_media_type(media_type))(content)
    except Flaw as flaw:
        raise refusal(flaw, name) from flaw


def refusal(flaw: Flaw, name: str) -> Invalid:
    """没有上传“台账.xlsx”：文件已加密。请去掉打开密码后重新上传。"""
    return Invalid(f"没有上传“{name}”：{flaw.reason}。{flaw.advice}。", field="file")


def too_heavy(name: str) -> Invalid:
    """The refusal when `examine_deep` did not end within its limits."""
    return refusal(Flaw("文件过于复杂，没有查验完", "请用“打印为 PDF”重新生成后上传"), name)


def _kind_and_warnings(content: bytes, name: str) -> tuple[Kind, tuple[str, ...]]:
    if content.startswith(ZIP):
        return _package(Package(content))
    match known_by_signature(content):
        case kind if kind is PDF:
            check_pdf(content)
            return PDF, ()
        case kind if kind is PNG:
            return PNG, check_png(content)
        case kind if kind is JPEG:
            return JPEG, check_jpeg(content)
    suffix = split_name(name)[1]
    if suffix in CSV.suffixes:
        return CSV, check_csv(content)
    check_text(content)
    return TEXT, ()


def _package(package: Package) -> tuple[Kind, tuple[str, ...]]:
    if ENTRY in package:
        check_ofd(package)
        return OFD, ()
    if TYPES in package:
        return check_office(package)
    raise Flaw("这是压缩包", "请解压后逐个上传其中的文件")


def _named_as(kind: Kind, name: str) -> str:
    """The name must say what the content is; a name that says nothing gets the suffix of its content. Raises Flaw."""
    stem, suffix = split_name(name)
    if suffix in kind.suffixes:
        return name
    if suffix and kind is not TEXT:
        raise Flaw(f"内容是 {kind.words}，文件名却以“{suffix}”结尾", "请核对是不是这个文件，改正文件名后重新上传")
    if kind is TEXT:
        raise Flaw("这种文件不能上传", f"可以上传的有 {TAKEN}")
    return clean_name(f"{stem}{kind.suffixes[0]}")


def _reader(kind: Kind) -> Callable[[bytes], tuple[str, ...]]:
    if kind is PDF:
        return _read_pdf
    if kind is OFD:
        return lambda content: check_ofd_pages(Package(content))
    if kind in {DOCX, XLSX, PPTX}:
        return _read_office
    return lambda _content: ()


def _read_pdf(content: bytes) -> tuple[str, ...]:
    from office.kernel.uploads.pdf_objects import check_objects  # noqa: PLC0415 - the web process never loads the PDF library

    check_objects(content)
    return ()


def _read_office(content: bytes) -> tuple[str, ...]:
    check_fields(Package(content))
    return ()


def _megabytes(size: int) -> str:
    return f"{max(size / 1_000_000, 0.1):.1f} MB".replace(".0 ", " ")
