"""A paper goes round: who is asked when, what each may do, and when it ends."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.utils.timezone import now

from docflow.circulation.actions.add_readers import add_readers
from docflow.circulation.actions.circulate import circulate
from docflow.circulation.actions.end_circulation import end_circulation
from docflow.circulation.actions.reading import add_opinion, mark_read
from docflow.circulation.actions.remind import REST, remind
from docflow.circulation.actions.taking_off import skip_reader, withdraw_readers
from docflow.circulation.models import Circulation, Reading, ReadingOpinion, Reminder
from office.api import may_read
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.models import Todo, TrailEntry
from realtime.models import Notification
from tests.docflow.circulation.sending import PURPOSE, asked, has_read, reading_of, sent_round, waits_for
from tests.docflow.test_register_pages import entered, text
from tests.docflow.world import Paper, a_draft, a_signed, an_office
from tests.factories import appointed

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper() -> Paper:
    return a_signed()


def test_all_are_asked_at_once_and_the_last_reading_ends_it(paper: Paper) -> None:
    office = paper.office
    first, second, third = office.consulted
    circulation = sent_round(paper, first, second, third)
    assert (circulation.title, circulation.purpose) == (str(paper.document), PURPOSE)
    assert all(waits_for(office, one) == 1 for one in office.consulted)
    assert all(may_read(office.actor(one), paper.uid) for one in office.consulted)
    assert set(Notification.objects.filter(kind="circulation").values_list("person", "title")) == {
        (one.person_id, f"请您阅《{paper.document}》") for one in office.consulted
    }
    has_read(circulation, office, third, opinion="同意，建议加快。")
    has_read(circulation, office, first)
    circulation.refresh_from_db()
    assert circulation.ended_at is None
    assert [waits_for(office, one) for one in office.consulted] == [0, 1, 0]
    has_read(circulation, office, second)
    circulation.refresh_from_db()
    assert (circulation.ended_why, circulation.ended_names) == ("全部阅毕", {})
    assert list(ReadingOpinion.objects.values_list("text", flat=True)) == ["同意，建议加快。"]
    told = Notification.objects.filter(person=office.drafter.person, kind="circulation").order_by("pk")
    assert [one.title for one in told] == [
        f"{third.person.name}阅《{paper.document}》留有意见",
        f"《{paper.document}》传阅已全部阅毕",
    ]
    done = Todo.objects.get(task=str(reading_of(circulation, first).uid))
    assert (done.done_by, done.closed_why, done.kind) == (first, "已阅", "阅")
    acts = TrailEntry.objects.filter(stream=f"circulation:{circulation.uid}").order_by("stream_seq")
    assert list(acts.values_list("act", flat=True)) == ["circulation.circulated"] + ["circulation.read"] * 3


def test_in_order_the_next_is_asked_when_the_one_before_has_read(paper: Paper) -> None:
    office = paper.office
    first, second, third = office.consulted
    circulation = sent_round(paper, second, first, third, order="in_order")
    assert asked(circulation) == [second.person.name]
    assert not may_read(office.actor(first), paper.uid)
    has_read(circulation, office, second)
    assert asked(circulation) == [second.person.name, first.person.name]
    assert (waits_for(office, first), waits_for(office, third)) == (1, 0)
    with pytest.raises(NotThere):  # it is nothing to him before his turn
        has_read(circulation, office, third)
    has_read(circulation, office, first, third)
    circulation.refresh_from_db()
    assert circulation.ended_why == "全部阅毕"


def test_who_could_read_the_paper_before_is_told_that_it_is_not_his_turn(paper: Paper) -> None:
    office = paper.office
    circulation = sent_round(paper, office.consulted[0], office.leader, order="in_order")
    with pytest.raises(NotAllowed, match="还没有轮到您"):
        has_read(circulation, office, office.leader)


def test_who_is_skipped_holds_nobody_up_and_may_still_read(paper: Paper) -> None:
    office = paper.office
    first, second, _ = office.consulted
    circulation = sent_round(paper, first, second, order="in_order")
    by, key, reading = office.actor(office.drafter), uuid7(), reading_of(circulation, first)
    with pytest.raises(Invalid, match=f"为什么跳过{first.person.name}"):
        skip_reader(circulation.uid, reading.uid, by=by, key=uuid7(), reason=" ")
    skip_reader(circulation.uid, reading.uid, by=by, key=key, reason="出差")
    skip_reader(circulation.uid, reading.uid, by=by, key=key, reason="出差")
    with pytest.raises(SomebodyWasFirst):
        skip_reader(circulation.uid, reading.uid, by=by, key=uuid7(), reason="出差")
    assert (waits_for(office, first), waits_for(office, second)) == (1, 1)
    has_read(circulation, office, second)
    circulation.refresh_from_db()
    assert circulation.ended_at is None
    has_read(circulation, office, first)
    circulation.refresh_from_db()
    assert circulation.ended_why == "全部阅毕"


def test_a_post_is_read_for_by_the_first_of_its_holders(paper: Paper) -> None:
    office = paper.office
    first = office.consulted[0]
    mate = appointed(first.department)
    mate.post = first.post
    mate.save()
    circulation = sent_round(paper, first.post)
    assert (waits_for(office, first), waits_for(office, mate)) == (1, 1)
    reading = reading_of(circulation, first.post)
    mark_read(reading.uid, by=office.actor(mate), key=uuid7())
    assert (waits_for(office, first), waits_for(office, mate)) == (0, 0)
    with pytest.raises(SomebodyWasFirst, match=mate.person.name):
        mark_read(reading.uid, by=office.actor(first), key=uuid7())
    reading.refresh_from_db()
    assert reading.read_names["name"] == mate.person.name


def test_whoever_is_gone_when_his_turn_comes_is_passed_over(paper: Paper) -> None:
    office = paper.office
    first, second, third = office.consulted
    circulation = sent_round(paper, first, second, third.post, office.reviewer, order="in_order")
    for one in (second, third):
        one.until = one.since
        one.save()
    has_read(circulation, office, first)
    assert waits_for(office, office.reviewer) == 1
    gone = circulation.readings.filter(skipped_at__isnull=False).values_list("skipped_why", flat=True)
    assert list(gone) == ["轮到时已不在岗", "轮到时岗位空缺"]


def test_a_second_thought_stands_below_the_first(paper: Paper) -> None:
    office = paper.office
    first = office.consulted[0]
    circulation = sent_round(paper, first)
    reading, by = reading_of(circulation, first), office.actor(first)
    with pytest.raises(NotAllowed):
        add_opinion(reading.uid, by=by, key=uuid7(), opinion="再补一句。")
    has_read(circulation, office, first, opinion="甲。")
    with pytest.raises(Invalid):
        add_opinion(reading.uid, by=by, key=uuid7(), opinion="  ")
    add_opinion(reading.uid, by=by, key=uuid7(), opinion="乙。")
    assert [one.text for one in reading.opinions.all()] == ["甲。", "乙。"]
    with pytest.raises(SomebodyWasFirst, match="补充意见"):
        has_read(circulation, office, first, opinion="丙。")
    assert reading.opinions.count() == 2


@pytest.mark.parametrize("bad", ["一" * 2001, "\x00", "\u202e反"])
def test_an_opinion_that_cannot_be_kept_is_refused_and_nothing_is_read(paper: Paper, bad: str) -> None:
    circulation = sent_round(paper, paper.office.leader)
    with pytest.raises(Invalid):
        has_read(circulation, paper.office, paper.office.leader, opinion=bad)
    assert reading_of(circulation, paper.office.leader).read_at is None


def test_only_readers_with_a_role_and_the_drafter_send_it_round(paper: Paper) -> None:
    office = paper.office
    reader = office.consulted[0]
    for one in (office.leader, office.head, office.reviewer, office.clerk, office.drafter):
        sent_round(paper, reader, by=one)
    with pytest.raises(NotThere):
        sent_round(paper, reader, by=office.colleague)
    sent_round(paper, office.colleague)
    with pytest.raises(NotAllowed, match="由本机关的领导"):
        sent_round(paper, reader, by=office.colleague)
    other = an_office()
    with pytest.raises(NotThere):
        sent_round(paper, reader, by=other.leader)


def test_what_is_wrong_with_a_start_is_said_and_nothing_is_written(paper: Paper) -> None:
    office, other = paper.office, an_office()
    vacant = appointed(office.units[0])
    vacant.until = vacant.since
    vacant.save()
    wrong: list[tuple[dict[str, object], list[object], str]] = [
        ({"purpose": " "}, [office.leader], "事由"),
        ({"purpose": "请\n阅"}, [office.leader], "一行"),
        ({}, [], "送给谁"),
        ({}, [other.leader], "不是本机关"),
        ({}, [vacant], "不在岗"),
        ({}, [vacant.post], "空缺"),
        ({"order": "sideways"}, [office.leader], "同时传阅还是依次"),
        ({"due_on": today() - timedelta(days=1)}, [office.leader], "已经过去"),
    ]
    for more, readers, words in wrong:
        with pytest.raises(Invalid, match=words):
            sent_round(paper, *readers, **more)  # type: ignore[arg-type] # a table of all kinds
    with pytest.raises(Invalid, match="最多送500人"):
        circulate(
            paper.uid, [uuid7() for _ in range(501)], purpose="请阅", by=office.actor(office.drafter), key=uuid7()
        )
    assert not Circulation.objects.exists()
    assert not Todo.objects.filter(room="circulation").exists()


def test_a_draft_that_nobody_has_seen_is_not_sent_round() -> None:
    paper = a_draft()
    with pytest.raises(NotAllowed, match="没有送出"):
        sent_round(paper, paper.office.leader)


def test_a_double_click_is_one_circulation(paper: Paper) -> None:
    key = uuid7()
    first = sent_round(paper, paper.office.leader, key=key)
    assert sent_round(paper, paper.office.leader, key=key) == first
    assert Circulation.objects.count() == waits_for(paper.office, paper.office.leader) == 1
    assert Notification.objects.filter(person=paper.office.leader.person, kind="circulation").count() == 1


def test_added_readers_come_after_those_there(paper: Paper) -> None:
    office = paper.office
    first, second, third = office.consulted
    own = appointed(first.department)
    circulation = sent_round(paper, first, second, order="in_order")

    def add(by: object, *readers: object) -> None:
        add_readers(circulation.uid, [one.uid for one in readers], by=office.actor(by), key=uuid7())  # type: ignore[attr-defined,arg-type] # appointments

    with pytest.raises(NotThere):
        add(third, own)
    with pytest.raises(Invalid, match="只能为"):
        add(first, third)
    add(first, own)  # a head for his own people
    reading = reading_of(circulation, own)
    assert (reading.place, reading.added_names["name"], reading.asked_at) == (3, first.person.name, None)
    with pytest.raises(Invalid, match="都已在这次传阅里"):
        add(office.drafter, own, first)
    add(office.drafter, third, own)
    assert [one.called for one in circulation.readings.all()] == [
        one.person.name for one in (first, second, own, third)
    ]
    has_read(circulation, office, first, second)
    assert asked(circulation)[-1] == own.person.name
    with pytest.raises(NotAllowed, match="加阅由发起人"):
        add(own, office.leader)


def test_a_leader_among_the_readers_adds_anybody(paper: Paper) -> None:
    office = paper.office
    circulation = sent_round(paper, office.leader)
    add_readers(circulation.uid, [office.consulted[0].uid], by=office.actor(office.leader), key=uuid7())
    assert waits_for(office, office.consulted[0]) == 1
    has_read(circulation, office, office.leader)
    add_readers(circulation.uid, [office.consulted[1].uid], by=office.actor(office.leader), key=uuid7())
    has_read(circulation, office, *office.consulted[:2])
    circulation.refresh_from_db()
    assert circulation.ended_at is not None
    with pytest.raises(SomebodyWasFirst, match="结束：全部阅毕"):
        add_readers(circulation.uid, [office.consulted[2].uid], by=office.actor(office.leader), key=uuid7())


def test_only_the_missing_are_urged_and_not_again_at_once(paper: Paper) -> None:
    office = paper.office
    first, second, third = office.consulted
    circulation = sent_round(paper, first, second, third)
    has_read(circulation, office, first)
    by, key = office.actor(office.drafter), uuid7()
    done = remind(circulation.uid, [reading_of(circulation, second).uid], by=by, key=key)
    assert (done.told, done.spared) == (1, 0)
    assert remind(circulation.uid, [reading_of(circulation, second).uid], by=by, key=key) == done
    done = remind(circulation.uid, by=by, key=uuid7())
    assert (done.told, done.spared) == (1, 1)
    with pytest.raises(NotAllowed, match="4小时内都催过"):
        remind(circulation.uid, by=by, key=uuid7())
    urged = Notification.objects.filter(title__startswith="催阅").values_list("person", flat=True)
    assert sorted(urged) == sorted([second.person_id, third.person_id])
    Reading.objects.update(reminded_at=now() - REST)
    assert remind(circulation.uid, by=by, key=uuid7()).told == 2
    with pytest.raises(NotAllowed, match="由他来办"):
        remind(circulation.uid, by=office.actor(first), key=uuid7())
    assert Reminder.objects.count() == 3


def test_a_post_that_changed_hands_is_urged_where_it_is_now(paper: Paper) -> None:
    office = paper.office
    before = office.consulted[0]
    circulation = sent_round(paper, before.post)
    before.until = before.since
    before.save()
    after = appointed(office.units[0])
    after.post = before.post
    after.save()
    by = office.actor(office.drafter)
    remind(circulation.uid, by=by, key=uuid7())
    assert waits_for(office, after) == 1
    mark_read(reading_of(circulation, before.post).uid, by=office.actor(after), key=uuid7())
    assert waits_for(office, after) == 0


def test_nobody_there_to_be_urged(paper: Paper) -> None:
    office = paper.office
    circulation = sent_round(paper, office.consulted[0])
    office.consulted[0].until = office.consulted[0].since
    office.consulted[0].save()
    with pytest.raises(NotAllowed, match="都已不在岗"):
        remind(circulation.uid, by=office.actor(office.drafter), key=uuid7())


def test_an_end_before_all_have_read_says_why(paper: Paper) -> None:
    office = paper.office
    first, second, _ = office.consulted
    circulation = sent_round(paper, first, second)
    has_read(circulation, office, first)
    with pytest.raises(Invalid, match="还有1人未阅"):
        end_circulation(circulation.uid, by=office.actor(office.drafter), key=uuid7(), reason="")
    with pytest.raises(NotAllowed):
        end_circulation(circulation.uid, by=office.actor(first), key=uuid7(), reason="够了")
    end_circulation(circulation.uid, by=office.actor(office.drafter), key=uuid7(), reason="已印发")
    assert waits_for(office, second) == 0
    assert may_read(office.actor(second), paper.uid)  # it was sent to him: an end takes nothing back
    with pytest.raises(SomebodyWasFirst, match=f"由{office.drafter.person.name}结束：已印发"):
        has_read(circulation, office, second, opinion="我的意见。")
    with pytest.raises(SomebodyWasFirst):
        end_circulation(circulation.uid, by=office.actor(office.drafter), key=uuid7(), reason="再来")
    closed = Todo.objects.get(task=str(reading_of(circulation, second).uid))
    assert (closed.closed_why, closed.done_by) == ("传阅结束", None)
    page = text(entered(office.drafter).get(circulation.get_absolute_url()))
    assert "传阅已结束" in page
    assert 'href="#keeping"' not in page  # what is no more on the page is not in its index


def test_the_flow_keeper_of_the_organ_ends_what_its_starter_left_behind(paper: Paper) -> None:
    office = paper.office
    circulation = sent_round(paper, office.leader)
    end_circulation(circulation.uid, by=office.actor(office.flow_keeper), key=uuid7(), reason="发起人已调离")
    circulation.refresh_from_db()
    assert circulation.ended_names["name"] == office.flow_keeper.person.name


def test_the_last_unread_withdrawn_ends_it(paper: Paper) -> None:
    office = paper.office
    by = office.actor(office.drafter)
    alone = sent_round(paper, office.consulted[0])
    withdraw_readers(alone.uid, [reading_of(alone, office.consulted[0]).uid], by=by, key=uuid7())
    alone.refresh_from_db()
    assert alone.ended_why == "全部撤回"
    once = sent_round(paper, *office.consulted)
    for wrong in (None, SomebodyWasFirst):
        with pytest.raises(wrong) if wrong else nullcontext():
            withdraw_readers(once.uid, [once.readings.order_by("pk")[0].uid], by=by, key=uuid7())
    assert TrailEntry.objects.filter(stream=f"circulation:{once.uid}", act="circulation.withdrawn").count() == 1
    two = sent_round(paper, office.consulted[0], office.consulted[1])
    has_read(two, office, office.consulted[1])
    withdraw_readers(two.uid, [reading_of(two, office.consulted[0]).uid], by=by, key=uuid7())
    two.refresh_from_db()
    assert two.ended_why == "全部阅毕"
