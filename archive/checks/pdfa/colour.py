"""Colour spaces: device colours only where the output intent, or a default of the resources, says what they mean (6.2.3 and 6.2.4)."""

from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from archive.checks.pdfa.flaws import Flaw
from archive.checks.pdfa.icc import profile_flaw
from archive.checks.pdfa.limits import DEVICE_N, clause_of_limits

DEVICE: Final = {
    "/DeviceGray": "GRAY",
    "/DeviceRGB": "RGB",
    "/DeviceCMYK": "CMYK",
    "/G": "GRAY",
    "/RGB": "RGB",
    "/CMYK": "CMYK",
    "/CalCMYK": "CMYK",
}
_DEFAULTS: Final = {"GRAY": "/DefaultGray", "RGB": "/DefaultRGB", "CMYK": "/DefaultCMYK"}
_WORDS: Final = {"GRAY": "灰度", "RGB": "RGB", "CMYK": "CMYK"}
_DEPTH: Final = 8


def colour_flaws(space: Any, resources: Any, output: str, part: int, depth: int = 0) -> Iterator[Flaw]:
    """Of one colour space with those it stands on. `space` is a name or an array; `output` the space of the output intent."""
    if depth > _DEPTH:
        return
    if isinstance(space, pikepdf.Name | str):
        name = str(space)
        if name in DEVICE:
            yield from _device_flaws(DEVICE[name], resources, output, part)
        elif (named := _named(resources, name)) is not None and named is not space:
            yield from colour_flaws(named, resources, output, part, depth + 1)
        return
    if not isinstance(space, pikepdf.Array) or not len(space):
        return
    parts = space.as_list()
    match str(parts[0]):
        case "/ICCBased" if len(parts) > 1 and isinstance(parts[1], pikepdf.Stream):
            if flaw := profile_flaw(parts[1], part, output=False):
                yield Flaw("6.2.3.2" if part == 1 else "6.2.4.2", flaw)
        case "/Indexed" | "/I" | "/Pattern" if len(parts) > 1:
            yield from colour_flaws(parts[1], resources, output, part, depth + 1)
        case "/Separation" | "/DeviceN" if len(parts) > 2:
            if isinstance(parts[1], pikepdf.Array) and len(parts[1]) > DEVICE_N[part]:
                yield Flaw(clause_of_limits(part), "DeviceN的分量过多")
            yield from colour_flaws(parts[2], resources, output, part, depth + 1)
        case name if name in DEVICE:
            yield from _device_flaws(DEVICE[name], resources, output, part)


def _named(resources: Any, name: str) -> Any:
    spaces = resources.get("/ColorSpace") if isinstance(resources, pikepdf.Dictionary) else None
    return spaces.get(name) if isinstance(spaces, pikepdf.Dictionary) else None


def _device_flaws(kind: str, resources: Any, output: str, part: int) -> Iterator[Flaw]:
    if _named(resources, _DEFAULTS[kind]) is not None:
        return
    if output and (kind in {"GRAY", output}):
        return
    clause = "6.2.3.3" if part == 1 else "6.2.4.3"
    yield Flaw(clause, f"用了设备相关的{_WORDS[kind]}颜色，而没有相应的输出意图")
