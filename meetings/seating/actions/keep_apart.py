"""避开相邻：two are not to be neighbours; it counts the next time that seats are given."""

from uuid import UUID

from meetings.seating.actions.seat import somebody
from meetings.seating.models import KeptApart, SeatingPlan
from meetings.seating.policy import plans
from meetings.seating.selectors.situation import situation
from meetings.seating.settling import note
from office.api import Actor, action
from office.kernel.refusals import Invalid

DOING, ENDING = "避开", "取消避开"
MOST = 100


@action
def keep_apart(meeting_uid: UUID, who: UUID, other: UUID, version: int, *, by: Actor, key: UUID) -> SeatingPlan:
    """避开相邻. Nobody is moved by it. Raises NotThere, NotAllowed, SomebodyWasFirst, Invalid."""
    plan, organiser = plans.take(meeting_uid, version, by=by, doing=DOING)
    there = situation(plan)
    pair = sorted((somebody(there, one, doing=DOING) for one in (who, other)), key=lambda one: one.pk)
    if pair[0] == pair[1]:
        raise Invalid(f"没有{DOING}：请选两位不同的人。", field="other")
    if len(there.apart) >= MOST:
        raise Invalid(f"没有{DOING}：最多写{MOST}对。请先取消不再需要的。", field="other")
    _, is_new = KeptApart.objects.get_or_create(plan=plan, one=pair[0], other=pair[1])
    if is_new:
        note(plan, by=organiser, act="kept_apart", said=f"{pair[0].person.name}与{pair[1].person.name}避开相邻")
    return plan


@action
def let_together(meeting_uid: UUID, who: UUID, other: UUID, version: int, *, by: Actor, key: UUID) -> SeatingPlan:
    """取消避开. Raises as `keep_apart` does."""
    plan, organiser = plans.take(meeting_uid, version, by=by, doing=ENDING)
    asked = {who, other}
    found = next((one for one in situation(plan).apart if {one.one.uid, one.other.uid} == asked), None)
    if found is not None:
        found.delete()
        note(plan, by=organiser, act="let_together", said=f"{found.one}与{found.other}不再避开")
    return plan
