"""筹备会议。"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from meetings.convening import life
from meetings.convening.inviting import invite
from meetings.convening.models import Capacity, Meeting, MeetingKind
from meetings.convening.policy import WHY, keys_of_organisers, organising_posts
from meetings.convening.recording import record_of
from meetings.convening.rooming import give_room
from office.api import Actor, Appointment, action, grant, valid_appointments
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, NotThere
from office.kernel.text import clean_line, clean_text
from office.kernel.transactions import lock_only

LONGEST_TITLE, LONGEST_PLACE, LONGEST_NOTE = 120, 120, 1000
LONGEST = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a meeting is to be. `host`, `kind` and `room` are uids; the times bear their zone.

    With a `room` it is booked for so many `people`; a meeting elsewhere says its `place`. `ordinal`: the 第几次, where it does not simply
    follow the last.
    """

    kind: UUID
    title: str
    host: UUID
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    room: UUID | None = None
    people: int = 0
    has_video: bool = False
    ordinal: int | None = None
    reply_by: datetime | None = None
    budget: str = ""
    note: str = ""
    is_closed: bool = False


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
    meeting = Meeting(organ=kind.organ, kind=kind, host=host, organised_by=post, **said(plan))
    refuse_ordinal(meeting, plan.ordinal)
    meeting.is_closed = plan.is_closed or kind.is_closed
    meeting.video = room_at_provider() if plan.has_video else ""
    meeting.save()
    give_room(meeting, plan.room, plan.people, by=organiser, key=key)
    meeting.save(update_fields=["booking"])
    invite(meeting, [host], Capacity.HOST, by=organiser)
    grant(meeting.uid, *keys_of_organisers(meeting), why=WHY)
    record_of(meeting, "planned", organiser)
    return meeting


def host_of(uid: UUID) -> Appointment:
    """Who is to take the chair, in a post that he holds today. Raises Invalid."""
    found = valid_appointments().filter(uid=uid).first()
    if found is None:
        raise Invalid("请选择在任的主持人。", field="host")
    return found


def room_at_provider() -> str:
    """A name for the room of a video meeting that nobody guesses."""
    return f"yw-{secrets.token_hex(10)}"


def refuse_ordinal(meeting: Meeting, wanted: int | None) -> None:
    """Give it the number that was asked for. Raises Invalid where another meeting of its kind has it. The kind is locked till the end."""
    if not meeting.kind.is_numbered:
        wanted = None
    if wanted is not None:
        lock_only(MeetingKind.objects.filter(pk=meeting.kind.pk), "register")
        others = Meeting.objects.filter(kind=meeting.kind, ordinal=wanted).exclude(state=life.CANCELLED)
        if (other := others.exclude(pk=meeting.pk).first()) is not None:
            raise Invalid(f"第{wanted}次已经是“{other}”。请改一个，或空着，通知时自动编次。", field="ordinal")
    meeting.ordinal = wanted


def said(plan: Plan, *, held_at: datetime | None = None) -> dict[str, object]:
    """What is written of it, fit to be kept; `held_at`: when it was to begin so far, which need not be judged again.

    Raises Invalid, naming the field.
    """
    title = clean_line(plan.title, "会议名称", LONGEST_TITLE, field="title")
    if not title:
        raise Invalid("请写会议名称。", field="title")
    if plan.ends_at <= plan.starts_at:
        raise Invalid("结束时间要晚于开始时间。", field="ends_at")
    if plan.ends_at - plan.starts_at > LONGEST:
        raise Invalid("一次会议最长14天。请改结束时间，或分成几次会议。", field="ends_at")
    if plan.starts_at <= now() and plan.starts_at != held_at:
        raise Invalid("开始时间已经过去，请改为以后的时间。", field="starts_at")
    if plan.reply_by is not None and plan.reply_by > plan.starts_at:
        raise Invalid("回执要在会议开始之前截止。", field="reply_by")
    return {
        "title": title,
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
        "place": clean_line(plan.place, "地点", LONGEST_PLACE, field="place"),
        "reply_by": plan.reply_by,
        "budget": clean_line(plan.budget, "经费", LONGEST_PLACE, field="budget"),
        "note": clean_text(plan.note, "会议要求", LONGEST_NOTE, field="note"),
    }
