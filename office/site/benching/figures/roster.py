"""roster：a year's duty roster, its gap to the bound and its evenness against taking turns; a re-plan after one absence."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from statistics import median
from time import perf_counter

from meetings.duty.rota import (
    Absence,
    Kind,
    Member,
    Outcome,
    Pairing,
    Place,
    Problem,
    Progress,
    Rules,
    Status,
    Turn,
    Wish,
    check,
    greedy,
    on_any_day,
    solve,
    terms_of,
)
from office.site.benching.rounds import Spread, rounds_of

FIRST = date(2028, 1, 1)  # a year of 366 days
HOLIDAYS = {(1, 1), *((1, day) for day in range(26, 32)), (2, 1), (4, 4), (5, 1), (5, 2), (5, 28), (10, 3)} | {
    (10, day) for day in range(1, 8)
}
LEADER, STAFF = "带班领导", ("主班", "副班")
PEOPLE, LEADERS, WISHES, PAIRS = 60, 15, 40, 8
FULL, ANEW = 10.0, 3.0
"""Seconds that are asked for; the solver is told to stop a little before."""


@dataclass
class Tally:
    """What the rounds have shown."""

    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    anew: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    impossible: list[float] = field(default_factory=list)
    better: int = 0
    same: int = 0
    worse: int = 0
    incomplete: int = 0
    changed: list[int] = field(default_factory=list)
    fewest: int = 0


def measure(rounds: int, size: int) -> Iterator[str]:
    """`size` days, every round with other people away, other turns served before, other wishes and pairs; every other one with stricter rules."""
    tally = Tally()
    for n in rounds_of(rounds):
        problem = city(size, Random(n), is_strict=n % 2 == 1)  # noqa: S311 - the same in every run
        turns = _timed(tally.taken, lambda there=problem: greedy(there))  # type: ignore[misc]
        outcome = _first(problem, tally)
        if outcome is None:
            continue
        _compare(problem, outcome, turns, tally)
        _anew(problem, outcome, Random(n), tally)  # noqa: S311
    places = size * 3
    proved = sum(not gap for gap in tally.gaps)
    yield f"{PEOPLE}人、3个岗位、{size}天共{places}班：第一份排满的表 {Spread.of(tally.first)} s，排到最好 {Spread.of(tally.whole)} s；要求不超过{FULL:g} s"
    yield f"离最优：{proved}轮已证明最优，其余至多差{100 * max(tally.gaps):.2g}%，居中的一轮至多差{100 * median(tally.gaps):.2g}%"
    yield f"对照：按次序轮值 {Spread.of(tally.taken)} s，{tally.incomplete}轮留下空岗；产品没有一轮违规"
    if tally.impossible:
        yield f"另有{len(tally.impossible)}轮按规则排不出来，连同互相冲突的规则和最接近的排法 {Spread.of(tally.impossible)} s"
    yield f"轮值不留空岗的各轮，公平的计数：{tally.better}项更公平、{tally.same}项相同、{tally.worse}项不如"
    yield f"一人请假后改排 {Spread.of(tally.anew)} s，改动{min(tally.changed)}–{max(tally.changed)}班，{tally.fewest}轮证明不可能更少；要求不超过{ANEW:g} s"


def _timed(into: list[float], work: Callable[[], tuple[Turn, ...]]) -> tuple[Turn, ...]:
    since = perf_counter()
    found = work()
    into.append(perf_counter() - since)
    return found


def _first(problem: Problem, tally: Tally) -> Outcome | None:
    """None where the year is impossible: then it must be said why."""
    since = perf_counter()
    full: list[float] = []

    def seen(progress: Progress) -> None:
        if progress.cost is not None:
            full.append(perf_counter() - since)

    outcome = solve(problem, seconds=FULL - 1, on_progress=seen)
    if outcome.status == Status.IMPOSSIBLE and outcome.reasons:
        tally.impossible.append(perf_counter() - since)
        return None
    tally.whole.append(perf_counter() - since)
    tally.first.append(min([*full, tally.whole[-1]]))
    if outcome.broken or outcome.status not in {Status.BEST, Status.GOOD}:
        raise RuntimeError(f"{outcome.status}: {[one.words for one in outcome.broken]}")
    tally.gaps.append(outcome.score.gap or 0)
    return outcome


def _compare(problem: Problem, outcome: Outcome, taken: Sequence[Turn], tally: Tally) -> None:
    if check(problem, taken):
        tally.incomplete += 1
        return
    for ours, theirs in zip(outcome.score.terms, terms_of(problem, taken), strict=True):
        if ours.title == "意愿":
            continue
        tally.better += ours.value < theirs.value
        tally.same += ours.value == theirs.value
        tally.worse += ours.value > theirs.value


def _anew(problem: Problem, outcome: Outcome, chance: Random, tally: Tally) -> None:
    """Somebody is away for a fortnight that begins with one of his turns."""
    turn = chance.choice(outcome.turns)
    begins = datetime.combine(problem.place_of[turn.place].on, time())
    away = Absence(turn.member, begins, begins + timedelta(days=14), "出差")
    since = perf_counter()
    again = replace(problem, before=outcome.turns, absences=(*problem.absences, away))
    found = solve(again, seconds=ANEW - 0.5)
    tally.anew.append(perf_counter() - since)
    if found.broken:
        raise RuntimeError(f"{found.status}: {[one.words for one in found.broken]}")
    tally.changed.append(len(found.changed))
    tally.fewest += found.score.terms[0].value == found.score.terms[0].bound  # of the changes


def city(days: int, chance: Random, *, is_strict: bool) -> Problem:
    """A quarter of the people lead, the others serve both other roles. Strict: fewer lead, longer rest, more leave, limits, and two who serve together."""
    dates = [FIRST + timedelta(days=n) for n in range(days)]
    roles = (LEADER, *STAFF)
    mornings = {on: datetime.combine(on, time(8, 30)) for on in dates}
    places = tuple(
        Place((on, role), on, role, mornings[on], mornings[on] + timedelta(days=1), on, _kind(on))
        for on in dates
        for role in roles
    )
    leaders = LEADERS - 5 if is_strict else LEADERS
    members = tuple(_member(n, leaders, chance) for n in range(PEOPLE))
    absences = []
    for member in members:
        for _ in range(days // 90 + (chance.random() < days % 90 / 90)):
            begins = datetime.combine(chance.choice(dates), time())
            absences.append(Absence(member.key, begins, begins + timedelta(days=chance.randint(2, 14)), "年休假"))
    staff = [one.key for one in members[leaders:]]
    pairs = [Pairing(one, other) for one, other in (chance.sample(staff, 2) for _ in range(PAIRS))]
    wishes = [Wish(chance.choice(staff), chance.choice(dates), chance.random() < 0.3) for _ in range(WISHES)]
    rules = Rules(24 * 6, most_in_month=5, most_in_week=2) if is_strict else Rules(48)
    return Problem(places, members, rules, tuple(absences), pairings=tuple(pairs), wishes=tuple(wishes))


def _member(n: int, leaders: int, chance: Random) -> Member:
    roles = (LEADER,) if n < leaders else STAFF
    served = {(role, kind): chance.randint(0, 2) for role in roles for kind in Kind}
    share = 100 if chance.random() < 0.85 else 50
    return Member(n, f"{n + 1}号", on_any_day(*roles), share=share, served=served)


def _kind(on: date) -> Kind:
    if (on.month, on.day) in HOLIDAYS:
        return Kind.HOLIDAY
    return Kind.WEEKEND if on.weekday() > 4 else Kind.WORKDAY
