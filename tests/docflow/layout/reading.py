"""A typeset page read back from its PDF by another library: characters with their places in millimetres from the top left."""

import io
from collections import defaultdict
from dataclasses import dataclass

import pdfplumber

MM = 72 / 25.4


@dataclass(frozen=True)
class Line:
    """Characters of one size on one baseline, white space left out."""

    base: float
    x0: float
    x1: float
    size: float
    text: str
    font: str
    colour: tuple[float, ...]


@dataclass(frozen=True)
class Rule:
    x0: float
    x1: float
    y: float
    thickness: float
    colour: tuple[float, ...]


@dataclass(frozen=True)
class ReadPage:
    lines: list[Line]
    rules: list[Rule]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def line(self, part: str) -> Line:
        """The first line that holds a text."""
        return next(line for line in self.lines if part in line.text)


def read_pages(pdf: bytes) -> list[ReadPage]:
    """Every page of a PDF."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [_read(page) for page in opened.pages]


def _read(page: pdfplumber.page.Page) -> ReadPage:
    rows: dict[tuple[float, float], list[dict[str, object]]] = defaultdict(list)
    for char in page.chars:
        if str(char["text"]).strip():
            base = round((float(page.height) - float(char["matrix"][5])) / MM, 2)
            rows[base, round(float(char["size"]), 1)].append(char)
    lines = []
    for (base, size), chars in sorted(rows.items(), key=lambda row: row[0]):
        chars.sort(key=lambda char: float(char["x0"]))  # type: ignore[arg-type]
        lines.append(
            Line(
                base=base,
                x0=float(chars[0]["x0"]) / MM,  # type: ignore[arg-type]
                x1=float(chars[-1]["x1"]) / MM,  # type: ignore[arg-type]
                size=size,
                text="".join(str(char["text"]) for char in chars),
                font=str(chars[0]["fontname"]).split("+")[-1],
                colour=tuple(chars[0]["non_stroking_color"]),  # type: ignore[arg-type]
            )
        )
    rules = [
        Rule(
            r["x0"] / MM,
            r["x1"] / MM,
            (r["top"] + r["bottom"]) / 2 / MM,
            r["linewidth"] / MM,
            tuple(r["stroking_color"]),
        )
        for r in page.lines
        if abs(r["top"] - r["bottom"]) < 0.01
    ]
    return ReadPage(lines, sorted(rules, key=lambda rule: rule.y))
