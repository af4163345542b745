"""公布座次：what those who come see."""

from uuid import UUID

from meetings.seating.models import SeatingPlan, Shown
from meetings.seating.policy import plans
from meetings.seating.selectors.situation import situation
from meetings.seating.settling import note, tell
from office.api import Actor, action
from office.kernel.refusals import Invalid


@action
def show_seats(meeting_uid: UUID, shown: str, version: int, *, by: Actor, key: UUID) -> SeatingPlan:
    """公布: to nobody, to each his own, or all with names. Whoever sees his seat for the first time is told.

    Raises NotThere, NotAllowed, SomebodyWasFirst, Invalid.
    """
    plan, organiser = plans.take(meeting_uid, version, by=by, doing="公布")
    if shown not in Shown.values:
        raise Invalid("没有公布：请选择公布到什么程度。", field="shown")
    if shown != plan.shown:
        is_first = plan.shown == Shown.NOBODY
        plan.shown = Shown(shown)
        note(plan, by=organiser, act="shown", said=f"座次：{plan.get_shown_display()}")
        if is_first:
            tell(plan, list(situation(plan).seated.values()), by=organiser, said="座次已公布")
    return plan
