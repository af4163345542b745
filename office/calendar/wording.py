"""Deadlines and spans in working days, in the office's words: 3月24日 余4个工作日 · 3月18日 逾期1个工作日 · 未设时限."""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from office.calendar.working_days import ONE_DAY, WorkingCalendar
from office.kernel.clock import OFFICE_ZONE, day_of, end_of, now, today
from office.kernel.wording import full_day, until_in_words


@dataclass(frozen=True)
class DueWords:
    """A deadline on a page: its day (with the clock's time where a moment was named), the distance, the tone (late, near, ok or none), and the whole for where the pointer rests."""

    day: str
    distance: str
    tone: str
    whole: str


def due_in_words(
    calendar: WorkingCalendar, due_at: datetime, *, provisional: bool = False, ended_at: datetime | None = None
) -> DueWords:
    """How far it is to a due moment, or how late it is; of what has ended, whether it was in time."""
    day = day_of(due_at)
    if ended_at is not None:
        distance, tone = _ended(calendar, day, due_at, ended_at)
    else:
        distance, tone = _running(calendar, day, due_at)
    clock = "" if _whole_day(due_at) else f"{due_at.astimezone(OFFICE_ZONE):%H:%M}"
    whole = f"{full_day(day)}（{_weekday(day)}）{clock}前"
    if provisional and ended_at is None:
        distance += "·暂计"
        whole += f"。{unknown_in_words(calendar, day)}"
    return DueWords(until_in_words(due_at), distance, tone, whole)


def unknown_in_words(calendar: WorkingCalendar, day: date) -> str:
    """The years up to a day's that are counted Monday to Friday."""
    year = day.year if not calendar.knows(day.year) else day.year - 1
    return f"{year}年工作日历未导入，按周一至周五计"


def overdue_in_words(calendar: WorkingCalendar, day: date) -> str:
    """How late it is past a day: 逾期1个工作日."""
    return f"逾期{_working_days(calendar.working_days_between(day, today()))}"


def held_in_words(calendar: WorkingCalendar, since: datetime, until: datetime | None = None) -> str:
    """How long a matter has lain with somebody (or lay, with `until`), in whole working days gone by."""
    begin, end = since.astimezone(OFFICE_ZONE), (until or now()).astimezone(OFFICE_ZONE)
    days = calendar.working_days_between(begin.date(), end.date())
    if days and end.time() < begin.time() and calendar.is_working_day(end.date()):
        days -= 1  # the last of them is not whole yet
    return _working_days(days)


def _ended(calendar: WorkingCalendar, day: date, due_at: datetime, ended_at: datetime) -> tuple[str, str]:
    if ended_at <= due_at:
        return "按期办结", "ok"
    return f"逾期{_working_days(calendar.working_days_between(day, day_of(ended_at)))}办结", "late"


def _running(calendar: WorkingCalendar, day: date, due_at: datetime) -> tuple[str, str]:
    if now() > due_at:
        return overdue_in_words(calendar, day), "late"
    if day == today():
        return "到期" if _whole_day(due_at) else _left_today(due_at), "near"
    return f"余{_working_days(calendar.working_days_between(today() - ONE_DAY, day))}", ""


def _left_today(due_at: datetime) -> str:
    """余2小时, 余40分钟: of a moment of today."""
    minutes = math.ceil((due_at - now()) / timedelta(minutes=1))
    return f"余{minutes // 60}小时" if minutes >= 60 else f"余{minutes}分钟"


def _whole_day(due_at: datetime) -> bool:
    return due_at == end_of(day_of(due_at))


def _working_days(days: int) -> str:
    return f"{days}个工作日" if days >= 1 else "不足1个工作日"


def _weekday(day: date) -> str:
    return "星期" + "一二三四五六日"[day.weekday()]
