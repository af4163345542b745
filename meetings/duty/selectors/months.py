"""A month as a page shows it, and who served how much in a year."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from meetings.duty.models import DutyRole, DutyUnit, Roster, Shift, Turn
from meetings.duty.problems import Key, Seat, seats_of
from meetings.duty.rota import Violation
from meetings.duty.rules.bars import LABELS, Counted
from meetings.duty.rules.month import HOLIDAY, WEEKEND, WORKDAY, weekday
from meetings.duty.rules.pay import RATES, rate_of
from meetings.duty.served import Served, served_in
from meetings.duty.wording import hours_words
from office.api import Person, working_calendar
from office.kernel.clock import now, today


@dataclass(frozen=True)
class Cell:
    """A place of a shift on the page: whoever has it, one after another where it was taken over, and what is wrong with it."""

    seat: Seat
    wrong: tuple[str, ...] = ()
    is_mine: bool = False

    @property
    def turns(self) -> tuple[Turn, ...]:
        return self.seat.turns

    @property
    def turn(self) -> Turn | None:
        return self.seat.last


@dataclass(frozen=True)
class Line:
    """A shift: its day and hours, and for each role of the page its places."""

    shift: Shift
    cells: Sequence[tuple[DutyRole, Sequence[Cell]]]
    is_now: bool

    @property
    def weekday(self) -> str:
        return weekday(self.shift.day)

    @property
    def hours(self) -> str:
        return hours_words(self.shift.starts_at, self.shift.ends_at)

    @property
    def is_over(self) -> bool:
        return self.shift.ends_at <= now()


@dataclass(frozen=True)
class Table:
    """The month: a line a shift, a column a role."""

    roles: Sequence[DutyRole]
    lines: Sequence[Line]
    gaps: int

    @property
    def is_titled(self) -> bool:
        """Whether shifts of several patterns must be told apart."""
        return len({one.shift.pattern_id for one in self.lines}) > 1


def table_of(
    roster: Roster,
    *,
    reader: Person | None = None,
    seats: Iterable[Seat] | None = None,
    wrong: Iterable[Violation] = (),
) -> Table:
    """`seats`: where they were read already; `wrong`: what is to be marked."""
    there = list(seats_of(roster) if seats is None else seats)
    said: dict[object, list[str]] = defaultdict(list)
    for one in wrong:
        for key in {turn.place for turn in one.turns} or {one.place}:
            said[key].append(one.words)
    roles = sorted({one.role.pk: one.role for one in there}.values(), key=lambda role: (role.order, role.pk))
    shifts: dict[int, list[Seat]] = defaultdict(list)
    for seat in there:
        shifts[seat.shift.pk].append(seat)
    moment = now()
    return Table(
        roles,
        [_line(those, roles, said, reader, moment) for those in shifts.values()],
        sum(not one.turns for one in there),
    )


def _line(
    seats: list[Seat],
    roles: Sequence[DutyRole],
    said: Mapping[object, list[str]],
    reader: Person | None,
    moment: datetime,
) -> Line:
    by_role: dict[int, list[Cell]] = defaultdict(list)
    for one in seats:
        mine = reader is not None and any(turn.person_id == reader.pk for turn in one.turns)
        by_role[one.role.pk].append(Cell(one, tuple(said.get(one.key, ())), mine))
    shift = seats[0].shift
    return Line(shift, [(role, by_role.get(role.pk, [])) for role in roles], shift.starts_at <= moment < shift.ends_at)


def roster_of(unit: DutyUnit, month: date) -> Roster | None:
    """Of a month, published or not."""
    return Roster.objects.filter(unit=unit, month=month.replace(day=1)).select_related("unit").first()


def unknown_year(month: date) -> int | None:
    """The year whose calendar is not known."""
    return None if working_calendar().knows(month.year) else month.year


def counts_of(
    unit: DutyUnit, first: date, last: date, *, role: DutyRole | None = None, draft: Roster | None = None
) -> list[Counted]:
    """Turns by person and kind of day, of published months between two days (of one role, or of all), and of one draft as if it were published.

    A turn that was taken over counts for whoever served the longer part of it.
    """
    rows = Turn.objects.filter(shift__roster__unit=unit, shift__day__range=(first, last))
    rows = rows.published() | rows.filter(shift__roster=draft) if draft is not None else rows.published()
    if role is not None:
        rows = rows.filter(role=role)
    return _counted((one.person, one.kind) for one in served_in(rows))


def paid_counts_of(unit: DutyUnit, first: date, last: date) -> list[Counted]:
    """The same of published months by the rate at which each turn is paid, with the sum: 工作日, 休息日, 法定节假日."""
    rows = Turn.objects.published().filter(shift__roster__unit=unit, shift__day__range=(first, last))
    pay = {WORKDAY: unit.workday_allowance, WEEKEND: unit.weekend_allowance, HOLIDAY: unit.holiday_allowance}
    return _counted(((one.person, _rate(unit, one)) for one in served_in(rows)), pay)


def turns_counted(unit: DutyUnit, first: date, last: date, person: UUID, rate: str = "") -> list[Turn]:
    """The turns that such a count of one person counts (at one rate, or at all), the first one first."""
    rows = Turn.objects.published().filter(shift__roster__unit=unit, shift__day__range=(first, last))
    own = [one.turn for one in served_in(rows) if rate in ("", _rate(unit, one))]
    found = Turn.objects.filter(pk__in=own, person__uid=person).select_related("person", "shift", "role")
    return list(found.order_by("starts_at", "pk"))


def rate_words(unit: DutyUnit, turn: Turn) -> str:
    """At which rate a turn is paid."""
    return RATES[_rate_on(unit, turn.shift.kind, turn.shift.day)]


def holidays_in_words(unit: DutyUnit, year: int) -> str:
    """Which days of a year are counted as 法定节假日 here."""
    known = working_calendar().years.get(year)
    if known is None:
        return f"{year}年工作日历未导入，没有法定节假日，周末计休息日。"
    if unit.pays_arranged:
        return "放假安排里的每一天都按法定节假日计，其余周末计休息日。"
    if not known.marks_statutory:
        return f"{year}年工作日历没有标明哪几天是法定节假日，放假安排里的每一天都按法定节假日计，其余周末计休息日。"
    many = sum(one.statutory for one in known.days.values())
    return f"法定节假日是工作日历上标“节”的{many}天，其余放假和周末计休息日。"


def _rate(unit: DutyUnit, one: Served) -> str:
    return _rate_on(unit, one.kind, one.day)


def _rate_on(unit: DutyUnit, kind: str, day: date) -> str:
    return rate_of(kind, is_statutory=working_calendar().is_statutory(day), pays_arranged=unit.pays_arranged)


def _counted(turns: Iterable[tuple[int, str]], pay: Mapping[str, int] | None = None) -> list[Counted]:
    """By person (row key) and kind, whoever has most first."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for person, kind in turns:
        counts[person][kind] += 1
    people = Person.objects.filter(pk__in=counts).in_bulk()
    found = [
        Counted(
            people[key].name,
            (those[WORKDAY], those[WEEKEND], those[HOLIDAY]),
            sum(pay[kind] * many for kind, many in those.items()) if pay is not None else 0,
            people[key].uid,
            LABELS if pay is None else (RATES[WORKDAY], RATES[WEEKEND], RATES[HOLIDAY]),
        )
        for key, those in counts.items()
    ]
    return sorted(found, key=lambda one: (-one.total, one.name))


def seat_key(roster: Roster, shift: UUID, role: UUID, place: int) -> Key | None:
    """From the uids of an address to a place of the month."""
    found = Shift.objects.filter(roster=roster, uid=shift).values_list("pk", flat=True).first()
    of = DutyRole.objects.filter(unit=roster.unit, uid=role).values_list("pk", flat=True).first()
    return (found, of, place) if found and of else None


def asked_month(text: str) -> date:
    """Of an address: 2026-12; this month where it says no such thing."""
    try:
        found = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return today().replace(day=1)
    return found if 2000 <= found.year < 2100 else today().replace(day=1)


def month_before(month: date) -> date:
    """The first day of the month before."""
    return date(month.year - (month.month == 1), 12 if month.month == 1 else month.month - 1, 1)
