"""Fonts that are used: embedded whole or in the part that is used, with widths and encodings that agree with their programs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf

from archive.checks.pdfa.cmaps import cmap_flaws, cmap_of
from archive.checks.pdfa.encodings import glyph_names
from archive.checks.pdfa.flaws import Flaw
from archive.checks.pdfa.programs import NOTDEF, Program, program_of

_STANDARD: Final = frozenset(
    [
        "Courier",
        "Courier-Bold",
        "Courier-Oblique",
        "Courier-BoldOblique",
        "Helvetica",
        "Helvetica-Bold",
        "Helvetica-Oblique",
        "Helvetica-BoldOblique",
        "Times-Roman",
        "Times-Bold",
        "Times-Italic",
        "Times-BoldItalic",
        "Symbol",
        "ZapfDingbats",
    ]
)
_TOLERANCE: Final = 1.0  # thousandths of an em
_SYMBOLIC: Final = 4
_KINDS: Final = frozenset({"/Type1", "/MMType1", "/TrueType", "/Type3", "/Type0"})


@dataclass(slots=True)
class FontUse:
    """A font with the texts that were shown in it; `visible` when any of them can be seen."""

    font: Any
    texts: list[bytes] = field(default_factory=list)
    visible: bool = False

    @property
    def name(self) -> str:
        return str(self.font.get("/BaseFont", "/"))[1:]


def font_flaws(use: FontUse, part: int) -> Iterator[Flaw]:
    """All that is wrong with a font and how it is used."""
    font = use.font
    if not isinstance(font, pikepdf.Dictionary):
        return
    kind = str(font.get("/Subtype", ""))
    if kind not in _KINDS:
        yield Flaw("6.3.2" if part == 1 else "6.2.11.2", "字体的种类不是标准所列的")
        return
    if kind == "/Type3":
        return
    if kind == "/Type0":
        yield from _composite_flaws(use, part)
        return
    yield from _simple_flaws(use, kind, part)


def _clause(part: int, one: str, later: str) -> str:
    return one if part == 1 else f"6.2.11.{later}"


def _program(descriptor: Any, use: FontUse, part: int) -> tuple[Program | None, list[Flaw]]:
    embedding = _clause(part, "6.3.4", "4.1")
    if not isinstance(descriptor, pikepdf.Dictionary):
        return None, [Flaw(embedding, f"字体{use.name}没有嵌入")] if use.visible else []
    try:
        program = program_of(descriptor)
    except ValueError:
        return None, [Flaw(embedding, f"字体{use.name}的程序读不出")]
    if program is None and use.visible:
        return None, [Flaw(embedding, f"字体{use.name}没有嵌入")]
    return program, []


def _simple_flaws(use: FontUse, kind: str, part: int) -> Iterator[Flaw]:
    font = use.font
    descriptor = font.get("/FontDescriptor")
    if use.name not in _STANDARD and not {"/FirstChar", "/LastChar", "/Widths"} <= set(font.keys()):
        yield Flaw(_clause(part, "6.3.2", "2"), f"字体{use.name}缺少宽度表")
    program, flaws = _program(descriptor, use, part)
    yield from flaws
    if kind == "/TrueType" and isinstance(descriptor, pikepdf.Dictionary):
        yield from _truetype_flaws(use, descriptor, program, part)
    if program is None:
        return
    if kind != "/TrueType":
        yield from _charset_flaws(use, descriptor, program, part)
    symbolic = bool(int(descriptor.get("/Flags", 0)) & _SYMBOLIC)
    names = glyph_names(font, program, symbolic=symbolic)
    codes = sorted({one for text in use.texts for one in text})
    first = int(font.get("/FirstChar", 0))
    widths = [float(one) for one in font.get("/Widths", pikepdf.Array()).as_list()]
    missing = float(descriptor.get("/MissingWidth", 0))
    for code in codes:
        name = names.get(code)
        yield from _glyph_flaws(use, name, program, part)
        if "/Widths" not in font:
            continue
        stated = widths[code - first] if 0 <= code - first < len(widths) else missing
        yield from _width_flaws(use, name, stated, program, part)


def _glyph_flaws(use: FontUse, name: str | None, program: Program, part: int) -> Iterator[Flaw]:
    if part != 1 and name in {None, NOTDEF, "gid0"}:
        yield Flaw("6.2.11.8", f"字体{use.name}用了.notdef字形")
    elif name is not None and name not in program.widths and name != NOTDEF:
        yield Flaw(_clause(part, "6.3.5", "4.1"), f"字体{use.name}缺少所用的字形")


def _width_flaws(use: FontUse, name: str | None, stated: float, program: Program, part: int) -> Iterator[Flaw]:
    real = program.widths.get(name or "")
    if real is not None and abs(real - stated) > _TOLERANCE:
        yield Flaw(_clause(part, "6.3.6", "5"), f"字体{use.name}的字宽与字体程序不一致")


def _charset_flaws(use: FontUse, descriptor: Any, program: Program, part: int) -> Iterator[Flaw]:
    """PDF/A-1: a subset says which glyphs it has. Later: where it says so, it says all."""
    clause = _clause(part, "6.3.5", "4.2")
    charset = descriptor.get("/CharSet")
    is_subset = use.name[6:7] == "+"
    if charset is None:
        if part == 1 and is_subset:
            yield Flaw(clause, f"字体{use.name}是子集，没有列出字形")
        return
    if part == 1 and not is_subset:
        return
    listed = set(str(charset).strip("/").split("/"))
    held = {name for name in program.widths if name != NOTDEF}
    if held - listed:
        yield Flaw(clause, f"字体{use.name}没有列全字形")


def _truetype_flaws(use: FontUse, descriptor: Any, program: Program | None, part: int) -> Iterator[Flaw]:
    clause = _clause(part, "6.3.7", "6")
    symbolic = bool(int(descriptor.get("/Flags", 0)) & _SYMBOLIC)
    encoding = use.font.get("/Encoding")
    if symbolic:
        if encoding is not None:
            yield Flaw(clause, f"符号字体{use.name}带有编码")
        if program is not None and len(program.cmaps) != 1 and (3, 0) not in program.cmaps and part != 1:
            yield Flaw(clause, f"符号字体{use.name}的字符表不止一个")
        return
    base = encoding.get("/BaseEncoding") if isinstance(encoding, pikepdf.Dictionary) else encoding
    if str(base) not in {"/MacRomanEncoding", "/WinAnsiEncoding"}:
        yield Flaw(clause, f"字体{use.name}没有按规定写明编码")
    elif part == 1 and isinstance(encoding, pikepdf.Dictionary) and "/Differences" in encoding:
        yield Flaw(clause, f"字体{use.name}改写了编码")


def _composite_flaws(use: FontUse, part: int) -> Iterator[Flaw]:
    font = use.font
    listed = font.get("/DescendantFonts")
    if not isinstance(listed, pikepdf.Array) or not len(listed):
        yield Flaw(_clause(part, "6.3.2", "2"), f"字体{use.name}没有下属字体")
        return
    descendant = listed[0]
    encoding = font.get("/Encoding")
    yield from (Flaw(_clause(part, f"6.3.3.{n}", f"3.{n}"), says) for n, says in cmap_flaws(encoding, descendant, part))
    descriptor = descendant.get("/FontDescriptor")
    program, flaws = _program(descriptor, use, part)
    yield from flaws
    if program is None:
        return
    is_truetype = str(descendant.get("/Subtype", "")) == "/CIDFontType2"
    mapping = descendant.get("/CIDToGIDMap")
    if is_truetype and not (isinstance(mapping, pikepdf.Stream) or str(mapping) == "/Identity"):
        yield Flaw(_clause(part, "6.3.3.2", "3.2"), f"字体{use.name}没有写明字形的对应")
    yield from _cidset_flaws(use, descriptor, program, part)
    codes = cmap_of(encoding)
    if codes is None:
        return
    glyph_of = _glyphs(mapping, program, is_truetype=is_truetype)
    stated = _cid_widths(descendant)
    usual = float(descendant.get("/DW", 1000))
    for cid in sorted({cid for text in use.texts for cid in codes(text)}):
        name = glyph_of(cid)
        if cid == 0 or name is None:
            if part != 1:
                yield Flaw("6.2.11.8", f"字体{use.name}用了.notdef字形")
            continue
        yield from _glyph_flaws(use, name, program, part)
        yield from _width_flaws(use, name, stated.get(cid, usual), program, part)


def _glyphs(mapping: Any, program: Program, *, is_truetype: bool) -> Any:
    """From a CID to the program's name of a glyph."""
    if not is_truetype:
        if program.kind == "cid":
            return lambda cid: NOTDEF if cid == 0 else f"cid{cid:05d}"
        return lambda cid: program.order[cid] if cid < len(program.order) else None
    if isinstance(mapping, pikepdf.Stream):
        table = mapping.read_bytes()
        return lambda cid: (
            f"gid{int.from_bytes(table[2 * cid : 2 * cid + 2], 'big')}" if 2 * cid + 2 <= len(table) else None
        )
    return lambda cid: f"gid{cid}"


