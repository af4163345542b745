"""Interleaved rounds, and what they say: the median, its 90 % interval by order statistics, percentiles."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import comb
from statistics import median

PATIENCE = 600  # seconds after which no more than the fewest rounds are asked for
FEWEST = 5


def rounds_of(count: int) -> Iterator[int]:
    """0, 1, 2 …: `count` rounds, or as many as begin within ten minutes, and never fewer than five of those asked for."""
    since = time.monotonic()
    for n in range(count):
        if n >= FEWEST and time.monotonic() - since > PATIENCE:
            return
        yield n


def seconds(work: Callable[[], object]) -> float:
    """How long it took."""
    since = time.perf_counter()
    work()
    return time.perf_counter() - since


@dataclass(frozen=True)
class Spread:
    """The median of some rounds and the interval that holds the true median with at least 90 %, where the rounds are enough for one."""

    middle: float
    low: float
    high: float
    count: int

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        ordered = sorted(values)
        cut = _outer(len(ordered))
        return cls(median(ordered), ordered[cut], ordered[-1 - cut], len(ordered))

    def __str__(self) -> str:
        return f"{self.middle:.3g}（90%区间 {self.low:.3g}–{self.high:.3g}，{self.count}轮）"


def _outer(count: int) -> int:
    """How many values may be left out at either end: the median lies outside with 2·P(Bin(n, ½) ≤ k) ≤ 10 %."""
    below, left_out = 0.0, 0
    for k in range(count // 2):
        below += comb(count, k) / 2**count
        if 2 * below > 0.1:
            break
        left_out = k
    return left_out


def percentile(values: Sequence[float], share: float) -> float:
    """The value under which this share of all lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
