"""PNG (ISO/IEC 15948) and JPEG (ITU-T T.81) by their headers and segments; no pixel is decoded."""

import re
import struct
import zlib
from collections.abc import Iterator

from office.kernel.uploads.flaws import Flaw, damaged

PIXELS = 150_000_000  # A3 at 600 dpi is 70 million
SAVE_AGAIN = "请用画图或看图软件另存一份后上传"
PLACE = "照片里记有拍摄地点，转发前请留意。"

SEGMENTS = 20_000  # chunks or segments of one picture
STEP = 1 << 20  # bytes unpacked at a time
CRITICAL = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
FRAME = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
MARKER = re.compile(rb"\xff+([^\xff])", re.DOTALL)  # with fill bytes (B.1.1.2)
AFTER_SCAN = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]", re.DOTALL)


def check_png(content: bytes) -> tuple[str, ...]:
    """Chunks from the signature to IEND, nothing behind. Returns warnings. Raises Flaw."""
    headed = filled = False
    warnings: tuple[str, ...] = ()
    for kind, body in _chunks(content):
        if kind == b"IHDR":
            _png_header(body)
            headed = True
        elif not headed and kind in CRITICAL:
            raise damaged("没有图片头")
        elif kind == b"IDAT":
            filled = True
        elif kind == b"eXIf" and has_place(body):
            warnings = (PLACE,)
    if not headed or not filled:
        raise damaged("没有图片内容")
    return warnings


def check_png_pixels(content: bytes) -> None:
    """Unpack, keep nothing, and count: a header cannot announce more than there is, nor data be more than announced. Raises Flaw."""
    header = next(_png_header(body) for kind, body in _chunks(content) if kind == b"IHDR")
    width, height, bits, interlaced = header
    least = height * width * bits // 8 if interlaced else height * (1 + (width * bits + 7) // 8)
    unpacker, found = zlib.decompressobj(), 0
    try:
        for kind, body in _chunks(content):
            rest, more = body, kind == b"IDAT"
            while more and found <= 2 * least + 64:
                piece = unpacker.decompress(rest, STEP)
                rest = unpacker.unconsumed_tail
                found += len(piece)
                more = bool(rest) or len(piece) == STEP
    except zlib.error as error:
        raise damaged("图片解不开") from error
    if not least <= found <= 2 * least + 64:
        raise damaged("图片与图片头所写的尺寸不符")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Type and data of each chunk (5.3). Raises Flaw for a broken one, and for anything behind IEND."""
    place = 8
    for _ in range(SEGMENTS):
        if place + 12 > len(content):
            raise damaged("没有结尾")
        length, kind = struct.unpack_from(">L4s", content, place)
        end = place + 8 + length
        body, checksum = content[place + 8 : end], content[end : end + 4]
        if len(checksum) < 4 or (kind in CRITICAL and zlib.crc32(kind + body) != int.from_bytes(checksum, "big")):
            raise damaged("内容与校验不符")
        yield kind, body
        place = end + 4
        if kind == b"IEND":
            if content[place:]:
                raise Flaw("图片结尾之后还有别的内容", SAVE_AGAIN)
            return
    raise damaged("段落过多")


def _png_header(body: bytes) -> tuple[int, int, int, int]:
    """Width, height, bits of a pixel, interlaced or not (11.2.2)."""
    if len(body) != 13:
        raise damaged("没有图片头")
    width, height, bits, colour, _, _, interlace = struct.unpack(">LLBBBBB", body)
    if not width or not height or colour not in CHANNELS:
        raise damaged("图片头不成立")
    check_size(width, height)
    return width, height, bits * CHANNELS[colour], interlace


def check_jpeg(content: bytes) -> tuple[str, ...]:
    """Segments from SOI to EOI, nothing behind. Returns warnings. Raises Flaw."""
    place, framed, scanned, warnings = 2, False, False, []
    for _ in range(SEGMENTS):
        if not (found := MARKER.match(content, place)):
            raise damaged("没有结尾")
        marker, place = found[1][0], found.end()
        if marker == 0xD9:
            break
        length = int.from_bytes(content[place : place + 2], "big")
        body = content[place + 2 : place + length]
        if marker < 0xC0 or length < 2 or len(body) != length - 2:
            raise damaged("段落不完整")
        place += length
        if marker in FRAME and len(body) >= 6:
            check_size(int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big"))
            framed = True
        if marker == 0xE1 and body.startswith(b"Exif\x00\x00") and has_place(body[6:]):
            warnings.append(PLACE)
        if marker == 0xDA:
            scanned = True
            following = AFTER_SCAN.search(content, place)
            if not following:
                raise damaged("没有结尾")
            place = following.start()
    else:
        raise damaged("段落过多")
    if not framed or not scanned:
        raise damaged("没有图片内容")
    if content[place:].strip(b"\x00"):
        raise Flaw("图片结尾之后还有别的内容", SAVE_AGAIN)
    return tuple(dict.fromkeys(warnings))


def check_size(width: int, height: int) -> None:
    """Raises Flaw for more pixels than any scan of an office has."""
    if width * height > PIXELS:
        raise Flaw("图片尺寸过大", "请把图片缩小后上传")


def has_place(exif: bytes) -> bool:
    """The first directory of an Exif block points to GPS data (tag 0x8825)."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if not order or len(exif) < 10:
        return False
    (start,) = struct.unpack_from(f"{order}L", exif, 4)
    if start + 2 > len(exif):
        return False
    (count,) = struct.unpack_from(f"{order}H", exif, start)
    entries = range(start + 2, min(start + 2 + 12 * count, len(exif) - 11), 12)
    return any(struct.unpack_from(f"{order}H", exif, entry)[0] == 0x8825 for entry in entries)
