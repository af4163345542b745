"""From the codes of a simple font to the names of its glyphs (ISO 32000-1 9.6.6)."""

from collections.abc import Mapping
from typing import Any, Final

import pikepdf

from archive.checks.pdfa.programs import Program

_HIGH: Final = (0xF000, 0xF100, 0xF200)


def glyph_names(font: Any, program: Program, *, symbolic: bool) -> Mapping[int, str]:
    """{code: glyph name as the program calls it}; a code that leads nowhere is not in it."""
    if program.kind == "truetype":
        return _truetype(font, program, symbolic=symbolic)
    encoding = font.get("/Encoding")
    base = encoding.get("/BaseEncoding") if isinstance(encoding, pikepdf.Dictionary) else encoding
    names = dict(_base(str(base))) if base is not None else dict(program.encoding)
    if isinstance(encoding, pikepdf.Dictionary):
        names |= _differences(encoding)
    return names


def _base(name: str) -> Mapping[int, str]:
    from fontTools.agl import UV2AGL  # noqa: PLC0415 - the child's alone
    from fontTools.encodings.MacRoman import MacRoman  # noqa: PLC0415
    from fontTools.encodings.StandardEncoding import StandardEncoding  # noqa: PLC0415

    if name == "/MacRomanEncoding":
        return dict(enumerate(MacRoman))
    if name == "/WinAnsiEncoding":
        found = {}
        for code in range(32, 256):
            try:
                letter = bytes([code]).decode("cp1252")
            except UnicodeDecodeError:
                letter = "•"
            found[code] = UV2AGL.get(ord(letter), "")
        return found | {127: "bullet", 160: "space", 173: "hyphen"}
    return dict(enumerate(StandardEncoding))


def _differences(encoding: Any) -> dict[int, str]:
    listed = encoding.get("/Differences")
    found, code = {}, 0
    for one in listed.as_list() if isinstance(listed, pikepdf.Array) else []:
        if isinstance(one, pikepdf.Name):
            found[code] = str(one)[1:]
            code += 1
        else:
            code = int(one)
    return found


def _truetype(font: Any, program: Program, *, symbolic: bool) -> Mapping[int, str]:
    encoding = font.get("/Encoding")
    if not symbolic and encoding is not None:
        base = encoding.get("/BaseEncoding") if isinstance(encoding, pikepdf.Dictionary) else encoding
        names = dict(_base(str(base)))
        if isinstance(encoding, pikepdf.Dictionary):
            names |= _differences(encoding)
        return _by_unicode(names, program)
    if (table := program.cmaps.get((3, 0))) is not None:
        return {
            code: glyph
            for code in range(256)
            for glyph in [next((table[high + code] for high in (0, *_HIGH) if high + code in table), None)]
            if glyph is not None
        }
    return program.cmaps.get((1, 0), {})


def _by_unicode(names: Mapping[int, str], program: Program) -> Mapping[int, str]:
    from fontTools.agl import AGL2UV  # noqa: PLC0415
    from fontTools.encodings.MacRoman import MacRoman  # noqa: PLC0415

    unicode_table = program.cmaps.get((3, 1)) or program.cmaps.get((0, 3)) or {}
    roman_table = program.cmaps.get((1, 0), {})
    roman = {name: code for code, name in enumerate(MacRoman)}
    found = {}
    for code, name in names.items():
        if AGL2UV.get(name) in unicode_table:
            found[code] = unicode_table[AGL2UV[name]]
        elif name in roman and roman[name] in roman_table:
            found[code] = roman_table[roman[name]]
    return found
