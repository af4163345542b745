"""Writers of one process queue in the order of asking."""

import threading
import time

import pytest
from django.db import connection, transaction

from office.kernel.sqlite.base import Gate
from office.models import Organ
from tests.factories import an_organ


def test_the_gate_hands_on_in_order() -> None:
    gate, order, asked = Gate(), [], []
    gate.enter()

    def writer(n: int) -> None:
        gate.enter()
        order.append(n)
        gate.leave()

    threads = []
    for n in range(8):
        one = threading.Thread(target=writer, args=(n,))
        one.start()
        while len(gate._queue) <= n:
            time.sleep(0.001)
        threads.append(one)
        asked.append(n)
    gate.leave()
    for one in threads:
        one.join()
    assert order == asked


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_lose_nothing() -> None:
    organ = an_organ()
    failures: list[BaseException] = []

    def add() -> None:
        try:
            for _ in range(5):
                with transaction.atomic():
                    row = Organ.objects.select_for_update().get(pk=organ.pk)
                    row.order += 1
                    row.save()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=add) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not failures
    organ.refresh_from_db()
    assert organ.order == 40
