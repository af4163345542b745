"""Font programs inside a PDF: which glyphs they have and how wide these are, in thousandths of an em."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

import pikepdf

NOTDEF: Final = ".notdef"


@dataclass(frozen=True, slots=True)
class Program:
    """`kind` is type1, cff, cid or truetype. Glyphs by name, for cid by “cid12345”, for truetype by index as well.

    `encoding` is the program's own: {code: glyph name}. `cmaps` holds a TrueType font's tables: {(platform, encoding): {code: glyph name}}.
    """

    kind: str
    widths: Mapping[str, float]
    encoding: Mapping[int, str] = field(default_factory=dict)
    cmaps: Mapping[tuple[int, int], Mapping[int, str]] = field(default_factory=dict)
    order: tuple[str, ...] = ()


def program_of(descriptor: Any) -> Program | None:
    """The embedded program of a font descriptor. None where there is none. Raises ValueError for one that cannot be read."""
    try:
        if isinstance(descriptor.get("/FontFile"), pikepdf.Stream):
            return _type1(descriptor["/FontFile"])
        if isinstance(descriptor.get("/FontFile2"), pikepdf.Stream):
            return _truetype(descriptor["/FontFile2"].read_bytes())
        if isinstance(descriptor.get("/FontFile3"), pikepdf.Stream):
            content = descriptor["/FontFile3"].read_bytes()
            if content[:4] in {b"OTTO", b"\x00\x01\x00\x00", b"true"}:
                return _truetype(content)
            return _cff(content)
    except Exception as error:  # whatever a broken font makes the reader throw, it is a font that cannot be read
        raise ValueError("字体程序读不出") from error
    return None


def _type1(stream: Any) -> Program:
    """A Type 1 program: clear part, encrypted part (Adobe Type 1 Font Format, chapters 2, 6 and 7)."""
    content = stream.read_bytes()
    clear = int(stream.get("/Length1", 0)) or content.find(b"eexec") + 6
    head = content[:clear]
    sealed = content[clear : clear + int(stream.get("/Length2", len(content)))]
    if re.fullmatch(rb"[0-9A-Fa-f\s]{8,}", sealed[:64]):
        sealed = bytes.fromhex(re.sub(rb"[^0-9A-Fa-f]", b"", sealed).decode()[: len(sealed) // 2 * 2])
    private = _opened(sealed, 55665, 4)
    skip = int(found[1]) if (found := re.search(rb"/lenIV\s+(-?\d+)", private)) else 4
    scale = _scale(head)
    widths = {}
    start = private.find(b"/CharStrings")
    place = re.compile(rb"/([^\x00-\x20/]+)\s+(\d+)\s+(?:RD|-\||\S+)\s")
    at = private.find(b"begin", start)
    while found := place.search(private, at):
        size = int(found[2])
        data = private[found.end() : found.end() + size]
        width = _width(_opened(data, 4330, skip) if skip >= 0 else data)
        widths[found[1].decode("latin-1")] = width * scale
        at = found.end() + size
        if private[at : at + 30].lstrip().startswith(b"end") or b"\nend" in private[at : at + 12]:
            break
    encoding = {
        int(one[1]): one[2].decode("latin-1") for one in re.finditer(rb"dup\s+(\d+)\s*/([^\x00-\x20/]+)\s+put", head)
    }
    if re.search(rb"/Encoding\s+StandardEncoding", head):
        from fontTools.encodings.StandardEncoding import StandardEncoding  # noqa: PLC0415

        encoding = dict(enumerate(StandardEncoding))
    return Program("type1", widths, encoding)


def _scale(head: bytes) -> float:
    matrix = re.search(rb"/FontMatrix\s*\[\s*([-\d.eE]+)", head)
    return float(matrix[1]) * 1000 if matrix else 1.0


def _opened(data: bytes, key: int, skip: int) -> bytes:
    out = bytearray()
    for one in data:
        out.append(one ^ (key >> 8))
        key = ((one + key) * 52845 + 22719) & 0xFFFF
    return bytes(out[skip:])


def _width(charstring: bytes) -> float:
    """The width that hsbw or sbw sets, the first thing that a charstring does."""
    stack: list[float] = []
    at = 0
    while at < len(charstring):
        one = charstring[at]
        at += 1
        if one >= 32:
            value, at = _operand(charstring, one, at)
            stack.append(value)
        elif one == 13:
            return stack[1] if len(stack) > 1 else 0.0
        elif one == 12:
            following = charstring[at] if at < len(charstring) else 0
            at += 1
            if following == 12 and len(stack) > 1:  # div
                divisor = stack.pop()
                stack[-1] = stack[-1] / divisor if divisor else 0.0
            elif following == 7:
                return stack[2] if len(stack) > 2 else 0.0
        else:
            break
    return 0.0


def _operand(data: bytes, one: int, at: int) -> tuple[float, int]:
    if one <= 246:
        return one - 139, at
    if one <= 250:
        return (one - 247) * 256 + data[at] + 108, at + 1
    if one <= 254:
        return -(one - 251) * 256 - data[at] - 108, at + 1
    return int.from_bytes(data[at : at + 4], "big", signed=True), at + 4


def _cff(content: bytes) -> Program:
    from fontTools.cffLib import CFFFontSet  # noqa: PLC0415 - the child's alone

    fonts = CFFFontSet()
    fonts.decompile(BytesIO(content), None)
    return _cff_program(fonts[fonts.fontNames[0]])


def _cff_program(top: Any) -> Program:
    from fontTools.pens.basePen import NullPen  # noqa: PLC0415

    glyphs = top.CharStrings
    is_cid = hasattr(top, "ROS")
    scale = top.FontMatrix[0] * 1000 if hasattr(top, "FontMatrix") else 1.0
    widths = {}
    for name in top.charset:
        glyph = glyphs[name]
        glyph.decompile()
        glyph.draw(NullPen())
        widths[name] = float(glyph.width) * scale
    encoding: dict[int, str] = {}
    if not is_cid:
        told = top.Encoding
        if told == "StandardEncoding":
            from fontTools.encodings.StandardEncoding import StandardEncoding  # noqa: PLC0415

            encoding = dict(enumerate(StandardEncoding))
        elif not isinstance(told, str):
            encoding = dict(enumerate(told))
    return Program("cid" if is_cid else "cff", widths, encoding, order=tuple(top.charset))


def _truetype(content: bytes) -> Program:
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font: Any = TTFont(BytesIO(content), lazy=True, recalcBBoxes=False)
    if "CFF " in font and "hmtx" not in font:
        return _cff_program(font["CFF "].cff[font["CFF "].cff.fontNames[0]])
    order = [f"gid{number}" for number in range(font["maxp"].numGlyphs)]
    font.setGlyphOrder(order)
    em = font["head"].unitsPerEm or 1000
    metrics = font["hmtx"].metrics
    widths = {name: metrics[name][0] * 1000 / em for name in order if name in metrics}
    cmaps = {}
    if "cmap" in font:
        for table in font["cmap"].tables:
            if table.isUnicode() or table.platformID in {1, 3}:
                cmaps[table.platformID, table.platEncID] = dict(table.cmap)
    return Program("truetype", widths, cmaps=cmaps, order=tuple(order))
