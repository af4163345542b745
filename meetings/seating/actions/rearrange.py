"""重排、撤回上一步."""

from uuid import UUID

from meetings.seating.models import SeatingPlan
from meetings.seating.policy import plans
from meetings.seating.rules.assigning import arrange
from meetings.seating.selectors.situation import situation
from meetings.seating.settling import settle
from office.api import Actor, action
from office.kernel.refusals import Invalid


@action
def rearrange(meeting_uid: UUID, version: int, *, by: Actor, key: UUID) -> SeatingPlan:
    """重排: every seat is given anew by rank; the locked stay. Raises NotThere, NotAllowed, SomebodyWasFirst."""
    plan, organiser = plans.take(meeting_uid, version, by=by, doing="重排")
    there = situation(plan, named=False)
    at = arrange(there.hall, there.guests, locked=there.locked, apart=there.pairs, together=plan.together)
    locked = [key for key, code in there.locked.items() if at.get(key) == code]
    settle(there, at, locked, by=organiser, act="arranged", said=f"重排{len(at)}人")
    return plan


@action
def take_back(meeting_uid: UUID, version: int, *, by: Actor, key: UUID) -> SeatingPlan:
    """撤回上一步: the seats that the last change changed are as before. Taken back itself, it can be done again.

    Raises NotThere, NotAllowed, SomebodyWasFirst; Invalid where the last change was none of seats, or one of the people.
    """
    plan, organiser = plans.take(meeting_uid, version, by=by, doing="撤回")
    if not plan.before:
        raise Invalid("没有撤回：上一步不是换座、锁定或重排，撤不回去。")
    there = situation(plan, named=False)
    before = {int(person): held for person, held in plan.before.items()}
    at = {person: code for person, code in there.at.items() if person not in before}
    at |= {person: str(held[0]) for person, held in before.items() if held is not None}
    locked = there.locked.keys() - before.keys() | {person for person, held in before.items() if held and held[1]}
    settle(there, at, locked, by=organiser, act="taken_back", said=f"撤回“{plan.said}”"[:200])
    return plan
