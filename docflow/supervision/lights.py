"""灯: how a part stands, as a colour with the reasons in words. Pure: stored facts, a rule, a day and the working calendar in.

灰 not begun · 绿 on its way · 黄 take care · 红 late · 蓝 done in time · 紫 done late. With an extension, the new day counts. While what was
reported done waits to be verified, the unit's clock stands still: it is looked at as of the day of the report.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from docflow.supervision.cycles import Calendar

ONE_DAY = timedelta(days=1)
WHOLE = 100


class Colour(StrEnum):
    """In the order in which one would look at them."""

    RED = "red"
    YELLOW = "yellow"
    GREY = "grey"
    GREEN = "green"
    PURPLE = "purple"
    BLUE = "blue"


WORDS = {
    Colour.RED: "红灯",
    Colour.YELLOW: "黄灯",
    Colour.GREY: "灰灯",
    Colour.GREEN: "绿灯",
    Colour.PURPLE: "紫灯",
    Colour.BLUE: "蓝灯",
}
MEANING = {
    Colour.RED: "逾期",
    Colour.YELLOW: "临期或须注意",
    Colour.GREY: "未启动",
    Colour.GREEN: "正常推进",
    Colour.PURPLE: "逾期办结",
    Colour.BLUE: "按期办结",
}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """When a light changes: shares in per cent, days in working days; 0 switches a condition off."""

    near_share: int = 20
    near_days: int = 3
    feedback_late_days: int = 5
    lag: int = 40


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of one part. `progress` is that of its last feedback, None before the first."""

    opened_on: date
    due_on: date
    is_signed_for: bool
    feedback_due_on: date | None = None
    progress: int | None = None
    proposed_on: date | None = None
    is_verified: bool = False


@dataclass(frozen=True)
class Light:
    """A colour, and why: one sentence, or several where there are several reasons."""

    colour: Colour
    why: str

    @property
    def word(self) -> str:
        return WORDS[self.colour]

    @property
    def meaning(self) -> str:
        return MEANING[self.colour]


def light_of(facts: Facts, rule: Rule, today: date, calendar: Calendar) -> Light:
    """The light of one part on a day."""
    if facts.is_verified and facts.proposed_on is not None:
        return _done(facts, facts.proposed_on, calendar)
    day = min(today, facts.proposed_on) if facts.proposed_on is not None else today
    said = f"{_day(facts.proposed_on)}已报办结，待核实。" if facts.proposed_on is not None else ""
    if late := list(_late(facts, rule, day, calendar)):
        return Light(Colour.RED, said + "；".join(late) + "。")
    if near := list(_near(facts, rule, day, calendar)):
        return Light(Colour.YELLOW, said + "；".join(near) + "。")
    left = f"{_day(facts.due_on)}到期，还有{_left(facts, day, calendar)}个工作日。"
    if not facts.is_signed_for:
        return Light(Colour.GREY, f"还没有签收；{left}")
    return Light(Colour.GREEN, said or f"在时限内推进；{left}")


def worst(lights: list[Light]) -> Light | None:
    """The one to look at first."""
    order = list(Colour)
    return min(lights, key=lambda one: order.index(one.colour)) if lights else None


def _done(facts: Facts, on: date, calendar: Calendar) -> Light:
    if on <= facts.due_on:
        return Light(Colour.BLUE, f"{_day(on)}办结，时限{_day(facts.due_on)}。")
    late = calendar.working_days_between(facts.due_on, on)
    return Light(Colour.PURPLE, f"{_day(on)}办结，时限{_day(facts.due_on)}，迟{_days(late)}。")


def _late(facts: Facts, rule: Rule, day: date, calendar: Calendar) -> Iterator[str]:
    if day > facts.due_on:
        over = calendar.working_days_between(facts.due_on, day)
        yield f"{_day(facts.due_on)}到期，已逾期{_days(over)}"
    behind = _feedback_behind(facts, day, calendar)
    if behind is not None and rule.feedback_late_days and behind >= rule.feedback_late_days:
        yield f"应在{_day(facts.feedback_due_on)}前反馈，已迟{_days(behind)}"


def _near(facts: Facts, rule: Rule, day: date, calendar: Calendar) -> Iterator[str]:
    left, total = _left(facts, day, calendar), _total(facts, calendar)
    if rule.near_days and left <= rule.near_days:
        yield f"{_day(facts.due_on)}到期，只剩{left}个工作日（不多于{rule.near_days}个）"
    elif rule.near_share and left * WHOLE <= rule.near_share * total:
        yield f"{_day(facts.due_on)}到期，剩{left}个工作日，不多于全程{total}个的{rule.near_share}%"
    behind = _feedback_behind(facts, day, calendar)
    if behind is not None:
        yield f"应在{_day(facts.feedback_due_on)}前反馈，还没有报"
    gone = (total - left) * WHOLE // total
    if rule.lag and facts.progress is not None and gone - facts.progress > rule.lag:
        yield f"时间已过{gone}%，进度{facts.progress}%，落后超过{rule.lag}个百分点"


def _left(facts: Facts, day: date, calendar: Calendar) -> int:
    """Working days from today on, today included, until the end of the last one."""
    return max(0, calendar.working_days_between(day - ONE_DAY, facts.due_on))


def _total(facts: Facts, calendar: Calendar) -> int:
    return max(1, calendar.working_days_between(facts.opened_on, facts.due_on))


def _feedback_behind(facts: Facts, day: date, calendar: Calendar) -> int | None:
    """How many working days a feedback is late; None where none is."""
    due = facts.feedback_due_on
    return calendar.working_days_between(due, day) if due is not None and day > due else None


def _day(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day is not None else ""


def _days(n: int) -> str:
    return f"{n}个工作日" if n else "不足1个工作日"
