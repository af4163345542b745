"""筹备会议。"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from meetings.convening.models import Capacity, Invitation, Meeting, MeetingKind
from meetings.convening.policy import WHY, keys_of_organisers, organising_posts
from office.api import Actor, Appointment, action, among, grant, record
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, NotThere
from office.kernel.text import clean_line, clean_text

LONGEST_TITLE, LONGEST_PLACE, LONGEST_NOTE = 120, 120, 1000


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a meeting is to be. `host` and `kind` are uids; the times bear their zone."""

    kind: UUID
    title: str
    host: UUID
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    reply_by: datetime | None = None
    note: str = ""
    is_closed: bool = field(default=False)


@action
def plan_meeting(plan: Plan, *, by: Actor, key: UUID) -> Meeting:
    """筹备：a draft that only its organisers see. Its host stands first among those who will be invited.

    Raises NotAllowed, NotThere for a kind that is not his organ's, Invalid for what cannot be held.
    """
    kind = MeetingKind.objects.select_related("organ").filter(uid=plan.kind, in_use=True).first()
    if kind is None:
        raise NotThere("该会议类别")
    post = next((one for one in organising_posts(by) if one.organ.pk == kind.organ_id), None)
    if post is None:
        raise NotAllowed(f"{kind.organ}的会议由其领导、处室负责人、文书或办公室筹备。请与他们联系。")
    organiser = by.acting_as(post)
    host = host_of(plan.host)
    meeting = Meeting.objects.create(
        organ=kind.organ,
        kind=kind,
        host=host,
        organised_by=post,
        is_closed=plan.is_closed or kind.is_closed,
        **said(plan),
    )
    Invitation.objects.create(meeting=meeting, person=host.person, appointment=host, capacity=Capacity.HOST)
    grant(meeting.uid, *keys_of_organisers(meeting), why=WHY)
    record(organiser, "convening.planned", stream=f"meeting:{meeting.uid}", about=meeting.uid, title=str(meeting))
    return meeting


def host_of(uid: UUID) -> Appointment:
    """Who is to take the chair, in a post that he holds today. Raises Invalid."""
    found = among([uid]).get(str(uid))
    if found is None:
        raise Invalid("请选择在任的主持人。", field="host")
    return found


def said(plan: Plan) -> dict[str, object]:
    """What is written of it, fit to be kept. Raises Invalid, naming the field."""
    title = clean_line(plan.title, "会议名称", LONGEST_TITLE, field="title")
    if not title:
        raise Invalid("请写会议名称。", field="title")
    if plan.ends_at <= plan.starts_at:
        raise Invalid("结束时间要晚于开始时间。", field="ends_at")
    if plan.starts_at <= now():
        raise Invalid("开始时间已经过去，请改为以后的时间。", field="starts_at")
    if plan.reply_by is not None and plan.reply_by > plan.starts_at:
        raise Invalid("回执要在会议开始之前截止。", field="reply_by")
    return {
        "title": title,
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
        "place": clean_line(plan.place, "地点", LONGEST_PLACE, field="place"),
        "reply_by": plan.reply_by,
        "note": clean_text(plan.note, "会议要求", LONGEST_NOTE, field="note"),
    }
