"""提醒: of which days a part's unit is to be reminded by now. Pure. On days of rest nobody is."""

from collections.abc import Iterator
from datetime import date

from docflow.supervision.cycles import Calendar
from docflow.supervision.lights import ONE_DAY, Facts

NEAR, FEEDBACK, LATE = "near", "feedback", "late"
FEEDBACK_LEADER, LATE_LEADER = "feedback_leader", "late_leader"

TO_LEADER = frozenset({FEEDBACK_LEADER, LATE_LEADER})
"""The rungs on which the unit's leader is told beside whoever is in charge."""


def due_reminders(
    facts: Facts, today: date, calendar: Calendar, *, remind_days: int, escalate_days: int
) -> Iterator[tuple[str, date]]:
    """The rungs that are reached, each with the day that it concerns. What was said of that day already, the caller knows."""
    if facts.proposed_on is not None or not calendar.is_working_day(today):
        return
    due, feedback = facts.due_on, facts.feedback_due_on
    if today > due:
        yield LATE, due
        if calendar.working_days_between(due, today) >= escalate_days:
            yield LATE_LEADER, due
    elif calendar.working_days_between(today - ONE_DAY, due) <= remind_days:
        yield NEAR, due
    if feedback is not None and today > feedback:
        yield FEEDBACK, feedback
        if calendar.working_days_between(feedback, today) >= escalate_days:
            yield FEEDBACK_LEADER, feedback
