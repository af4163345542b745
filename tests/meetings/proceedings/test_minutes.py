"""纪要 and what comes of it: drafted once, issued when its document is, each unit its own, each decision supervised once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from docflow.models import Document, WorkingCopy
from docflow.models.documents import State
from docflow.selectors.versions import read_copy
from docflow.supervision.models import Matter
from meetings.attendance.models import SignIn
from meetings.convening import life
from meetings.convening.models import Answer, Invitation
from meetings.proceedings.actions.deciding import Decided, change_decision
from meetings.proceedings.actions.draft_minutes import draft_minutes
from meetings.proceedings.actions.issue_minutes import tend_minutes
from meetings.proceedings.actions.open_matters import Confirmed, open_matters, title_of
from meetings.proceedings.models import Decision, Excerpt, Minutes
from meetings.proceedings.policy import read_excerpt
from meetings.proceedings.selectors.minutes import text_of_minutes
from meetings.proceedings.selectors.sheets import excerpt_sheet, record_sheet
from meetings.proceedings.stages import STAGES
from office.api import may_read, waiting_for
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal, SomebodyWasFirst
from realtime.models import Notification
from tests.factories import a_department, an_organ, appointed
from tests.meetings.proceedings.sitting import Sitting, a_sitting


def an_ended() -> Sitting:
    """Ended, with a decision on each of its two items."""
    sitting = a_sitting().begun().moved("begin", 1)
    sitting.decided()
    sitting.moved("begin", 2)
    sitting.decided(2, "安排资金。", lead=sitting.sitting_in.department.uid)
    return sitting.ended()


@pytest.fixture
def sitting(db: None) -> Sitting:
    return an_ended()


def confirmed(sitting: Sitting) -> list[Confirmed]:
    rows = Decision.objects.filter(meeting__uid=sitting.uid)
    return [Confirmed(decision=one.uid, lead=one.lead.uid if one.lead else None, due_on=one.due_on) for one in rows]


def said_of(sitting: Sitting) -> dict[str, str]:
    found = {stage.name: stage.of(sitting.meeting, sitting.by()) for stage in STAGES}
    return {name: progress.said for name, progress in found.items() if progress is not None}


def test_the_draft_tells_who_was_there_and_what_was_decided(sitting: Sitting) -> None:
    Invitation.objects.filter(person=sitting.gathering.guests[0].person).update(answer=Answer.AWAY)
    minutes = sitting.drafted()
    document = Document.objects.get(uid=minutes.document_uid)
    text = read_copy(WorkingCopy.objects.get(document=document))
    assert (document.kind, text.title, text.main_recipients) == ("纪要", "防汛工作专题会议纪要", ())
    names = [one.person.name for one in sitting.gathering.guests]
    assert (text.attending, text.excused) == ((names[1], names[2]), (names[0],))
    assert text.sitting_in == (f"财务科{sitting.sitting_in.person.name}",)
    assert text.body[0] == f"时间：{today().year}年{sitting.meeting.slot.words}"
    assert not any(line.startswith(("出席", "列席", "请假")) for line in text.body)
    assert "会议听取了水利科关于第1个议题的汇报。" in text.body
    assert any(line.startswith("会议议定，抓紧修复堤防（牵头单位：水利科；完成时限：") for line in text.body)
    assert [todo.about for todo in waiting_for(sitting.by())] == [document.uid]
    assert said_of(sitting)["纪要"] == "已起草，拟稿"


def test_who_signed_in_was_there_whatever_he_had_answered(sitting: Sitting) -> None:
    first, second, third = sitting.gathering.guests
    rows = {one.person_id: one for one in Invitation.objects.filter(meeting__uid=sitting.uid)}
    for who, answer in ((first, Answer.AWAY), (second, Answer.REPLACED)):
        Invitation.objects.filter(pk=rows[who.person_id].pk).update(answer=answer)
    stand_in = appointed(a_department(an_organ(name="市财政局")))
    instead = Invitation.objects.create(
        meeting=sitting.meeting, person=stand_in.person, appointment=stand_in, stands_in_for=rows[second.person_id],
        order=50,
    )  # fmt: skip
    for one in (rows[first.person_id], instead):
        SignIn.objects.create(invitation=one)
    text = text_of_minutes(sitting.meeting)
    assert text.attending == (
        first.person.name,  # he had leave and came all the same
        f"市财政局{stand_in.person.name}（代{second.person.name}）",
    )
    assert text.excused == (second.person.name,)
    assert third.person.name not in "".join((*text.attending, *text.excused))  # he neither came nor had leave
    assert text.sitting_in == ()


def test_minutes_are_drafted_once_unless_they_were_given_up(sitting: Sitting) -> None:
    first = sitting.drafted()
    with pytest.raises(SomebodyWasFirst, match="已经起草"):
        sitting.drafted()
    assert Document.objects.count() == 1
    Document.objects.filter(uid=first.document_uid).update(state=State.TERMINATED)
    again = sitting.drafted()
    assert again.pk == first.pk
    assert again.document_uid != first.document_uid


def test_who_drafts_and_when(sitting: Sitting) -> None:
    with pytest.raises(NotThere):
        draft_minutes(
            sitting.uid, sitting.code.uid, by=sitting.by(sitting.gathering.guests[0]), key=uuid7()
        )  # to a guest there are no such pages
    with pytest.raises(NotThere):
        draft_minutes(sitting.uid, uuid7(), by=sitting.by(), key=uuid7())
    running = a_sitting().begun()
    with pytest.raises(SomebodyWasFirst, match="结束以后才起草"):
        running.drafted()
    assert not Minutes.objects.exists()
    assert not Document.objects.exists()


def test_the_meeting_is_minuted_when_its_document_is_issued_and_not_before(sitting: Sitting) -> None:
    minutes = sitting.drafted()
    for state in (State.IN_REVIEW, State.SIGNED, State.SEALED):
        Document.objects.filter(uid=minutes.document_uid).update(state=state)
        assert tend_minutes() == 0
        assert sitting.meeting.state == life.ENDED
    sitting.issued()
    assert tend_minutes() == 0
    minutes.refresh_from_db()
    assert (sitting.meeting.state, minutes.number) == (life.MINUTED, "云政纪要〔2026〕3号")
    assert said_of(sitting) == {
        "会议进行": "已结束，2项议了2项",
        "纪要": "已印发，云政纪要〔2026〕3号",
        "督办": "议定事项2条，立项0件，已销号0件",
        "归档": "已交档案部门整理",
    }


def test_each_unit_reads_and_is_told_of_its_own_item_only(sitting: Sitting) -> None:
    sitting.issued()
    first, second = Excerpt.objects.order_by("item__place")
    head, finance = sitting.by(sitting.unit_head), sitting.by(sitting.sitting_in)
    assert read_excerpt(first.uid, by=head) == first
    assert read_excerpt(second.uid, by=finance) == second
    for uid, by in ((second.uid, head), (first.uid, finance), (first.uid, sitting.by(sitting.gathering.stranger))):
        with pytest.raises(NotThere):
            read_excerpt(uid, by=by)
    told = Notification.objects.filter(kind="meeting_excerpt")
    assert set(told.filter(about=first.uid).values_list("person", flat=True)) == {sitting.unit_head.person.pk}
    assert sitting.sitting_in.person.pk in set(told.filter(about=second.uid).values_list("person", flat=True))
    assert (first.sent_to, second.sent_to[-1]) == (["水利科"], "财务科")
    for who in (sitting.organiser, sitting.gathering.host):
        assert read_excerpt(second.uid, by=sitting.by(who)) == second


def test_before_the_minutes_are_issued_no_unit_reads_an_excerpt(sitting: Sitting) -> None:
    open_matters(sitting.uid, confirmed(sitting), by=sitting.by(), key=uuid7())
    for one in Excerpt.objects.all():
        assert may_read(sitting.by(), one.uid)
        assert not may_read(sitting.by(sitting.unit_head), one.uid)
    sitting.issued()
    assert Excerpt.objects.count() == 2
    assert may_read(sitting.by(sitting.unit_head), Excerpt.objects.order_by("item__place")[0].uid)


def test_all_decisions_are_supervised_in_one_act_and_linked_both_ways(sitting: Sitting) -> None:
    open_matters(sitting.uid, confirmed(sitting), by=sitting.by(), key=uuid7())
    one, two = Decision.objects.order_by("item__place")
    matter = Matter.objects.get(number=one.matter_number)
    assert matter.uid == one.matter_uid
    assert (matter.source, matter.content, matter.due_on) == ("decision", one.text, one.due_on)
    assert matter.source_url == reverse("proceedings:excerpt", args=[Excerpt.objects.get(item=one.item).uid])
    assert matter.basis == "防汛工作专题会议议定事项第1.1条"
    assert [part.department for part in matter.parts.all()] == [sitting.unit_head.department]
    assert two.matter_uid == Matter.objects.get(number=two.matter_number).uid
    assert said_of(sitting)["督办"] == "议定事项2条，立项2件，已销号0件"
    with pytest.raises(SomebodyWasFirst, match="已经立项"):
        open_matters(sitting.uid, confirmed(sitting)[:1], by=sitting.by(), key=uuid7())
    with pytest.raises(SomebodyWasFirst, match="已立项督办"):
        change_decision(sitting.uid, one.uid, Decided(text="改"), by=sitting.by(), key=uuid7())
    assert Matter.objects.count() == 2


def test_all_of_them_or_none(sitting: Sitting) -> None:
    good, bad = confirmed(sitting)
    for wrong in (
        Confirmed(decision=bad.decision, lead=None, due_on=bad.due_on),
        Confirmed(decision=bad.decision, lead=bad.lead, due_on=None),
        Confirmed(decision=bad.decision, lead=bad.lead, due_on=today() - timedelta(days=1)),
        Confirmed(decision=bad.decision, lead=a_department(an_organ()).uid, due_on=bad.due_on),
    ):
        with pytest.raises(Invalid, match=r"都没有立项。第2\.1条"):
            open_matters(sitting.uid, [good, wrong], by=sitting.by(), key=uuid7())
        assert not Matter.objects.exists()
        assert not Decision.objects.exclude(matter_uid=None).exists()
    with pytest.raises(NotThere):
        open_matters(an_ended().uid, [good], by=sitting.by(), key=uuid7())
    with pytest.raises(Invalid, match="至少选一条"):
        open_matters(sitting.uid, [], by=sitting.by(), key=uuid7())
    with pytest.raises(NotAllowed, match="督办由领导"):
        open_matters(sitting.uid, [good], by=sitting.by(sitting.gathering.second), key=uuid7())
    assert not Matter.objects.exists()


def test_what_is_confirmed_replaces_what_was_written(sitting: Sitting) -> None:
    one = confirmed(sitting)[0]
    day, unit = today() + timedelta(days=90), sitting.sitting_in.department
    open_matters(
        sitting.uid, [Confirmed(decision=one.decision, lead=unit.uid, due_on=day)], by=sitting.by(), key=uuid7()
    )
    decision = Decision.objects.get(uid=one.decision)
    assert (decision.lead, decision.due_on) == (unit, day)
    assert Matter.objects.get().due_on == day


def test_a_long_decision_has_a_short_title() -> None:
    assert title_of(Decision(text="汛期前\n修好堤防。资金由市财政安排。")) == "汛期前 修好堤防"
    assert len(title_of(Decision(text="长" * 400))) == 120


def test_sheets_say_what_was_decided_and_no_others_item(sitting: Sitting) -> None:
    sitting.issued()
    first = Excerpt.objects.select_related("meeting__organ", "item__department").order_by("item__place")[0]
    words = str(excerpt_sheet(first))
    assert "抓紧修复堤防" in words
    assert "安排资金" not in words
    assert "云政纪要〔2026〕3号" in words
    whole = str(record_sheet(sitting.meeting))
    assert "抓紧修复堤防" in whole
    assert "安排资金" in whole


@pytest.mark.django_db(transaction=True)
def test_twice_at_once_there_is_one_draft_and_each_decision_is_supervised_once() -> None:
    sitting = an_ended()
    second = appointed(sitting.organiser.department, "document_clerk")
    wanted = confirmed(sitting)
    start, done, refused = threading.Barrier(8), [], []

    def attempt(n: int) -> None:
        by = sitting.by(second if n % 2 else sitting.organiser)
        try:
            start.wait()
            if n < 4:
                done.append(draft_minutes(sitting.uid, sitting.code.uid, by=by, key=uuid7())._meta.label)
            else:
                done.append(open_matters(sitting.uid, wanted, by=by, key=uuid7())._meta.label)
        except Refusal as refusal:
            refused.append(refusal.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=(n,)) for n in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(done) == ["convening.Meeting", "proceedings.Minutes"]
    assert len(refused) == 6
    assert (Document.objects.count(), Minutes.objects.count(), Matter.objects.count()) == (1, 1, 2)
    assert {one.matter_uid for one in Decision.objects.all()} == set(Matter.objects.values_list("uid", flat=True))


@pytest.mark.django_db(transaction=True)
def test_issued_by_two_clocks_at_once_each_unit_is_told_once() -> None:
    sitting = an_ended()
    minutes = sitting.drafted()
    with transaction.atomic():
        Document.objects.filter(uid=minutes.document_uid).update(state=State.DISTRIBUTED)
    start, found = threading.Barrier(4), []

    def look() -> None:
        try:
            start.wait()
            found.append(tend_minutes())
        finally:
            connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sum(found) == 1
    assert sitting.meeting.state == life.MINUTED
    assert Notification.objects.filter(kind="meeting_excerpt", person=sitting.unit_head.person).count() == 1
