"""A matter from 立项 to 销号: who has it before him, what is refused, what stays."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from docflow.supervision.actions.ending import call_off, close_matter, recheck
from docflow.supervision.actions.extending import agree_to_extension, ask_extension, decide_extension
from docflow.supervision.actions.feedback import Told, decline, endorse, feed_back
from docflow.supervision.actions.judging import accept, send_back
from docflow.supervision.actions.set_rule import BOUNDS, Numbers, set_rule
from docflow.supervision.actions.sign_for import sign_for
from docflow.supervision.actions.urge import urge
from docflow.supervision.models import Assignment, ExtensionState, FeedbackState, Matter, Reminder
from docflow.supervision.selectors.rules import rule_of
from office.api import Deadline
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.models import Todo, TrailEntry
from realtime.models import Notification
from tests.docflow.supervision.matters import a_house, a_matter, evidence
from tests.factories import a_department, an_organ, appointed

pytestmark = pytest.mark.django_db


def acts(uid: UUID) -> list[str]:
    rows = TrailEntry.objects.filter(about=uid).order_by("pk").values_list("act", flat=True)
    return [one.removeprefix("supervision.") for one in rows]


def test_the_whole_life_of_a_matter_of_one_unit() -> None:
    walk = a_matter()
    house, head, staff, supervisor = walk.house, walk.house.heads[0], walk.house.staff[0], walk.house.supervisor
    assert walk.matter.number == f"督〔{today().year}〕1号"
    assert walk.waits_for(head) == ["签收督办事项"]
    walk.signed()
    assert (walk.waits_for(head), walk.waits_for(staff)) == ([], ["办理并反馈"])
    walk.said(progress=30)
    assert walk.waits_for(head) == ["签发反馈"]
    walk.endorsed()
    assert walk.waits_for(supervisor) == ["审核反馈"]
    walk.sent_back()
    assert (walk.part().returned, walk.last().state, walk.waits_for(supervisor)) == (1, FeedbackState.RETURNED, [])
    walk.said(progress=60).endorsed().accepted()
    assert walk.part().progress == 60
    walk.said(final=True).endorsed()
    assert (walk.waits_for(staff), walk.waits_for(supervisor)) == ([], ["核实办结"])
    assert walk.part().proposed_on == today()
    walk.accepted()
    assert walk.waits_for(supervisor) == ["销号"]
    close_matter(walk.uid, said="同意", recheck_on=today() + timedelta(days=30), by=house.by(supervisor), key=uuid7())
    assert (walk.matter.state, walk.matter.ended_names["name"]) == ("closed", supervisor.person.name)
    assert not Todo.objects.open().filter(about=walk.uid).exists()
    assert not Deadline.objects.filter(about=walk.uid, ended_at__isnull=True).exists()
    assert acts(walk.uid) == [
        "opened", "signed_for", "fed_back", "endorsed", "returned", "fed_back", "endorsed", "accepted",
        "fed_back", "endorsed", "verified", "closed",
    ]  # fmt: skip
    assert Notification.objects.filter(person=staff.person, title__contains="已销号").count() == 1


def test_numbers_leave_no_gap_and_what_is_called_off_keeps_its_own() -> None:
    house = a_house()
    first, second = a_matter(house), a_matter(house)
    with pytest.raises(Invalid, match="为什么撤销"):
        call_off(first.uid, " ", by=house.by(house.supervisor), key=uuid7())
    call_off(first.uid, "立重了", by=house.by(house.supervisor), key=uuid7())
    with pytest.raises(Invalid):
        a_matter(house, title="")
    third = a_matter(house)
    year = today().year
    assert [one.matter.number for one in (first, second, third)] == [f"督〔{year}〕{n}号" for n in (1, 2, 3)]
    assert a_matter(a_house("云山市督查局")).matter.number == f"督〔{year}〕1号"
    assert first.waits_for(house.heads[0]) == []
    with pytest.raises(SomebodyWasFirst, match=r"已由.*撤销"):
        first.signed()


def test_the_same_form_twice_opens_one_matter() -> None:
    house, key = a_house(), uuid7()
    assert a_matter(house, key=key).uid == a_matter(house, key=key).uid
    assert Matter.objects.count() == 1


def test_a_matter_of_several_organs_has_each_ones_part_on_one_board() -> None:
    house = a_house()
    walk = a_matter(house, units=2, co_units=[house.heads[1].department.uid, house.bureau.uid])
    assert [(one.unit_name, one.manner) for one in walk.matter.parts.all()] == [
        (house.heads[0].department.name, "牵头"),
        (house.heads[1].department.name, "配合"),
        (str(house.bureau), "配合"),
    ]
    assert walk.waits_for(house.bureau_clerk) == ["签收督办事项"]
    sign_for(walk.part(2).uid, by=house.by(house.bureau_clerk), key=uuid7())
    told = Told(progress=None, text="已办结。", is_final=True)
    feed_back(walk.part(2).uid, told, [evidence()], by=house.by(house.bureau_clerk), key=uuid7())
    assert walk.waits_for(house.bureau_leader) == ["签发办结申请"]
    endorse(walk.last(2).uid, by=house.by(house.bureau_leader), key=uuid7())
    with pytest.raises(NotAllowed, match=f"{house.heads[0].department.name}、.*没有报办结"):
        walk.closed()
    walk.signed(0).signed(1).done(0).done(1)
    assert walk.closed().matter.state == "closed"  # with what was not verified yet
    assert {one.state for one in walk.matter.parts.all()} == {"verified"}


def test_a_key_matter_is_closed_by_its_leader_who_may_still_send_it_back() -> None:
    house = a_house()
    walk = a_matter(house, level="key", leader=house.leader.uid).signed().said(final=True).endorsed()
    with pytest.raises(NotAllowed, match="还没有核实"):
        close_matter(walk.uid, by=house.by(house.leader), key=uuid7())
    with pytest.raises(NotAllowed, match=f"由责任领导{house.leader.person.name}销号"):
        walk.closed()
    walk.accepted()
    assert walk.waits_for(house.leader) == ["销号"]
    send_back(walk.last().uid, "没有看到现场", by=house.by(house.leader), key=uuid7())
    assert (walk.part().state, walk.part().returned, walk.waits_for(house.leader)) == ("under_way", 1, [])
    assert walk.waits_for(house.staff[0]) == ["办理并反馈"]
    walk.done()
    close_matter(walk.uid, by=house.by(house.leader), key=uuid7())
    assert walk.matter.state == "closed"


def test_a_key_matter_without_a_leader_is_refused() -> None:
    with pytest.raises(Invalid, match="请选择责任领导"):
        a_matter(level="urgent")


def test_feedback_is_signed_by_the_units_leader_and_one_waits_at_a_time() -> None:
    walk = a_matter().signed()
    house = walk.house
    with pytest.raises(Invalid, match="办理情况"):
        walk.said(text=" ")
    with pytest.raises(Invalid, match="佐证材料"):
        feed_back(
            walk.part().uid, Told(progress=100, text="好了", is_final=True), by=house.by(house.staff[0]), key=uuid7()
        )
    walk.said()
    with pytest.raises(SomebodyWasFirst, match="已报过一次"):
        walk.said()
    with pytest.raises(NotAllowed, match="负责人"):
        endorse(walk.last().uid, by=house.by(house.staff[0]), key=uuid7())
    with pytest.raises(NotAllowed, match="还没有由本单位负责人签发"):
        walk.accepted()
    decline(walk.last().uid, "数字不对", by=house.by(house.heads[0]), key=uuid7())
    assert (walk.last().state, walk.part().returned) == (FeedbackState.DECLINED, 0)
    assert walk.waits_for(house.heads[0]) == []
    feed_back(walk.part().uid, Told(progress=50, text="已改"), by=house.by(house.heads[0]), key=uuid7())
    assert walk.last().signed_names["name"] == house.heads[0].person.name
    with pytest.raises(SomebodyWasFirst, match="已由"):
        endorse(walk.last().uid, by=house.by(house.heads[0]), key=uuid7())


def test_before_it_is_signed_for_nothing_is_told_and_only_the_unit_signs() -> None:
    walk = a_matter(units=2)
    house = walk.house
    with pytest.raises(NotAllowed, match="还没有签收"):
        walk.said()
    with pytest.raises(NotAllowed, match="由该单位的人来办"):
        walk.signed(0, by=house.heads[1])
    with pytest.raises(Invalid, match="责任人不在"):
        sign_for(walk.part().uid, house.staff[1].uid, by=house.by(house.heads[0]), key=uuid7())
    walk.signed()
    with pytest.raises(SomebodyWasFirst, match="签收"):
        walk.signed()


def test_an_extension_is_asked_before_the_day_agreed_to_and_decided_and_capped() -> None:
    walk = a_matter().signed()
    house, first = walk.house, walk.part().due_on
    by_staff = house.by(house.staff[0])
    with pytest.raises(Invalid, match="之后"):
        ask_extension(walk.part().uid, first, "人手不够", "一半", by=by_staff, key=uuid7())
    one = ask_extension(walk.part().uid, first + timedelta(days=9), "人手不够", "一半", by=by_staff, key=uuid7())
    assert walk.waits_for(house.heads[0]) == ["签批延期申请"]
    with pytest.raises(NotAllowed, match="没有同意上报"):
        decide_extension(one.uid, granted=True, by=house.by(house.supervisor), key=uuid7())
    with pytest.raises(SomebodyWasFirst, match="已申请延至"):
        walk.extension()
    agree_to_extension(one.uid, agreed=True, by=house.by(house.heads[0]), key=uuid7())
    assert walk.waits_for(house.supervisor) == ["决定延期"]
    with pytest.raises(Invalid, match="为什么不同意"):
        decide_extension(one.uid, granted=False, by=house.by(house.supervisor), key=uuid7())
    decide_extension(one.uid, granted=True, by=house.by(house.supervisor), key=uuid7())
    part = walk.part()
    assert (part.due_on, part.original_due_on, part.extended) == (first + timedelta(days=9), first, 1)
    with pytest.raises(SomebodyWasFirst, match="已由"):
        decide_extension(one.uid, granted=False, said="不行", by=house.by(house.second), key=uuid7())
    walk.extended()
    with pytest.raises(NotAllowed, match="已延期2次，最多2次"):
        walk.extension()


def test_an_extension_that_is_declined_moves_nothing_and_one_asked_too_late_is_refused() -> None:
    walk = a_matter().signed()
    house, first = walk.house, walk.part().due_on
    one = ask_extension(
        walk.part().uid, first + timedelta(days=1), "人手不够", "一半", by=house.by(house.staff[0]), key=uuid7()
    )
    agree_to_extension(one.uid, agreed=False, said="加人", by=house.by(house.heads[0]), key=uuid7())
    two = walk.extension()
    decide_extension(two.uid, granted=False, said="不批", by=house.by(house.supervisor), key=uuid7())
    three = walk.extension()
    walk.said(final=True).endorsed()
    three.refresh_from_db()
    assert (walk.part().due_on, walk.part().extended, three.state) == (first, 0, ExtensionState.LAPSED)
    late = a_matter().signed().opened_before(40, today() - timedelta(days=1))
    with pytest.raises(NotAllowed, match="到期前申请"):
        late.extension()


def test_feedback_answers_its_period_and_what_is_sent_back_is_due_again() -> None:
    walk = a_matter(cycle="every", every=5).signed()
    due = walk.part().feedback_due_on
    assert due is not None
    walk.said().endorsed()
    following = walk.part().feedback_due_on
    assert (walk.last().answers, following is not None and following > due) == (due, True)
    walk.sent_back()
    assert walk.part().feedback_due_on == due
    walk.said().endorsed().accepted().said().endorsed()
    assert (walk.last().answers, walk.part().feedback_due_on) == (None, following)  # one more in the same period
    todo = Todo.objects.get(task=f"work/{walk.part().uid}", closed_at__isnull=True)
    assert todo.due_at is not None


def test_who_may_urge_and_that_nobody_is_urged_twice_within_hours() -> None:
    walk = a_matter(units=2).signed()
    house = walk.house
    with pytest.raises(NotAllowed, match="督办人员"):
        urge(walk.uid, by=house.by(house.heads[1]), key=uuid7())
    urge(walk.uid, [walk.part(0).uid], words="请抓紧", by=house.by(house.supervisor), key=uuid7())
    urge(walk.uid, by=house.by(house.second), key=uuid7())  # the other one
    assert Reminder.objects.filter(rung="person").count() == 2
    with pytest.raises(NotAllowed, match="小时内都催过"):
        urge(walk.uid, by=house.by(house.supervisor), key=uuid7())
    assert Notification.objects.filter(person=house.staff[0].person, title__startswith="督办催办").count() == 1


def test_looking_again_is_done_once_and_only_where_a_day_was_set() -> None:
    walk = a_matter().signed().done()
    house, by = walk.house, walk.house.by(walk.house.supervisor)
    with pytest.raises(Invalid, match="今天以后"):
        close_matter(walk.uid, recheck_on=today(), by=by, key=uuid7())
    close_matter(walk.uid, recheck_on=today() + timedelta(days=9), by=by, key=uuid7())
    recheck(walk.uid, held=False, said="又漏水了", by=by, key=uuid7())
    with pytest.raises(SomebodyWasFirst, match="回头看过"):
        recheck(walk.uid, held=True, said="好了", by=house.by(house.second), key=uuid7())
    other = a_matter(house).signed().done().closed()
    with pytest.raises(NotAllowed, match="没有定回头看"):
        recheck(other.uid, held=True, said="好", by=by, key=uuid7())


def test_a_rule_is_set_by_whoever_supervises_and_says_what_was_changed() -> None:
    house = a_house()
    rule = rule_of(house.organ)
    numbers = {name: getattr(rule, name) for name in BOUNDS}
    with pytest.raises(NotThere):
        set_rule(house.organ.uid, Numbers(**numbers), by=house.by(house.heads[0]), key=uuid7())
    with pytest.raises(NotThere):
        set_rule(house.bureau.uid, Numbers(**numbers), by=house.by(house.supervisor), key=uuid7())
    with pytest.raises(Invalid, match="须在0至100"):
        set_rule(house.organ.uid, Numbers(**numbers | {"lag": 101}), by=house.by(house.supervisor), key=uuid7())
    set_rule(house.organ.uid, Numbers(**numbers | {"most_extensions": 0}), by=house.by(house.supervisor), key=uuid7())
    assert TrailEntry.objects.get(act="supervision.rule_set").detail["opinion"] == "一项任务最多延期几次：2改为0"
    with pytest.raises(NotAllowed, match="最多0次"):
        a_matter(house).signed().extension()


def test_who_opens_and_to_whom_is_bounded() -> None:
    house = a_house()
    with pytest.raises(NotAllowed, match="立项"):
        a_matter(house, by=house.staff[0])
    foreign, below = an_organ(an_organ()), an_organ(house.organ)
    for lead, sentence in (
        (foreign.uid, "牵头单位不在"),
        (house.bureau_clerk.department.uid, "牵头单位不在"),
        (None, "牵头"),
    ):
        with pytest.raises(Invalid, match=sentence):
            a_matter(house, lead=lead)
    with pytest.raises(Invalid, match="1个配合单位"):
        a_matter(house, co_units=[uuid7()])
    stranger = appointed(a_department(foreign), "leader", "supervisor")
    with pytest.raises(Invalid, match="责任领导不是"):
        a_matter(house, leader=stranger.uid)
    with pytest.raises(Invalid, match="督办人不在"):
        a_matter(house, supervisor=stranger.uid)
    assert a_matter(house, lead=below.uid).part().organ == below
    for wrong in ({"due_on": today() - timedelta(days=1)}, {"days": 0}, {"days": None}, {"days": 251}):
        with pytest.raises(Invalid, match="时限"):
            a_matter(house, **wrong)
    with pytest.raises(Invalid, match="密级标志"):
        a_matter(house, content="秘密★10年")
    with pytest.raises(Invalid, match="反馈周期"):
        a_matter(house, cycle="every", every=0)
    assert Matter.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "verified"},
        {"due_on": "2020-01-01"},
        {"state": "under_way", "undertaker": None, "signed_at": None},
        {"progress": 101},
    ],
)
def test_what_must_always_hold_is_held_by_the_database(wrong: dict[str, object]) -> None:
    walk = a_matter()
    with pytest.raises(DatabaseError), transaction.atomic():
        Assignment.objects.filter(pk=walk.part().pk).update(**wrong)


def test_a_judgement_needs_words_and_the_right_person() -> None:
    walk = a_matter().signed().said().endorsed()
    house = walk.house
    with pytest.raises(Invalid, match="为什么退办"):
        walk.sent_back(said="")
    with pytest.raises(NotAllowed, match="督办"):
        accept(walk.last().uid, by=house.by(house.heads[0]), key=uuid7())
    stranger = appointed(a_department(an_organ()), "supervisor", "leader")
    with pytest.raises(NotThere):
        accept(walk.last().uid, by=house.by(stranger), key=uuid7())
