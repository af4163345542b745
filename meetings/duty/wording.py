"""班次、一班在句子里的叫法."""

from datetime import datetime

from meetings.duty.models import DutyRole, Shift, Turn
from meetings.duty.rules.month import day_words
from office.kernel.clock import OFFICE_ZONE, day_of


def place_words(shift: Shift, role: DutyRole) -> str:
    """12月5日主班."""
    return f"{day_words(shift.day)}{role.name}"


def turn_words(turn: Turn) -> str:
    """12月5日主班."""
    return place_words(turn.shift, turn.role)


def hours_words(starts_at: datetime, ends_at: datetime) -> str:
    """08:30至次日08:30; days in words where it is longer."""
    begins, ends = starts_at.astimezone(OFFICE_ZONE), ends_at.astimezone(OFFICE_ZONE)
    days = (day_of(ends_at) - day_of(starts_at)).days
    if days == 0:
        return f"{begins:%H:%M}至{ends:%H:%M}"
    if days == 1:
        return f"{begins:%H:%M}至次日{ends:%H:%M}"
    return f"{begins:%H:%M}至{day_words(day_of(ends_at))}{ends:%H:%M}"
