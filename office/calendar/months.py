"""A year as twelve small months. Pure: a calendar and a day in, cells out."""

import calendar as gregorian
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from office.calendar.table import REST, STATUTORY, WORK, word_of
from office.calendar.working_days import ONE_DAY, KnownYear, WorkingCalendar

TITLES = {REST: "放假", STATUTORY: "放假，法定节假日", WORK: "调休，上班"}


@dataclass(frozen=True)
class Cell:
    """A day: its number, 休, 节 or 班 where it differs from Monday to Friday, and its tone."""

    day: date
    word: str
    manner: str  # ok: 放假; near: 调休上班; off: a weekend
    title: str
    is_today: bool


@dataclass(frozen=True)
class Month:
    """Its weeks from Monday to Sunday; None where a day belongs to another month."""

    number: int
    weeks: tuple[tuple[Cell | None, ...], ...]
    working_days: int


@dataclass(frozen=True)
class Holiday:
    """元旦：1月1日至3日休，其中法定节假日1月1日，1月4日上班."""

    name: str
    rests: str
    works: str
    statutory: str = ""


def months(calendar: WorkingCalendar, year: int, today: date) -> list[Month]:
    """The twelve months of a year."""
    return [_month(calendar, year, number, today) for number in range(1, 13)]


def holidays(known: KnownYear) -> list[Holiday]:
    """What differs, a line a holiday, in the order of the year."""
    rests: dict[str, list[date]] = {}
    works: dict[str, list[date]] = {}
    for day, one in sorted(known.days.items(), key=lambda item: (item[1].arrangement == "work", item[0])):
        (works if one.arrangement == "work" else rests).setdefault(one.name, []).append(day)
    given: dict[str, list[date]] = {}
    for day, one in sorted(known.days.items()):
        if one.statutory:
            given.setdefault(one.name, []).append(day)
    return [
        Holiday(name, spans(rests.get(name, [])), spans(works.get(name, [])), spans(given.get(name, [])))
        for name in rests | works
    ]


def spans(days: list[date]) -> str:
    """1月1日至3日、9月30日至10月2日: days in a row are one span."""
    words = []
    for _, run in groupby(enumerate(days), lambda one: one[1].toordinal() - one[0]):
        first, *_, last = [day for _, day in run] * 2
        words.append(_span(first, last))
    return "、".join(words)


def _span(first: date, last: date) -> str:
    if first == last:
        return f"{first.month}月{first.day}日"
    month = "" if first.month == last.month else f"{last.month}月"
    return f"{first.month}月{first.day}日至{month}{last.day}日"


def _month(calendar: WorkingCalendar, year: int, number: int, today: date) -> Month:
    weeks = tuple(
        tuple(_cell(calendar, day, today) if day.month == number else None for day in week)
        for week in _weeks(year, number)
    )
    worked = sum(cell is not None and calendar.is_working_day(cell.day) for week in weeks for cell in week)
    return Month(number, weeks, worked)


def _weeks(year: int, number: int) -> Iterator[list[date]]:
    first, length = gregorian.monthrange(year, number)
    monday = date(year, number, 1) - first * ONE_DAY
    for week in range(-(-(first + length) // 7)):
        yield [monday + (7 * week + n) * ONE_DAY for n in range(7)]


def _cell(calendar: WorkingCalendar, day: date, today: date) -> Cell:
    differs = calendar.exceptional(day)
    if differs is not None:
        word, manner = word_of(differs), "near" if differs.arrangement == "work" else "ok"
        title = f"{differs.name}{TITLES[word]}"
    else:
        word, manner, title = "", "off" if day.weekday() > 4 else "", ""
    return Cell(day, word, manner, title, is_today=day == today)
