"""来件跟着文书走：clerks come and go while a delivery waits; it waits for those who are there."""

from datetime import timedelta

import pytest

from docflow.distribution.actions.send_back import send_back
from docflow.distribution.actions.sign_for import sign_for
from docflow.distribution.actions.taking_back import waive
from docflow.distribution.actions.tend import tend_waiting
from office.api import actor_of, may_read, waiting_for
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.models import Appointment, Todo
from realtime.models import Notification
from tests.docflow.acts.soundness import assert_on_their_way
from tests.docflow.distribution.post import a_receiver, at_distribution, distributed
from tests.factories import a_department, appointed

pytestmark = pytest.mark.django_db


def leaves(one: Appointment) -> None:
    Appointment.objects.filter(pk=one.pk).update(until=today() - timedelta(days=1))


def waits(one: Appointment) -> int:
    return waiting_for(actor_of(one.person)).filter(room="distribution").count()


def test_the_new_clerk_has_what_the_old_one_left() -> None:
    receiver = a_receiver()
    (delivery,) = distributed(at_distribution(), receiver)
    assert tend_waiting() == 0
    leaves(receiver.clerk)
    new = appointed(a_department(receiver.organ), "document_clerk")
    assert (tend_waiting(), tend_waiting()) == (1, 0)
    assert not Todo.objects.open().held_by([receiver.clerk.pk]).exists()
    assert waits(new) == 1
    assert Notification.objects.filter(person=new.person, about=delivery.uid).count() == 1
    assert_on_their_way()
    sign_for(delivery.uid, by=actor_of(new.person), key=uuid7())
    assert (tend_waiting(), waits(new)) == (0, 0)


def test_a_second_clerk_shares_it_and_without_any_the_leader_stands_in() -> None:
    receiver = a_receiver()
    (delivery,) = distributed(at_distribution(), receiver)
    second = appointed(a_department(receiver.organ), "document_clerk")
    tend_waiting()
    assert (waits(receiver.clerk), waits(second)) == (1, 1)
    for one in (receiver.clerk, second):
        leaves(one)
    assert tend_waiting() == 0  # nobody is there: the call for a handover is another's business
    leader = appointed(a_department(receiver.organ), "leader")
    assert tend_waiting() == 1
    assert waits(leader) == 1
    assert may_read(actor_of(leader.person), delivery.uid)
    sign_for(delivery.uid, by=actor_of(leader.person), key=uuid7())


def test_what_came_back_waits_for_the_senders_clerks_of_today() -> None:
    paper, receiver = at_distribution(), a_receiver()
    (delivery,) = distributed(paper, receiver)
    send_back(delivery.uid, by=receiver.by, key=uuid7(), reason="缺附件")
    leaves(paper.office.clerk)
    new = appointed(a_department(paper.office.organ), "document_clerk")
    assert tend_waiting() == 1
    assert waits(new) == 1
    assert_on_their_way()
    assert waive(delivery.uid, by=actor_of(new.person), key=uuid7(), reason="已另行送达").state == "waived"


def test_a_clerk_who_came_after_the_sending_can_open_what_came_back() -> None:
    paper, receiver = at_distribution(), a_receiver()
    (delivery,) = distributed(paper, receiver)
    new = appointed(a_department(paper.office.organ), "document_clerk")
    send_back(delivery.uid, by=receiver.by, key=uuid7(), reason="缺附件")
    assert waits(new) == 1
    assert may_read(actor_of(new.person), paper.uid)
