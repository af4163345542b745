"""Whatever happens on the route, the circulation stays as it is; and it asks nothing of the route."""

import pytest

from docflow.actions.hand_back import return_to, withdraw
from docflow.actions.keeping import resume, suspend, terminate
from docflow.circulation.actions.end_circulation import end_circulation
from docflow.circulation.models import Circulation
from docflow.circulation.papers import Circulating, circulating
from office.api import grant, may_read, role_key
from office.kernel.ids import uuid7
from office.kernel.transactions import LOCK_ORDER, recorded_locks
from office.models import Todo
from tests.docflow.acts.soundness import assert_sound
from tests.docflow.circulation.sending import has_read, reading_of, sent_round, waits_for
from tests.docflow.world import Paper, a_draft, an_office

pytestmark = pytest.mark.django_db


def standing(circulation: Circulation) -> tuple[object, ...]:
    """All that can be said of it."""
    row = Circulation.objects.filter(pk=circulation.pk).values().get()
    todos = Todo.objects.filter(room="circulation").order_by("pk").values()
    return row, list(circulation.readings.values()), list(todos)


def test_return_withdrawal_suspension_and_an_end_leave_it_alone() -> None:
    paper: Paper = a_draft(consult=True).sent()
    office = paper.office
    keeper = office.actor(office.flow_keeper)
    circulation = sent_round(paper, office.leader, office.second_reviewer, order="in_order")
    before = standing(circulation)
    sent = paper.document.run.tasks.get(step="draft")
    withdraw(sent.uid, by=office.actor(office.drafter), key=uuid7())
    assert standing(circulation) == before
    paper.sent().reviewed()
    back = paper.task("countersign", office.consulted[0])
    return_to(back.uid, "draft", by=office.actor(office.consulted[0]), key=uuid7(), reason="不清")
    assert standing(circulation) == before
    suspend(paper.uid, by=keeper, key=uuid7(), reason="等材料")
    assert standing(circulation) == before
    has_read(circulation, office, office.leader, opinion="缓一缓也好。")  # while the route lies still
    resume(paper.uid, by=keeper, key=uuid7())
    before = standing(circulation)
    terminate(paper.uid, by=keeper, key=uuid7(), reason="不发了")
    assert standing(circulation) == before
    assert waits_for(office, office.second_reviewer) == 1
    end_circulation(circulation.uid, by=office.actor(office.drafter), key=uuid7(), reason="公文已终止")
    circulation.refresh_from_db()
    assert circulation.ended_why == "公文已终止"
    assert_sound()


def test_a_terminated_paper_is_read_to_the_end() -> None:
    paper = a_draft().sent()
    office = paper.office
    circulation = sent_round(paper, office.leader)
    terminate(paper.uid, by=office.actor(office.flow_keeper), key=uuid7(), reason="不发了")
    has_read(circulation, office, office.leader)
    circulation.refresh_from_db()
    assert circulation.ended_why == "全部阅毕"


def test_locks_are_taken_in_their_order() -> None:
    paper = a_draft().sent()
    office = paper.office
    with recorded_locks() as places:
        circulation = sent_round(paper, office.leader, office.clerk, order="in_order")
        has_read(circulation, office, office.leader)
        end_circulation(circulation.uid, by=office.actor(office.drafter), key=uuid7(), reason="够了")
    assert places == ["run", "run", "circulation", "circulation"]
    assert LOCK_ORDER.index("run") < LOCK_ORDER.index("circulation") < LOCK_ORDER.index("todo")


def test_a_paper_of_another_kind_goes_round_by_its_provider() -> None:
    office = an_office()
    uid = uuid7()
    letter = Circulating(uid=uid, organ=office.organ, title="来信", url="/letters/1/")
    from django.db import transaction  # noqa: PLC0415 - only here

    with transaction.atomic():
        grant(uid, role_key(office.organ, "document_clerk"), why="签收")
    paper = Paper(office, uid)
    with circulating("letter", lambda asked: letter if asked == uid else None):
        circulation = sent_round(paper, office.leader, by=office.clerk)
    assert (circulation.title, circulation.url) == ("来信", "/letters/1/")
    assert may_read(office.actor(office.leader), uid)
    assert reading_of(circulation, office.leader).asked_at is not None
