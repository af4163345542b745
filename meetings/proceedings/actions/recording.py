"""记录: saved while it is written; speeches; and what is added once the minutes are issued."""

from uuid import UUID

from django.db import transaction

from docflow.api import refuse_marked
from meetings.convening import life
from meetings.convening.models import Meeting
from meetings.proceedings.models import Correction, Proceedings, Speech
from meetings.proceedings.models.records import LONGEST_CORRECTION, LONGEST_RECORD, LONGEST_SPEECH
from meetings.proceedings.policy import item_of, speech_of, take_to_run, take_to_write
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.kernel.text import clean_line, clean_text
from office.kernel.wording import moment_in_words

LONGEST_SPEAKER = 60


def save_record(meeting_uid: UUID, item_uid: UUID, text: str, *, revision: int, by: Actor) -> Proceedings:
    """自动保存：keep what the recorder is writing. `revision` is the one he began from; what another saved since is not overwritten.

    Raises SomebodyWasFirst when somebody saved since, NotAllowed, Invalid.
    """
    kept = clean_text(text, "记录", LONGEST_RECORD, field="text")
    refuse_marked(kept)
    with transaction.atomic():
        meeting, actor = take_to_write(meeting_uid, by=by)
        item = item_of(meeting, item_uid)
        found = Proceedings.objects.select_related("saved_by__person").filter(item=item).first()
        if (found.revision if found is not None else 0) != revision:
            who = f"{found.saved_by.person.name}{moment_in_words(found.saved_at)}" if found is not None else ""
            raise SomebodyWasFirst(
                f"没有保存：{who}已先改了这一段。您的文字还在框里，请另存后刷新页面，比对合并再保存。"
            )
        if found is None:
            found = Proceedings(item=item)
        found.text, found.revision = kept, revision + 1
        found.saved_by, found.saved_at = actor.appointment, now()
        found.save()
        return found


@action
def note_speech(meeting_uid: UUID, item_uid: UUID, speaker: str, text: str, *, by: Actor, key: UUID) -> Speech:
    """记发言要点."""
    who = clean_line(speaker, "发言人", LONGEST_SPEAKER, field="speaker")
    said = clean_text(text, "发言要点", LONGEST_SPEECH, field="text")
    if not who or not said:
        raise Invalid("没有记下：请写发言人和要点。", field="speaker" if not who else "text")
    refuse_marked(said)
    meeting, actor = take_to_write(meeting_uid, by=by)
    item = item_of(meeting, item_uid)
    speech = Speech.objects.create(item=item, speaker=who, text=said, noted_by=actor.appointment)
    _recorded(meeting, "proceedings.speech_noted", actor, f"第{item.place}项")
    return speech


@action
def remove_speech(meeting_uid: UUID, speech_uid: UUID, *, by: Actor, key: UUID) -> Meeting:
    """删去发言要点：noted by mistake."""
    meeting, actor = take_to_write(meeting_uid, by=by)
    speech = speech_of(meeting, speech_uid)
    place = speech.item.place
    speech.delete()
    _recorded(meeting, "proceedings.speech_removed", actor, f"第{place}项")
    return meeting


@action
def correct(meeting_uid: UUID, item_uid: UUID | None, text: str, *, by: Actor, key: UUID) -> Correction:
    """补正：once the minutes are issued, what is to be said of the record is added to it."""
    said = clean_text(text, "补正", LONGEST_CORRECTION, field="text")
    if not said:
        raise Invalid("没有补正：请写要更正的内容。", field="text")
    refuse_marked(said)
    meeting, actor = take_to_run(meeting_uid, by=by)
    item = item_of(meeting, item_uid) if item_uid is not None else None
    if meeting.state != life.MINUTED:
        raise SomebodyWasFirst("没有补正：纪要还没有印发，请直接改记录和议定事项。")
    made = Correction.objects.create(meeting=meeting, item=item, text=said, names=actor.names())
    _recorded(meeting, "proceedings.corrected", actor, f"第{item.place}项" if item is not None else "")
    return made


def _recorded(meeting: Meeting, act: str, by: Actor, said: str = "") -> None:
    record(by, act, stream=f"meeting:{meeting.uid}", about=meeting.uid, title=str(meeting), opinion=said)
