"""校核：which rules some turns break. No solver is asked: an editor calls it at every change, and what the solver made is judged by it."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from meetings.duty.rota.problem import Absence, Member, OtherTurn, Place, Problem, Turn, said_day

WEEK = 7

Row = TypeVar("Row", Absence, OtherTurn)


class Breach(StrEnum):
    """The rule that is broken. The value is its name on the screen."""

    GAP = "空岗"
    CROWDED = "一岗多人"
    UNKNOWN = "不在排班范围"
    UNABLE = "不在人员池"
    NOT_THERE = "不在任期"
    ABSENT = "不能值班"
    AT_ONCE = "同时两班"
    REST = "休息不足"
    MONTH = "当月超限"
    WEEK = "七天超限"
    APART = "不同班"
    TOGETHER = "同班"
    LOCK = "锁定"


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule broken once. `turns` are those concerned, of this problem; a gap has none and names its `place`."""

    breach: Breach
    words: str
    turns: tuple[Turn, ...] = ()
    place: Hashable = None


@dataclass(frozen=True, slots=True)
class Spell:
    """A turn in its hours, of this problem or (turn None) of another."""

    starts_at: datetime
    ends_at: datetime
    on: date
    words: str
    turn: Turn | None = None


def check(problem: Problem, turns: Iterable[Turn]) -> tuple[Violation, ...]:
    """Everything that is broken, in the order of the places, then of the people. Nothing where the roster may be published.

    Turns of people or places that the problem does not know are named and otherwise left out.
    """
    said = list(dict.fromkeys(turns))
    known = [one for one in said if one.place in problem.place_of and one.member in problem.member_of]
    found = [
        Violation(Breach.UNKNOWN, "有一班的班次或人员不在这次排班之内，请重新选择。", (one,), one.place)
        for one in said
        if one.place not in problem.place_of or one.member not in problem.member_of
    ]
    found += _of_places(problem, known)
    absences = by_member(problem.absences)
    for turn in known:
        member, place = problem.member_of[turn.member], problem.place_of[turn.place]
        for breach, words in why_not(member, place, absences.get(member.key, ())):
            found.append(Violation(breach, words, (turn,), place.key))
    served: dict[Hashable, list[Turn]] = defaultdict(list)
    for turn in known:
        served[turn.member].append(turn)
    others = by_member(problem.others)
    for member in problem.members:
        if mine := served.get(member.key):
            found += _of_person(problem, member, spells(problem, mine, others.get(member.key, ())))
    found += _of_pairs(problem, known)
    return tuple(found)


def by_member(rows: Iterable[Row]) -> dict[Hashable, list[Row]]:
    """Each person's own."""
    found: dict[Hashable, list[Row]] = defaultdict(list)
    for one in rows:
        found[one.member].append(one)
    return found


def why_not(member: Member, place: Place, absences: Iterable[Absence]) -> Iterator[tuple[Breach, str]]:
    """Why somebody cannot fill a place, whatever else he serves."""
    if place.pool not in member.pools:
        yield Breach.UNABLE, f"{member.name}不在{place.role}的{place.kind}人员池，不能值{place.words}。"
    if not member.is_there(place.on, place.role):
        yield Breach.NOT_THERE, f"{said_day(place.on)}{member.name}不在值班人员之列，不能值{place.words}。"
    for one in absences:
        if touches(one, place):
            yield Breach.ABSENT, f"{member.name}{one.reason}，不能值{place.words}。"
            return


def touches(absence: Absence, place: Place) -> bool:
    """Whether any hour of a shift falls into an absence."""
    return absence.starts_at < place.ends_at and place.starts_at < absence.ends_at


def spells(problem: Problem, turns: Iterable[Turn], others: Iterable[OtherTurn]) -> list[Spell]:
    """All turns of one person, by their beginning."""
    found = []
    for turn in turns:
        place = problem.place_of[turn.place]
        found.append(Spell(place.starts_at, place.ends_at, place.on, place.words, turn))
    found += [Spell(one.starts_at, one.ends_at, one.on, f"{said_day(one.on)}的另一班") for one in others]
    return sorted(found, key=lambda one: (one.starts_at, one.ends_at))


