"""签收登记 of a delivery in one act; 退文 at 初审 sends it back."""

import threading

import pytest
from django.db import connection

from docflow.actions.close import close
from docflow.actions.keeping import terminate
from docflow.distribution.actions.resend import resend
from docflow.distribution.actions.sign_for import sign_for
from docflow.distribution.actions.taking_back import waive
from docflow.distribution.models import Delivery, DeliveryState
from docflow.incoming.actions.registering import register_delivery
from docflow.incoming.actions.turn_back import turn_back
from docflow.incoming.models import Incoming, IncomingNumber
from docflow.selectors.tasks import open_tasks
from office.api import actor_of, waiting_for
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from tests.docflow.distribution.post import (
    Receiver,
    a_receiver,
    a_sealed_document,
    at_distribution,
    delivered,
    distributed,
    look,
)


def arrived() -> tuple[Delivery, Receiver]:
    receiver = a_receiver()
    return delivered(a_sealed_document(), receiver.organ), receiver


@pytest.mark.django_db
def test_one_act_signs_and_registers() -> None:
    delivery, receiver = arrived()
    incoming = register_delivery(delivery.uid, "收办", by=receiver.by, key=uuid7())
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SIGNED
    assert delivery.settled_names["name"] == receiver.clerk.person.name
    assert (incoming.title, incoming.their_number) == ("关于做好冬季供热保障工作的通知", "云政办发〔2026〕15号")
    assert incoming.from_organ == delivery.document.organ
    assert incoming.organ == receiver.organ
    assert incoming.file is not None
    assert incoming.file_name == "云政办发〔2026〕15号.pdf"


@pytest.mark.django_db
def test_what_was_signed_for_is_registered_later_and_once() -> None:
    delivery, receiver = arrived()
    sign_for(delivery.uid, by=receiver.by, key=uuid7())
    register_delivery(delivery.uid, "收阅", by=receiver.by, key=uuid7())
    with pytest.raises(SomebodyWasFirst, match="收阅"):
        register_delivery(delivery.uid, "收办", by=receiver.by, key=uuid7())
    assert IncomingNumber.objects.count() == 1


@pytest.mark.django_db
def test_strangers_and_readers_along_register_nothing() -> None:
    delivery, receiver = arrived()
    with pytest.raises(NotThere):
        register_delivery(delivery.uid, "收办", by=a_receiver().by, key=uuid7())
    with pytest.raises(NotAllowed):
        register_delivery(delivery.uid, "收办", by=actor_of(receiver.reviewer.person), key=uuid7())
    assert not Incoming.objects.exists()


@pytest.mark.django_db
def test_what_needed_no_signature_goes_back_too_and_keeps_the_sender_from_closing() -> None:
    receiver, paper = a_receiver(), at_distribution()
    clerk = paper.office.actor(paper.office.clerk)
    (delivery,) = distributed(paper, receiver)
    waive(delivery.uid, by=clerk, key=uuid7(), reason="已当面送达")
    look()
    incoming = register_delivery(delivery.uid, "收办", by=receiver.by, key=uuid7())
    (task,) = open_tasks(incoming)
    turn_back(task.uid, by=receiver.by, key=uuid7(), reason="不属本机关职责。")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (DeliveryState.RETURNED, "不属本机关职责。")
    assert waiting_for(clerk).filter(step="处理退文").count() == 1
    with pytest.raises(NotAllowed, match=r"还有1家没有了结：.*（已退文）"):
        close(paper.task("close").uid, by=clerk, key=uuid7())
    again = resend(delivery.uid, by=clerk, key=uuid7())
    with pytest.raises(NotAllowed, match="（已送达）"):
        close(paper.task("close").uid, by=clerk, key=uuid7())
    sign_for(again.uid, by=receiver.by, key=uuid7())
    close(paper.task("close").uid, by=clerk, key=uuid7())
    assert paper.document.run.ended_at is not None


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_register_a_delivery_once() -> None:
    delivery, receiver = arrived()
    start, outcomes = threading.Barrier(4), []

    def take() -> None:
        try:
            start.wait(60)
            register_delivery(delivery.uid, "收办", by=receiver.by, key=uuid7())
            outcomes.append("done")
        except SomebodyWasFirst as refused:
            outcomes.append(refused.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert outcomes.count("done") == 1
    assert all("已由" in said for said in outcomes if said != "done")
    assert Incoming.objects.count() == 1


@pytest.mark.django_db
def test_sent_back_at_the_first_look_with_its_reason() -> None:
    delivery, receiver = arrived()
    incoming = register_delivery(delivery.uid, "收办", by=receiver.by, key=uuid7())
    (task,) = open_tasks(incoming)
    with pytest.raises(Invalid, match="退文缘由"):
        turn_back(task.uid, by=receiver.by, key=uuid7(), reason="")
    turn_back(task.uid, by=receiver.by, key=uuid7(), reason="不属本机关职责。")
    delivery.refresh_from_db()
    incoming.refresh_from_db()
    assert (delivery.state, delivery.reason) == (DeliveryState.RETURNED, "不属本机关职责。")
    assert (incoming.state, incoming.turned_back) == ("returned", "不属本机关职责。")
    assert incoming.number
    assert not open_tasks(incoming)


@pytest.mark.django_db
def test_after_a_void_registration_it_is_registered_again() -> None:
    delivery, receiver = arrived()
    first = register_delivery(delivery.uid, "收办", by=receiver.by, key=uuid7())
    terminate(first.uid, by=receiver.by, key=uuid7(), reason="应登阅件")
    second = register_delivery(delivery.uid, "收阅", by=receiver.by, key=uuid7())
    assert second.pk != first.pk
    assert second.state == "reviewing"
