"""分发：everybody at once, once; what nobody could sign for is named before; then the document waits for its receipts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from docflow.actions.hand_back import return_to
from docflow.distribution import policy
from docflow.distribution.actions.distribute import Offline, distribute, distribute_further
from docflow.distribution.actions.resend import resend
from docflow.distribution.actions.send_back import send_back
from docflow.distribution.actions.sign_for import sign_for
from docflow.distribution.actions.taking_back import recall, waive
from docflow.distribution.actions.urge import urge
from docflow.distribution.models import Delivery, OfflineDelivery
from office.api import Actor, may_read, waiting_for
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.transactions import LOCK_ORDER, recorded_locks
from office.models import Todo
from realtime.models import Notification
from tests.docflow.distribution.post import a_receiver, at_distribution, distributed, look
from tests.docflow.world import Paper, an_office
from tests.factories import a_department, an_organ, appointed

pytestmark = pytest.mark.django_db


def clerk_of(paper: Paper) -> Actor:
    return paper.office.actor(paper.office.clerk)


def test_sent_signed_for_and_ready_to_close() -> None:
    paper, first, second = at_distribution(), a_receiver(), a_receiver()
    one, other = distributed(paper, first, copies=(second,))
    assert (one.manner, other.manner, one.state) == ("main", "copy", "delivered")
    assert paper.document.state == "distributed"
    (todo,) = waiting_for(first.by)
    assert (todo.step, todo.about, todo.from_name) == ("签收", one.uid, str(paper.office.organ))
    assert Notification.objects.filter(person=first.clerk.person, about=one.uid).count() == 1
    sign_for(one.uid, by=first.by, key=uuid7())
    assert not waiting_for(first.by).exists()
    look()
    assert paper.steps() == []
    sign_for(other.uid, by=second.by, key=uuid7())
    look()
    assert paper.steps() == ["close"]


def test_receivers_read_the_delivery_and_never_the_document() -> None:
    paper, receiver = at_distribution(), a_receiver()
    (delivery,) = distributed(paper, receiver)
    assert may_read(receiver.by, delivery.uid)
    assert not may_read(receiver.by, paper.uid)


def test_a_village_signs_like_everybody() -> None:
    paper, village = at_distribution(), a_receiver("桐坞村", is_receiving_point=True)
    (delivery,) = distributed(paper, village)
    assert sign_for(delivery.uid, by=village.by, key=uuid7()).state == "signed"


def test_without_a_clerk_its_leaders_and_heads_are_asked() -> None:
    paper, organ = at_distribution(), an_organ()
    head = appointed(a_department(organ), "head")
    distribute(paper.task("distribute").uid, by=clerk_of(paper), key=uuid7(), main=[organ.uid])
    delivery = Delivery.objects.get()
    by = paper.office.actor(head)
    assert [todo.about for todo in waiting_for(by)] == [delivery.uid]
    assert sign_for(delivery.uid, by=by, key=uuid7()).settled_names["name"] == head.person.name
    with pytest.raises(SomebodyWasFirst):
        sign_for(delivery.uid, by=by, key=uuid7())


def test_an_organ_where_nobody_could_sign_is_named_and_nothing_is_sent() -> None:
    paper, receiver, empty = at_distribution(), a_receiver(), an_organ(name="空局")
    with pytest.raises(Invalid) as refused:
        distribute(paper.task("distribute").uid, by=clerk_of(paper), key=uuid7(), main=[receiver.organ.uid, empty.uid])
    assert "空局" in refused.value.sentence
    assert not Delivery.objects.exists()
    assert paper.steps() == ["distribute"]
    assert not waiting_for(receiver.by).exists()


def test_to_nobody_only_with_a_reason() -> None:
    paper = at_distribution()
    with pytest.raises(Invalid) as refused:
        distribute(paper.task("distribute").uid, by=clerk_of(paper), key=uuid7())
    assert refused.value.field == "reason"
    distribute(paper.task("distribute").uid, by=clerk_of(paper), key=uuid7(), reason="只公布，不分发")
    look()
    assert paper.steps() == ["close"]


def test_offline_is_noted_with_how() -> None:
    paper = at_distribution()
    task = paper.task("distribute")
    with pytest.raises(Invalid):
        distribute(task.uid, by=clerk_of(paper), key=uuid7(), offline=[Offline("云州军分区", " ")])
    distribute(task.uid, by=clerk_of(paper), key=uuid7(), offline=[Offline("云州军分区", "机要交换")])
    noted = OfflineDelivery.objects.get()
    assert (noted.name, noted.note) == ("云州军分区", "机要交换")


def test_to_itself_and_to_what_is_not_there_it_is_not_sent() -> None:
    paper = at_distribution()
    task = paper.task("distribute")
    with pytest.raises(Invalid):
        distribute(task.uid, by=clerk_of(paper), key=uuid7(), main=[paper.office.organ.uid])
    with pytest.raises(NotThere):
        distribute(task.uid, by=clerk_of(paper), key=uuid7(), main=[uuid7()])


def test_sent_back_it_stays_open_until_it_is_sent_again_and_signed_for() -> None:
    paper, receiver = at_distribution(), a_receiver()
    (delivery,) = distributed(paper, receiver)
    send_back(delivery.uid, by=receiver.by, key=uuid7(), reason="主送有误")
    look()
    assert paper.steps() == []
    assert [todo.step for todo in waiting_for(clerk_of(paper))] == ["处理退文"]
    again = resend(delivery.uid, by=clerk_of(paper), key=uuid7())
    assert (again.follows, again.receiver, again.state) == (delivery, receiver.organ, "delivered")
    assert not waiting_for(clerk_of(paper)).exists()
    with pytest.raises(SomebodyWasFirst) as refused:
        resend(delivery.uid, by=clerk_of(paper), key=uuid7())
    assert paper.office.clerk.person.name in refused.value.sentence
    sign_for(again.uid, by=receiver.by, key=uuid7())
    look()
    assert paper.steps() == ["close"]


def test_sent_back_and_waived_it_can_be_closed() -> None:
    paper, receiver = at_distribution(), a_receiver()
    (delivery,) = distributed(paper, receiver)
    send_back(delivery.uid, by=receiver.by, key=uuid7(), reason="与我单位无关")
    waived = waive(delivery.uid, by=clerk_of(paper), key=uuid7(), reason="不再送")
    assert (waived.state, waived.reason) == ("waived", "不再送（对方退文：与我单位无关）")
    look()
    assert paper.steps() == ["close"]
    with pytest.raises(SomebodyWasFirst):
        resend(delivery.uid, by=clerk_of(paper), key=uuid7())


def test_recalled_before_receipt_only_and_the_receiver_learns_of_no_person() -> None:
    paper, receiver = at_distribution(), a_receiver()
    (delivery,) = distributed(paper, receiver)
    with pytest.raises(Invalid):
        recall(delivery.uid, by=clerk_of(paper), key=uuid7(), reason="")
    recall(delivery.uid, by=clerk_of(paper), key=uuid7(), reason="发错单位")
    with pytest.raises(SomebodyWasFirst) as refused:
        sign_for(delivery.uid, by=receiver.by, key=uuid7())
    assert str(paper.office.organ) in refused.value.sentence
    assert paper.office.clerk.person.name not in refused.value.sentence
    assert not waiting_for(receiver.by).exists()
    told = Notification.objects.get(person=receiver.clerk.person, kind="recalled")
    assert (told.body, told.about) == ("发错单位", delivery.uid)


def test_signed_for_it_cannot_be_recalled() -> None:
    paper, receiver = at_distribution(), a_receiver()
    (delivery,) = distributed(paper, receiver)
    sign_for(delivery.uid, by=receiver.by, key=uuid7())
    for taking_back in (recall, waive):
        with pytest.raises(SomebodyWasFirst) as refused:
            taking_back(delivery.uid, by=clerk_of(paper), key=uuid7(), reason="试")
        assert receiver.clerk.person.name in refused.value.sentence


def test_only_the_senders_clerk_settles_and_a_stranger_finds_nothing() -> None:
    paper, receiver, other = at_distribution(), a_receiver(), an_office(code="外政发")
    (delivery,) = distributed(paper, receiver)
    for stranger in (other.actor(other.clerk), receiver.by):
        for verb in (recall, waive):
            with pytest.raises(NotThere):
                verb(delivery.uid, by=stranger, key=uuid7(), reason="试")
        with pytest.raises(NotThere):
            resend(delivery.uid, by=stranger, key=uuid7())
        with pytest.raises(NotThere):
            urge(paper.uid, [delivery.uid], by=stranger, key=uuid7())
    reader = paper.office.actor(paper.office.head)
    with pytest.raises(NotAllowed):
        recall(delivery.uid, by=reader, key=uuid7(), reason="试")
    with pytest.raises(NotAllowed):
        urge(paper.uid, [delivery.uid], by=reader, key=uuid7())


def test_only_the_missing_are_urged_each_once_in_two_hours() -> None:
    paper, signed, missing = at_distribution(), a_receiver("甲局"), a_receiver("乙局")
    one, other = distributed(paper, signed, missing)
    sign_for(one.uid, by=signed.by, key=uuid7())
    before = Notification.objects.filter(person=signed.clerk.person).count()
    key = uuid7()
    urging = urge(paper.uid, [one.uid, other.uid], by=clerk_of(paper), key=key)
    assert urging.sentence == "已催办1家；1家未催：甲局已签收。"
    assert urge(paper.uid, [one.uid, other.uid], by=clerk_of(paper), key=key) == urging
    assert Notification.objects.filter(person=signed.clerk.person).count() == before
    assert Notification.objects.filter(person=missing.clerk.person, kind="urged").count() == 1
    drafter = paper.office.actor(paper.office.drafter)
    again = urge(paper.uid, [other.uid], by=drafter, key=uuid7())
    assert again.sentence == "没有催办；1家未催：乙局两小时内已催过。"
    other.refresh_from_db()
    assert other.urges == 1


def test_another_documents_delivery_is_not_urged_along() -> None:
    paper, other, receiver = at_distribution(), at_distribution(an_office(code="外政发")), a_receiver()
    distributed(paper, receiver)
    (foreign,) = distributed(other, receiver)
    with pytest.raises(NotThere):
        urge(paper.uid, [foreign.uid], by=clerk_of(paper), key=uuid7())


def test_further_receivers_while_it_waits_and_after_a_return_from_close() -> None:
    paper, first, second, third = at_distribution(), a_receiver(), a_receiver("丙局"), a_receiver()
    (one,) = distributed(paper, first)
    distribute_further(paper.uid, by=clerk_of(paper), key=uuid7(), copies=[second.organ.uid])
    with pytest.raises(Invalid) as refused:
        distribute_further(paper.uid, by=clerk_of(paper), key=uuid7(), main=[second.organ.uid])
    assert "丙局（已送达）" in refused.value.sentence
    sign_for(one.uid, by=first.by, key=uuid7())
    look()
    assert paper.steps() == []
    sign_for(Delivery.objects.get(receiver=second.organ).uid, by=second.by, key=uuid7())
    look()
    assert paper.steps() == ["close"]
    with pytest.raises(NotAllowed):
        distribute_further(paper.uid, by=clerk_of(paper), key=uuid7(), main=[third.organ.uid])
    return_to(paper.task("close").uid, "distribute", by=clerk_of(paper), key=uuid7(), reason="还要增发")
    distribute(paper.task("distribute").uid, by=clerk_of(paper), key=uuid7(), main=[third.organ.uid])
    look()
    assert paper.steps() == []
    sign_for(Delivery.objects.get(receiver=third.organ).uid, by=third.by, key=uuid7())
    look()
    assert paper.steps() == ["close"]


def test_added_again_after_a_return_it_follows_what_came_back() -> None:
    paper, receiver = at_distribution(), a_receiver()
    (delivery,) = distributed(paper, receiver)
    send_back(delivery.uid, by=receiver.by, key=uuid7(), reason="缺附件")
    distribute_further(paper.uid, by=clerk_of(paper), key=uuid7(), main=[receiver.organ.uid])
    assert Delivery.objects.get(state="delivered").follows == delivery
    assert not Todo.objects.open().filter(task=policy.returned_task(delivery)).exists()


def test_the_same_form_twice_sends_once() -> None:
    paper, receiver = at_distribution(), a_receiver()
    task, key = paper.task("distribute"), uuid7()
    for _ in range(2):
        distribute(task.uid, by=clerk_of(paper), key=key, main=[receiver.organ.uid])
    assert Delivery.objects.count() == 1
    with pytest.raises(SomebodyWasFirst):
        distribute(task.uid, by=clerk_of(paper), key=uuid7(), main=[receiver.organ.uid])


def test_queries_do_not_grow_with_the_receivers() -> None:
    counts = []
    for size in (2, 12):
        paper = at_distribution(an_office(code=f"云政办发{size}"))
        chosen = [a_receiver().organ.uid for _ in range(size)]
        with CaptureQueriesContext(connection) as queries:
            distribute(paper.task("distribute").uid, by=clerk_of(paper), key=uuid7(), main=chosen)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_every_lock_is_taken_in_order() -> None:
    paper, receiver = at_distribution(), a_receiver()
    (delivery,) = distributed(paper, receiver)
    send_back(delivery.uid, by=receiver.by, key=uuid7(), reason="缺附件")
    with recorded_locks() as places:
        resend(delivery.uid, by=clerk_of(paper), key=uuid7())
    assert [LOCK_ORDER.index(place) for place in places] == sorted(LOCK_ORDER.index(place) for place in places)
    assert {"run", "delivery"} <= set(places)


def test_a_receiver_locks_nothing_of_the_senders() -> None:
    paper, receiver = at_distribution(), a_receiver()
    (delivery,) = distributed(paper, receiver)
    with recorded_locks() as places:
        sign_for(delivery.uid, by=receiver.by, key=uuid7())
    assert set(places) == {"delivery"}