def _of_places(problem: Problem, turns: Sequence[Turn]) -> Iterator[Violation]:
    filled: dict[Hashable, list[Turn]] = defaultdict(list)
    for turn in turns:
        filled[turn.place].append(turn)
    locked = {one.place: one.member for one in problem.locks}
    for place in problem.places:
        there = filled.get(place.key, [])
        if not there:
            yield Violation(Breach.GAP, f"{place.words}没有人值班。", (), place.key)
        if len(there) > 1:
            names = "、".join(problem.member_of[one.member].name for one in there)
            yield Violation(Breach.CROWDED, f"{place.words}只要一人，排了{names}。", tuple(there), place.key)
        if place.key in locked and locked[place.key] not in {one.member for one in there}:
            keeper = problem.member_of.get(locked[place.key])
            name = keeper.name if keeper else "已不在人员池的人"
            yield Violation(Breach.LOCK, f"{place.words}已锁定为{name}，不能改排。", tuple(there), place.key)


def _of_person(problem: Problem, member: Member, mine: Sequence[Spell]) -> Iterator[Violation]:
    rest = timedelta(hours=problem.rules.rest_hours)
    for n, later in enumerate(mine):
        for earlier in reversed(mine[:n]):
            if not (earlier.turn or later.turn) or later.starts_at >= earlier.ends_at + rest:
                continue
            if later.starts_at < earlier.ends_at:
                words = f"{member.name}同时值{earlier.words}和{later.words}。"
                yield Violation(Breach.AT_ONCE, words, _turns(earlier, later))
            else:
                gap = (later.starts_at - earlier.ends_at) / timedelta(hours=1)
                words = f"{member.name}值完{earlier.words}，到{later.words}只休息{gap:g}小时，规定至少{problem.rules.rest_hours}小时。"
                yield Violation(Breach.REST, words, _turns(earlier, later))
    yield from _of_months(problem, member, mine)
    yield from _of_weeks(problem, member, mine)


def limit_in_month(problem: Problem, member: Member) -> int | None:
    """His own limit, or the rule's."""
    return problem.rules.most_in_month if member.most_in_month is None else member.most_in_month


def _of_months(problem: Problem, member: Member, mine: Sequence[Spell]) -> Iterator[Violation]:
    limit = limit_in_month(problem, member)
    if limit is None:
        return
    months: dict[tuple[int, int], list[Spell]] = defaultdict(list)
    for one in mine:
        months[one.on.year, one.on.month].append(one)
    for (_, month), there in months.items():
        if len(there) > limit and (turns := _turns(*there)):
            words = f"{member.name}{month}月值{len(there)}班，规定最多{limit}班。"
            yield Violation(Breach.MONTH, words, turns)


def _of_weeks(problem: Problem, member: Member, mine: Sequence[Spell]) -> Iterator[Violation]:
    """A stretch of seven days is named once, by its first turn; one that holds no more than the stretch before it is not named again."""
    limit = problem.rules.most_in_week
    if limit is None:
        return
    days = sorted(mine, key=lambda one: one.on)
    told = 0
    for n, first in enumerate(days):
        there = [one for one in days[n:] if one.on - first.on < timedelta(days=WEEK)]
        if len(there) > limit and n + len(there) > told and (turns := _turns(*there)):
            told = n + len(there)
            last = first.on + timedelta(days=WEEK - 1)
            words = f"{member.name}{said_day(first.on)}至{said_day(last)}七天内值{len(there)}班，规定最多{limit}班。"
            yield Violation(Breach.WEEK, words, turns)


def _of_pairs(problem: Problem, turns: Iterable[Turn]) -> Iterator[Violation]:
    served: dict[Hashable, dict[Hashable, Turn]] = defaultdict(dict)
    for turn in turns:
        served[turn.member][problem.place_of[turn.place].shift] = turn
    for pair in problem.pairings:
        if pair.one not in problem.member_of or pair.other not in problem.member_of:
            continue
        ones, others = served.get(pair.one, {}), served.get(pair.other, {})
        one, other = problem.member_of[pair.one].name, problem.member_of[pair.other].name
        for shift in dict.fromkeys([*ones, *others]):
            there = tuple(turn for turn in (ones.get(shift), others.get(shift)) if turn)
            place = problem.place_of[there[0].place]
            if len(there) == 2 and not pair.together:
                words = f"{one}与{other}不能同班，都排在{said_day(place.on)}{place.title}。"
                yield Violation(Breach.APART, words, there)
            if len(there) == 1 and pair.together:
                here, missing = (one, other) if shift in ones else (other, one)
                words = f"{one}与{other}须同班，{said_day(place.on)}{place.title}只有{here}，没有{missing}。"
                yield Violation(Breach.TOGETHER, words, there)


def _turns(*spells: Spell) -> tuple[Turn, ...]:
    return tuple(one.turn for one in spells if one.turn)
