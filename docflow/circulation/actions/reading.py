"""已阅，和以后补充的意见。"""

from datetime import datetime
from uuid import UUID

from docflow.circulation import policy
from docflow.circulation.asking import ask_due, end_if_read, holders_of, ring_round, stop_waiting, tell_starter
from docflow.circulation.models import Order, Reading, ReadingOpinion
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.text import clean_text
from office.kernel.wording import moment_in_words

LONGEST_OPINION = 2000


@action
def mark_read(reading_uid: UUID, *, by: Actor, key: UUID, opinion: str = "") -> Reading:
    """已阅：he has read, with what he has to say; in order, the next is asked, and after the last it ends."""
    reading, reader = policy.readings.take(reading_uid, by=by)
    circulation = reading.circulation
    _refuse_done(reading, by=by)
    policy.refuse_ended(circulation)
    if reading.asked_at is None:
        raise NotAllowed("依次传阅还没有轮到您。轮到时会通知您。")
    words = clean_text(opinion, "意见", LONGEST_OPINION, field="opinion")
    moment = now()
    reading.read_at, reading.read_by, reading.read_names = moment, reader.appointment, reader.names()
    reading.save(update_fields=["read_at", "read_by", "read_names"])
    _keep_opinion(reading, words, at=moment, by=reader)
    stop_waiting([reading], why="已阅", done_by=reader.appointment)
    crash.point("circulation.read")
    if circulation.order == Order.IN_ORDER:
        ask_due(circulation, by=reader)
    end_if_read(circulation, by=reader)
    _record(reading, "circulation.read", words, by=reader)
    ring_round(circulation, holders_of([reading])[reading.pk])
    return reading


@action
def add_opinion(reading_uid: UUID, *, by: Actor, key: UUID, opinion: str) -> Reading:
    """补充意见：what was said stays as it was; this stands below it. Also when the circulation has ended: an opinion is never too late."""
    reading, reader = policy.readings.take(reading_uid, by=by)
    if reading.read_by_id not in {one.pk for one in by.appointments}:
        raise NotAllowed("您还没有阅过这一份，请先阅，意见可同时写。")
    words = clean_text(opinion, "意见", LONGEST_OPINION, field="opinion")
    if not words:
        raise Invalid("请写下要补充的意见。", field="opinion")
    _keep_opinion(reading, words, at=now(), by=reader)
    _record(reading, "circulation.opinion_added", words, by=reader)
    ring_round(reading.circulation)
    return reading


def _refuse_done(reading: Reading, *, by: Actor) -> None:
    if reading.read_at is not None:
        at = moment_in_words(reading.read_at)
        if reading.read_by_id in {one.pk for one in by.appointments}:
            raise SomebodyWasFirst(f"您已于{at}阅过。还有话说，可以补充意见。")
        raise SomebodyWasFirst(f"{reading.called}的这一份，{reading.read_names['name']}已于{at}阅过。")
    if reading.withdrawn_at is not None:
        raise SomebodyWasFirst(f"送{reading.called}的这一份已于{moment_in_words(reading.withdrawn_at)}撤回，不用再阅。")


def _keep_opinion(reading: Reading, words: str, *, at: datetime, by: Actor) -> None:
    if not words:
        return
    ReadingOpinion.objects.create(reading=reading, text=words, names=by.names(), at=at)
    if reading.circulation.started_by.person_id != by.person.pk:
        tell_starter(reading.circulation, f"{by.person.name}阅《{reading.circulation}》留有意见", body=words)


def _record(reading: Reading, act: str, words: str, *, by: Actor) -> None:
    circulation = reading.circulation
    record(
        by,
        act,
        stream=f"circulation:{circulation.uid}",
        about=circulation.paper_uid,
        title=circulation.title,
        opinion=words,
        reading=str(reading.uid),
    )
