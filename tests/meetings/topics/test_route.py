"""议题的一路：from its unit over everybody who is asked to the agenda; back and on again."""

import pytest

from docflow.api import return_to, withdraw
from meetings.convening import life
from meetings.convening.models import AgendaItem
from meetings.topics.actions.call_off import call_off
from meetings.topics.actions.deciding import admit, put_off, take_up
from meetings.topics.actions.draft_topic import draft_topic, revise_topic
from meetings.topics.actions.hand_in import hand_in
from meetings.topics.actions.reviewing import advise, answer_disagreement, check
from meetings.topics.models import Topic
from meetings.topics.policy import topics
from office.api import Todo
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.transactions import LOCK_ORDER, recorded_locks
from realtime.models import Notification
from tests.factories import a_department, appointed
from tests.meetings.gathering import a_gathering
from tests.meetings.topics.world import (
    World,
    a_later_meeting,
    a_world,
    again,
    by,
    called,
    drafted,
    put_off_,
    task,
    walked,
    written,
)

pytestmark = pytest.mark.django_db


def waiting(topic: Topic) -> list[tuple[str, set[str]]]:
    rows = Todo.objects.open().filter(about=topic.uid).prefetch_related("holders__appointment__person")
    return [(one.step, {held.appointment.person.name for held in one.holders.all()}) for one in rows]


def told(world: World, topic: Topic) -> set[str]:
    rows = Notification.objects.filter(kind="topic", about=topic.uid).values_list("person__name", flat=True)
    return set(rows)


def test_a_topic_goes_over_everybody_to_the_end_of_the_agenda() -> None:
    world = a_world()
    topic = drafted(world, called(world), sitting_in=[world.consulted.uid])
    way = ["draft", "endorse", "consult", "check", "approve", "decide"]
    for step in way:
        walked(world, topic, step)
        assert (task(topic).step, again(topic).state) == (step, "draft" if step == "draft" else "asked")
        assert len(waiting(topic)) == 1
    done = walked(world, topic, "end")
    assert (done.state, done.meeting, waiting(topic)) == ("admitted", world.meeting, [])
    item = world.meeting.items.order_by("-place")[0]
    assert (done.item, item.place, item.title, item.minutes) == (item, 3, topic.title, 20)
    assert (item.department, item.reporter) == (world.unit, world.head)
    assert [one.department for one in item.units.all()] == [world.consulted]
    world.meeting.refresh_from_db()
    assert world.meeting.version == 1
    assert told(world, topic) == {one.person.name for one in (world.writer, world.head, world.organiser)}


def test_consulted_units_advise_at_once_each_within_the_days_that_were_given() -> None:
    world = a_world()
    other = appointed(a_department(world.gathering.organ, "规划科"), "head")
    topic = drafted(world, consulted=[world.consulted.uid, other.department.uid], consult_days=2)
    walked(world, topic, "consult")
    todos = Todo.objects.open().filter(about=topic.uid)
    assert {one.step for one in todos} == {"协商"}
    assert len([one for one in todos if one.due_at is not None]) == 2


def test_a_disagreement_is_answered_by_whoever_wrote_it_and_both_are_read_by_who_decides() -> None:
    world = a_world()
    topic = walked(world, drafted(world), "consult")
    with pytest.raises(Invalid):
        advise(task(topic).uid, "disagree", by=by(world.adviser), key=uuid7())
    advise(task(topic).uid, "disagree", by=by(world.adviser), key=uuid7(), opinion="今年预算没有安排。")
    assert waiting(topic) == [("答复不同意见", {world.writer.person.name})]
    answer_disagreement(task(topic).uid, by=by(world.writer), key=uuid7(), opinion="改从预备费列支，已再次沟通。")
    assert [one.text for one in again(topic).run.opinions.all()] == [
        "今年预算没有安排。",
        "改从预备费列支，已再次沟通。",
    ]
    assert task(topic).step == "check"


def test_who_leads_the_unit_and_wrote_it_himself_is_not_asked_to_sign_it() -> None:
    world = a_world()
    topic = draft_topic(
        written(world, consulted=[], consultation="已与财务科当面商定。"),
        by=by(world.head),
        key=uuid7(),
        kind=world.gathering.kind.uid,
    )
    with pytest.raises(Invalid, match="材料"):
        hand_in(task(topic).uid, seen=0, by=by(world.head), key=uuid7())
    world.writer = world.head
    topic = drafted(world, consulted=[], consultation="已与财务科当面商定。")
    walked(world, topic, "check")


