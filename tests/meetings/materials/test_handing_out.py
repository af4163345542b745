"""上传、分发、换新版、收回：who reads what from which moment to which, and who is told what."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction

from meetings.convening import life
from meetings.convening.models import AgendaUnit, Capacity, Invitation, Meeting
from meetings.convening.people import people_changed
from meetings.materials.actions.arrange import arrange
from meetings.materials.actions.bring_material import (
    Described,
    edit_material,
    remove_material,
    replace_material,
)
from meetings.materials.actions.hand_out import give_the_rest, hand_out, hand_out_all, recall, recall_all
from meetings.materials.actions.returns import register_returns, withdraw_return
from meetings.materials.models import Audience, Copy, Material, MaterialState
from meetings.materials.policy import materials
from meetings.materials.selectors.lists import materials_of
from office.api import Actor, Appointment, actor_of, appointment_key, grant
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal, SomebodyWasFirst
from office.models import TrailEntry
from realtime.models import Notification
from tests.factories import a_department, an_organ, appointed
from tests.meetings.gathering import Gathering, a_gathering
from tests.meetings.materials.folder import EXAMINED, brought, handed_out, numbers, paper, statuses

pytestmark = pytest.mark.django_db


def reads(who: Appointment, material: Material) -> bool:
    try:
        materials.to_read(material.uid, by=actor_of(who.person))
    except Refusal:
        return False
    return True


def told(who: Appointment) -> list[str]:
    rows = Notification.objects.filter(person=who.person, kind="material").order_by("pk")
    return [one.title for one in rows]


def invited(g: Gathering, who: Appointment, **fields: object) -> Invitation:
    """Somebody more, as the editor of people does it."""
    with transaction.atomic():
        made = Invitation.objects.create(
            meeting=g.meeting, person=who.person, appointment=who, order=99, told_at=now(), **fields
        )
        grant(g.meeting.uid, appointment_key(who), why="会议")
        people_changed(Meeting.objects.get(pk=g.meeting.pk))
    return made


def withdrawn(invitation: Invitation) -> None:
    with transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=now())
        people_changed(invitation.meeting)


def test_before_it_is_handed_out_nobody_but_the_organisers_knows_of_it() -> None:
    g = a_gathering()
    material = brought(g)
    assert [reads(who, material) for who in (g.organiser, g.second, g.host, *g.guests, g.stranger)] == [
        True, True, False, False, False, False, False,
    ]  # fmt: skip
    for who in (*g.guests, g.stranger):
        assert set(statuses(who, material).values()) == {404}
        assert told(who) == []


def test_handed_out_each_is_told_once_and_reads_it() -> None:
    g = a_gathering()
    material, key = brought(g), uuid7()
    for _ in range(2):
        hand_out(material.uid, by=g.by(g.second), key=key)
    for who in (g.host, *g.guests):
        assert told(who) == ["“防汛工作专题会议”的材料《汇报材料》已分发"]
        assert statuses(who, material) == {"read": 200, "page": 200, "print": 403, "download": 403, "standing": 200}
    assert set(statuses(g.stranger, material).values()) == {404}
    assert told(g.stranger) == []
    with pytest.raises(SomebodyWasFirst, match="已经分发"):
        hand_out(material.uid, by=g.by(g.organiser), key=uuid7())
    acts = TrailEntry.objects.filter(about=material.uid).order_by("pk")
    assert [one.act for one in acts] == ["materials.brought", "materials.handed_out"]


def test_all_drafts_at_once_are_one_notice_to_each_of_what_is_his() -> None:
    g = a_gathering()
    item = g.meeting.items.get(place=1)
    sits_in = invited(g, g.stranger, capacity=Capacity.SITTING_IN, item=item)
    brought(g, "议程")
    brought(g, "第一项的汇报", item=item.uid, audience=Audience.ITEM)
    hand_out_all(g.meeting.uid, by=g.by(g.organiser), key=uuid7())
    assert told(g.guests[0]) == ["“防汛工作专题会议”的2份材料已分发"]
    assert told(g.stranger) == ["“防汛工作专题会议”的材料《第一项的汇报》已分发"]
    assert [one.title for one in materials.for_guest(sits_in)] == ["第一项的汇报"]
    with pytest.raises(SomebodyWasFirst):
        hand_out_all(g.meeting.uid, by=g.by(g.organiser), key=uuid7())


def test_a_guest_of_one_item_reads_what_is_for_his_item_alone() -> None:
    g = a_gathering(items=2)
    first, second = g.meeting.items.all()
    unit = appointed(a_department(an_organ()))
    sits_in = appointed(a_department(an_organ()))
    AgendaUnit.objects.create(item=second, organ=unit.organ, department=unit.department)
    invited(g, sits_in, capacity=Capacity.SITTING_IN, item=second)
    invited(g, unit, capacity=Capacity.SITTING_IN)
    whole = handed_out(g, "会议须知")
    of_first = handed_out(g, "甲", item=first.uid, audience=Audience.ITEM)
    of_second = handed_out(g, "乙", item=second.uid, audience=Audience.ITEM)
    all_first = handed_out(g, "丙", item=first.uid)
    inside = handed_out(g, "丁", audience=Audience.ORGANISERS)
    rows = (whole, of_first, of_second, all_first, inside)
    assert [reads(sits_in, one) for one in rows] == [False, False, True, False, False]
    assert [reads(unit, one) for one in rows] == [True, False, True, True, False]
    assert [reads(g.guests[0], one) for one in rows] == [True, True, True, True, False]
    assert [reads(g.organiser, one) for one in rows] == [True] * 5
    assert statuses(sits_in, of_first)["page"] == 404


def test_an_item_that_is_gone_leaves_its_materials_to_the_organisers() -> None:
    g = a_gathering(items=1)
    item = g.meeting.items.get()
    material = handed_out(g, item=item.uid, audience=Audience.ITEM)
    assert reads(g.guests[0], material)
    item.delete()
    assert not reads(g.guests[0], material)
    assert reads(g.organiser, material)


def test_it_is_open_from_a_moment_on() -> None:
    g = a_gathering()
    material, at = brought(g, may_print=True), now() + timedelta(hours=3)
    hand_out(material.uid, at, by=g.by(g.organiser), key=uuid7())
    assert Notification.objects.filter(kind="material").first().body.endswith("起可看。")  # type: ignore[union-attr]
    with pytest.raises(NotAllowed, match="起可看"):
        materials.to_read(material.uid, by=g.by(g.guests[0]))
    with time_machine.travel(at + timedelta(seconds=1)):
        assert reads(g.guests[0], material)
    with pytest.raises(Invalid, match="晚于会议结束"):
        hand_out(brought(g).uid, g.meeting.ends_at + timedelta(1), by=g.by(g.organiser), key=uuid7())


def test_a_new_version_is_read_from_now_on_and_the_old_one_is_kept() -> None:
    g = a_gathering()
    material = handed_out(g)
    replace_material(material.uid, paper(2), EXAMINED, "改了第二页", by=g.by(g.organiser), key=uuid7())
    now_there = materials.find(material.uid)
    assert [one.n for one in now_there.versions.all()] == [1, 2]
    assert now_there.version.note == "改了第二页"
    assert told(g.guests[0])[-1] == "《汇报材料》换了第2版"
    assert statuses(g.guests[0], material)["page"] == 404, "the pictures of the old one are shown to nobody"
    with pytest.raises(Invalid, match="内容相同"):
        replace_material(material.uid, paper(2), EXAMINED, by=g.by(g.organiser), key=uuid7())


def test_recalled_it_is_gone_at_once_and_everybody_learns_why() -> None:
    g = a_gathering()
    material = handed_out(g, may_print=True, may_download=True)
    assert set(statuses(g.guests[0], material).values()) == {200}
    with pytest.raises(Invalid, match="缘由"):
        recall(material.uid, " ", by=g.by(g.organiser), key=uuid7())
    recall(material.uid, "数据有误", by=g.by(g.organiser), key=uuid7())
    assert set(statuses(g.guests[0], material).values()) == {403}
    assert set(statuses(g.stranger, material).values()) == {404}
    notice = Notification.objects.filter(person=g.guests[0].person).latest("pk")
    assert (notice.title, notice.body) == ("《汇报材料》已收回", "数据有误")
    assert reads(g.organiser, material)
    with pytest.raises(SomebodyWasFirst, match="已收回"):
        recall(material.uid, "再收", by=g.by(g.organiser), key=uuid7())
    hand_out(material.uid, by=g.by(g.organiser), key=uuid7())
    assert reads(g.guests[0], material)
    assert told(g.guests[0])[-1] == "《汇报材料》重新分发"


def test_who_is_withdrawn_loses_it_at_once_and_who_leaves_his_post_too() -> None:
    g = a_gathering()
    material = handed_out(g)
    withdrawn(g.invitation(g.guests[0]))
    assert set(statuses(g.guests[0], material).values()) == {404}
    type(g.guests[1]).objects.filter(pk=g.guests[1].pk).update(until=now().date() - timedelta(days=3))
    appointed(a_department(an_organ()), person=g.guests[1].person)
    assert set(statuses(g.guests[1], material).values()) == {404}
    assert reads(g.guests[2], material)


def test_a_cancelled_meeting_shows_nothing_and_an_ended_one_goes_on_showing() -> None:
    g = a_gathering()
    material = handed_out(g)
    for state, fields in ((life.CANCELLED, {}), (life.ENDED, {"began_at": now(), "ended_at": now()})):
        Meeting.objects.filter(pk=g.meeting.pk).update(state=state, **fields)
        assert reads(g.guests[0], material) is (state == life.ENDED)
    Meeting.objects.filter(pk=g.meeting.pk).update(state=life.MINUTED)
    with pytest.raises(SomebodyWasFirst, match="不再变动"):
        brought(g)


def test_nothing_is_handed_out_before_the_meeting_is_announced() -> None:
    g = a_gathering(state=life.DRAFT)
    material = brought(g)
    for deed in (hand_out,):
        with pytest.raises(NotAllowed, match="还没有通知"):
            deed(material.uid, by=g.by(g.organiser), key=uuid7())
    with pytest.raises(NotAllowed, match="还没有通知"):
        hand_out_all(g.meeting.uid, by=g.by(g.organiser), key=uuid7())


def test_each_reader_has_a_number_by_the_list_and_newcomers_come_after() -> None:
    g = a_gathering(guests=2)
    material = handed_out(g, is_numbered=True)
    names = [one.person.name for one in (g.host, *g.guests)]
    assert numbers(material) == dict(zip(names, (1, 2, 3), strict=True))
    withdrawn(g.invitation(g.guests[0]))
    newcomer = appointed(a_department(g.organ))
    invited(g, newcomer)
    assert numbers(material) == {**dict(zip(names, (1, 2, 3), strict=True)), newcomer.person.name: 4}
    assert told(newcomer) == ["“防汛工作专题会议”的材料《汇报材料》已分发"]
    assert len(told(g.host)) == 1
    assert materials.to_read(material.uid, by=g.by(newcomer)).number == 4
    recall(material.uid, "改数", by=g.by(g.organiser), key=uuid7())
    hand_out(material.uid, by=g.by(g.organiser), key=uuid7())
    assert numbers(material)[newcomer.person.name] == 4


def test_whoever_lacks_a_number_waits_until_it_is_given() -> None:
    g = a_gathering(items=1)
    item = g.meeting.items.get()
    late = appointed(a_department(an_organ()))
    invited(g, late, capacity=Capacity.SITTING_IN)
    material = handed_out(g, is_numbered=True, item=item.uid, audience=Audience.ITEM)
    assert not reads(late, material)
    AgendaUnit.objects.create(item=item, organ=late.organ, department=late.department)
    with pytest.raises(NotAllowed, match="份号还没有编好"):
        materials.to_read(material.uid, by=g.by(late))
    give_the_rest(material.uid, by=g.by(g.organiser), key=uuid7())
    assert materials.to_read(material.uid, by=g.by(late)).number == 5
    with pytest.raises(SomebodyWasFirst, match="没有缺的"):
        give_the_rest(material.uid, by=g.by(g.organiser), key=uuid7())


def test_copies_on_paper_come_back_one_by_one() -> None:
    g = a_gathering(guests=1)
    material = handed_out(g, is_numbered=True)
    first, second = Copy.objects.filter(material=material).order_by("number")
    by = g.by(g.organiser)
    register_returns(material.uid, [first.uid], by=by, key=uuid7())
    first.refresh_from_db()
    assert first.returned_names["name"] == g.organiser.person.name
    with pytest.raises(SomebodyWasFirst):
        register_returns(material.uid, [first.uid], by=by, key=uuid7())
    with pytest.raises(NotThere):
        register_returns(material.uid, [second.uid, uuid7()], by=by, key=uuid7())
    withdraw_return(material.uid, first.uid, by=by, key=uuid7())
    with pytest.raises(SomebodyWasFirst):
        withdraw_return(material.uid, first.uid, by=by, key=uuid7())
    with pytest.raises(Invalid, match="勾选"):
        register_returns(material.uid, [], by=by, key=uuid7())
    with pytest.raises(NotAllowed, match="编号材料"):
        register_returns(handed_out(g, "普通").uid, [second.uid], by=by, key=uuid7())


def test_more_readers_after_an_edit_are_given_it_and_fewer_lose_it() -> None:
    g = a_gathering(items=1)
    item = g.meeting.items.get()
    staff = appointed(a_department(an_organ()))
    invited(g, staff, capacity=Capacity.STAFF)
    material = handed_out(g, item=item.uid, audience=Audience.ITEM)
    assert told(staff) == []
    by = g.by(g.organiser)
    edit_material(material.uid, Described(title="汇报", item=item.uid), by=by, key=uuid7())
    assert told(staff) == ["“防汛工作专题会议”的材料《汇报》已分发"]
    assert len(told(g.guests[0])) == 1
    edit_material(material.uid, Described(title="汇报", audience=Audience.ORGANISERS), by=by, key=uuid7())
    assert not reads(staff, material)
    replace_material(material.uid, paper(2), EXAMINED, by=by, key=uuid7())
    assert len(told(staff)) == 1, "what is not his any more is none of his news"
    with pytest.raises(NotAllowed, match="编号"):
        edit_material(material.uid, Described(title="汇报", is_numbered=True), by=by, key=uuid7())


def test_what_a_material_is_must_fit() -> None:
    g, other = a_gathering(), a_gathering()
    assert brought(g, "").title == "汇报"
    for wrong, said in (
        ({"title": "长" * 201}, "最多200字"),
        ({"title": "机密★ 方案"}, "密级标志"),
        ({"title": "甲\u202e乙"}, "文字方向"),
        ({"title": "甲", "item": other.meeting.items.first().uid}, "议程项"),  # type: ignore[union-attr]
        ({"title": "甲", "audience": "everybody"}, "谁可以看"),
        ({"title": "甲", "audience": Audience.ITEM}, "哪一项"),
    ):
        with pytest.raises(Invalid, match=said):
            brought(g, **wrong)
    assert Material.objects.filter(meeting=g.meeting).count() == 1


def test_only_organisers_do_anything_and_a_stranger_finds_nothing() -> None:
    g = a_gathering()
    material = handed_out(g, is_numbered=True)
    copy = Copy.objects.filter(material=material)[0]

    def deeds(by: Actor) -> list[type[Refusal]]:
        acts = (
            lambda: edit_material(material.uid, Described(title="乙"), by=by, key=uuid7()),
            lambda: replace_material(material.uid, paper(3), EXAMINED, by=by, key=uuid7()),
            lambda: hand_out(material.uid, by=by, key=uuid7()),
            lambda: recall(material.uid, "收", by=by, key=uuid7()),
            lambda: give_the_rest(material.uid, by=by, key=uuid7()),
            lambda: remove_material(material.uid, by=by, key=uuid7()),
            lambda: register_returns(material.uid, [copy.uid], by=by, key=uuid7()),
            lambda: hand_out_all(g.meeting.uid, by=by, key=uuid7()),
            lambda: recall_all(g.meeting.uid, "收", by=by, key=uuid7()),
            lambda: arrange(g.meeting.uid, [material.uid], by=by, key=uuid7()),
        )
        found = []
        for act in acts:
            with pytest.raises(Refusal) as refused:
                act()
            found.append(type(refused.value))
        return found

    before = Material.objects.filter(pk=material.pk).values().get()
    assert set(deeds(g.by(g.guests[0]))) == {NotAllowed}
    assert set(deeds(g.by(g.stranger))) == {NotThere}
    assert Material.objects.filter(pk=material.pk).values().get() == before


def test_a_draft_may_be_removed_what_was_handed_out_may_not() -> None:
    g = a_gathering()
    draft, out = brought(g, "甲"), handed_out(g, "乙")
    key = uuid7()
    for _ in range(2):
        remove_material(draft.uid, by=g.by(g.organiser), key=key)
    with pytest.raises(SomebodyWasFirst, match="留着备查"):
        remove_material(out.uid, by=g.by(g.organiser), key=uuid7())
    assert list(Material.objects.values_list("title", flat=True)) == ["乙"]


def test_they_stand_in_the_order_that_they_are_put_in_and_are_filed_so() -> None:
    g = a_gathering(items=1)
    item = g.meeting.items.get()
    of_item = handed_out(g, "丙", item=item.uid)
    a, b, draft = handed_out(g, "甲"), handed_out(g, "乙"), brought(g, "丁")
    by = g.by(g.organiser)
    arrange(g.meeting.uid, [b.uid, a.uid, draft.uid], by=by, key=uuid7())
    assert [one.title for one in materials.of(g.meeting)] == ["乙", "甲", "丁", "丙"]
    for wrong in ([a.uid, b.uid], [a.uid, b.uid, draft.uid, of_item.uid], [a.uid, a.uid, b.uid], [uuid7()], []):
        with pytest.raises(SomebodyWasFirst, match="刷新"):
            arrange(g.meeting.uid, wrong, by=by, key=uuid7())
    recall_all(g.meeting.uid, "会后收回", by=by, key=uuid7())
    filed = materials_of(g.meeting)
    assert [(one.material.title, one.item, one.version) for one in filed] == [
        ("乙", "", 1), ("甲", "", 1), ("丙", "第1个议题", 1),
    ]  # fmt: skip
    assert {one.material.state for one in filed} == {MaterialState.RECALLED}
