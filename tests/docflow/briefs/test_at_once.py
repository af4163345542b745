"""Two at the same moment: one editor has it, one number each, one score each; and who came second is told."""

from functools import partial

import pytest

from docflow.briefs.actions import edit, issuing, signing, submit, take
from docflow.briefs.actions.tend import tend_requests
from docflow.briefs.models import Brief, BriefRequest, Entry, Issue, Item, Score
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.models import TrailEntry
from tests.docflow.briefs.desk import a_world, laid
from tests.docflow.circulation.test_at_once import together
from tests.docflow.supervision.test_at_once import first_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_editors_take_one_and_its_unit_withdraws_it() -> None:
    world = a_world()
    brief = world.submitted()
    who = (world.editor, world.second, world.reviewer)
    deeds = [partial(take.take, brief.uid, by=world.by(one), key=uuid7()) for one in who]
    outcomes = together(*deeds, partial(submit.withdraw, brief.uid, by=world.by(world.staff[0]), key=uuid7()))
    assert sum(isinstance(one, Item | Brief) for one in outcomes) == 1, outcomes
    assert Item.objects.count() == (Brief.objects.get().state == "taken")


def test_an_issue_is_signed_once_and_published_once() -> None:
    world = a_world()
    issue = world.at_signing()
    deeds = [partial(signing.sign, issue.uid, by=world.by(world.leader), key=uuid7()) for _ in range(3)]
    deeds.append(partial(signing.send_back, issue.uid, "", by=world.by(world.editor), key=uuid7()))
    outcomes = together(*deeds)
    assert sum(isinstance(one, Issue) for one in outcomes) == 1, outcomes
    issue.refresh_from_db()
    if issue.n is None:
        issue = signing.sign(world.at_signing(issue).uid, by=world.by(world.leader), key=uuid7())
    issue = Issue.objects.select_related("periodical__desk__organ").get(pk=issue.pk)
    together(*(partial(signing.publish, issue.uid, laid(issue), by=None, key=uuid7()) for _ in range(2)))
    assert (issue.n, Score.objects.count()) == (1, 1)
    assert TrailEntry.objects.filter(act="briefs.published").count() == 1


def test_one_item_goes_into_an_issue_once_and_is_saved_by_one() -> None:
    world = a_world()
    item, by = world.taken(), world.by(world.editor)
    periodical = world.periodicals[0].uid
    first_of(together(*(partial(issuing.adopt, item.uid, periodical, by=by, key=uuid7()) for _ in range(3))), Entry)
    saves = [partial(edit.edit, item.uid, "题", f"第{n}个人写的", 1, by=by, key=uuid7()) for n in range(3)]
    first_of(together(*saves), Item)


def test_the_clock_runs_twice_and_a_missed_request_counts_once() -> None:
    world = a_world()
    world.ruled(missed=-1)
    request = world.asked()
    BriefRequest.objects.filter(pk=request.pk).update(due_on=today().replace(year=today().year - 1))
    together(tend_requests, tend_requests)
    assert Score.objects.filter(kind="missed").count() == 2  # of each unit one
