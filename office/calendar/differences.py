"""What a new table changes in a year. Pure."""

from dataclasses import dataclass
from datetime import date

from office.calendar.working_days import Exceptional, KnownYear


@dataclass(frozen=True)
class Difference:
    """A day, what it is now and what it becomes (放假, 调休上班, or as the week has it)."""

    day: date
    now: str
    then: str


def differences(now: KnownYear | None, then: KnownYear) -> list[Difference]:
    """Day by day; nothing known now is Monday to Friday."""
    old = now.days if now else {}
    days = sorted(old.keys() | then.days.keys())
    return [
        Difference(day, _words(day, old.get(day)), _words(day, then.days.get(day)))
        for day in days
        if old.get(day) != then.days.get(day)
    ]


def _words(day: date, one: Exceptional | None) -> str:
    if one is not None:
        return (
            f"{one.name}{'调休上班' if one.arrangement == 'work' else '放假'}{'，法定节假日' if one.statutory else ''}"
        )
    return "上班" if day.weekday() < 5 else "周末休息"
