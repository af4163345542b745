"""Several at once: one wins, the others are told who and when; a lock is really taken; a receiver waits for nobody of the sender's."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError

from docflow.distribution.actions.distribute import distribute, distribute_further
from docflow.distribution.actions.resend import resend
from docflow.distribution.actions.send_back import send_back
from docflow.distribution.actions.sign_for import sign_for
from docflow.distribution.actions.take_in import take_in_receipts
from docflow.distribution.actions.taking_back import recall, waive
from docflow.distribution.models import Delivery
from docflow.models import Run
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, Refusal, SomebodyWasFirst
from office.kernel.transactions import lock_only
from tests.conftest import engine
from tests.docflow.acts.soundness import assert_on_their_way
from tests.docflow.distribution.post import a_receiver, at_distribution, distributed, look

pytestmark = pytest.mark.django_db(transaction=True)

Deed = Callable[[], object]


def at_once(*deeds: Deed) -> list[object]:
    """What each gave: its answer, or the refusal."""
    start, outcomes = threading.Barrier(len(deeds)), []

    def do(deed: Deed) -> None:
        try:
            start.wait(30)
            outcomes.append(deed())
        except Refusal as refused:
            outcomes.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return outcomes


def split(outcomes: list[object]) -> tuple[list[object], list[Refusal]]:
    won = [one for one in outcomes if not isinstance(one, Refusal)]
    return won, [one for one in outcomes if isinstance(one, Refusal)]


def test_signing_returning_recalling_and_waiving_at_once_one_wins() -> None:
    paper, receiver = at_distribution(), a_receiver()
    (delivery,) = distributed(paper, receiver)
    clerk = paper.office.actor(paper.office.clerk)
    won, refused = split(
        at_once(
            lambda: sign_for(delivery.uid, by=receiver.by, key=uuid7()),
            lambda: sign_for(delivery.uid, by=receiver.by, key=uuid7()),
            lambda: send_back(delivery.uid, by=receiver.by, key=uuid7(), reason="缺附件"),
            lambda: recall(delivery.uid, by=clerk, key=uuid7(), reason="发错"),
        )
    )
    assert len(won) == 1
    assert len(refused) == 3
    delivery.refresh_from_db()
    whom = {receiver.clerk.person.name, paper.office.clerk.person.name, str(paper.office.organ)}
    for one in refused:
        assert isinstance(one, SomebodyWasFirst)
        assert any(name in one.sentence for name in whom)
    assert_on_their_way()


def test_the_same_form_at_once_acts_once() -> None:
    paper, receiver = at_distribution(), a_receiver()
    (delivery,) = distributed(paper, receiver)
    key = uuid7()
    won, refused = split(at_once(*[lambda: sign_for(delivery.uid, by=receiver.by, key=key)] * 4))
    assert (len(won), refused) == (4, [])
    assert Delivery.objects.filter(state="signed").count() == 1


def test_sent_again_twice_or_waived_at_once_one_wins() -> None:
    paper, receiver = at_distribution(), a_receiver()
    (delivery,) = distributed(paper, receiver)
    clerk = paper.office.actor(paper.office.clerk)
    send_back(delivery.uid, by=receiver.by, key=uuid7(), reason="缺附件")
    won, refused = split(
        at_once(
            lambda: resend(delivery.uid, by=clerk, key=uuid7()),
            lambda: resend(delivery.uid, by=clerk, key=uuid7()),
            lambda: waive(delivery.uid, by=clerk, key=uuid7(), reason="不再送"),
            lambda: distribute_further(paper.uid, by=clerk, key=uuid7(), main=[receiver.organ.uid]),
        )
    )
    won = [one for one in won if not isinstance(one, Delivery) or one.state != "waived"]
    assert len(won) <= 1
    standing = Delivery.objects.filter(state__in=("delivered", "signed"))
    assert standing.count() == len(won)
    assert all(isinstance(one, SomebodyWasFirst | Invalid) for one in refused)
    assert_on_their_way()


def test_two_clerks_distribute_at_once_and_everybody_has_it_once() -> None:
    paper, receivers = at_distribution(), [a_receiver() for _ in range(6)]
    task, clerk = paper.task("distribute"), paper.office.actor(paper.office.clerk)
    main = [one.organ.uid for one in receivers]
    won, refused = split(at_once(*[lambda: distribute(task.uid, by=clerk, key=uuid7(), main=main)] * 3))
    assert (len(won), len(refused)) == (1, 2)
    assert Delivery.objects.count() == 6
    assert_on_their_way()


def test_all_sign_at_once_and_it_goes_on_once() -> None:
    paper, receivers = at_distribution(), [a_receiver() for _ in range(6)]
    deliveries = distributed(paper, *receivers)
    look()

    def signing(delivery: Delivery, number: int) -> Deed:
        def sign() -> object:
            sign_for(delivery.uid, by=receivers[number].by, key=uuid7())
            look()
            return True

        return sign

    won, refused = split(at_once(*(signing(one, number) for number, one in enumerate(deliveries))))
    assert (len(won), refused) == (6, [])
    look()
    assert paper.steps() == ["close"]
    assert paper.document.run.acts.filter(kind="job_done", data__wait="w3").count() == 1
    assert_on_their_way()


def test_a_further_receiver_and_the_last_signature_at_once_never_close_over_one_that_is_missing() -> None:
    paper, first, second = at_distribution(), a_receiver(), a_receiver()
    (delivery,) = distributed(paper, first)
    run, clerk = paper.document.run, paper.office.actor(paper.office.clerk)
    sign_for(delivery.uid, by=first.by, key=uuid7())
    at_once(
        lambda: take_in_receipts(run.uid, by=None, key=uuid7()) or True,
        lambda: distribute_further(paper.uid, by=clerk, key=uuid7(), main=[second.organ.uid]),
    )
    missing = Delivery.objects.filter(state="delivered").exists()
    assert paper.steps() == ([] if missing else ["close"])


@pytest.mark.skipif(engine() == "sqlite", reason="on SQLite the transaction is the lock")
def test_a_receiver_signs_while_the_senders_run_is_locked() -> None:
    paper, receiver = at_distribution(), a_receiver()
    (delivery,) = distributed(paper, receiver)
    with transaction.atomic():
        lock_only(Run.objects.filter(paper_uid=paper.uid), "run")
        won, refused = split(at_once(lambda: sign_for(delivery.uid, by=receiver.by, key=uuid7())))
    assert (len(won), refused) == (1, [])


@pytest.mark.skipif(engine() == "sqlite", reason="on SQLite the transaction is the lock")
def test_the_delivery_is_really_locked() -> None:
    paper, receiver = at_distribution(), a_receiver()
    (delivery,) = distributed(paper, receiver)

    def sign() -> object:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        try:
            return sign_for(delivery.uid, by=receiver.by, key=uuid7())
        except OperationalError:
            return "waited"

    with transaction.atomic():
        lock_only(Delivery.objects.filter(pk=delivery.pk), "delivery")
        assert at_once(sign) == ["waited"]
