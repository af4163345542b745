"""起草纪要。"""

from uuid import UUID

from docflow.api import document_standings, draft_document
from meetings.convening import life
from meetings.convening.models import Meeting
from meetings.proceedings.models import Minutes
from meetings.proceedings.policy import keys_of_runners, read_to_run, take_to_run
from meetings.proceedings.selectors.minutes import text_of_minutes
from office.api import Actor, action, grant, record
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import SomebodyWasFirst

WHY = "会议记录"


@action
def draft_minutes(meeting_uid: UUID, code_uid: UUID, *, by: Actor, key: UUID) -> Minutes:
    """起草纪要：who was there, what was dealt with and decided, as a document that goes its way; one of a meeting, unless that was given up.

    The document comes before the meeting in the order of locks, so the meeting is asked again once it is locked.
    """
    meeting, actor = read_to_run(meeting_uid, by=by)
    _refuse(meeting)
    document = draft_document(code_uid, text_of_minutes(meeting), by=actor, key=key)
    meeting, _ = take_to_run(meeting_uid, by=by)
    _refuse(meeting)
    given_up = Minutes.objects.filter(meeting=meeting).first()
    minutes = given_up or Minutes(meeting=meeting)
    minutes.document_uid, minutes.drafted_by, minutes.drafted_at = document.uid, actor.appointment, now()
    minutes.save()
    grant(minutes.uid, *keys_of_runners(meeting), why=WHY)
    crash.point("proceedings.minutes_drafted")
    record(
        actor,
        "proceedings.minutes_drafted",
        stream=f"meeting:{meeting.uid}",
        about=meeting.uid,
        title=str(meeting),
        document=str(document.uid),
    )
    return minutes


def _refuse(meeting: Meeting) -> None:
    """Raise unless it is over and has no minutes."""
    if meeting.state == life.MINUTED:
        raise SomebodyWasFirst("没有起草：这次会议的纪要已经印发。")
    if meeting.state != life.ENDED:
        raise SomebodyWasFirst(f"没有起草：会议现在是“{meeting.state_in_words}”，结束以后才起草纪要。")
    there = Minutes.objects.filter(meeting=meeting).first()
    if there is None:
        return
    standing = document_standings([there.document_uid]).get(there.document_uid)
    if standing is None or not standing.is_given_up:
        raise SomebodyWasFirst("没有再起草：这次会议的纪要已经起草，请在那份文稿上修改。")
