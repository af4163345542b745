"""Pages to PDF by reportlab's canvas: glyph by glyph where the page model has them, fonts embedded as subsets."""

import io
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from docflow.layout.fonts import FontSet
from docflow.layout.geometry import PAPER_HEIGHT, PAPER_WIDTH, POINT
from docflow.layout.page import Page, Rule, Run

_SAME = 0.002  # points: advances this close share one instruction


def draw_pdf(
    pages: Sequence[Page], fonts: FontSet, *, paper: tuple[float, float] = (PAPER_WIDTH, PAPER_HEIGHT)
) -> bytes:
    """A plain PDF of the pages, without metadata; `paper` is their width and height. The same pages give the same bytes."""
    faces = _registered(fonts)
    out = io.BytesIO()
    width, height = paper
    size = (width / POINT, height / POINT)
    first: Any = next(iter(faces.values())).fontName  # else the canvas names Helvetica, which is not embedded
    canvas = Canvas(out, pagesize=size, pageCompression=1, invariant=1, initialFontName=first, lang="zh-CN")
    for page in pages:
        for rule in page.rules:
            _draw_rule(canvas, rule, height)
        for run in page.runs:
            _draw_run(canvas, run, faces[run.font], height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _registered(fonts: FontSet) -> dict[str, TTFont]:
    """reportlab's fonts of a font set, by the keys of its files; each file is registered once a process."""
    return {
        key: _font(file.path, file.index, f"gw-{file.digest[:16]}-{file.index}") for key, file in fonts.files.items()
    }


@cache
def _font(path: Path, index: int, name: str) -> TTFont:
    font = TTFont(name, str(path), subfontIndex=index, shapable=False)
    pdfmetrics.registerFont(font)
    return font


def _draw_rule(canvas: Canvas, rule: Rule, height: float) -> None:
    canvas.setStrokeColorRGB(*rule.colour)
    canvas.setLineWidth(rule.thickness / POINT)
    canvas.line(rule.x0 / POINT, (height - rule.y0) / POINT, rule.x1 / POINT, (height - rule.y1) / POINT)


def _draw_run(canvas: Canvas, run: Run, font: TTFont, height: float) -> None:
    text = canvas.beginText()
    text.setFillColorRGB(*run.colour)
    text.setFont(font.fontName, run.size)
    text.setHorizScale(100 * run.stretch)  # it outlives the text object, so it is always set
    y = (height - run.y) / POINT
    for chunk, x, spacing in _chunks(canvas, run, font):
        text.setCharSpace(spacing)
        text.setTextOrigin(x, y)
        text.textOut(chunk)
    canvas.drawText(text)


def _chunks(canvas: Canvas, run: Run, font: TTFont) -> Iterator[tuple[str, float, float]]:
    """Pieces of a run that one string can show, with origin and character spacing in points.

    A piece ends where the spacing changes, and where the 256 glyphs of a subset end: readers of text that forget the spacing after
    the last character of a string would otherwise see all that follows shifted.
    """
    split = font.splitString(run.text, canvas._doc)  # type: ignore[attr-defined]  # noqa: SLF001 - the only way to learn it
    subsets = [subset for subset, codes in split for _ in codes]
    widths = font.face.charWidths
    x = run.x / POINT
    piece, origin, spacing, last = "", x, 0.0, -1
    for char, advance, subset in zip(run.text, run.advances, subsets, strict=True):
        way = advance / POINT
        own = way / run.stretch - widths.get(ord(char), font.face.defaultWidth) * run.size / 1000
        if piece and (abs(own - spacing) > _SAME or subset != last):
            yield piece, origin, spacing
            piece = ""
        if not piece:
            origin, spacing, last = x, own, subset
        piece += char
        x += way
    if piece:
        yield piece, origin, spacing


def _to_unicode(fontname: str, subset: Any) -> str:
    """The map from a subset's codes to characters, in UTF-16: reportlab's own is wrong beyond U+FFFF, where rare names live."""
    entries = [f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in enumerate(subset)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{fontname} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for k in range(0, len(entries), 100):
        some = entries[k : k + 100]
        lines += [f"{len(some)} beginbfchar", *some, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


ttfonts.makeToUnicodeCMap = _to_unicode