@pytest.mark.parametrize("step", ["endorse", "consult", "check", "approve", "decide"])
def test_whoever_has_it_sends_it_back_and_it_comes_again(step: str) -> None:
    world = a_world()
    topic = walked(world, drafted(world), step)
    who = {
        "endorse": world.head,
        "consult": world.adviser,
        "check": world.reviewer,
        "approve": world.leader,
        "decide": world.host,
    }
    return_to(
        task(topic).uid, "draft", by=by(who[step]), key=uuid7(), reason="材料不全，请补充测算。", then="walk_again"
    )
    assert again(topic).state == "sent_back"
    assert waiting(topic) == [("提报", {world.writer.person.name})]
    revise_topic(task(topic).uid, written(world, gist="补充了测算。"), seen=0, by=by(world.writer), key=uuid7())
    done = walked(world, topic, "end")
    assert (done.state, done.gist) == ("admitted", "补充了测算。")
    assert "材料不全，请补充测算。" in [one.text for one in done.run.opinions.all()]


def test_its_writer_takes_it_back_while_nobody_has_acted_and_it_is_a_draft_again() -> None:
    world = a_world()
    topic = walked(world, drafted(world), "endorse")
    handed = topic.run.tasks.get(step="draft")
    withdraw(handed.uid, by=by(world.writer), key=uuid7())
    assert again(topic).state == "draft"
    walked(world, topic, "check")
    last = topic.run.tasks.filter(step="draft").latest("pk")
    with pytest.raises(SomebodyWasFirst):
        withdraw(last.uid, by=by(world.writer), key=uuid7())


def test_put_off_says_why_and_a_later_meeting_takes_it_up_without_another_review() -> None:
    world = a_world()
    topic = walked(world, drafted(world), "decide")
    with pytest.raises(Invalid, match="为什么"):
        put_off(task(topic).uid, " ", by=by(world.host), key=uuid7())
    topic = put_off_(world, topic)
    assert (again(topic).state, again(topic).why) == ("put_off", "资金来源还要再研究。")
    assert world.meeting.items.count() == 2
    assert world.writer.person.name in told(world, topic)
    later = a_later_meeting(world)
    with pytest.raises(NotThere):
        take_up(topic.uid, later.uid, by=by(world.writer), key=uuid7())
    with pytest.raises(Invalid):
        take_up(topic.uid, None, by=by(world.organiser), key=uuid7())
    take_up(topic.uid, later.uid, by=by(world.organiser), key=uuid7())
    found = again(topic)
    assert (found.state, found.meeting, found.item) == ("admitted", later, later.items.get(title=topic.title))
    with pytest.raises(SomebodyWasFirst):
        take_up(topic.uid, later.uid, by=by(world.organiser), key=uuid7())


def test_one_that_was_taken_off_the_agenda_may_be_taken_up_again() -> None:
    world = a_world()
    topic = walked(world, drafted(world), "end")
    AgendaItem.objects.get(topic=topic).delete()
    assert again(topic).may_be_taken_up
    take_up(topic.uid, world.meeting.uid, by=by(world.organiser), key=uuid7())
    assert again(topic).item is not None


def test_what_stood_on_the_agenda_of_a_cancelled_meeting_is_taken_up_by_another() -> None:
    world = a_world()
    topic = walked(world, drafted(world), "end")
    later = a_later_meeting(world)
    with pytest.raises(SomebodyWasFirst):
        take_up(topic.uid, later.uid, by=by(world.organiser), key=uuid7())
    world.meeting.state = life.CANCELLED
    world.meeting.save()
    take_up(topic.uid, later.uid, by=by(world.organiser), key=uuid7())
    assert again(topic).item == later.items.get()


def test_the_organiser_decides_for_the_host_and_nobody_else_does() -> None:
    world = a_world()
    topic = walked(world, drafted(world), "decide")
    for other in (world.leader, world.reviewer, world.writer, world.gathering.second):
        with pytest.raises(NotAllowed):
            admit(task(topic).uid, world.meeting.uid, by=by(other), key=uuid7())
    with pytest.raises(NotThere):
        admit(task(topic).uid, world.meeting.uid, by=by(world.gathering.stranger), key=uuid7())
    admit(task(topic).uid, world.meeting.uid, by=by(world.organiser), key=uuid7())
    assert again(topic).state == "admitted"


