"""TIFF (revision 6.0, with the Technical Notes on JPEG): scans of paper, many pages in a file, by its directories; no pixel is decoded here."""

import struct
from collections.abc import Iterator
from typing import Any, Final

from office.kernel.uploads.flaws import Flaw, damaged
from office.kernel.uploads.images import PLACE, check_size, has_place

PAGES = 1000  # pictures in one file
ENTRIES = 300  # fields of one picture
PIECES = 100_000  # strips or tiles of one picture
DECODED = 300_000_000  # pixels decoded when it is brought: ten pages A4 at 600 dpi; the check of the filing decodes all
LEAST = 1 / 40_000  # bytes of a file for each byte unpacked: an empty page by G4 has a bit a line, less is no page
SPLIT = "请拆分成几个文件后上传"
SAVE_AS = "请另存为不压缩、LZW 或 G4 压缩的 TIFF，或者 PDF 后上传"

_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}  # bytes of each type
_WHOLE: Final = {1: "B", 3: "H", 4: "L"}  # types of whole numbers
_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _SAMPLES = 256, 257, 258, 259, 277
_STRIPS, _STRIP_BYTES, _TILES, _TILE_BYTES = 273, 279, 324, 325
_KNOWN: Final = frozenset({1, 2, 3, 4, 5, 7, 8, 32773, 32946})
"""None, CCITT in three ways, LZW, JPEG, Deflate in two, PackBits: what every reader opens."""
_OLD_JPEG: Final = 6


def check_tiff(content: bytes) -> tuple[str, ...]:
    """Every directory from the first to the last, once, with data that lie in the file. Returns warnings. Raises Flaw."""
    order = {b"II": "<", b"MM": ">"}.get(content[:2], "<")
    for n, fields in enumerate(_directories(content, order), 1):
        if n > PAGES:
            raise Flaw(f"图片超过{PAGES}页", SPLIT)
        _check_picture(content, fields, n)
    return (PLACE,) if has_place(content) else ()


def check_tiff_pixels(content: bytes) -> None:
    """The first pages to their last pixel, as many as DECODED allows. For the child. Raises Flaw."""
    import io  # noqa: PLC0415 - only the child loads the library
    import warnings  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = None  # check_tiff has counted them
    left, n = DECODED, 0
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(content), formats=("TIFF",)) as picture:
            while left > 0:
                picture.seek(n)
                n += 1
                left -= picture.width * picture.height
                picture.load()
    except EOFError as end:
        if not n:
            raise damaged("没有图片内容") from end
    except (OSError, ValueError, TypeError, SyntaxError, KeyError, struct.error, MemoryError) as error:
        raise damaged(f"第{n or 1}页图片解不开") from error


def _directories(content: bytes, order: str) -> Iterator[dict[int, tuple[int, ...]]]:
    """The fields of each picture that are whole numbers, tag → values. Raises Flaw."""
    seen: set[int] = set()
    place = _number(content, order, "L", 4)
    while place:
        if place in seen:
            raise damaged("目录循环")
        seen.add(place)
        count = _number(content, order, "H", place)
        if not 0 < count <= ENTRIES:
            raise damaged("目录不成立")
        yield dict(_fields(content, order, place + 2, count))
        place = _number(content, order, "L", place + 2 + 12 * count)
    if not seen:
        raise damaged("没有图片内容")


def _fields(content: bytes, order: str, place: int, count: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    for at in range(place, place + 12 * count, 12):
        entry = content[at : at + 12]
        if len(entry) < 12:
            raise damaged("目录不完整")
        tag, kind, number = struct.unpack(f"{order}HHL", entry[:8])
        size = _SIZES.get(kind, 0) * number
        start = at + 8 if size <= 4 else struct.unpack(f"{order}L", entry[8:])[0]
        if start + size > len(content):
            raise damaged("目录所指不在文件之内")
        if kind in _WHOLE and tag in _READ:
            if number > PIECES:
                raise damaged("段落过多")
            yield tag, struct.unpack_from(f"{order}{number}{_WHOLE[kind]}", content, start)


_READ: Final = frozenset({_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _SAMPLES, _STRIPS, _STRIP_BYTES, _TILES, _TILE_BYTES})


def _check_picture(content: bytes, fields: dict[int, tuple[int, ...]], n: int) -> None:
    """Its size, its compression, and that its data lie in the file."""
    width, height = _one(fields, _WIDTH), _one(fields, _HEIGHT)
    if not width or not height:
        raise damaged(f"第{n}页没有尺寸")
    check_size(width, height)
    compression = _one(fields, _COMPRESSION, 1)
    if compression == _OLD_JPEG:
        raise Flaw(f"第{n}页用的是已废止的 JPEG 压缩", SAVE_AS)
    if compression not in _KNOWN:
        raise Flaw(f"第{n}页的压缩方式（{compression}）不通用", SAVE_AS)
    starts = fields.get(_TILES) or fields.get(_STRIPS) or ()
    lengths = fields.get(_TILE_BYTES) or fields.get(_STRIP_BYTES) or ()
    if not starts or len(starts) != len(lengths):
        raise damaged(f"第{n}页没有图片内容")
    if any(start + length > len(content) for start, length in zip(starts, lengths, strict=True)):
        raise damaged(f"第{n}页的内容不在文件之内")
    bits = sum(fields.get(_BITS, (1,))[:4]) * (_one(fields, _SAMPLES, 1) if len(fields.get(_BITS, (1,))) == 1 else 1)
    unpacked, there = width * height * bits // 8, sum(lengths)
    if there < unpacked * LEAST or (compression == 1 and there < unpacked):
        raise damaged(f"第{n}页的内容与所写的尺寸不符")


def _one(fields: dict[int, tuple[int, ...]], tag: int, usual: int = 0) -> int:
    values = fields.get(tag) or (usual,)
    return values[0]


def _number(content: bytes, order: str, kind: str, place: int) -> int:
    try:
        found: tuple[Any, ...] = struct.unpack_from(f"{order}{kind}", content, place)
    except struct.error as error:
        raise damaged("目录不在文件之内") from error
    return int(found[0])
