"""排班的题目：places to be filled, who may fill them, and by which rules. Frozen values; nothing here asks a clock or a database."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """Kind of day. The value is the word on the screen; which day is which is the calendar's matter."""

    WORKDAY = "工作日"
    WEEKEND = "周末"
    HOLIDAY = "节假日"


class Scope(StrEnum):
    """Among whom turns are counted: in each role by itself, or over all roles of a person."""

    ROLE = "按岗位"
    PERSON = "按人"


Pool = tuple[str, Kind]
"""The role, and the kind of day, that somebody serves or has served."""


def on_any_day(*roles: str) -> frozenset[Pool]:
    """The pools of somebody who serves these roles whatever the day is."""
    return frozenset((role, kind) for role in roles for kind in Kind)


@dataclass(frozen=True, slots=True)
class Place:
    """One person to be found: a role in a shift. `key` is the caller's own, as are all keys here; `shift` is the same for all roles of a shift.

    `on`: the day by which it is counted, which is that of its beginning, though it may end on the next. `title`: 夜班, where a day has several.
    """

    key: Hashable
    shift: Hashable
    role: str
    starts_at: datetime
    ends_at: datetime
    on: date
    kind: Kind
    title: str = ""

    @property
    def pool(self) -> Pool:
        return self.role, self.kind

    @property
    def words(self) -> str:
        """10月1日夜班主班."""
        return f"{said_day(self.on)}{self.title}{self.role}"


@dataclass(frozen=True, slots=True)
class InRole:
    """What holds of a member in one role: how much he serves in it, in per cent, from which day to which."""

    share: int = 100
    since: date | None = None
    until: date | None = None

    def covers(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the pools.

    `served`: turns before this problem in the time over which is counted (the year), by role and kind. `share`: how much he serves compared
    with others, in per cent. `served_for`: for how much of that earlier time he was a member, in per cent, so that a newcomer owes nothing
    for the months before he came. `since`, `until`: the first and last day on which he can serve. `in_role`: by role, where it is otherwise there.
    """

    key: Hashable
    name: str
    pools: frozenset[Pool]
    share: int = 100
    since: date | None = None
    until: date | None = None
    served: Mapping[Pool, int] = field(default_factory=dict, hash=False)
    served_for: int = 100
    most_in_month: int | None = None
    """His own limit, where it differs from the rule."""
    in_role: Mapping[str, InRole] = field(default_factory=dict, hash=False)

    def is_there(self, on: date, role: str) -> bool:
        return InRole(since=self.since, until=self.until).covers(on) and self.in_role.get(role, InRole()).covers(on)

    def share_in(self, role: str) -> int:
        return self.in_role[role].share if role in self.in_role else self.share


@dataclass(frozen=True, slots=True)
class Absence:
    """不能值班: no shift may touch it. Whoever counts leave by days decides here whether the night before its first day counts."""

    member: Hashable
    starts_at: datetime
    ends_at: datetime
    reason: str = "请假"


@dataclass(frozen=True, slots=True)
class OtherTurn:
    """A turn that is not of this problem: of the month before or after, or of another unit. Rest and limits count it."""

    member: Hashable
    starts_at: datetime
    ends_at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class Pairing:
    """同班 or 不同班. Together: whoever of the two serves in a shift does so with the other."""

    one: Hashable
    other: Hashable
    together: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """意愿 for or against a day: granted where it costs no evenness."""

    member: Hashable
    on: date
    to_serve: bool = False
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Turn:
    """Who fills a place."""

    place: Hashable
    member: Hashable


@dataclass(frozen=True, slots=True)
class Rules:
    """What no roster may break. `rest_hours` from the end of a turn to the next one's beginning; None where there is no limit."""

    rest_hours: int = 24
    most_in_month: int | None = None
    most_in_week: int | None = None
    """In any seven days one after another."""
    scope: Scope = Scope.ROLE


@dataclass(frozen=True)
class Problem:
    """All of it. The order of places and members decides between rosters that are equally good.

    `locks` stay whatever happens. `before`: the roster that is being changed, where there is one: as few of its turns as can be are changed,
    and only then it is looked at evenness.
    """

    places: tuple[Place, ...]
    members: tuple[Member, ...]
    rules: Rules = Rules()
    absences: tuple[Absence, ...] = ()
    others: tuple[OtherTurn, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    wishes: tuple[Wish, ...] = ()
    locks: tuple[Turn, ...] = ()
    before: tuple[Turn, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError for what no roster could be about: the caller's mistake, not a clerk's."""
        if len(self.place_of) != len(self.places) or len(self.member_of) != len(self.members):
            raise ValueError("keys of places and of members must differ")
        rows: tuple[Place | Absence | OtherTurn, ...] = (*self.places, *self.absences, *self.others)
        if any(one.ends_at <= one.starts_at for one in rows):
            raise ValueError("what ends must begin before")
        if any(one.one == one.other for one in self.pairings):
            raise ValueError("nobody is a pair")

    @cached_property
    def place_of(self) -> Mapping[Hashable, Place]:
        return {one.key: one for one in self.places}

    @cached_property
    def member_of(self) -> Mapping[Hashable, Member]:
        return {one.key: one for one in self.members}


def said_day(on: date) -> str:
    """10月1日."""
    return f"{on.month}月{on.day}日"
