"""Two at the same moment: one reading, one end, one circulation; and a death in between leaves nothing half done."""

import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from django.db import connection

from docflow.circulation.actions.end_circulation import end_circulation
from docflow.circulation.actions.reading import mark_read
from docflow.circulation.models import Circulation, Reading, ReadingOpinion
from office.kernel.ids import uuid7
from office.kernel.refusals import Refusal, SomebodyWasFirst
from office.models import Reader, Todo, TrailEntry
from realtime.models import Notification
from tests.docflow.circulation.sending import reading_of, sent_round
from tests.docflow.world import a_signed
from tests.factories import appointed
from tests.installation import SETUP, Installation, installed


def together(*deeds: Callable[[], object]) -> list[object]:
    """What each came to: its answer or its refusal."""
    start, outcomes = threading.Barrier(len(deeds)), []

    def one(deed: Callable[[], object]) -> None:
        try:
            start.wait(30)
            outcomes.append(deed())
        except Refusal as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == len(deeds)
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_two_of_one_post_read_at_once() -> None:
    paper = a_signed()
    office, first = paper.office, paper.office.consulted[0]
    mate = appointed(first.department)
    mate.post = first.post
    mate.save()
    circulation = sent_round(paper, first.post, office.leader)
    reading = reading_of(circulation, first.post)
    outcomes = together(
        *(
            lambda who=who: mark_read(
                reading.uid, by=office.actor(who), key=uuid7(), opinion=f"{who.person.name}的意见"
            )
            for who in (first, mate, first, mate)
        )
    )
    assert sum(isinstance(one, Reading) for one in outcomes) == 1
    assert sum(isinstance(one, SomebodyWasFirst) for one in outcomes) == 3
    assert ReadingOpinion.objects.count() == 1
    assert TrailEntry.objects.filter(act="circulation.read").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_click_twice_at_once() -> None:
    paper = a_signed()
    office = paper.office
    key = uuid7()
    outcomes = together(*(lambda: sent_round(paper, office.leader, key=key) for _ in range(3)))
    assert len({one.pk for one in outcomes if isinstance(one, Circulation)}) == Circulation.objects.count() == 1
    assert Notification.objects.filter(person=office.leader.person, kind="circulation").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_circulations_to_one_reader_at_once() -> None:
    paper = a_signed()
    office = paper.office
    outcomes = together(*(lambda: sent_round(paper, office.consulted[0]) for _ in range(3)))
    assert all(isinstance(one, Circulation) for one in outcomes)
    assert Reader.objects.filter(object_uid=paper.uid, key__contains=str(office.consulted[0].uid)).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_starter_ends_it_while_a_reader_reads() -> None:
    paper = a_signed()
    office = paper.office
    for _ in range(4):
        circulation = sent_round(paper, office.leader, office.consulted[0])
        reading = reading_of(circulation, office.leader)
        together(
            partial(mark_read, reading.uid, by=office.actor(office.leader), key=uuid7()),
            partial(end_circulation, circulation.uid, by=office.actor(office.drafter), key=uuid7(), reason="已印发"),
        )
        reading.refresh_from_db()
        circulation.refresh_from_db()
        assert circulation.ended_why == "已印发"
        todo = Todo.objects.get(task=str(reading.uid))
        assert todo.closed_why == ("已阅" if reading.read_at else "传阅结束")
        assert circulation.ended_at is not None
        assert reading.read_at is None or reading.read_at <= circulation.ended_at


@pytest.mark.django_db(transaction=True)
def test_the_last_two_readers_at_once_end_it_once() -> None:
    paper = a_signed()
    office = paper.office
    circulation = sent_round(paper, *office.consulted)
    together(
        *(
            lambda who=who: mark_read(reading_of(circulation, who).uid, by=office.actor(who), key=uuid7())
            for who in office.consulted
        )
    )
    circulation.refresh_from_db()
    assert circulation.ended_why == "全部阅毕"
    assert Notification.objects.filter(title__contains="全部阅毕").count() == 1


# 半途而止 ------------------------------------------------------------------------------------------------------------

PREPARE = """
from tests.docflow.world import a_signed
a_signed()
"""
STAGE = """
from docflow.circulation.actions.circulate import circulate
from docflow.circulation.actions.reading import mark_read
from docflow.circulation.models import Circulation, Reading
from docflow.models import Document
from office.api import actor_of
from office.kernel.ids import uuid7
from office.models import Appointment, Reader, Todo
from realtime.models import Notification
paper = Document.objects.get()
heads = list(Appointment.objects.filter(post__roles__role="head").exclude(post__department=paper.drafter.department).order_by("pk"))
def start():
    return circulate(paper.uid, [one.uid for one in heads], purpose="请阅", order="in_order", by=actor_of(paper.drafter.person), key=uuid7())
def read(one):
    mark_read(Reading.objects.get(appointment=one).uid, by=actor_of(one.person), key=uuid7(), opinion="好。")
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("house")) as made:
        made.python(PREPARE)
        yield made


def killed(house: Installation, point: str, deed: str) -> None:
    house.die_at(point, "-c", f"{SETUP}{STAGE}\n{deed}")


@pytest.mark.crash("circulation.asked")
@pytest.mark.crash("circulation.read")
def test_killed_in_the_middle_nothing_is_half_sent_or_half_read(house: Installation) -> None:
    killed(house, "circulation.asked", "start()")
    nothing = "print(Circulation.objects.count(), Todo.objects.filter(room='circulation').count(), Reader.objects.filter(why='传阅').count())"
    assert house.python(STAGE + nothing) == "0 0 0"
    house.python(STAGE + "start()")
    for point in ("circulation.read", "circulation.asked"):
        killed(house, point, "read(heads[0])")
        assert (
            house.python(STAGE + "print([bool(one.read_at) for one in Reading.objects.all()])")
            == "[False, False, False]"
        )
    house.python(STAGE + "for one in heads: read(one)")
    ended = "print(Circulation.objects.get().ended_why, Todo.objects.open().filter(room='circulation').count())"
    assert house.python(STAGE + ended) == "全部阅毕 0"
    assert house.python(STAGE + "print(Notification.objects.filter(kind='circulation').count())") == "7"
