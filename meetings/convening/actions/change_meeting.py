"""修改会议方案；已通知的会议，改了就告诉有关的人。"""

from uuid import UUID

from meetings.convening import life
from meetings.convening.actions.plan_meeting import Plan, host_of, refuse_ordinal, room_at_provider, said
from meetings.convening.inviting import invite, order_by_protocol
from meetings.convening.models import Capacity, Meeting
from meetings.convening.people import people_changed
from meetings.convening.policy import meetings, refuse_if_newer
from meetings.convening.recording import record_of
from meetings.convening.rooming import give_room
from meetings.convening.telling import concerned, tell, when_and_where
from meetings.convening.turns import turned
from office.api import Actor, Appointment, action
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.kernel.text import clean_line

LONGEST_WHY = 400


@action
def change_meeting(uid: UUID, plan: Plan, version: int, why: str = "", *, by: Actor, key: UUID) -> Meeting:
    """修改：another time, place, host, other words. The kind stays. A postponed meeting gets its new time by this (改期).

    `version` is the one that he saw. Of an announced meeting everybody concerned is told. Raises NotThere, NotAllowed, SomebodyWasFirst,
    Invalid, and what a booking raises; then nothing has changed.
    """
    meeting, actor = meetings.take_to_organise(uid, by=by)
    refuse_if_newer(meeting, version, doing="修改")
    if meeting.state not in life.OPEN:
        raise SomebodyWasFirst(f"没有修改：会议现在是“{meeting.state_in_words}”。送审、审定过的方案请先收回。")
    slot, where, host = meeting.slot, meeting.where, meeting.host
    for name, value in said(plan, held_at=meeting.starts_at).items():
        setattr(meeting, name, value)
    moves = meeting.slot != slot
    if meeting.state == life.POSTPONED and not moves:
        raise Invalid("没有修改：会议延期了，请写新的时间。", field="day")
    refuse_ordinal(meeting, plan.ordinal or meeting.ordinal)
    meeting.is_closed = plan.is_closed
    meeting.video = (meeting.video or room_at_provider()) if plan.has_video else ""
    give_room(meeting, plan.room, plan.people, by=actor, key=key)
    _take_the_chair(meeting, host_of(plan.host) if plan.host != host.uid else host, by=actor)
    if meeting.announced_at is not None and moves:
        meeting.state, meeting.why = life.after("reschedule", meeting.state), ""
    meeting.version += 1
    changed = _changed(meeting, slot.words if moves else "", where, host)
    reason = clean_line(why, "变更说明", LONGEST_WHY, field="why")
    if meeting.announced_at is not None:
        meeting.sequence, meeting.told_version, meeting.moved_at = meeting.sequence + 1, meeting.version, now()
    meeting.save()
    crash.point("convening.changed")
    act = "rescheduled" if meeting.announced_at is not None and moves else "changed"
    record_of(meeting, act, actor, f"{changed}{reason}")
    if meeting.announced_at is not None:
        tell(
            meeting,
            "改期" if moves else "有变更",
            whom=concerned(meeting),
            by=actor,
            body=f"{changed or when_and_where(meeting)}{reason}",
        )
        turned(meeting, "reschedule" if moves else "change", by=actor)
    return meeting


def _take_the_chair(meeting: Meeting, host: Appointment, *, by: Actor) -> None:
    """Whoever was to take it comes all the same, as one of those who attend."""
    if host.pk == meeting.host_id:
        return
    meeting.invitations.filter(capacity=Capacity.HOST).update(capacity=Capacity.ATTENDING)
    meeting.host = host
    invite(meeting, [host], Capacity.HOST, by=by)
    meeting.invitations.filter(person=host.person).update(capacity=Capacity.HOST, appointment=host)
    order_by_protocol(meeting)
    people_changed(meeting)


def _changed(meeting: Meeting, slot: str, where: str, host: Appointment) -> str:
    """What is another, in words."""
    said = f"时间由{slot}改为{meeting.slot.words}。" if slot else ""
    if meeting.where != where:
        said += f"地点改为{meeting.where or '另行通知'}。"
    return said + (f"主持人改为{meeting.host.person.name}。" if meeting.host_id != host.pk else "")
