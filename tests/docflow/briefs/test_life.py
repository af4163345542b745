"""From a unit's words to an issue before its readers: each step once, nothing lost on the way back."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from docflow.briefs.actions import edit, issuing, signing, submit, take
from docflow.briefs.actions.requesting import call_off_request
from docflow.briefs.actions.tend import tend_requests
from docflow.briefs.models import Brief, Item, PeriodicalYear, Score
from office.api import Deadline, may_read
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.transactions import LOCK_ORDER, recorded_locks
from office.models import Todo
from realtime.models import Notification
from tests.docflow.briefs.desk import TEXT, a_world

pytestmark = pytest.mark.django_db


def test_from_a_clerk_to_the_readers() -> None:
    world = a_world()
    brief = world.submitted(approved=False)
    assert brief.state == "written"
    assert world.waits_for(world.heads[0]) == ["审核信息"]
    assert not may_read(world.by(world.editor), brief.uid)  # it has not left its unit
    submit.approve(brief.uid, by=world.by(world.heads[0]), key=uuid7())
    assert world.waits_for(world.editor) == world.waits_for(world.second) == ["编辑来稿"]
    item = world.taken(brief)
    assert (world.waits_for(world.editor), world.waits_for(world.second)) == (["编辑稿件"], [])
    world.edited(item, "编辑改过的正文。")
    entry = world.adopted(item)
    issue = world.at_signing(entry.issue)
    assert world.waits_for(world.leader) == ["签发"]
    assert not may_read(world.by(world.bureau_clerk), issue.uid)
    signing.sign(issue.uid, by=world.by(world.leader), key=uuid7())
    assert not may_read(world.by(world.bureau_clerk), issue.uid)
    issue = world.printed(issue)
    brief.refresh_from_db()
    assert (brief.state, brief.text) == ("published", TEXT)
    assert (issue.n, issue.total, issue.paper["pieces"][0]["body"]) == (1, 101, ["编辑改过的正文。"])
    for reader in (world.bureau_clerk, world.leader):
        assert may_read(world.by(reader), issue.uid)
        assert Notification.objects.filter(person=reader.person, title__contains="已刊发").count() == 1
    assert not may_read(world.by(world.staff[1]), issue.uid)
    told = Notification.objects.get(person=world.staff[0].person, title__contains="已采用")
    assert "《政务信息》采用一条2分" in told.body
    assert Todo.objects.open().filter(room="briefs").count() == 0


def test_number_is_gap_free_and_what_is_signed_never_changes() -> None:
    world = a_world()
    first, second = world.issued(), world.issued()
    assert [first.n, second.n, second.total] == [1, 2, 102]
    assert PeriodicalYear.objects.get(periodical=world.periodicals[0]).last == 2
    item = first.entries.get().item
    with pytest.raises(SomebodyWasFirst, match=r"已由.*签发"):
        issuing.take_out(first.uid, first.entries.get().uid, by=world.by(world.editor), key=uuid7())
    world.edited(item, "以后再改。")  # for another periodical
    first.refresh_from_db()
    assert first.paper["pieces"][0]["body"] == [TEXT]
    with pytest.raises(SomebodyWasFirst, match="已由"):
        signing.sign(first.uid, by=world.by(world.leader), key=uuid7())


def test_while_it_waits_for_the_signer_nothing_changes_and_it_may_be_called_back() -> None:
    world = a_world()
    item = world.taken()
    issue = world.at_signing(world.adopted(item).issue)
    entry = issue.entries.get()
    for deed in (
        lambda: world.edited(item),
        lambda: issuing.take_out(issue.uid, entry.uid, by=world.by(world.editor), key=uuid7()),
        lambda: issuing.arrange(issue.uid, entry.uid, "up", by=world.by(world.editor), key=uuid7()),
    ):
        with pytest.raises((NotAllowed, SomebodyWasFirst), match="收回"):
            deed()
    with pytest.raises(NotAllowed, match="不是送您签发"):
        signing.sign(issue.uid, by=world.by(world.editor), key=uuid7())
    signing.send_back(issue.uid, "第一段再核一下。", by=world.by(world.leader), key=uuid7())
    world.edited(item)
    with pytest.raises(NotAllowed, match="校样不是最新"):
        signing.send_for_signing(issue.uid, world.leader.uid, by=world.by(world.editor), key=uuid7())
    issuing.take_out(issue.uid, entry.uid, by=world.by(world.editor), key=uuid7())
    assert Brief.objects.get(item=item).state == "taken"
    assert world.waits_for(world.editor) == ["编辑稿件"]


def test_entries_keep_their_places_when_one_is_moved_or_taken_out() -> None:
    world = a_world()
    entries = [world.adopted() for _ in range(3)]
    issue, by = entries[0].issue, world.by(world.editor)
    issuing.arrange(issue.uid, entries[2].uid, "up", by=by, key=uuid7())
    assert list(issue.entries.values_list("pk", "place")) == [(entries[n].pk, k) for k, n in enumerate((0, 2, 1), 1)]
    with pytest.raises(NotAllowed, match="到头"):
        issuing.arrange(issue.uid, entries[0].uid, "up", by=by, key=uuid7())
    issuing.take_out(issue.uid, entries[0].uid, by=by, key=uuid7())
    assert list(issue.entries.values_list("pk", "place")) == [(entries[2].pk, 1), (entries[1].pk, 2)]


def test_sent_back_withdrawn_and_reported_again_under_the_same_address() -> None:
    world = a_world()
    brief = world.submitted()
    item = world.taken(brief)
    take.send_back(item.uid, brief.uid, "缺数字。", by=world.by(world.editor), key=uuid7())
    brief.refresh_from_db()
    assert (brief.state, brief.said, brief.text) == ("returned", "缺数字。", TEXT)
    assert Item.objects.get(pk=item.pk).closed_why.startswith("退")
    assert world.waits_for(world.staff[0]) == ["修改后再报"]
    report = submit.Report(title=brief.title, text=f"{TEXT}投入两千万元。")
    submit.revise(brief.uid, report, by=world.by(world.staff[0]), key=uuid7())
    submit.withdraw(brief.uid, by=world.by(world.staff[0]), key=uuid7())
    assert not may_read(world.by(world.editor), brief.uid)
    submit.revise(brief.uid, report, by=world.by(world.heads[0]), key=uuid7())  # who leads the unit approves by it
    brief.refresh_from_db()
    assert (brief.state, brief.approved_names["name"]) == ("submitted", world.heads[0].person.name)
    item = world.taken(brief)
    with pytest.raises(SomebodyWasFirst, match=r"已由.*接收"):
        submit.withdraw(brief.uid, by=world.by(world.staff[0]), key=uuid7())
    take.drop(item.uid, "已有同类信息。", by=world.by(world.editor), key=uuid7())
    brief.refresh_from_db()
    assert (brief.state, brief.said) == ("unused", "已有同类信息。")
    assert Todo.objects.open().filter(room="briefs").count() == 0


def test_several_are_merged_and_their_units_remembered() -> None:
    world = a_world()
    own, other, held = world.submitted(0), world.submitted(1), world.submitted(1, text="另一条。")
    item, second = world.taken(own), world.taken(held)
    third = world.taken(world.submitted(0, text="别人手里的。"), by=world.second)
    by = world.by(world.editor)
    with pytest.raises(NotAllowed, match="手里"):
        edit.merge(item.uid, [other.uid, third.sources.get().uid], by=by, key=uuid7())
    assert item.sources.count() == 1  # none of them, where one cannot
    edit.merge(item.uid, [other.uid, held.uid], by=by, key=uuid7())
    item.refresh_from_db()
    assert [one.pk for one in item.sources.order_by("place")] == [own.pk, other.pk, held.pk]
    assert item.text.endswith("另一条。")
    second.refresh_from_db()
    assert second.closed_why.startswith("并入")
    paper = world.issued(world.adopted(item).issue).paper
    assert paper["pieces"][0]["sources"] == f"{own.unit_name}、{other.unit_name}"
    assert set(Brief.objects.filter(item=item).values_list("state", flat=True)) == {"published"}


def test_on_an_older_text_nothing_is_saved() -> None:
    world = a_world()
    item = world.taken()
    world.edited(item)
    with pytest.raises(SomebodyWasFirst, match=r"没有保存：.*先改了这件稿件"):
        edit.edit(item.uid, "题", "旧的", 1, by=world.by(world.editor), key=uuid7())
    with pytest.raises(NotAllowed, match="接手"):
        edit.edit(item.uid, "题", "旧的", 2, by=world.by(world.second), key=uuid7())
    take.take_over(item.uid, by=world.by(world.second), key=uuid7())
    assert (world.waits_for(world.editor), world.waits_for(world.second)) == ([], ["编辑稿件"])


def test_words_that_cannot_be_kept_and_the_same_twice_are_refused() -> None:
    world = a_world()
    brief = world.submitted()
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"title": ""}, "请写标题"),
        ({"text": " \n"}, "请写正文"),
        ({"text": "机密★20年"}, "密级"),
        ({"title": "甲\u202e乙"}, "方向"),
        ({"kind": "gossip"}, "类别"),
    ]
    for more, said in wrong:
        with pytest.raises(Invalid, match=said):
            world.submitted(**more)
    with pytest.raises(SomebodyWasFirst, match="报过"):
        world.submitted(title=brief.title)
    assert Brief.objects.count() == 1


def test_a_request_is_among_the_to_dos_with_its_day_until_it_is_answered() -> None:
    world = a_world()
    world.ruled(missed=-10)
    request = world.asked()
    assert world.waits_for(world.heads[0]) == world.waits_for(world.bureau_clerk) == ["报送约稿信息"]
    assert Deadline.objects.open().filter(about=request.uid).count() == 2
    brief = world.submitted(request=request.uid, approved=False)
    assert world.waits_for(world.heads[0]) == ["审核信息", "报送约稿信息"]
    submit.approve(brief.uid, by=world.by(world.heads[0]), key=uuid7())
    assert world.waits_for(world.heads[0]) == []
    submit.withdraw(brief.uid, by=world.by(world.staff[0]), key=uuid7())
    assert world.waits_for(world.heads[0]) == ["报送约稿信息"]
    submit.revise(
        brief.uid, submit.Report(title="再报", text=TEXT, request=request.uid), by=world.by(world.heads[0]), key=uuid7()
    )
    with time_machine.travel(now() + timedelta(days=30)):
        assert (tend_requests(), tend_requests()) == (1, 0)
        score = Score.objects.get()
        assert (score.unit, score.points) == (world.bureau, Decimal(-10))
        assert "到期没有报，计−10分" in score.words
        assert Notification.objects.filter(person=world.bureau_clerk.person, title__contains="到期未报").count() == 1


def test_a_request_that_is_called_off_waits_for_nobody_and_takes_no_answer() -> None:
    world = a_world()
    request = world.asked()
    call_off_request(request.uid, "已有材料。", by=world.by(world.second), key=uuid7())
    assert world.waits_for(world.bureau_clerk) == []
    with pytest.raises(NotAllowed, match="已经撤销"):
        world.submitted(request=request.uid)
    with pytest.raises(NotThere):
        submit.submit(
            None, submit.Report(title="题", text="文", request=request.uid), by=world.by(world.staff[1]), key=uuid7()
        )
    with time_machine.travel(now() + timedelta(days=30)):
        assert tend_requests() == 0


def test_locks_are_taken_in_their_order() -> None:
    world = a_world()
    with recorded_locks() as places:
        world.issued()
    assert set(places) >= {"briefs_desk"}
    assert LOCK_ORDER.index("matter") < LOCK_ORDER.index("briefs_desk") < LOCK_ORDER.index("todo")
