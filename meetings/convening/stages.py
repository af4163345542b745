"""会议全程里本处的两个环节：议程、通知."""

from django.db.models import Sum
from django.urls import reverse

from meetings.convening import life
from meetings.convening.models import Meeting
from meetings.convening.progress import Progress, Stage
from office.api import Actor
from office.kernel.wording import moment_in_words


def agenda(meeting: Meeting, _: Actor) -> Progress:
    """How many items, and whether they fit."""
    address = reverse("convening:agenda", args=[meeting.uid])
    count = meeting.items.count()
    if not count:
        return Progress("还没有议程", address)
    minutes = int(meeting.items.aggregate(minutes=Sum("minutes"))["minutes"])
    over = minutes - meeting.slot.minutes
    said = f"{count}项，{minutes}分钟{f'，超出{over}分钟' if over > 0 else ''}"
    return Progress(said, address, is_done=over <= 0, is_due=over > 0)


def notice(meeting: Meeting, _: Actor) -> Progress:
    """How many are invited, and whether they know."""
    address = reverse("convening:people", args=[meeting.uid])
    people = meeting.invitations.filter(withdrawn_at__isnull=True).count()
    units = meeting.invited_organs.filter(withdrawn_at__isnull=True).count()
    who = f"{people}人{f'、{units}家单位' if units else ''}"
    if meeting.announced_at is None:
        return Progress(f"已邀请{who}，未通知", address)
    if meeting.state == life.CANCELLED:
        return Progress(f"已告知{who}取消", is_done=True)
    if not meeting.is_told:
        return Progress(f"已通知{who}，议程又改过，未告知", address, is_due=True)
    return Progress(f"{moment_in_words(meeting.announced_at)}通知{who}", address, is_done=True)


AGENDA = Stage(20, "议程", agenda)
NOTICE = Stage(30, "通知", notice)
