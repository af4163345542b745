"""A colour profile of sRGB, ICC version 2, made here: PDF/A needs one embedded and takes no other version gladly."""

import struct
from functools import lru_cache
from typing import Final

_WHITE: Final = (0.9642, 1.0, 0.8249)  # D50, the white of every profile
_PRIMARIES: Final = {
    "r": (0.43607, 0.22249, 0.01392),
    "g": (0.38515, 0.71687, 0.09708),
    "b": (0.14307, 0.06061, 0.71410),
}
_STEPS: Final = 1024


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """The profile: header, three primaries adapted to D50, one tone curve for all."""
    curve = _curve()
    tags = [
        (b"desc", _description("sRGB IEC61966-2.1")),
        (b"cprt", b"text\0\0\0\0" + b"No copyright, use freely\0"),
        (b"wtpt", _xyz(_WHITE)),
        *((f"{c}XYZ".encode(), _xyz(value)) for c, value in _PRIMARIES.items()),
        *((f"{c}TRC".encode(), curve) for c in "rgb"),
    ]
    table, data, known = b"", b"", dict[bytes, int]()
    begin = 128 + 4 + 12 * len(tags)
    for name, content in tags:
        if content not in known:
            known[content] = begin + len(data)
            data += content + bytes(-len(content) % 4)
        table += name + struct.pack(">II", known[content], len(content))
    body = struct.pack(">I", len(tags)) + table + data
    return _header(128 + len(body)) + body


def _header(size: int) -> bytes:
    made = struct.pack(">I4xI4s4s4s", size, 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    made += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp")
    made += bytes(28) + b"".join(map(_fixed, _WHITE))
    return made + bytes(128 - len(made))


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, value))


def _curve() -> bytes:
    """From a device value to linear light, by the formula of IEC 61966-2-1."""
    steps = (k / (_STEPS - 1) for k in range(_STEPS))
    light = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in steps)
    return b"curv\0\0\0\0" + struct.pack(f">I{_STEPS}H", _STEPS, *(round(v * 65535) for v in light))


def _description(text: str) -> bytes:
    ascii_text = text.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(ascii_text)) + ascii_text + bytes(8 + 3 + 67)
