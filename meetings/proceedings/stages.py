"""会议全程中的四个环节：会议进行、纪要、督办、归档; and the door to the votes on a guest's card."""

from collections.abc import Sequence

from django.urls import reverse

from docflow.api import document_standings, matter_standings
from meetings.convening import life
from meetings.convening.models import Invitation, Meeting
from meetings.convening.progress import Door, Progress, Stage
from meetings.proceedings.models import Decision, ItemRun, ItemState, Manner, Minutes, Voter
from meetings.proceedings.policy import running
from office.api import Actor
from office.kernel.clock import day_of, today


def running_of(meeting: Meeting, by: Actor) -> Progress | None:
    """会议进行: 第2项进行中，共5项."""
    if meeting.state in (*life.PLANNED, life.POSTPONED, life.CANCELLED):
        return None
    address = _address("running", meeting, by)
    if meeting.state == life.ANNOUNCED:
        return Progress("未开始", address, is_due=day_of(meeting.starts_at) <= today())
    states = dict(ItemRun.objects.filter(meeting=meeting).values_list("item__place", "state"))
    items = meeting.items.count()
    if meeting.state == life.RUNNING:
        place = next((place for place, state in states.items() if state == ItemState.RUNNING), None)
        now = f"第{place}项进行中" if place is not None else "进行中"
        return Progress(f"{now}，共{items}项", address, is_due=True)
    done = sum(state == ItemState.DONE for state in states.values())
    return Progress(f"已结束，{items}项议了{done}项" if items else "已结束", address, is_done=True)


def minutes_of(meeting: Meeting, by: Actor) -> Progress | None:
    """纪要: 未起草, 已起草, 已印发."""
    if meeting.state not in life.HELD:
        return None
    address = _address("minutes", meeting, by)
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        return Progress("未起草", address, is_due=meeting.state == life.ENDED)
    if minutes.issued_at is not None:
        return Progress(f"已印发{minutes.number and f'，{minutes.number}'}", address, is_done=True)
    standing = document_standings([minutes.document_uid]).get(minutes.document_uid)
    return Progress(f"已起草，{standing.words}" if standing is not None else "已起草", address)


def matters_of(meeting: Meeting, by: Actor) -> Progress | None:
    """督办: 议定事项3条，立项3件，已销号1件."""
    if meeting.state not in life.HELD:
        return None
    opened = list(Decision.objects.filter(meeting=meeting).values_list("matter_uid", flat=True))
    if not opened:
        return Progress("没有议定事项", _address("minutes", meeting, by))
    uids = [uid for uid in opened if uid is not None]
    closed = sum(one.is_closed for one in matter_standings(uids).values())
    said = f"议定事项{len(opened)}条，立项{len(uids)}件，已销号{closed}件"
    is_due = len(uids) < len(opened) and meeting.state in (life.ENDED, life.MINUTED)
    return Progress(said, _address("minutes", meeting, by), is_done=closed == len(opened), is_due=is_due)


def filing_of(meeting: Meeting, by: Actor) -> Progress | None:  # noqa: ARG001 - every stage is asked alike
    """归档: the archive takes what is finished; it is above this room, and is not asked."""
    if meeting.state not in life.HELD:
        return None
    if meeting.state != life.MINUTED:
        return Progress("纪要印发后，材料、记录和签到表一并归档")
    return Progress("已交档案部门整理", is_done=True)


def votes_of(invitations: Sequence[Invitation]) -> dict[int, tuple[str, str]]:
    """表决 that waits for him, for each of his invitations, in one question."""
    rows = Voter.objects.filter(invitation__in=[one.pk for one in invitations], ballot__closed_at__isnull=True)
    rows = rows.exclude(ballot__manner=Manner.HANDS)
    found = rows.values_list("invitation", "has_voted", "ballot__meeting__uid")
    return {
        key: ("已表决" if has_voted else "请您表决", reverse("proceedings:votes", args=[uid]))
        for key, has_voted, uid in found
    }


def _address(name: str, meeting: Meeting, by: Actor) -> str:
    """Where its page lies, for who runs the meeting."""
    return reverse(f"proceedings:{name}", args=[meeting.uid]) if running(meeting, by=by) is not None else ""


STAGES = (
    Stage(80, "会议进行", running_of),
    Stage(90, "纪要", minutes_of),
    Stage(100, "督办", matters_of),
    Stage(110, "归档", filing_of),
)
DOOR = Door(50, "表决", votes_of)
