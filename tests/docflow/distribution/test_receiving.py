"""签收与退文：by the receiver's clerk, once, and nobody else's business."""

import pytest

from docflow.distribution import policy
from docflow.distribution.actions.send_back import send_back
from docflow.distribution.actions.sign_for import sign_for
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.models import TrailEntry
from tests.docflow.distribution.post import a_receiver, a_sealed_document, delivered
from tests.docflow.world import an_office

pytestmark = pytest.mark.django_db


def test_the_clerk_signs_once_and_his_name_stays() -> None:
    receiver = a_receiver("云州市甲局")
    delivery = delivered(a_sealed_document(), receiver.organ)
    key = uuid7()
    signed = sign_for(delivery.uid, by=receiver.by, key=key)
    assert sign_for(delivery.uid, by=receiver.by, key=key) == signed  # the same form again
    signed.refresh_from_db()
    assert (signed.state, signed.settled_names["name"]) == ("signed", receiver.clerk.person.name)
    entry = TrailEntry.objects.get(act="distribution.signed_for")
    assert (entry.about, entry.organ) == (delivery.uid, receiver.organ.name)
    with pytest.raises(SomebodyWasFirst) as refused:
        send_back(delivery.uid, by=receiver.by, key=uuid7(), reason="份数不对")
    assert receiver.clerk.person.name in refused.value.sentence


def test_sent_back_with_a_reason_only() -> None:
    receiver = a_receiver()
    delivery = delivered(a_sealed_document(), receiver.organ)
    with pytest.raises(Invalid) as refused:
        send_back(delivery.uid, by=receiver.by, key=uuid7(), reason=" ")
    assert refused.value.field == "reason"
    returned = send_back(delivery.uid, by=receiver.by, key=uuid7(), reason="主送有误")
    assert (returned.state, returned.reason) == ("returned", "主送有误")


def test_another_organ_and_the_senders_people_do_not_find_it() -> None:
    receiver, other = a_receiver(), a_receiver()
    office = an_office()
    delivery = delivered(a_sealed_document(office), receiver.organ)
    for stranger in (other.by, office.actor(office.drafter), office.actor(office.clerk)):
        assert not policy.deliveries.readable(stranger).exists()
        with pytest.raises(NotThere):
            policy.deliveries.read(delivery.uid, by=stranger)
        with pytest.raises(NotThere):
            sign_for(delivery.uid, by=stranger, key=uuid7())


def test_who_reads_along_does_not_sign() -> None:
    receiver = a_receiver()
    delivery = delivered(a_sealed_document(), receiver.organ)
    reviewer = type(receiver)(receiver.organ, receiver.reviewer, receiver.clerk, receiver.other).by
    assert policy.deliveries.read(delivery.uid, by=reviewer) == delivery
    with pytest.raises(NotAllowed):
        sign_for(delivery.uid, by=reviewer, key=uuid7())
