"""The directory of a zip package (OFD, DOCX …): read before anything is unpacked, refused where readers could differ."""

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from io import BytesIO
from typing import ClassVar

from office.kernel.uploads.flaws import Flaw, damaged, encrypted

ENTRIES = 4_000
DIRECTORY = 1_000_000  # bytes
UNPACKED = 300_000_000  # bytes, all entries together
XML_PART = 100_000_000  # bytes
RATIO, RATIO_FROM = 200, 1_000_000  # unpacked to packed, for entries that unpack to more than this
NAME = 240  # characters
COMMENT = 64  # bytes: some OFD programs leave their mark there
REPACK = "请用 WPS、Word 或 OFD 软件打开后另存一份，再上传"

END_MARK = b"PK\x05\x06"
END = struct.Struct("<4s4H2LH")
LOCAL = struct.Struct("<4s5H3L2H")
HOSTILE_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069:]|(^|/)\.\.?(/|$)|^/|//")


class Package:
    """A zip package whose directory has been found sound; parts are read with a limit."""

    unreadable: ClassVar = (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
    )

    def __init__(self, content: bytes) -> None:
        """Raises Flaw."""
        _end_of_directory(content)
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except self.unreadable as error:
            raise damaged("目录读不出") from error
        self._entries = {_name(entry): entry for entry in self._zip.infolist()}
        _check_entries(self._zip.infolist())
        _check_places(content, self._zip.infolist(), self._zip.start_dir)

    @property
    def names(self) -> list[str]:
        """The names of all parts that are files."""
        return [name for name in self._entries if not name.endswith("/")]

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def size(self, name: str) -> int:
        """Unpacked bytes of a part, as the directory says."""
        return self._entries[name].file_size

    def read(self, name: str, limit: int | None = None) -> bytes:
        """A part unpacked, or its first `limit` bytes. Raises Flaw when it cannot be."""
        try:
            with self._zip.open(self._entries[name]) as part:
                return part.read(-1 if limit is None else limit)
        except self.unreadable as error:
            raise damaged(f"“{name}”解不开") from error


def _end_of_directory(content: bytes) -> None:
    """The end record closes the file, but for a short comment, after one whole, not too long directory (APPNOTE 4.3.16)."""
    at = content.rfind(END_MARK)
    if at < 0 or at + END.size > len(content):
        raise damaged("没有结尾")
    _, disk, first_disk, here, total, size, start, comment = END.unpack_from(content, at)
    if comment > COMMENT or at + END.size + comment != len(content):
        raise Flaw("文件结尾之后还有别的内容", REPACK)
    if disk or first_disk or here != total or start + size != at:
        raise damaged("目录与内容不符")
    if total > ENTRIES or size > DIRECTORY:
        raise Flaw(f"包内文件超过{ENTRIES}个", "请拆分后上传")


def _name(entry: zipfile.ZipInfo) -> str:
    """The whole name: Python's own field ends at a NUL. Backslashes of old Windows writers are separators."""
    return entry.orig_filename.replace("\\", "/")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > UNPACKED:
        raise Flaw("解开后过大", "请压缩其中的图片或拆分后上传")
    for entry in entries:
        if entry.flag_bits & 0x2041:  # encrypted, strongly encrypted, directory masked
            raise encrypted()
        if HOSTILE_NAME.search(_name(entry)) or len(_name(entry)) > NAME:
            raise Flaw("包内有不合规的文件名", REPACK)
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Flaw("包内用了不常见的压缩方式", REPACK)
        if stat.S_IFMT(entry.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR}:
            raise Flaw("包内有链接或设备文件", REPACK)
        if entry.file_size > RATIO_FROM and entry.file_size > RATIO * max(entry.compress_size, 1):
            raise Flaw("解开后异常膨胀", REPACK)
        if entry.file_size > XML_PART and entry.filename.lower().endswith((".xml", ".rels")):
            raise Flaw("包内有过大的 XML", "请拆分后上传")
    _check_unique(entries)


def _check_unique(entries: list[zipfile.ZipInfo]) -> None:
    """No name twice, in no spelling; no name that is a file and a folder."""
    folded = [unicodedata.normalize("NFC", _name(entry)).casefold() for entry in entries]
    files = {name for name in folded if not name.endswith("/")}
    folders = {name[: cut.start()] for name in folded for cut in re.finditer("/", name)}
    if len(set(folded)) < len(folded) or files & folders:
        raise Flaw("包内有重名的文件，不同软件会打开不同的内容", REPACK)


def _check_places(content: bytes, entries: list[zipfile.ZipInfo], end: int) -> None:
    """Entries begin at the first byte, do not overlap, and each local header bears the name of the directory."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    if not ordered or ordered[0].header_offset:
        raise Flaw("文件开头之前夹有别的内容", REPACK)
    for entry, following in zip(ordered, [later.header_offset for later in ordered[1:]] + [end], strict=True):
        header = content[entry.header_offset : entry.header_offset + LOCAL.size]
        if len(header) < LOCAL.size or header[:4] != b"PK\x03\x04":
            raise damaged("目录与内容不符")
        *_, name_length, extra_length = LOCAL.unpack(header)
        name_at = entry.header_offset + LOCAL.size
        if name_at + name_length + extra_length + entry.compress_size > following:
            raise Flaw("包内文件互相重叠", REPACK)
        name = content[name_at : name_at + name_length]
        if name.decode("utf-8" if entry.flag_bits & 0x800 else "cp437", "replace") != entry.orig_filename:
            raise damaged("目录与内容不符")
