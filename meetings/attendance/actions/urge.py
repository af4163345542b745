"""催回执，和回执要求。"""

from datetime import timedelta
from uuid import UUID

from django.urls import reverse

from meetings.attendance.asking import refuse_late, tell, unanswered, unnamed
from meetings.attendance.models import ReplyRequest
from meetings.attendance.policy import representatives
from meetings.convening.models import Meeting
from meetings.convening.policy import meetings
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import NotAllowed, SomebodyWasFirst
from office.kernel.wording import moment_in_words
from realtime import api as realtime

REST = timedelta(hours=2)
"""How long people who were urged are left in peace."""


@action
def urge(meeting_uid: UUID, *, by: Actor, key: UUID) -> ReplyRequest:
    """催回执：those who have not answered and the units that have named nobody, and nobody else."""
    meeting, organiser = meetings.take_to_organise(meeting_uid, by=by)
    refuse_late(meeting, organiser.organ)
    asked, _ = ReplyRequest.objects.get_or_create(meeting=meeting)
    if asked.urged_at is not None and now() < asked.urged_at + REST:
        at = moment_in_words(asked.urged_at)
        raise SomebodyWasFirst(f"{at}刚催过{asked.urged}人，{REST // timedelta(hours=1)}小时内不再催。")
    guests, units = unanswered(meeting), unnamed(meeting)
    if not guests and not units:
        raise NotAllowed("没有要催的：都已回执。")
    mine = reverse("attendance:mine", args=[meeting.uid])
    tell(meeting, [one.appointment for one in guests], "请您尽快回执", by=organiser, url=mine)
    for unit in units:
        realtime.notify(
            representatives(unit),
            kind="attendance",
            title=f"“{meeting}”请{unit}尽快报名"[:400],
            url=reverse("attendance:naming", args=[meeting.uid, unit.uid]),
            about=meeting.uid,
        )
    asked.urged_at, asked.urged = now(), len(guests) + len(units)
    asked.save(update_fields=["urged_at", "urged"])
    words = "、".join([*(str(one) for one in guests[:20]), *(str(one) for one in units[:20])])
    _record(meeting, "urged", f"催{asked.urged}人：{words}", by=organiser)
    return asked


@action
def set_request(meeting_uid: UUID, *, phone: bool, plate: bool, lodging: bool, by: Actor, key: UUID) -> ReplyRequest:
    """回执要求：what the form asks besides whether he comes. What was said already stays."""
    meeting, organiser = meetings.take_to_organise(meeting_uid, by=by)
    if not meeting.is_ahead:
        raise SomebodyWasFirst(f"没有改：会议现在是“{meeting.state_in_words}”。")
    given = {"asks_phone": phone, "asks_plate": plate, "asks_lodging": lodging}
    asked, _ = ReplyRequest.objects.update_or_create(meeting=meeting, defaults=given)
    words = "、".join(label for on, label in ((phone, "联系电话"), (plate, "车牌号"), (lodging, "住宿")) if on)
    _record(meeting, "request_set", words or "只问参加与否", by=organiser)
    return asked


def _record(meeting: Meeting, act: str, words: str, *, by: Actor) -> None:
    record(
        by,
        f"attendance.{act}",
        stream=f"meeting:{meeting.uid}",
        about=meeting.uid,
        title=str(meeting),
        opinion=words,
    )
