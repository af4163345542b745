"""会议落在什么日子：a day off, a weekend that is worked, a year whose calendar is not known."""

from datetime import timedelta

from meetings.convening.actions.plan_meeting import LONGEST
from meetings.rules.asking import unknown_years
from meetings.rules.slots import Slot, day_words
from office.api import working_calendar

SATURDAY = 5


def hints_on(slot: Slot) -> list[str]:
    """What whoever plans it should know of its days; nothing of a span that is no meeting."""
    if not timedelta() < slot.ends_at - slot.starts_at <= LONGEST:
        return []
    calendar = working_calendar()
    days = [day for day, _, _ in slot.parts()]
    found = []
    for day in days:
        differs = calendar.exceptional(day)
        if not calendar.is_working_day(day):
            found.append(f"{day_words(day)}{f'是{differs.name}，' if differs else ''}不上班。")
        elif day.weekday() >= SATURDAY:
            found.append(f"{day_words(day)}调休上班。")
    unknown = "、".join(str(year) for year in unknown_years(calendar, days))
    return [*found, *([f"{unknown}年工作日历未导入，暂按周一至周五计。"] if unknown else [])]
