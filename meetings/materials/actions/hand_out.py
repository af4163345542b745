"""分发、收回。"""

from datetime import datetime
from uuid import UUID

from meetings.convening.life import CANCELLED
from meetings.convening.models import Meeting
from meetings.convening.policy import meetings
from meetings.materials.giving import Given, give, tell_given, tell_readers
from meetings.materials.models import Audience, Material, MaterialState
from meetings.materials.policy import materials, refuse_settled
from meetings.materials.recording import record_act
from office.api import Actor, action
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.text import clean_text

LONGEST_REASON = 400


@action
def hand_out(material_uid: UUID, open_from: datetime | None = None, *, by: Actor, key: UUID) -> Material:
    """分发：from now, or from a moment to come, those whom it is for read it, and each is told once; numbers are given.

    One that was recalled may be handed out again: the numbers stay as they were. Raises NotAllowed, SomebodyWasFirst.
    """
    material, meeting, organiser = materials.take(material_uid, by=by)
    _refuse_early(meeting)
    if material.is_handed_out:
        raise SomebodyWasFirst("没有分发：这份材料已经分发。请刷新页面看分发清单。")
    if open_from is not None and open_from > meeting.ends_at:
        raise Invalid("没有分发：起始时间晚于会议结束。请改早一些，或留空马上可看。", field="open_from")
    again = material.state == MaterialState.RECALLED
    given = _hand_out([material], meeting, open_from, by=organiser)
    crash.point("materials.handed_out")
    if again:
        tell_readers(material, meeting, "重新分发")
    else:
        tell_given(given, [material], meeting)
    return material


@action
def hand_out_all(meeting_uid: UUID, *, by: Actor, key: UUID) -> Meeting:
    """全部分发：every draft at once; one notice to each, whatever the number."""
    meeting, organiser = meetings.take_to_organise(meeting_uid, by=by)
    _refuse_early(meeting)
    drafts = list(materials.of(meeting).filter(state=MaterialState.DRAFT))
    if not drafts:
        raise SomebodyWasFirst("没有分发：没有还没分发的材料。请刷新页面看最新情况。")
    given = _hand_out(drafts, meeting, None, by=organiser)
    crash.point("materials.all_handed_out")
    tell_given(given, drafts, meeting)
    return meeting


@action
def give_the_rest(material_uid: UUID, *, by: Actor, key: UUID) -> Material:
    """补发：to those for whom it is since the agenda was changed. Raises SomebodyWasFirst where nobody lacks it."""
    material, meeting, organiser = materials.take(material_uid, by=by)
    refuse_settled(meeting, doing="补发")
    given = give([material], meeting) if material.is_handed_out else {}
    if not any(given.values()):
        raise SomebodyWasFirst("没有补发：现在没有缺的。请刷新页面看分发清单。")
    tell_given(given, [material], meeting)
    record_act(organiser, "completed", material, meeting, people=len(given[material.pk]))
    return material


@action
def recall(material_uid: UUID, reason: str, *, by: Actor, key: UUID) -> Material:
    """收回：at once, in open pages too; everybody who had it is told why. Raises SomebodyWasFirst, Invalid."""
    material, meeting, organiser = materials.take(material_uid, by=by)
    if not material.is_handed_out:
        raise SomebodyWasFirst(f"没有收回：这份材料现在是“{material.get_state_display()}”。请刷新页面看最新情况。")
    _recall([material], meeting, reason_given(reason), by=organiser)
    crash.point("materials.recalled")
    return material


@action
def recall_all(meeting_uid: UUID, reason: str, *, by: Actor, key: UUID) -> Meeting:
    """全部收回：after the meeting."""
    meeting, organiser = meetings.take_to_organise(meeting_uid, by=by)
    there = list(materials.of(meeting).filter(state=MaterialState.HANDED_OUT))
    if not there:
        raise SomebodyWasFirst("没有收回：没有分发着的材料。请刷新页面看最新情况。")
    _recall(there, meeting, reason_given(reason), by=organiser)
    return meeting


def reason_given(reason: str) -> str:
    """Raises Invalid for none."""
    said = clean_text(reason, "收回的缘由", LONGEST_REASON, field="reason")
    if not said:
        raise Invalid("没有收回：请写明缘由，看过的人会看到。", field="reason")
    return said


def _refuse_early(meeting: Meeting) -> None:
    if meeting.state == CANCELLED or meeting.is_known:
        refuse_settled(meeting, doing="分发")
        return
    raise NotAllowed("没有分发：会议还没有通知，参会人还不知道。请先发会议通知，再分发材料。")


def _hand_out(some: list[Material], meeting: Meeting, open_from: datetime | None, *, by: Actor) -> Given:
    moment = now()
    for one in some:
        one.state, one.handed_out_at, one.why, one.recalled_at = MaterialState.HANDED_OUT, moment, "", None
        one.open_from = open_from if open_from is not None and open_from > moment else None
        one.save(update_fields=["state", "handed_out_at", "why", "recalled_at", "open_from"])
    given = give(some, meeting)
    for one in some:
        whom = f"{one.get_audience_display()}，{len(given[one.pk])}人" if one.audience != Audience.ORGANISERS else ""
        record_act(by, "handed_out", one, meeting, opinion=whom)
    return given


def _recall(some: list[Material], meeting: Meeting, why: str, *, by: Actor) -> None:
    for one in some:
        one.state, one.recalled_at, one.why = MaterialState.RECALLED, now(), why
        one.save(update_fields=["state", "recalled_at", "why"])
        tell_readers(one, meeting, "已收回", why)
        record_act(by, "recalled", one, meeting, opinion=why)