def test_no_topic_goes_on_the_agenda_of_a_meeting_that_is_not_ahead_nor_of_a_strangers() -> None:
    world = a_world()
    topic = walked(world, drafted(world), "decide")
    strange = a_gathering()
    with pytest.raises(NotThere):
        admit(task(topic).uid, strange.meeting.uid, by=by(world.host), key=uuid7())
    world.meeting.state = life.CANCELLED
    world.meeting.save()
    with pytest.raises(SomebodyWasFirst, match="取消"):
        admit(task(topic).uid, world.meeting.uid, by=by(world.host), key=uuid7())
    assert (again(topic).state, world.meeting.items.count()) == ("asked", 2)


def test_the_office_names_the_meeting_of_what_was_brought_at_any_time() -> None:
    world = a_world()
    topic = walked(world, drafted(world), "check")
    assert topic.meeting is None
    with pytest.raises(Invalid, match="哪次会议"):
        check(task(topic).uid, None, by=by(world.reviewer), key=uuid7())
    unknown = a_later_meeting(world)
    for other in (a_gathering().meeting, unknown):
        with pytest.raises(NotThere):
            check(task(topic).uid, other.uid, by=by(world.reviewer), key=uuid7())
    check(task(topic).uid, world.meeting.uid, by=by(world.reviewer), key=uuid7())
    assert again(topic).meeting == world.meeting
    assert topics.read(topic.uid, by=by(world.organiser)) == topic


def test_its_unit_calls_it_off_and_nobody_has_it_any_more() -> None:
    world = a_world()
    topic = walked(world, drafted(world), "check")
    with pytest.raises(NotAllowed):
        call_off(topic.uid, "不报了", by=by(world.reviewer), key=uuid7())
    with pytest.raises(Invalid):
        call_off(topic.uid, "", by=by(world.writer), key=uuid7())
    call_off(topic.uid, "情况有变，改日再报。", by=by(world.head), key=uuid7())
    assert (again(topic).state, waiting(topic)) == ("called_off", [])
    with pytest.raises(SomebodyWasFirst):
        call_off(topic.uid, "再撤一次", by=by(world.writer), key=uuid7())
    copy = draft_topic(written(world), by=by(world.writer), key=uuid7(), kind=world.gathering.kind.uid, like=topic.uid)
    assert [one.name for one in copy.files.all()] == ["汇报材料.txt"]


def test_what_is_missing_is_said_before_it_is_handed_in() -> None:
    world = a_world()
    topic = drafted(world, with_file=False, gist="", reporter=None, consulted=[], lawfulness="")
    with pytest.raises(Invalid, match=r"提请研究的事项.*另外还有4处") as refused:
        hand_in(task(topic).uid, seen=0, by=by(world.writer), key=uuid7())
    assert refused.value.field == "gist"


def test_of_two_who_write_the_second_is_told_and_one_hands_in_what_he_saw() -> None:
    world = a_world()
    topic = drafted(world)
    one = task(topic).uid
    revise_topic(one, written(world, minutes=30), seen=0, by=by(world.writer), key=uuid7())
    with pytest.raises(SomebodyWasFirst, match="没有保存"):
        revise_topic(one, written(world, minutes=40), seen=0, by=by(world.writer), key=uuid7())
    with pytest.raises(SomebodyWasFirst, match="没有提报"):
        hand_in(one, seen=0, by=by(world.writer), key=uuid7())
    assert again(topic).minutes == 30


def test_a_draft_is_its_units_alone_and_a_stranger_finds_nothing() -> None:
    world = a_world()
    topic = drafted(world)
    others = (world.reviewer, world.adviser, world.leader, world.host, world.organiser, world.gathering.stranger)
    for other in others:
        with pytest.raises(NotThere):
            topics.read(topic.uid, by=by(other))
    walked(world, topic, "end")
    for one in world.everybody():
        assert topics.read(topic.uid, by=by(one)) == topic
    with pytest.raises(NotThere):
        topics.read(topic.uid, by=by(world.gathering.stranger))


def test_locks_are_taken_in_their_order() -> None:
    world = a_world()
    topic = walked(world, drafted(world), "decide")
    with recorded_locks() as places:
        walked(world, topic, "end")
    order = [LOCK_ORDER.index(place) for place in places]
    assert "meeting" in places
    assert order == sorted(order)
