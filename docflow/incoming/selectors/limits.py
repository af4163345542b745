"""办理时限是否如期：judged by the day on which those whom it is for had done, not by the day on which the clerk closed the piece."""

from datetime import datetime

from docflow import flow
from docflow.incoming.models import Incoming
from docflow.incoming.models.incomings import UNDER_LIMIT
from office.api import working_calendar
from office.kernel.clock import day_of, now
from office.kernel.wording import full_day

NONE = "未设时限"


def kept_in_words(incoming: Incoming, run: flow.Run) -> str:
    """2026年3月24日前（5个工作日），按期报齐."""
    if incoming.due_on is None or incoming.due_at is None:
        return NONE
    span = f"（{incoming.due_days}个工作日{'，暂计' if incoming.due_provisional else ''}）" if incoming.due_days else ""
    said = f"{full_day(incoming.due_on)}前{span}"
    reported = reported_at(run)
    if reported is not None and reported <= incoming.due_at:
        return f"{said}，按期报齐"
    if reported is not None:
        return f"{said}，逾期{_working_days(incoming, reported)}报齐"
    if not run.has_ended and now() > incoming.due_at:
        return f"{said}，已逾期{_working_days(incoming, now())}"
    return said


def reported_at(run: flow.Run) -> datetime | None:
    """When 承办, and 答复 where there was one, were done and nothing was asked anew; None while they are not."""
    last = next((one for one in reversed(run.visits) if one.step != "close"), None)
    if last is None or last.step not in UNDER_LIMIT or last.outcome != "done" or last.closed is None:
        return None
    return last.closed.at


def _working_days(incoming: Incoming, at: datetime) -> str:
    days = working_calendar().working_days_between(incoming.due_on, day_of(at)) if incoming.due_on else 0
    return f"{days}个工作日" if days else "不足1个工作日"
