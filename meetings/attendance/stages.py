"""What replies and sign-in say on the pages of a meeting: stages 40 and 70 to its organiser, doors 10 and 40 to its guests."""

from collections.abc import Sequence

from django.urls import reverse

from meetings.attendance.models import Leave, LeaveState, SignIn
from meetings.attendance.selectors.counting import attendance_of, replies_of
from meetings.attendance.signing import signed_at, window_of
from meetings.convening import life
from meetings.convening.models import Capacity, Invitation, Meeting
from meetings.convening.progress import Door, Progress, Stage
from office.api import Actor
from office.kernel.clock import now
from office.kernel.wording import until_in_words


def replies_stage(meeting: Meeting, _: Actor) -> Progress | None:
    """已回执38/42，请假2."""
    if meeting.announced_at is None:
        return Progress("通知后开始回执")
    count = replies_of(meeting)
    beside = [f"请假{count.away}" if count.away else "", f"替会{count.replaced}" if count.replaced else ""]
    beside.append(f"待批{count.waiting}" if count.waiting else "")
    said = "，".join(filter(None, (f"已回执{count.answered}/{count.all}", *beside)))
    late = meeting.reply_by is not None and now() >= meeting.reply_by
    return Progress(
        said,
        reverse("attendance:replies", args=[meeting.uid]),
        is_done=count.open == 0 and count.waiting == 0,
        is_due=bool(count.waiting) or (late and count.open > 0 and meeting.state == life.ANNOUNCED),
    )


def sign_in_stage(meeting: Meeting, _: Actor) -> Progress | None:
    """已签到36/40，迟到1."""
    if meeting.announced_at is None:
        return Progress("会前1小时起签到")
    window, moment, count = window_of(meeting), now(), attendance_of(meeting)
    address = reverse("attendance:sign_ins", args=[meeting.uid])
    if window.is_off or moment < window.opens_at:
        return Progress("会前1小时起签到", address)
    late = f"，迟到{count.late}" if count.late else ""
    absent = f"，缺席{count.missing}" if count.is_over and count.missing else ""
    said = f"已签到{count.came}/{count.due}{late}{absent}"
    return Progress(said, address, is_done=count.is_over, is_due=window.is_open(moment))


def reply_door(invitations: Sequence[Invitation]) -> dict[int, tuple[str, str]]:
    """未回执，今天17:30截止; 已回执：参加."""
    rows = Leave.objects.filter(invitation__in=invitations, state=LeaveState.ASKED)
    waiting = {one.invitation_id: one.get_kind_display() for one in rows}
    return {
        one.pk: (_reply_word(one, waiting.get(one.pk, "")), reverse("attendance:mine", args=[one.meeting.uid]))
        for one in invitations
        if one.meeting.is_known and one.capacity != Capacity.HOST
    }


def _reply_word(one: Invitation, waits: str) -> str:
    if waits:
        return f"{waits}待批"
    if one.answer != "open":
        return str(one.get_answer_display())
    until = one.meeting.reply_by
    if one.meeting.state != life.ANNOUNCED or until is None:
        return "未回执"
    return f"请回执，{until_in_words(until)}截止" if now() < until else "未回执，已截止"


def sign_in_door(invitations: Sequence[Invitation]) -> dict[int, tuple[str, str]]:
    """已签到今天 9:02, or that he is to look at the picture at the door; nothing before the hour."""
    signed = {one.pk: one for one in SignIn.objects.filter(pk__in=[one.pk for one in invitations])}
    moment, found = now(), {}
    for one in invitations:
        address = reverse("attendance:mine", args=[one.meeting.uid])
        if one.pk in signed:
            found[one.pk] = (f"{signed_at(signed[one.pk])}已签到", address)
        elif window_of(one.meeting).is_open(moment):
            found[one.pk] = ("请扫现场签到码", address)
    return found


REPLIES, SIGN_INS = Stage(40, "回执", replies_stage), Stage(70, "签到", sign_in_stage)
REPLY, SIGN_IN = Door(10, "回执", reply_door), Door(40, "签到", sign_in_door)
