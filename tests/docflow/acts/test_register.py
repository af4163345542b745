"""The number register: gap-free whoever comes at once, a rolled-back act gives its number back, a void number stays."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from docflow.actions.assign_number import assign_number
from docflow.actions.keeping import terminate
from docflow.actions.registers import next_number
from docflow.actions.void_number import void_number
from docflow.models import NumberEntry, Register
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from tests.docflow.world import Office, Paper, a_draft, a_signed, an_office


def numbers(office: Office) -> list[int]:
    return list(
        NumberEntry.objects.filter(register__code=office.code).order_by("number").values_list("number", flat=True)
    )


def many_documents(office: Office, count: int) -> list[Paper]:
    return [a_draft(office) for _ in range(count)]


@pytest.mark.django_db(transaction=True)
def test_a_hundred_takers_at_once_leave_no_gap() -> None:
    office = an_office()
    documents = [paper.document for paper in many_documents(office, 100)]
    by = office.actor(office.clerk)
    start = threading.Barrier(20)

    def take(place: int) -> None:
        try:
            if place < 20:
                start.wait(30)
            with transaction.atomic():
                next_number(documents[place], signed_on=today(), by=by)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(take, range(100)))
    assert numbers(office) == list(range(1, 101))
    assert Register.objects.get(code=office.code).last == 100


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_number_a_document_once() -> None:
    paper = a_signed().rechecked()
    office, task = paper.office, paper.task("number")
    start, outcomes = threading.Barrier(4), []

    def number() -> None:
        try:
            start.wait(30)
            assign_number(task.uid, by=office.actor(office.clerk), key=uuid7())
            outcomes.append("done")
        except SomebodyWasFirst as refused:
            outcomes.append(refused.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=number) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert outcomes.count("done") == 1
    assert all(office.clerk.person.name in said for said in outcomes if said != "done")
    assert numbers(office) == [1]


@pytest.mark.django_db
def test_a_rolled_back_act_gives_its_number_back() -> None:
    office = an_office()
    first, second = many_documents(office, 2)
    by = office.actor(office.clerk)

    def fail_after_taking() -> None:
        with transaction.atomic():
            next_number(first.document, signed_on=today(), by=by)
            raise Invalid("后面的一步没有办成。")

    with pytest.raises(Invalid):
        fail_after_taking()
    with transaction.atomic():
        assert next_number(second.document, signed_on=today(), by=by).number == 1


@pytest.mark.django_db
def test_each_organ_counts_for_itself() -> None:
    for office in (an_office(), an_office()):
        a_signed(office).rechecked().numbered()
        assert numbers(office) == [1]


@pytest.mark.django_db
def test_a_void_number_stays_and_the_paper_takes_another() -> None:
    paper = a_signed().rechecked().numbered()
    office = paper.office
    entry = NumberEntry.objects.get(document__uid=paper.uid)
    with pytest.raises(Invalid):
        void_number(entry.uid, by=office.actor(office.clerk), key=uuid7(), reason=" ")
    void_number(entry.uid, by=office.actor(office.clerk), key=uuid7(), reason="代字用错")
    assert paper.steps() == ["number"]
    assert paper.document.number == ""
    paper.numbered()
    assert paper.document.number.endswith("〕2号")
    entry.refresh_from_db()
    assert (entry.state, entry.reason) == ("void", "代字用错")
    assert numbers(office) == [1, 2]


@pytest.mark.django_db
def test_only_the_organs_clerk_voids() -> None:
    paper, other = a_signed().rechecked().numbered(), an_office()
    entry = NumberEntry.objects.get(document__uid=paper.uid)
    for who in (paper.office.actor(paper.office.drafter), other.actor(other.clerk)):
        with pytest.raises(NotThere):
            void_number(entry.uid, by=who, key=uuid7(), reason="试")


@pytest.mark.django_db
def test_a_terminated_papers_number_is_void() -> None:
    paper = a_signed().rechecked().numbered()
    office = paper.office
    with pytest.raises(NotAllowed):
        terminate(paper.uid, by=office.actor(office.clerk), key=uuid7(), reason="不发了")
    terminate(paper.uid, by=office.actor(office.flow_keeper), key=uuid7(), reason="不发了")
    assert NumberEntry.objects.get(document__uid=paper.uid).state == "void"
    assert paper.document.state == "terminated"
