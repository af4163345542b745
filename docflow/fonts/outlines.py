"""Postscript outlines to TrueType ones, at most a thousandth of an em off: the PDF library takes TrueType only.

Metrics, names and the character map stay; layout tables and hints go, since the page sets every glyph itself.
"""

import itertools
import struct
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from fontTools.cu2qu import curve_to_quadratic
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

_KEPT: Final = {"GlyphOrder", "head", "hhea", "hmtx", "cmap", "name", "OS/2", "post"}
_SHORT: Final = 256
_HANGUL_AND_YI: Final = (range(0xA000, 0xA4D0), range(0xAC00, 0xD7B0))

Point = tuple[int, int, int]  # x, y, 1 on the curve or 0 off it


def convert(source: Path, target: Path) -> None:
    """Write `source` with TrueType outlines. The same font gives the same bytes."""
    font = TTFont(source, recalcBBoxes=False, recalcTimestamp=False)
    entries: list[bytes] = []
    most_points = most_contours = 0
    drawn = _Drawn(source)
    wanted = _wanted(font)
    for number in range(len(font.getGlyphOrder())):
        contours = drawn.contours(number) if number in wanted else []
        if not contours:
            entries.append(b"")
            continue
        entries.append(_encoded(contours))
        name = font.getGlyphName(number)
        left = min(x for contour in contours for x, _, _ in contour)
        font["hmtx"][name] = font["hmtx"][name][0], left  # a rasteriser moves the outline to its side bearing
        most_points = max(most_points, sum(map(len, contours)))
        most_contours = max(most_contours, len(contours))
    _replace_tables(font, entries, most_points, most_contours)
    font.save(target)


class _Drawn:
    """The outlines of a font as HarfBuzz draws them, ten times quicker than an interpreter in Python."""

    def __init__(self, source: Path) -> None:
        hb: Any = import_module("uharfbuzz")  # a compiled module that tells type checkers nothing
        self._font = hb.Font(hb.Face(hb.Blob.from_file_path(str(source))))
        self._rings: list[list[tuple[float, float, int]]] = []
        self._pen = hb.DrawFuncs()
        self._pen.set_move_to_func(lambda x, y, _: self._rings.append([(x, y, 1)]))
        self._pen.set_line_to_func(lambda x, y, _: self._rings[-1].append((x, y, 1)))
        self._pen.set_cubic_to_func(self._curve)

    def _curve(self, a: float, b: float, c: float, d: float, x: float, y: float, _: object) -> None:
        here = self._rings[-1][-1][:2]
        spline = curve_to_quadratic((here, (a, b), (c, d), (x, y)), 1.0)
        self._rings[-1].extend([(*point, 0) for point in spline[1:-1]] + [(x, y, 1)])

    def contours(self, number: int) -> list[list[Point]]:
        """A glyph's contours in whole units, closed and turned: TrueType goes round the other way."""
        self._rings.clear()
        self._font.draw_glyph(number, self._pen, None)
        turned = [[r[0], *(r[:-1] if r[0] == r[-1] else r)[:0:-1]] for r in self._rings if len(r) > 3]
        return [[(int((x + 0.5) // 1), int((y + 0.5) // 1), on) for x, y, on in ring] for ring in turned]


def _wanted(font: TTFont) -> set[int]:
    """The glyphs of mapped characters; two large scripts that no document of ours uses stay out."""
    mapped = font.getBestCmap() or {}
    return {0, *(font.getGlyphID(name) for code, name in mapped.items() if not any(code in r for r in _HANGUL_AND_YI))}


def _encoded(contours: list[list[Point]]) -> bytes:
    """A simple glyph of table glyf: short coordinates in one byte, equal ones in none."""
    xs, ys, on = zip(*(point for contour in contours for point in contour), strict=True)
    flags, coded = bytearray(on), bytearray()
    for axis, values in enumerate((xs, ys)):
        for n, (before, value) in enumerate(itertools.pairwise((0, *values))):
            step = value - before
            if -_SHORT < step < _SHORT:
                flags[n] |= (18 if step > 0 else 2 if step else 16) << axis
                coded += bytes((abs(step),)) if step else b""
            else:
                coded += step.to_bytes(2, "big", signed=True)
    ends = [n - 1 for n in itertools.accumulate(map(len, contours))]
    head = struct.pack(f">5h{len(ends)}HH", len(ends), min(xs), min(ys), max(xs), max(ys), *ends, 0)
    data = head + bytes(flags) + bytes(coded)
    return data + bytes(-len(data) % 4)


def _replace_tables(font: TTFont, entries: list[bytes], most_points: int, most_contours: int) -> None:
    for tag in {*font.keys()} - _KEPT:
        del font[tag]
    offsets = [0, *itertools.accumulate(map(len, entries))]
    maxp = struct.pack(">I14H", 0x10000, len(entries), most_points, most_contours, 0, 0, 1, *[0] * 8)
    tables = {"glyf": b"".join(entries), "loca": struct.pack(f">{len(offsets)}I", *offsets), "maxp": maxp}
    for tag, content in tables.items():
        font[tag] = table = DefaultTable(tag)
        table.data = content
    font.sfntVersion = "\0\1\0\0"
    head, post = font["head"], font["post"]
    head.indexToLocFormat, head.glyphDataFormat = 1, 0  # type: ignore[attr-defined]  # fields made at run time
    post.formatType = 3.0  # type: ignore[attr-defined]
