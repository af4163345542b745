"""安排座位、空出座位：by hand, one person at a time."""

from uuid import UUID

from meetings.convening.models import Invitation
from meetings.seating.models import SeatingPlan
from meetings.seating.policy import plans
from meetings.seating.selectors.situation import Situation, situation
from meetings.seating.settling import settle
from office.api import Actor, action
from office.kernel.refusals import Invalid

SEATING, UNSEATING = "换座", "空出座位"


@action
def seat(meeting_uid: UUID, who: UUID, code: str, version: int, *, by: Actor, key: UUID) -> SeatingPlan:
    """安排座位: he sits there; whoever sat there gets the seat he had, or waits for one.

    Raises NotThere, NotAllowed, SomebodyWasFirst; Invalid for a seat that is not there, and where one of the two is locked.
    """
    plan, organiser = plans.take(meeting_uid, version, by=by, doing=SEATING)
    there = situation(plan)
    person = somebody(there, who, doing=SEATING)
    if code not in there.hall.by_code:
        raise Invalid(f"没有{SEATING}：会场里没有这个座位。请在图上或列表里选。", field="seat")
    other = there.seated.get(code)
    if other == person:
        return plan
    for one in (person, other):
        if one is not None and one.pk in there.locked:
            raise Invalid(f"没有{SEATING}：{one.person.name}的座位已锁定。请先解锁再换。", field="seat")
    at = {one.pk: held for held, one in there.seated.items()}
    had = at.pop(person.pk, "")
    if other is not None:
        del at[other.pk]
        if had:
            at[other.pk] = had
    at[person.pk] = code
    said = f"{person.person.name}坐{there.hall.words(code).partition('，')[0]}"
    if other is not None:
        said += f"，与{other.person.name}对换" if had else f"，{other.person.name}待排"
    settle(there, at, there.locked, by=organiser, act="seated", said=said)
    return plan


@action
def unseat(meeting_uid: UUID, who: UUID, version: int, *, by: Actor, key: UUID) -> SeatingPlan:
    """空出座位: he waits for another one. Raises as `seat` does."""
    plan, organiser = plans.take(meeting_uid, version, by=by, doing=UNSEATING)
    there = situation(plan)
    person = somebody(there, who, doing=UNSEATING)
    if person.pk in there.locked:
        raise Invalid(f"没有{UNSEATING}：{person.person.name}的座位已锁定。请先解锁。", field="who")
    at = {one.pk: held for held, one in there.seated.items()}
    if at.pop(person.pk, ""):
        settle(there, at, there.locked, by=organiser, act="unseated", said=f"{person.person.name}的座位空出")
    return plan


def somebody(there: Situation, who: UUID, *, doing: str) -> Invitation:
    """One of those who come, by the uid of his invitation. Raises Invalid."""
    found = next((one for one in there.people if one.uid == who), None)
    if found is None:
        raise Invalid(f"没有{doing}：这位已不在参会人员中，或不出席。请刷新页面后再选。", field="who")
    return found
