"""印模：an organ's round seal and a leader's signature stamp (签名章), drawn as vectors.

The round seal follows 国发〔1999〕25号: round, 42 to 50 mm by rank (60 mm for the State Council), the name round the star from left to
right, in 宋体. Governments at county level and above carry the national emblem there; the emblem is reserved by law and made only
by those appointed, so this always draws the five-pointed star, and a real seal's picture is brought in as a file.
"""

import math
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from docflow.seals.outlines import Lettering, Step

RED: Final = (0.86, 0.0, 0.0)
LEAST, MOST = 4, 30
"""How many characters an organ's name may have to stand legibly on the arc."""

_POINT = 72 / 25.4
_EDGE: Final = 0.0286
"""Width of the ring, of the diameter (1.2 mm of 42)."""
_STAR: Final = 1 / 6
_TALLEST: Final = 0.15
_SLIM, _SLIMMEST = 0.72, 0.5
"""Width of a character on the arc, of its height: as a rule, and at the least when the name is long."""
_WIDEST_STEP, _USUAL_ARC, _WHOLE_ARC = math.radians(34), math.radians(236), math.radians(296)
_QUARTER = 0.5522847498
"""How far the control points of a quarter of a circle lie, of its radius."""


@dataclass(frozen=True)
class Drawing:
    """A picture in red of `width` × `height` mm: filled paths, origin at the lower left corner, millimetres."""

    width: float
    height: float
    steps: tuple[Step, ...]

    def pdf(self) -> bytes:
        """One page with nothing but paths: no text, no font, no transparency. The same drawing gives the same bytes."""
        colour = " ".join(_number(part) for part in RED)
        scale = _number(_POINT, 6)
        content = zlib.compress(f"{colour} rg {scale} 0 0 {scale} 0 0 cm\n{_operators(self.steps)}f\n".encode(), 9)
        box = f"[0 0 {_number(self.width * _POINT)} {_number(self.height * _POINT)}]"
        return _file(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
                f"<</Type/Page/Parent 2 0 R/MediaBox{box}/Resources<<>>/Contents 4 0 R>>".encode(),
                b"<</Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (len(content), content),
            ]
        )

    def svg(self) -> str:
        """The same for a web page; shown only to those who may see the seal."""
        colour = "#" + "".join(f"{round(part * 255):02x}" for part in RED)
        path = "".join(letter + " ".join(map(_number, figures)) for letter, figures in self.steps)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_number(self.width)}mm" height="{_number(self.height)}mm" '
            f'viewBox="0 0 {_number(self.width)} {_number(self.height)}">'
            f'<path fill="{colour}" transform="matrix(1 0 0 -1 0 {_number(self.height)})" d="{path}"/></svg>'
        )


def round_seal(name: str, diameter: float, lettering: Lettering) -> Drawing:
    """公章 of an organ: ring, star, `name` on the arc. `diameter` in mm. Raises ValueError, MissingCharacterError."""
    name = "".join(name.split())
    if not LEAST <= len(name) <= MOST:
        raise ValueError(f"印模上的机关名称应为{LEAST}至{MOST}个字，“{name}”有{len(name)}个字。")
    if not 30 <= diameter <= 60:
        raise ValueError(f"公章直径应在30至60毫米之间，不是{diameter:g}毫米。")
    radius = diameter / 2
    steps = [
        *_circle(radius, radius, 1),
        *_circle(radius, radius * (1 - 2 * _EDGE), -1),  # the other way round: what lies within stays empty
        *_star(radius, diameter * _STAR),
    ]
    for character, place in zip(name, _arc(len(name), radius), strict=True):
        steps += lettering.steps(character, place)
    return Drawing(diameter, diameter, tuple(steps))


def signature_stamp(name: str, width: float, height: float, lettering: Lettering) -> Drawing:
    """签名章 of a leader (GB/T 9704-2012 7.3.5.3): the name alone, set wide to fill `width` × `height` mm."""
    name = "".join(name.split())
    if not name:
        raise ValueError("签名章上要有姓名。")
    side = 0.88 * min(height, width / len(name))  # some strokes reach over the character's square
    gap = (width - side * len(name)) / len(name)
    steps: list[Step] = []
    for position, character in enumerate(name):
        left = gap / 2 + position * (side + gap)
        steps += lettering.steps(character, (side, 0, 0, side, left, (height - side) / 2))
    return Drawing(width, height, tuple(steps))


def _arc(count: int, radius: float) -> Iterator[tuple[float, float, float, float, float, float]]:
    """Where the characters stand: feet to the centre, in the middle of the top, wide enough apart at their feet."""
    outer = radius * (1 - 2 * _EDGE) - radius * 0.05
    easy = 1.2 * _SLIM * _TALLEST * 2 / (outer / radius - _TALLEST * 2)  # the step at which nothing has to be squeezed
    step = min(_WHOLE_ARC / (count - 1), max(easy, min(_WIDEST_STEP, _USUAL_ARC / (count - 1))))
    room = 0.92 * step  # what a character may take of the arc at its feet, per mm of radius there
    tall = min(_TALLEST * 2 * radius, outer * room / (_SLIMMEST + room))
    wide = min(_SLIM * tall, room * (outer - tall))
    for position in range(count):
        angle = (position - (count - 1) / 2) * step  # clockwise from the top
        across, along = math.cos(angle), math.sin(angle)
        foot = outer - tall
        x = radius + foot * along - wide / 2 * across
        y = radius + foot * across + wide / 2 * along
        yield (wide * across, -wide * along, tall * along, tall * across, x, y)


def _circle(centre: float, radius: float, way: int) -> Iterator[Step]:
    """Four quarters, counter-clockwise for 1, clockwise for -1."""
    handle = radius * _QUARTER
    corners = [(1, 0), (0, way), (-1, 0), (0, -way)]
    yield "M", (centre + radius, centre)
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
        yield (
            "C",
            (
                centre + radius * ax + handle * bx,
                centre + radius * ay + handle * by,
                centre + radius * bx + handle * ax,
                centre + radius * by + handle * ay,
                centre + radius * bx,
                centre + radius * by,
            ),
        )
    yield "Z", ()


def _star(centre: float, radius: float) -> Iterator[Step]:
    """Ten corners, one of them straight up."""
    inner = radius * math.sin(math.radians(18)) / math.sin(math.radians(54))
    for corner in range(10):
        angle = math.pi / 2 + corner * math.pi / 5
        reach = inner if corner % 2 else radius
        yield "L" if corner else "M", (centre + reach * math.cos(angle), centre + reach * math.sin(angle))
    yield "Z", ()


_OPERATORS: Final = {"M": "m", "L": "l", "C": "c", "Z": "h"}


def _operators(steps: Iterable[Step]) -> str:
    return "".join(f"{' '.join(map(_number, figures))} {_OPERATORS[letter]}\n".lstrip() for letter, figures in steps)


def _number(value: float, digits: int = 3) -> str:
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text


def _file(objects: list[bytes]) -> bytes:
    """A whole PDF file of these objects, the first of which is the catalogue."""
    out, spots = bytearray(b"%PDF-1.4\n%\xe5\x8d\xb0\xe7\xab\xa0\n"), []
    for number, content in enumerate(objects, 1):
        spots.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % spot for spot in spots)
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
