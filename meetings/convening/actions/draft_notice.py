"""起草会议的通知或函：it goes its way like any document, is sealed and sent out."""

from uuid import UUID, uuid5

from docflow.api import DraftText, draft_document
from meetings.convening import life
from meetings.convening.models import MeetingPaper
from meetings.convening.notice_text import LETTER, NOTICE, body_of, title_of
from meetings.convening.policy import meetings
from meetings.convening.recording import record_of
from meetings.convening.selectors.notice import addressees_of, told_of
from office.api import Actor, action
from office.kernel import crash
from office.kernel.refusals import Invalid, SomebodyWasFirst

KINDS = (NOTICE, LETTER)


@action
def draft_notice(uid: UUID, kind: str, code_uid: UUID, *, by: Actor, key: UUID) -> MeetingPaper:
    """起草：with time, place, people, agenda and what is asked of them, addressed to the organs that are invited."""
    meeting, actor = meetings.take_to_organise(uid, by=by)
    if kind not in KINDS:
        raise Invalid("没有起草：请选择通知或函。", field="kind")
    if meeting.state not in life.AHEAD:
        raise SomebodyWasFirst(f"没有起草：会议现在是“{meeting.state_in_words}”。")
    told = told_of(meeting)
    text = DraftText(
        kind=kind, title=title_of(told, kind), body=body_of(told, kind), main_recipients=addressees_of(meeting)
    )
    document = draft_document(code_uid, text, by=actor, key=uuid5(key, "draft"))
    paper = MeetingPaper.objects.create(meeting=meeting, document=document.uid, kind=kind, drafted_by=actor.appointment)
    crash.point("convening.notice_drafted")
    record_of(meeting, "notice_drafted", actor, f"{kind}：{text.title}")
    return paper
