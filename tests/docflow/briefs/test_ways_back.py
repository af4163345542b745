"""Ways that are seldom gone: a colleague's item in an issue, a request called off meanwhile, a desk in other hands, a proof that has grown old."""

import pytest

from docflow.briefs.actions import edit, setting_up, signing, submit, take
from docflow.briefs.actions.requesting import call_off_request
from docflow.briefs.models import Brief
from docflow.briefs.selectors.page import page_of_item, page_of_request
from office.api import may_read
from office.kernel.ids import uuid7
from office.kernel.refusals import NotAllowed
from tests.docflow.briefs.desk import TEXT, a_world
from tests.factories import a_department, appointed

pytestmark = pytest.mark.django_db


def test_an_item_that_stands_in_an_issue_is_taken_over_too() -> None:
    world = a_world()
    item = world.adopted().item
    take.take_over(item.uid, by=world.by(world.second), key=uuid7())
    item.refresh_from_db()
    assert (item.editor, world.waits_for(world.second)) == (world.second, [])


def test_what_was_sent_back_is_revised_though_its_request_was_called_off() -> None:
    world = a_world()
    request = world.asked()
    brief = world.submitted(request=request.uid)
    item = world.taken(brief)
    take.send_back(item.uid, brief.uid, "请补数据。", by=world.by(world.editor), key=uuid7())
    call_off_request(request.uid, "已有材料。", by=world.by(world.second), key=uuid7())
    said = submit.Report(title="再报", text=TEXT, request=request.uid)
    again = submit.revise(brief.uid, said, by=world.by(world.staff[0]), key=uuid7())
    assert again.request == request


def test_other_hands_at_the_desk_open_nothing_that_a_unit_keeps() -> None:
    world = a_world()
    kept, sent = world.submitted(approved=False), world.submitted(1, title="已报")
    gone = world.submitted(1, title="撤回的")
    submit.withdraw(gone.uid, by=world.by(world.staff[1]), key=uuid7())
    others = a_department(world.organ)
    newcomer = appointed(others)
    setting_up.set_desk(
        world.organ.uid,
        department=others.uid,
        needs_approval=True,
        in_use=True,
        by=world.by(world.reviewer),
        key=uuid7(),
    )
    readable = [may_read(world.by(newcomer), one.uid) for one in (kept, sent, gone)]
    assert readable == [False, True, False]


def test_what_went_back_to_its_unit_is_not_shown_with_the_request() -> None:
    world = a_world()
    request = world.asked()
    brief = world.submitted(request=request.uid)
    submit.withdraw(brief.uid, by=world.by(world.staff[0]), key=uuid7())
    page = page_of_request(request, by=world.by(world.editor))
    assert [one.briefs for one in page.answers] == [[], []]


def test_nothing_is_merged_into_what_is_out_and_a_merged_brief_stands_as_its_item() -> None:
    world = a_world()
    item = world.adopted().item
    late = world.submitted(1, title="补来的")
    edit.merge(item.uid, [late.uid], by=world.by(world.editor), key=uuid7())
    late.refresh_from_db()
    assert late.state == item.sources.order_by("place")[0].state == "adopted"
    world.issued(item.entries.get().issue)
    more = world.submitted(1, title="更晚的")
    with pytest.raises(NotAllowed, match="已刊发"):
        edit.merge(item.uid, [more.uid], by=world.by(world.editor), key=uuid7())
    item.refresh_from_db()
    assert page_of_item(item, by=world.by(world.editor)).mergeable == []


def test_two_sources_of_one_item_come_along_together() -> None:
    world = a_world()
    one, two = world.submitted(title="其一"), world.submitted(1, title="其二")
    other = world.taken(one)
    edit.merge(other.uid, [two.uid], by=world.by(world.editor), key=uuid7())
    item = world.taken(world.submitted(title="其三"))
    edit.merge(item.uid, [one.uid, two.uid], by=world.by(world.editor), key=uuid7())
    assert Brief.objects.filter(item=item).count() == 3


def test_what_is_signed_is_what_its_proof_showed() -> None:
    world = a_world()
    issue = world.at_signing()
    periodical = issue.periodical
    periodical.name = "改了名的刊物"
    periodical.save()
    with pytest.raises(NotAllowed, match="与校样不同"):
        signing.sign(issue.uid, by=world.by(world.leader), key=uuid7())
