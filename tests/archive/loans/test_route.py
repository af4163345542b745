"""A loan on its route: a paper of another room, kept, urged, claimed, given back and shown by the same means as all papers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from archive.loans.actions.agreeing import Terms, examine_request
from archive.loans.models import Loan, Scope
from docflow.api import claim, put_back, return_to, withdraw
from docflow.flow import check
from docflow.flow.definitions import load, shipped
from docflow.selectors.links import found
from office.api import actor_of, waiting_for
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import NotAllowed, SomebodyWasFirst
from office.models import Appointment
from realtime.models import Notification
from tests.archive.loans.desk import Desk, a_desk, task
from tests.archive.loans.test_pages import signed_in, text_of
from tests.factories import appointed

pytestmark = pytest.mark.django_db


def test_its_route_is_data_and_sound() -> None:
    assert "loan" in shipped()
    assert check(load("loan")) == []


def test_the_flow_administrator_sees_it_suspends_it_and_ends_it() -> None:
    desk = a_desk()
    loan = desk.asked()
    keeper = signed_in(desk.shelf.office.flow_keeper)
    listed = text_of(keeper, reverse("docflow:papers"))
    assert desk.item.title in listed
    assert "借阅·" in listed  # its title is that of the document: what it is stands beside
    assert "挂起" in text_of(keeper, reverse("docflow:keep_page", args=[loan.uid]))
    assert keeper.get(reverse("docflow:paper", args=[loan.uid])).headers["Location"] == loan.get_absolute_url()
    given = {"key": str(uuid4()), "reason": "等核对。"}
    assert keeper.post(reverse("docflow:keep", args=[loan.uid, "suspend"]), given).status_code == 302
    with pytest.raises(NotAllowed):
        examine_request(task(loan).uid, Terms(record=desk.item.uid), by=desk.shelf.by, key=uuid7())
    assert "已挂起" in text_of(signed_in(desk.reader), loan.get_absolute_url())
    for verb in ("resume", "terminate"):
        given = {"key": str(uuid4()), "reason": "另行办理。"}
        assert keeper.post(reverse("docflow:keep", args=[loan.uid, verb]), given).status_code == 302
    loan.refresh_from_db()
    assert (loan.state, loan.record) == ("called_off", None)
    assert Notification.objects.filter(person=desk.reader.person, title__contains="已终止").exists()
    assert not waiting_for(desk.shelf.by).filter(kind="借").exists()


def test_the_borrower_may_urge_and_nobody_is_urged_by_a_stranger() -> None:
    desk = a_desk()
    loan = desk.asked()
    address = reverse("docflow:urge", args=[loan.uid])
    assert "催办" in text_of(signed_in(desk.reader), loan.get_absolute_url())
    signed_in(desk.reader).post(address, {"key": str(uuid4())})
    assert Notification.objects.filter(person=desk.shelf.archivist.person, kind="urge").exists()
    assert signed_in(desk.shelf.office.drafter).post(address, {"key": str(uuid4())}).status_code == 404


def test_of_two_archivists_one_takes_it_and_may_put_it_back() -> None:
    desk = a_desk()
    second = appointed(desk.shelf.archivist.department, "archivist")
    loan = desk.asked()
    other = actor_of(second.person, second)
    claim(task(loan).uid, by=other, key=uuid7())
    with pytest.raises((NotAllowed, SomebodyWasFirst)):
        examine_request(task(loan).uid, Terms(record=desk.item.uid), by=desk.shelf.by, key=uuid7())
    put_back(task(loan).uid, by=other, key=uuid7())
    assert desk.examined(loan).state == "lent"


def test_sent_back_to_the_archivist_and_taken_back_by_him() -> None:
    desk = a_desk()
    loan = desk.examined(desk.asked(scope=Scope.WHOLE))
    head = desk.shelf.office.head
    by = actor_of(head.person, head)
    return_to(task(loan).uid, "lend", by=by, key=uuid7(), reason="正本够用。")
    assert task(loan).step == "lend"
    loan = desk.examined(loan, record=None, scope=Scope.WHOLE)
    done = loan.run.tasks.filter(step="lend").order_by("pk").last()
    assert done is not None
    withdraw(done.uid, by=desk.shelf.by, key=uuid7())
    assert desk.examined(loan, scope=Scope.ATTACHED).state == "lent"


def test_where_nobody_keeps_the_records_the_flow_administrator_is_asked() -> None:
    desk = a_desk()
    Appointment.objects.filter(pk=desk.shelf.archivist.pk).update(until=today() - timedelta(days=1))
    loan = desk.asked()
    keeper = desk.shelf.office.flow_keeper
    assert [one.title for one in waiting_for(actor_of(keeper.person, keeper))] == [desk.item.title]
    assert task(loan).step == "lend"


def test_a_loan_is_no_paper_that_another_is_linked_with() -> None:
    desk = a_desk()
    loan = desk.asked()
    assert found(desk.item.title, by=desk.borrower, without=uuid7()) == []
    assert Loan.found_by == ()
    assert loan.title == desk.item.title


def test_a_stranger_finds_nothing_of_it_anywhere() -> None:
    desk = a_desk()
    loan = desk.asked()
    elsewhere = Desk(desk.shelf, desk.item, a_desk().shelf.office.flow_keeper)
    client = signed_in(elsewhere.reader)
    for name in ("paper", "keep_page"):
        assert client.get(reverse(f"docflow:{name}", args=[loan.uid])).status_code == 404
    assert desk.item.title not in text_of(client, reverse("docflow:papers"))
    assert desk.item.title not in text_of(client, reverse("loans:mine"))
