"""阅读情况：every reader of a circulation with his times and opinions; and what the one who looks may do."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from docflow.circulation import policy
from docflow.circulation.actions.remind import REST
from docflow.circulation.models import Circulation, Order, Reading
from office.api import Actor, overdue_in_words, working_calendar


@dataclass(frozen=True)
class Line:
    """A reader as the matrix shows him: `state` in words, `manner` its tone."""

    reading: Reading
    state: str
    manner: str

    @property
    def who(self) -> str:
        """何敏; for a post, who read for it, or the post."""
        return str(self.reading.read_names.get("name") or self.reading.called)

    @property
    def unit(self) -> str:
        """Where he stands: 综合科科长."""
        names = self.reading.read_names or self.reading.names
        return f"{names['department']}{names['post']}"


def matrix(circulation: Circulation, *, by: Actor) -> dict[str, Any]:
    """The context of the circulation's page, in a constant number of queries."""
    readings = list(circulation.readings.prefetch_related("opinions"))
    for one in readings:
        one.circulation = circulation
    standing = [one for one in readings if one.withdrawn_at is None]
    keeper = policy.circulations.keeper(circulation, by=by)
    goes_on = circulation.ended_at is None
    missing = [one for one in standing if one.is_missing]
    return {
        "lines": lines_of(circulation, readings),
        "readers": len(standing),
        "done": len(standing) - len(missing),
        "mine": _his_turn(standing, by=by) if goes_on else [],
        "read_by_him": [one for one in standing if one.read_by_id in {held.pk for held in by.appointments}],
        "keeps": keeper is not None,
        "missing": missing if goes_on else [],
        "to_remind": [one for one in missing if one.is_waiting] if goes_on and keeper else [],
        "to_skip": _to_skip(circulation, missing) if goes_on and keeper else [],
        "may_add": goes_on and policy.circulations.adder(circulation, by=by) is not None,
        "reminders": list(circulation.reminders.all()[:1]),
        "rest": REST // timedelta(hours=1),
    }


def lines_of(circulation: Circulation, readings: list[Reading]) -> list[Line]:
    """Its readers in their places, those taken off again among them."""
    return [_line(one, circulation) for one in readings]


def _his_turn(standing: list[Reading], *, by: Actor) -> list[Reading]:
    return [one for one in standing if one.is_waiting and policy.readings.mine(one, by=by) is not None]


def _to_skip(circulation: Circulation, missing: list[Reading]) -> list[Reading]:
    """Who holds up the next in order."""
    if circulation.order != Order.IN_ORDER:
        return []
    at = [one for one in missing if one.is_waiting and one.skipped_at is None]
    return at if any(one.asked_at is None and one.skipped_at is None for one in missing) else []


def _line(one: Reading, circulation: Circulation) -> Line:
    if one.withdrawn_at is not None:
        return Line(one, "已撤回", "")
    if one.read_at is not None:
        return Line(one, "已阅", "ok")
    if circulation.ended_at is not None:
        return Line(one, "未阅", "")
    if circulation.due_on is not None and circulation.is_overdue:
        return Line(one, overdue_in_words(working_calendar(), circulation.due_on), "late")
    if one.skipped_at is not None:
        return Line(one, "已跳过", "near")
    return Line(one, "未阅", "go") if one.asked_at is not None else Line(one, "未轮到", "")
