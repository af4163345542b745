"""From the rows of a month to the problem that `rota` solves and checks: places, people, rules, and what is served elsewhere."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q

from meetings.duty.models import (
    Absence,
    DayKind,
    DutyRole,
    Pairing,
    PoolMember,
    Roster,
    Shift,
    ShiftPattern,
    Turn,
    Wish,
)
from meetings.duty.rota.check import Violation, check
from meetings.duty.rota.problem import Absence as Away
from meetings.duty.rota.problem import InRole, Kind, Member, OtherTurn, Place, Pool, Problem, Rules
from meetings.duty.rota.problem import Pairing as Pair
from meetings.duty.rota.problem import Turn as Filled
from meetings.duty.rota.problem import Wish as Wanted
from meetings.duty.rules.month import next_month
from meetings.duty.served import served_in
from office.api import Appointment, Person
from office.kernel.clock import now, start_of, today

KINDS = {DayKind.WORKDAY: Kind.WORKDAY, DayKind.WEEKEND: Kind.WEEKEND, DayKind.HOLIDAY: Kind.HOLIDAY}
AROUND = timedelta(days=35)
"""How far beside the month other turns are looked at: for rest, and for a week that reaches into it."""
WHOLE = 100

Key = tuple[int, int, int]
"""A place: shift, role (their row keys), which of its people."""


def key_of(place: object) -> Key:
    """A place as `rota` gives it back."""
    assert isinstance(place, tuple)  # noqa: S101 - the keys that `month_of` gave
    return place


def person_of(member: object) -> int:
    """A member as `rota` gives him back: a row key."""
    assert isinstance(member, int)  # noqa: S101 - as above
    return member


@dataclass(frozen=True)
class Seat:
    """A place of a shift, and who has it. One that was taken over in the middle has nobody to be changed."""

    shift: Shift
    role: DutyRole
    place: int
    turns: tuple[Turn, ...] = ()

    @property
    def key(self) -> Key:
        return self.shift.pk, self.role.pk, self.place

    @property
    def turn(self) -> Turn | None:
        """Who has the whole of it."""
        return self.turns[0] if len(self.turns) == 1 and not self.is_split else None

    @property
    def is_split(self) -> bool:
        return len(self.turns) > 1 or any(
            one.starts_at > self.shift.starts_at or one.ends_at < self.shift.ends_at for one in self.turns
        )

    @property
    def last(self) -> Turn | None:
        """Who has it at its end."""
        return self.turns[-1] if self.turns else None


@dataclass(frozen=True)
class Month:
    """A roster with all that its rules go by, read in a fixed number of statements."""

    roster: Roster
    seats: tuple[Seat, ...]
    problem: Problem
    people: Mapping[int, Person] = field(default_factory=dict)

    @property
    def filled(self) -> tuple[Filled, ...]:
        return tuple(Filled(one.key, one.turn.person_id) for one in self.seats if one.turn)

    @cached_property
    def broken(self) -> tuple[Violation, ...]:
        """What is broken as it stood when it was read."""
        return check(self.problem, self.filled)

    def with_changes(self, changes: Mapping[Key, int]) -> tuple[Filled, ...]:
        """The turns as they would be."""
        kept = tuple(one for one in self.filled if one.place not in changes)
        return kept + tuple(Filled(key, person) for key, person in changes.items())

    def seat(self, key: Key) -> Seat | None:
        return next((one for one in self.seats if one.key == key), None)


def seats_of(roster: Roster) -> tuple[Seat, ...]:
    """All places of a month, in the order of time and of roles."""
    roles = list(roster.unit.roles.filter(in_use=True))
    named: dict[int, set[int]] = defaultdict(set)
    patterns = ShiftPattern.objects.filter(unit=roster.unit, roles__isnull=False)
    for pattern, of in patterns.order_by().values_list("pk", "roles"):
        named[pattern].add(of)
    turns: dict[Key, list[Turn]] = defaultdict(list)
    rows = Turn.objects.filter(shift__roster=roster).select_related("person", "role", "shift")
    for one in rows.order_by("starts_at", "pk"):
        turns[one.shift_id, one.role_id, one.place].append(one)
    found = []
    for shift in roster.shifts.select_related("pattern").order_by("starts_at", "pk"):
        wanted = named.get(shift.pattern_id)
        for role in roles:
            if wanted is None or role.pk in wanted:
                for n in range(1, role.people + 1):
                    there = turns.pop((shift.pk, role.pk, n), [])
                    found.append(Seat(shift, role, n, tuple(there)))
    # what stands there and would not be asked for any more: a role no longer in use, a place fewer
    found += [Seat(those[0].shift, those[0].role, n, tuple(those)) for (_, _, n), those in turns.items()]
    return tuple(
        sorted(found, key=lambda one: (one.shift.starts_at, one.shift.pk, one.role.order, one.role.pk, one.place))
    )


def month_of(roster: Roster, *, replans: bool = False, besides: Mapping[int, int] | None = None) -> Month:
    """The month as a problem. To plan it anew with few changes, what stands is `before`; what has begun already stays in any case.

    `besides`: turns of other months (by row key) that are given to somebody in the same act, and to whom.
    """
    seats = seats_of(roster)
    pool = list(PoolMember.objects.filter(role__unit=roster.unit).select_related("role", "person"))
    people = {one.person_id: one.person for one in pool}
    people |= {turn.person_id: turn.person for seat in seats for turn in seat.turns}
    titled = len({one.shift.pattern_id for one in seats}) > 1
    places = tuple(_place(one, titled=titled) for one in seats if not one.is_split)
    filled = [(one, one.turn) for one in seats if one.turn]
    moment = now()
    locks = [(s, t) for s, t in filled if t.is_locked or (replans and s.shift.starts_at <= moment)]
    first, last = _span(roster, seats)
    problem = Problem(
        places=places,
        members=_members(roster, pool, people),
        rules=_rules(roster),
        absences=_absences(people, first, last),
        others=_others(roster, seats, people, (first, last), besides or {}),
        pairings=tuple(
            Pair(one.first_id, one.second_id, together=one.together) for one in Pairing.objects.filter(unit=roster.unit)
        ),
        wishes=tuple(
            Wanted(one.person_id, one.day, to_serve=one.wants)
            for one in Wish.objects.filter(unit=roster.unit, day__range=(first, last), person__in=list(people))
        ),
        locks=tuple(Filled(s.key, t.person_id) for s, t in locks),
        before=tuple(Filled(s.key, t.person_id) for s, t in filled) if replans else (),
    )
    return Month(roster, seats, problem, people)


def _place(seat: Seat, *, titled: bool) -> Place:
    shift = seat.shift
    return Place(
        key=seat.key,
        shift=shift.pk,
        role=seat.role.name,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        on=shift.day,
        kind=KINDS[DayKind(shift.kind)],
        title=shift.pattern.name if titled else "",
    )


def _span(roster: Roster, seats: Iterable[Seat]) -> tuple[date, date]:
    days = [one.shift.day for one in seats]
    return min([roster.month, *days]), max([next_month(roster.month) - timedelta(days=1), *days])


def _rules(roster: Roster) -> Rules:
    unit = roster.unit
    return Rules(
        rest_hours=unit.rest_hours,
        most_in_month=unit.most_in_month or None,
        most_in_week=unit.most_in_week or None,
    )


def _members(roster: Roster, pool: list[PoolMember], people: Mapping[int, Person]) -> tuple[Member, ...]:
    """Everybody of the pools, and whoever has a turn without being in one; nobody beyond the end of his appointments."""
    served = served_before(roster.unit_id, roster.month, people)
    leaves = last_days(people, roster.unit.organ_id)
    places: dict[int, list[PoolMember]] = defaultdict(list)
    for one in pool:
        places[one.person_id].append(one)
    return tuple(
        _member(person, places.get(key, []), served.get(key, {}), leaves.get(key), roster.month)
        for key, person in people.items()
    )


def _member(
    person: Person, places: list[PoolMember], served: Mapping[Pool, int], leaves: date | None, month: date
) -> Member:
    since = min((one.since for one in places if one.since), default=None)
    if any(one.since is None for one in places):
        since = None
    ends = [one.until for one in places]
    until = None if not ends or None in ends else max(day for day in ends if day)
    until = min((day for day in (until, leaves) if day), default=None)
    year = month.replace(month=1)
    before = (month - year).days
    there = before if since is None or since <= year else max(0, (month - since).days)
    return Member(
        key=person.pk,
        name=person.name,
        pools=frozenset(pair for one in places for pair in _pools(one)),
        since=since,
        until=until,
        in_role={one.role.name: InRole(one.share, one.since, one.until) for one in places},
        served=served,
        served_for=round(WHOLE * there / before) if before else WHOLE,
    )


def _pools(one: PoolMember) -> Iterable[Pool]:
    for serves, kind in (
        (one.on_workdays, Kind.WORKDAY),
        (one.on_weekends, Kind.WEEKEND),
        (one.on_holidays, Kind.HOLIDAY),
    ):
        if serves:
            yield one.role.name, kind


def served_before(unit: int, month: date, people: Iterable[int]) -> dict[int, dict[Pool, int]]:
    """Turns of the year before a month, of published rosters; one taken over counts as it does in the statistics."""
    rows = Turn.objects.published().filter(
        shift__roster__unit=unit,
        shift__roster__month__gte=month.replace(month=1),
        shift__roster__month__lt=month,
    )
    wanted = set(people)
    counts: dict[int, Counter[Pool]] = defaultdict(Counter)
    for one in served_in(rows):
        if one.person in wanted:
            counts[one.person][one.role, KINDS[one.kind]] += 1
    return {person: dict(those) for person, those in counts.items()}


def last_days(people: Iterable[int], organ: int) -> dict[int, date]:
    """Of each whose appointments in an organ (by row key) all end: the last day. Who has none there, or cannot sign in any more, has left yesterday."""
    keys = list(people)
    ends: dict[int, list[date | None]] = defaultdict(list)
    rows = Appointment.objects.filter(person__in=keys, person__is_active=True, post__department__organ=organ)
    for person, until in rows.order_by().values_list("person", "until"):
        ends[person].append(until)
    gone = today() - timedelta(days=1)
    return {
        one: max((day for day in ends.get(one, []) if day), default=gone)
        for one in keys
        if None not in ends.get(one, [])
    }


def _absences(people: Mapping[int, Person], first: date, last: date) -> tuple[Away, ...]:
    """Whole days: a shift that ends in the morning of the first one touches it."""
    rows = Absence.objects.filter(
        person__in=list(people), withdrawn_at__isnull=True, first__lte=last + timedelta(days=8), last__gte=first
    )
    return tuple(
        Away(one.person_id, start_of(one.first), start_of(one.last + timedelta(days=1)), one.get_reason_display())
        for one in rows
    )


def _others(
    roster: Roster,
    seats: Iterable[Seat],
    people: Mapping[int, Person],
    span: tuple[date, date],
    besides: Mapping[int, int],
) -> tuple[OtherTurn, ...]:
    """What the same people serve beside it: in other published months and units, in drafts of this unit, and what was taken over."""
    rows = Turn.objects.filter(
        Q(shift__roster__published_at__isnull=False) | Q(shift__roster__unit=roster.unit),
        Q(person__in=list(people)) | Q(pk__in=list(besides)),
        ends_at__gt=start_of(span[0] - AROUND),
        starts_at__lt=start_of(span[1] + AROUND),
    ).exclude(shift__roster=roster)
    beside = [*rows.select_related("shift"), *(turn for one in seats if one.is_split for turn in one.turns)]
    return tuple(
        OtherTurn(besides.get(one.pk, one.person_id), one.starts_at, one.ends_at, one.shift.day) for one in beside
    )
