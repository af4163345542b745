"""报名：a unit that is invited as such says who comes of it; and takes a name back."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from meetings.attendance import policy
from meetings.attendance.asking import refuse_late, ring_round
from meetings.attendance.naming import invite
from meetings.convening.inviting import withdraw
from meetings.convening.models import Answer, Invitation, InvitedOrgan
from meetings.convening.policy import meetings
from office.api import Actor, Appointment, action, record, valid_appointments
from office.kernel import crash
from office.kernel.refusals import Invalid, NotThere

MOST_AT_ONCE = 200


@action
def name_people(meeting_uid: UUID, invited_uid: UUID, people: Sequence[UUID], *, by: Actor, key: UUID) -> InvitedOrgan:
    """报名：people of the unit, within its quota. Each is a guest by that, and comes unless he says otherwise.

    Raises NotThere, NotAllowed, Invalid; then nobody is named.
    """
    meeting = meetings.take(meeting_uid, by=by)
    invited, clerk = policy.invited_organ(meeting, invited_uid, by=by)
    refuse_late(meeting, clerk.organ)
    chosen = _chosen(invited, people)
    named = named_by(invited)
    if invited.most and len(named) + len(chosen) > invited.most:
        there = f"，已报{len(named)}人" if named else ""
        raise Invalid(
            f"{invited}的名额是{invited.most}人{there}，还能报{invited.most - len(named)}人。", field="people"
        )
    invite(
        meeting,
        chosen,
        said=f"由{clerk.person.name}报名，请您参加",
        by=clerk,
        capacity=invited.capacity,
        answer=Answer.COMES,
        named_through=invited,
    )
    crash.point("attendance.named")
    ring_round(meeting)
    _record(invited, "named", "、".join(one.person.name for one in chosen), by=clerk)
    return invited


@action
def withdraw_named(meeting_uid: UUID, invited_uid: UUID, guest: UUID, *, by: Actor, key: UUID) -> InvitedOrgan:
    """撤回报名：until the last moment; whoever was named is told."""
    meeting = meetings.take(meeting_uid, by=by)
    invited, clerk = policy.invited_organ(meeting, invited_uid, by=by)
    refuse_late(meeting, clerk.organ)
    found = next((one for one in named_by(invited) if one.uid == guest), None)
    if found is None:
        raise NotThere("该参会人")
    invitation = policy.take_invitation(found.pk)
    withdraw(meeting, [invitation], said="的报名已撤回，您不用参加", by=clerk)
    ring_round(meeting)
    _record(invited, "name_withdrawn", str(invitation), by=clerk)
    return invited


def named_by(invited: InvitedOrgan) -> list[Invitation]:
    """Its people among the guests."""
    return list(policy.invitations().filter(named_through=invited).order_by("order", "pk"))


def may_be_named(invited: InvitedOrgan) -> "QuerySet[Appointment]":
    """Those of the unit who hold a post there today."""
    rows = valid_appointments().filter(post__department__organ=invited.organ)
    return rows.filter(post__department=invited.department) if invited.department_id is not None else rows


def _chosen(invited: InvitedOrgan, people: Sequence[UUID]) -> list[Appointment]:
    wanted = list(dict.fromkeys(people))
    if not wanted:
        raise Invalid("请选择参会的人。", field="people")
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid(f"一次最多报{MOST_AT_ONCE}人。请分几次报。", field="people")
    found = {one.uid: one for one in may_be_named(invited).filter(uid__in=wanted)}
    if len(found) < len(wanted):
        raise Invalid(f"有的人不是{invited}在任的人。请重新选择。", field="people")
    if len({one.person_id for one in found.values()}) < len(found):
        raise Invalid("同一个人选了两次。一人只报一个职务。", field="people")
    return [found[one] for one in wanted]


def _record(invited: InvitedOrgan, act: str, words: str, *, by: Actor) -> None:
    record(
        by,
        f"attendance.{act}",
        stream=f"meeting:{invited.meeting.uid}",
        about=invited.meeting.uid,
        title=str(invited.meeting),
        opinion=f"{invited}：{words}",
    )
