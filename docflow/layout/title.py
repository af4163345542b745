"""A title broken by meaning into a trapezoid or a diamond (GB/T 9704-2012 7.3.1: 回行时做到词意完整，排列对称，长短适宜，间距恰当)."""

from collections.abc import Sequence
from functools import lru_cache

from docflow.layout.marks import BLANKS, NO_END, NO_START, wide
from docflow.layout.words import cohesion

LONGEST_LINE = 19.5  # characters of size 2 in 156 mm, with a little air
_KINDS = (
    "决议",
    "决定",
    "命令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
)
_JOINERS = "和与及暨并或"


def title_lines(
    title: str,
    *,
    given: Sequence[str] = (),
    organs: Sequence[str] = (),
    body: Sequence[str] = (),
    measure: float = LONGEST_LINE,
) -> tuple[str, ...]:
    """The lines of a title: as its author broke it where those lines fit, else by meaning and shape.

    `organs` are names that may begin it; the body tells which characters belong together; `measure` in ems.
    """
    text = title.strip()
    whole = "".join(text.split())
    if given and "".join("".join(given).split()) == whole and all(_width(line) <= measure + 0.5 for line in given):
        return tuple(line.strip() for line in given)
    if _width(text) <= measure:
        return (text,) if text else ()
    return _broken(text, tuple(organs), tuple(body), measure)


def _width(text: str) -> float:
    return sum(1.0 if wide(char) else 0.5 for char in text)


@lru_cache(maxsize=128)
def _broken(text: str, organs: tuple[str, ...], body: tuple[str, ...], measure: float) -> tuple[str, ...]:
    cuts = _cuts(text, organs, body)
    least = max(2, -int(-_width(text) // measure))
    tried = [found for n in range(least, least + 3) if (found := _Search(text, cuts, n, measure).best())]
    if not tried:
        return _by_force(text, measure)
    _, ends = min((cost + 2.5 * k, ends) for k, (cost, ends) in enumerate(tried))
    return tuple(text[a:b].strip() for a, b in zip((0, *ends), ends, strict=False))


def _cuts(text: str, organs: Sequence[str], body: Sequence[str]) -> list[float]:
    """How bad it is to end a line before each character; infinite where punctuation forbids it."""
    cost = cohesion(text, body)
    depth = 0
    for k in range(1, len(text)):
        before, after = text[k - 1], text[k]
        depth += (before in "《（“(") - (before in "》）”)")
        if after in NO_START or before in NO_END or (not wide(before) and not wide(after) and before not in BLANKS):
            cost[k] = float("inf")
            continue
        cost[k] += 2.0 * max(0, depth - (after in "》）”)"))
        cost[k] += _by_meaning(text, k)
    for organ in organs:
        at = text.find(organ)
        if at >= 0 and at + len(organ) < len(text):
            cost[at + len(organ)] -= 1.5
            for k in range(at + 1, at + len(organ)):
                cost[k] += 2.0
    return cost


def _by_meaning(text: str, k: int) -> float:
    before, after = text[k - 1], text[k]
    rest = text[k:].lstrip()
    cost = 0.0
    if before in BLANKS:
        cost -= 2.0
    if before in "、，》":
        cost -= 0.7
    if after == "《" or rest.startswith("关于"):
        cost -= 1.0
    if after in "的了等之":
        cost += 8.0
    if after in _JOINERS:
        cost -= 0.3
    if before in _JOINERS:
        cost += 3.0
    if text[:k].endswith("关于"):
        cost += 2.0
    if before == "的":
        cost += 1.0
    if rest in _KINDS:
        cost += 5.0
    return cost


class _Search:
    """The cheapest way to cut a title into `lines` lines that grow, shrink, or grow and then shrink."""

    def __init__(self, text: str, cuts: Sequence[float], lines: int, measure: float) -> None:
        self.text, self.cuts, self.lines, self.measure = text, cuts, lines, measure
        self.at = [0.0]
        for char in text:
            self.at.append(self.at[-1] + (1.0 if wide(char) else 0.5))
        self.mean = self.at[-1] / lines
        self.known: dict[tuple[int, int, float, bool], tuple[float, tuple[int, ...]] | None] = {}

    def best(self) -> tuple[float, tuple[int, ...]] | None:
        """Cost and the ends of the lines, or None where no such lines fit."""
        return self._from(0, self.lines, 0.0, shrinking=False)

    def _from(self, start: int, left: int, previous: float, *, shrinking: bool) -> tuple[float, tuple[int, ...]] | None:
        state = (start, left, previous, shrinking)
        if state not in self.known:
            self.known[state] = self._look(start, left, previous, shrinking=shrinking)
        return self.known[state]

    def _look(self, start: int, left: int, previous: float, *, shrinking: bool) -> tuple[float, tuple[int, ...]] | None:
        options: list[tuple[float, tuple[int, ...]]] = []
        ends = [len(self.text)] if left == 1 else range(start + 1, len(self.text) - left + 2)
        for end in ends:
            width = self.at[end] - self.at[start]
            if width > self.measure:
                break
            cost = self._line(width) + (0.0 if end == len(self.text) else self.cuts[end])
            if previous:
                cost += self._shape(previous, width, shrinking=shrinking)
            if cost == float("inf"):
                continue
            if left == 1:
                options.append((cost, (end,)))
            elif tail := self._from(end, left - 1, width, shrinking=shrinking or (previous > 0 and width < previous)):
                options.append((cost + tail[0], (end, *tail[1])))
        return min(options, default=None)

    def _line(self, width: float) -> float:
        far = (width - self.mean) / self.mean
        return 5.0 * far * far + (4.0 if width < 4 else 0.0) + max(0.0, width - 18.5)

    def _shape(self, previous: float, width: float, *, shrinking: bool) -> float:
        if shrinking and width > previous:
            return 6.0  # an hourglass
        return 0.4 if width == previous else 0.0  # a block


def _by_force(text: str, measure: float) -> tuple[str, ...]:
    """A title that no rule can break (a single endless word): cut where it is full."""
    lines, line = [], ""
    for char in text:
        if line and _width(line + char) > measure:
            lines.append(line)
            line = ""
        line += char
    return (*lines, line)
