"""What comes of it: turns, and what there is to say of them."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from meetings.duty.rota.check import Violation
from meetings.duty.rota.problem import Turn


class Status(StrEnum):
    """How it stands. The value is what is said on the screen."""

    BEST = "已证明最优"
    GOOD = "可用，未证明最优"
    IMPOSSIBLE = "按现有规则排不出来"
    UNFINISHED = "时间内没有排完"


@dataclass(frozen=True, slots=True)
class Term:
    """A part of the score. `value` and `bound` in what it counts (turns, wishes); `bound`: no roster has less, None where that is not known."""

    title: str
    words: str
    value: float
    bound: float | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """`cost` and `bound` are evenness in one number (`fairness.cost`), for the gap; what is read are the terms.

    `is_change`: of a re-plan, which is compared with those that change as few turns.
    """

    terms: tuple[Term, ...]
    cost: int
    bound: int | None
    is_change: bool = False

    @property
    def is_best(self) -> bool:
        return self.bound is not None and self.cost <= self.bound

    @property
    def gap(self) -> float | None:
        """By how much it could be better at most. None for a roster that breaks something."""
        return gap_of(self.cost, self.bound)

    @property
    def words(self) -> str:
        """已证明最优, or how far from it it is at most."""
        if self.gap is None:
            return "没有排完或违反规则，不与最优相比。"
        if not self.gap:
            return f"已证明最优：{'改动一样少的排法中，' if self.is_change else ''}没有比它更公平的。"
        return f"离最优至多差{100 * self.gap:.2g}%。"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`turns`: the roster that is offered, in the order of the places. `broken`: what it breaks; nothing where it may be published.

    IMPOSSIBLE: `reasons` are the rules that together rule every roster out, in words; none of them could be left away, unless the last sentence says
    that time was up. The turns are those of a roster that breaks as little as was found. UNFINISHED: the turns leave gaps, and it is not known whether they must. `changed`: the places
    that are filled by another than before.
    """

    status: Status
    turns: tuple[Turn, ...]
    score: Score
    broken: tuple[Violation, ...] = ()
    reasons: tuple[str, ...] = ()
    changed: tuple[Turn, ...] = ()
    stopped: bool = False
    """By the caller: with more time it might have become better."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known so far. `cost` None: no roster yet; `bound` None: no bound yet. `part`: of the time that was given, between 0 and 1."""

    words: str
    part: float
    cost: int | None = None
    bound: int | None = None

    @property
    def gap(self) -> float | None:
        """By how much it could be better at most, where that is known."""
        return gap_of(self.cost, self.bound)


def gap_of(cost: int | None, bound: int | None) -> float | None:
    """0 is proved to be the best, 0.05 is five per cent of what it costs."""
    return None if cost is None or bound is None else max(0, cost - bound) / max(1, abs(cost))


@dataclass
class Run:
    """How long it may take, who is told, and who may stop it. Both are asked on the caller's thread, a few times a second."""

    seconds: float = 10.0
    seed: int = 0
    workers: int = 1
    on_progress: Callable[[Progress], None] | None = None
    should_stop: Callable[[], bool] | None = None
    stopped: bool = False
    since: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        return max(0.0, self.since + self.seconds - time.monotonic())

    @property
    def is_over(self) -> bool:
        return self.stopped or not self.left

    def tell(self, words: str, cost: int | None = None, bound: int | None = None) -> bool:
        """→ whether to stop."""
        if self.on_progress is not None:
            self.on_progress(Progress(words, min(1.0, 1 - self.left / max(self.seconds, 0.01)), cost, bound))
        if self.should_stop is not None and not self.stopped:
            self.stopped = self.should_stop()
        return self.is_over