def _cid_widths(descendant: Any) -> dict[int, float]:
    """W (ISO 32000-1 9.7.4.3): c [w w …] and first last w."""
    widths: dict[int, float] = {}
    listed = descendant.get("/W")
    parts = list(listed.as_list()) if isinstance(listed, pikepdf.Array) else []
    at = 0
    while at + 1 < len(parts):
        first = int(parts[at])
        if isinstance(parts[at + 1], pikepdf.Array):
            widths |= {first + n: float(one) for n, one in enumerate(parts[at + 1].as_list())}
            at += 2
        elif at + 2 < len(parts):
            last = min(int(parts[at + 1]), first + 65_535)
            widths |= dict.fromkeys(range(first, last + 1), float(parts[at + 2]))
            at += 3
        else:
            break
    return widths


def _cidset_flaws(use: FontUse, descriptor: Any, program: Program, part: int) -> Iterator[Flaw]:
    clause = _clause(part, "6.3.5", "4.2")
    held = descriptor.get("/CIDSet")
    is_subset = use.name[6:7] == "+"
    if not isinstance(held, pikepdf.Stream):
        if part == 1 and is_subset:
            yield Flaw(clause, f"字体{use.name}是子集，没有列出字形")
        return
    if program.kind != "cid" or part == 1:
        return
    bits = held.read_bytes()
    for name in program.widths:
        cid = int(name[3:]) if name.startswith("cid") and name[3:].isdigit() else 0
        if not (cid // 8 < len(bits) and bits[cid // 8] >> (7 - cid % 8) & 1):
            yield Flaw(clause, f"字体{use.name}没有列全字形")
            return
