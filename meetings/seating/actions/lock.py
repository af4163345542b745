"""锁定、解锁座位：whoever is locked stays when seats are given anew."""

from uuid import UUID

from meetings.seating.actions.seat import somebody
from meetings.seating.models import SeatingPlan
from meetings.seating.policy import plans
from meetings.seating.selectors.situation import situation
from meetings.seating.settling import settle
from office.api import Actor, action
from office.kernel.refusals import Invalid


@action
def lock_seat(meeting_uid: UUID, who: UUID, version: int, *, by: Actor, key: UUID) -> SeatingPlan:
    """锁定座位. Raises NotThere, NotAllowed, SomebodyWasFirst; Invalid for somebody without a seat."""
    return _set(meeting_uid, who, version, by=by, locked=True)


@action
def unlock_seat(meeting_uid: UUID, who: UUID, version: int, *, by: Actor, key: UUID) -> SeatingPlan:
    """解锁座位. Raises as `lock_seat` does."""
    return _set(meeting_uid, who, version, by=by, locked=False)


def _set(meeting_uid: UUID, who: UUID, version: int, *, by: Actor, locked: bool) -> SeatingPlan:
    doing = "锁定" if locked else "解锁"
    plan, organiser = plans.take(meeting_uid, version, by=by, doing=doing)
    there = situation(plan)
    person = somebody(there, who, doing=doing)
    if person.pk not in there.at:
        raise Invalid(f"没有{doing}：{person.person.name}还没有座位。请先安排座位。", field="who")
    if (person.pk in there.locked) != locked:
        keys = there.locked.keys() ^ {person.pk}
        act = "locked" if locked else "unlocked"
        settle(there, there.at, keys, by=organiser, act=act, said=f"{doing}{person.person.name}的座位")
    return plan
