"""查验上传的文件：what it is, decided by its content, and whether it may be kept."""

from dataclasses import dataclass, field, replace

from office.kernel import child
from office.kernel.refusals import Invalid, TooLarge
from office.kernel.uploads.flaws import Flaw, damaged
from office.kernel.uploads.images import check_jpeg, check_png
from office.kernel.uploads.kinds import CSV, JPEG, OFD, PDF, PNG, TAKEN, TEXT, TIFF, Kind
from office.kernel.uploads.labels import ZIP, known_by_signature
from office.kernel.uploads.names import clean_name, split_name
from office.kernel.uploads.ofd_packages import ENTRY, check_ofd
from office.kernel.uploads.office_packages import TYPES, check_office
from office.kernel.uploads.pdf import check_pdf
from office.kernel.uploads.plain_text import check_text
from office.kernel.uploads.reading import READERS
from office.kernel.uploads.tiff import check_tiff
from office.kernel.uploads.zip_directory import Package

MEGABYTE = 1024 * 1024
LARGEST = 50 * MEGABYTE
SECONDS = 10  # of work on one file
QUEUE = 30  # seconds that it may wait for its turn


class NoTurn(Invalid):
    """Nobody has looked at the file: there were too many before it. The same file may be taken later."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be kept: its clean name, what it is served as, its suffix, and sentences for the one who brought it."""

    name: str
    media_type: str
    suffix: str
    warnings: tuple[str, ...] = field(default=())


def examine(content: bytes, name: str, *, limit: int = LARGEST) -> Examined:
    """Whether a file may be kept, and as what: a first look here, then a thorough reading in a process with limits.

    `limit` is in bytes. Raises Invalid (NoTurn) or TooLarge, each with a sentence that names the file, the reason and what to do.
    """
    found = look(content, name, limit=limit)
    if found.media_type not in READERS:
        return found
    try:
        return replace(found, warnings=found.warnings + _read_elsewhere(content, found.media_type))
    except child.ChildTimeout as error:
        raise NoTurn(f"没有上传“{found.name}”：现在查验的文件太多，没有轮到。请稍后再上传。", field="file") from error
    except Flaw as flaw:
        raise _refusal(flaw, found.name) from flaw


def look(content: bytes, name: str, *, limit: int = LARGEST) -> Examined:
    """The first look: headers, directories, beginnings. Bounded and quick, and not enough by itself. Raises Invalid, TooLarge."""
    name = clean_name(name)
    if len(content) > limit:
        size = f"文件有{_megabytes(len(content))}，最多{_megabytes(limit)}"
        raise TooLarge(f"没有上传“{name}”：{size}。请压缩或拆分后上传。", field="file")
    try:
        if not content:
            raise Flaw("文件是空的", "请确认文件已保存并有内容后重新上传")
        kind, warnings = _kind_and_warnings(content, name)
        name = _named_as(kind, name)
    except Flaw as flaw:
        raise _refusal(flaw, name) from flaw
    return Examined(name, kind.media_type, split_name(name)[1], warnings)


def _read_elsewhere(content: bytes, media_type: str) -> tuple[str, ...]:
    """`reading.read_through` in a child of its own. Returns warnings. Raises ChildTimeout; Flaw, also when the child did not end well."""
    reader = "office.kernel.uploads.reading.read_as_json"
    try:
        said = child.run_stranger(reader, content, media_type, timeout=SECONDS + QUEUE, cpu=SECONDS)
    except child.ChildTimeout:
        raise
    except child.FailedInChild as error:
        raise damaged("内容读不出") from error
    except child.ChildError as error:
        raise Flaw("文件过于复杂，没有查验完", "请用“打印为 PDF”重新生成后上传") from error
    if said["flaw"]:
        raise Flaw(*said["flaw"])
    return tuple(said["warnings"])


def _refusal(flaw: Flaw, name: str) -> Invalid:
    """没有上传“台账.xlsx”：文件已加密。请去掉打开密码后重新上传。"""
    return Invalid(f"没有上传“{name}”：{flaw.reason}。{flaw.advice}。", field="file")


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
        case kind if kind is TIFF:
            return TIFF, check_tiff(content)
    check_text(content)
    return (CSV if split_name(name)[1] in CSV.suffixes else TEXT), ()


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


def _megabytes(size: int) -> str:
    return f"{max(size / MEGABYTE, 0.1):.1f} MB".replace(".0 ", " ")
