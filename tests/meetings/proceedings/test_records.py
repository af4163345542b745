"""会议记录和议定事项: saved while written, of two recorders the second is told, frozen when the minutes are issued."""

from datetime import timedelta

import pytest

from meetings.proceedings.actions.deciding import Decided, change_decision, decide, remove_decision
from meetings.proceedings.actions.recording import correct, note_speech, remove_speech, save_record
from meetings.proceedings.models import Correction, Decision, Proceedings, Speech
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from tests.factories import a_department, an_organ
from tests.meetings.proceedings.sitting import Sitting, a_sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting() -> Sitting:
    return a_sitting().begun().moved("begin", 1)


def test_what_is_written_is_kept_and_of_two_the_second_is_told(sitting: Sitting) -> None:
    item = sitting.items[0].uid
    first = save_record(sitting.uid, item, "水利科汇报。", revision=0, by=sitting.by())
    assert save_record(sitting.uid, item, "水利科汇报了。", revision=1, by=sitting.by()).revision == 2
    with pytest.raises(SomebodyWasFirst, match=f"{sitting.organiser.person.name}.*已先改了这一段"):
        save_record(sitting.uid, item, "别的", revision=1, by=sitting.by(sitting.gathering.second))
    first.refresh_from_db()
    assert (first.text, first.revision) == ("水利科汇报了。", 2)


def test_what_cannot_be_kept_is_refused(sitting: Sitting) -> None:
    item = sitting.items[0].uid
    for text, refusal in (("坏\x00字", Invalid), ("秘密★10年", Invalid), ("长" * 50_001, Invalid)):
        with pytest.raises(refusal):
            save_record(sitting.uid, item, text, revision=0, by=sitting.by())
    with pytest.raises(NotThere):
        save_record(sitting.uid, uuid7(), "字", revision=0, by=sitting.by())
    with pytest.raises(NotAllowed):
        save_record(sitting.uid, item, "字", revision=0, by=sitting.by(sitting.gathering.guests[0]))
    assert not Proceedings.objects.exists()


def test_nothing_is_recorded_before_the_meeting() -> None:
    early = a_sitting()
    with pytest.raises(SomebodyWasFirst, match="会议开始后再记录"):
        save_record(early.uid, early.items[0].uid, "字", revision=0, by=early.by())


def test_speeches_are_noted_and_taken_out(sitting: Sitting) -> None:
    item = sitting.items[0].uid
    speech = note_speech(sitting.uid, item, "程远山", "要抓紧。", by=sitting.by(), key=uuid7())
    with pytest.raises(Invalid):
        note_speech(sitting.uid, item, " ", "要抓紧。", by=sitting.by(), key=uuid7())
    other = a_sitting().begun()
    with pytest.raises(NotThere):
        remove_speech(other.uid, speech.uid, by=other.by(), key=uuid7())
    remove_speech(sitting.uid, speech.uid, by=sitting.by(), key=uuid7())
    assert not Speech.objects.exists()


def test_a_decision_has_its_units_and_can_be_changed(sitting: Sitting) -> None:
    finance = sitting.sitting_in.department
    one = sitting.decided(co_units=[finance.uid, sitting.unit_head.department.uid], leader=sitting.gathering.host.uid)
    assert (one.place, one.lead, [str(helping) for helping in one.co_units.all()]) == (
        1,
        sitting.unit_head.department,
        ["财务科"],  # the unit that leads does not help itself
    )
    assert one.leader == sitting.gathering.host
    said = Decided(text="改为年底前修好。", lead=finance.uid, due_on=today() + timedelta(days=40))
    change_decision(sitting.uid, one.uid, said, by=sitting.by(), key=uuid7())
    one.refresh_from_db()
    assert (one.text, one.lead, one.leader_uid, one.co_units.count()) == ("改为年底前修好。", finance, "", 0)
    assert sitting.decided(text="另一条。").place == 2
    remove_decision(sitting.uid, one.uid, by=sitting.by(), key=uuid7())
    assert sitting.decided(text="再一条。").place == 3


def test_a_unit_that_is_not_to_be_had_is_refused(sitting: Sitting) -> None:
    item, elsewhere = sitting.items[0].uid, a_department(an_organ())
    for said in (
        Decided(text="试", lead=elsewhere.uid),
        Decided(text="试", co_units=[elsewhere.uid]),
        Decided(text="试", leader=sitting.gathering.guests[0].uid),
        Decided(text=" "),
        Decided(text="绝密★内容"),
    ):
        with pytest.raises(Invalid):
            decide(sitting.uid, item, said, by=sitting.by(), key=uuid7())
    assert not Decision.objects.exists()


def test_once_the_minutes_are_issued_all_of_it_stands_and_is_corrected_by_an_addition(sitting: Sitting) -> None:
    decision, item = sitting.decided(), sitting.items[0].uid
    save_record(sitting.uid, item, "记录", revision=0, by=sitting.by())
    with pytest.raises(SomebodyWasFirst, match="请直接改记录"):
        correct(sitting.uid, item, "更正", by=sitting.by(), key=uuid7())
    sitting.ended().issued()
    for late in (
        lambda: save_record(sitting.uid, item, "改", revision=1, by=sitting.by()),
        lambda: note_speech(sitting.uid, item, "甲", "乙", by=sitting.by(), key=uuid7()),
        sitting.decided,
        lambda: change_decision(sitting.uid, decision.uid, Decided(text="改"), by=sitting.by(), key=uuid7()),
        lambda: remove_decision(sitting.uid, decision.uid, by=sitting.by(), key=uuid7()),
    ):
        with pytest.raises(SomebodyWasFirst, match="请写补正"):
            late()
    correct(sitting.uid, item, "“堤防”应为“堤坝”。", by=sitting.by(), key=uuid7())
    assert Correction.objects.get().names["name"] == sitting.organiser.person.name
    assert (Proceedings.objects.get().text, Decision.objects.get().text) == ("记录", "抓紧修复堤防。")
