"""Who may read because of a circulation, and what a withdrawal takes back: what the circulation alone gave, and nothing else."""

import pytest

from docflow.actions.hand_back import reassign
from docflow.circulation import policy
from docflow.circulation.actions.reading import mark_read
from docflow.circulation.actions.taking_off import withdraw_readers
from docflow.circulation.models import Circulation
from docflow.circulation.selectors.lists import VIEWS, listed
from office.api import may_read
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.models import Appointment
from tests.docflow.circulation.sending import has_read, reading_of, sent_round, waits_for
from tests.docflow.world import Office, Paper, a_draft, a_signed, an_office
from tests.factories import appointed

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper() -> Paper:
    return a_signed()


def withdrawn(circulation: Circulation, office: Office, *who: Appointment) -> None:
    rows = [reading_of(circulation, one).uid for one in who]
    withdraw_readers(circulation.uid, rows, by=office.actor(office.drafter), key=uuid7(), reason="送错了")


def test_who_is_withdrawn_unread_is_as_before(paper: Paper) -> None:
    office = paper.office
    stranger, reviewer = office.consulted[0], office.reviewer  # the reviewer handled it: he could read it before
    circulation = sent_round(paper, stranger, reviewer, office.leader)
    withdrawn(circulation, office, stranger, reviewer)
    assert not may_read(office.actor(stranger), paper.uid)
    assert may_read(office.actor(reviewer), paper.uid)
    assert (waits_for(office, stranger), waits_for(office, reviewer)) == (0, 0)
    with pytest.raises(NotThere):
        policy.circulations.read(circulation.uid, by=office.actor(stranger))
    row = circulation.readings.get(appointment=reviewer)
    with pytest.raises(SomebodyWasFirst, match="撤回，不用再阅"):
        mark_read(row.uid, by=office.actor(reviewer), key=uuid7())


def test_who_was_given_it_by_the_route_meanwhile_keeps_it() -> None:
    paper = a_draft().sent()
    office = paper.office
    other = appointed(office.head.department, "head")
    circulation = sent_round(paper, other)
    reassign(paper.task("review").uid, other.uid, by=office.actor(office.head), key=uuid7())
    withdrawn(circulation, office, other)
    assert may_read(office.actor(other), paper.uid)


def test_who_reads_it_in_another_circulation_keeps_it(paper: Paper) -> None:
    office = paper.office
    one = office.consulted[0]
    first, second, third = (sent_round(paper, reader, office.leader) for reader in (one, one, one.post))
    withdrawn(first, office, one)
    assert may_read(office.actor(one), paper.uid)
    withdrawn(second, office, one)
    assert may_read(office.actor(one), paper.uid)  # his post still has it
    row = third.readings.get(post=one.post)
    withdraw_readers(third.uid, [row.uid], by=office.actor(office.drafter), key=uuid7())
    assert not may_read(office.actor(one), paper.uid)


def test_who_has_read_cannot_be_withdrawn_and_nobody_else_is(paper: Paper) -> None:
    office = paper.office
    first, second, _ = office.consulted
    circulation = sent_round(paper, first, second)
    has_read(circulation, office, first)
    with pytest.raises(SomebodyWasFirst, match=f"{first.person.name}已经阅过"):
        withdrawn(circulation, office, first, second)
    assert waits_for(office, second) == 1
    with pytest.raises(Invalid):
        withdrawn(circulation, office)


def test_withdrawn_and_added_again(paper: Paper) -> None:
    office = paper.office
    circulation = sent_round(paper, office.consulted[0], office.leader)
    withdrawn(circulation, office, office.consulted[0])
    from docflow.circulation.actions.add_readers import add_readers  # noqa: PLC0415 - only here

    add_readers(circulation.uid, [office.consulted[0].uid], by=office.actor(office.drafter), key=uuid7())
    has_read(circulation, office, office.consulted[0], office.leader)
    circulation.refresh_from_db()
    assert circulation.ended_why == "全部阅毕"


def test_a_withdrawal_in_order_lets_the_next_begin(paper: Paper) -> None:
    office = paper.office
    first, second, third = office.consulted
    circulation = sent_round(paper, first, second, third, order="in_order")
    withdrawn(circulation, office, second)
    assert waits_for(office, second) == 0
    withdrawn(circulation, office, first)
    assert waits_for(office, third) == 1
    assert not may_read(office.actor(first), paper.uid)


def test_rows_and_lists_agree(paper: Paper) -> None:
    office, other = paper.office, an_office()
    circulation = sent_round(paper, office.consulted[0], office.leader)
    everybody = [office.actor(one) for one in (*office.consulted, office.leader, office.drafter, office.colleague)]
    everybody += [other.actor(one) for one in (other.leader, other.drafter, other.flow_keeper)]
    for by in everybody:
        listed_there = policy.circulations.readable(by).filter(pk=circulation.pk).exists()
        try:
            policy.circulations.read(circulation.uid, by=by)
            read = True
        except NotThere:
            read = False
        assert listed_there == read == may_read(by, paper.uid)
        if not read:
            assert not any(listed(by, view).exists() for view in VIEWS)
    assert listed(office.actor(office.leader), "waiting").get() == circulation
    assert listed(office.actor(office.drafter), "started").get() == circulation
    assert not listed(office.actor(office.leader), "read").exists()
    has_read(circulation, office, office.leader)
    assert listed(office.actor(office.leader), "read").get() == circulation


def test_a_stranger_gets_one_answer_for_everything(paper: Paper) -> None:
    office, other = paper.office, an_office()
    circulation = sent_round(paper, office.leader)
    reading = reading_of(circulation, office.leader)
    for by in (other.actor(other.leader), office.actor(office.colleague)):
        with pytest.raises(NotThere):
            mark_read(reading.uid, by=by, key=uuid7())
        with pytest.raises(NotThere):
            mark_read(uuid7(), by=by, key=uuid7())
        with pytest.raises(NotThere):
            withdraw_readers(circulation.uid, [reading.uid], by=by, key=uuid7())
    with pytest.raises(NotAllowed, match="不在您这里"):
        mark_read(reading.uid, by=office.actor(office.drafter), key=uuid7())
