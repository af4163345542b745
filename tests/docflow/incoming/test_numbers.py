"""收文号: gap-free whoever comes at once, a rolled-back act gives its number back, a void one stays with its reason."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from docflow.actions.keeping import terminate
from docflow.incoming.actions.registering import register
from docflow.incoming.models import Incoming, IncomingNumber, IncomingRegister
from office.api import role_key
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.models.rights import Reader
from tests.docflow.incoming.inbox import NOTICE, a_piece, an_intake
from tests.docflow.incoming.soundness import assert_incoming_sound
from tests.docflow.world import an_office


@pytest.mark.django_db(transaction=True)
def test_a_hundred_registrations_at_once_leave_no_gap() -> None:
    office = an_office()
    by = office.actor(office.clerk)
    start = threading.Barrier(20)

    def take(place: int) -> None:
        try:
            if place < 20:
                start.wait(60)
            register(NOTICE, "收办", by=by, key=uuid7())
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(take, range(100)))
    assert sorted(IncomingNumber.objects.values_list("number", flat=True)) == list(range(1, 101))
    assert IncomingRegister.objects.get().last == 100
    assert Incoming.objects.count() == 100
    assert_incoming_sound()


@pytest.mark.django_db
def test_the_same_form_sent_twice_registers_once() -> None:
    office = an_office()
    by, key = office.actor(office.clerk), uuid7()
    first, again = (register(NOTICE, "收办", by=by, key=key) for _ in range(2))
    assert first.pk == again.pk
    assert IncomingNumber.objects.count() == 1


@pytest.mark.django_db
def test_each_class_and_each_organ_counts_for_itself() -> None:
    office, other = an_office(), an_office(code="外发")
    assert a_piece(office).incoming.number == f"收办〔{today().year}〕1号"
    assert a_piece(office, "收阅").incoming.number == f"收阅〔{today().year}〕1号"
    assert a_piece(office).incoming.number == f"收办〔{today().year}〕2号"
    assert a_piece(other).incoming.number == f"收办〔{today().year}〕1号"


@pytest.mark.django_db
def test_what_is_refused_takes_no_number_and_keeps_the_file() -> None:
    office = an_office()
    by, intake = office.actor(office.clerk), an_intake(office)
    with pytest.raises(Invalid, match="类别"):
        register(NOTICE, "没有", by=by, key=uuid7(), intake=intake.uid)
    intake.refresh_from_db()
    assert intake.used_at is None
    made = register(NOTICE, "收办", by=by, key=uuid7(), intake=intake.uid)
    assert made.number.endswith("〕1号")
    with pytest.raises(SomebodyWasFirst, match="登记过"):
        register(NOTICE, "收办", by=by, key=uuid7(), intake=intake.uid)


@pytest.mark.django_db
def test_a_rolled_back_registration_gives_its_number_back() -> None:
    office = an_office()
    by = office.actor(office.clerk)

    def fail_afterwards() -> None:
        with transaction.atomic():
            register(NOTICE, "收办", by=by, key=uuid7())
            raise Invalid("后面的一步没有办成。")

    with pytest.raises(Invalid, match="后面"):
        fail_afterwards()
    assert register(NOTICE, "收办", by=by, key=uuid7()).number.endswith("〕1号")


@pytest.mark.django_db
def test_a_void_number_stays_and_the_next_one_follows() -> None:
    piece = a_piece()
    office = piece.office
    clerk = office.actor(office.clerk)
    with pytest.raises(Invalid):
        terminate(piece.uid, by=clerk, key=uuid7(), reason=" ")
    terminate(piece.uid, by=clerk, key=uuid7(), reason="重复登记")
    assert (piece.incoming.number, piece.incoming.state) == ("", "terminated")
    entry = IncomingNumber.objects.get()
    assert (entry.state, entry.reason, entry.number) == ("void", "重复登记", 1)
    assert a_piece(office).incoming.number.endswith("〕2号")
    assert_incoming_sound()


@pytest.mark.django_db
def test_later_only_the_flow_administrator_voids() -> None:
    piece = a_piece().reviewed()
    office = piece.office
    for who in (office.clerk, office.reviewer):
        with pytest.raises(NotAllowed):
            terminate(piece.uid, by=office.actor(who), key=uuid7(), reason="登记有误")
    with pytest.raises(NotThere):
        terminate(piece.uid, by=office.actor(office.colleague), key=uuid7(), reason="登记有误")
    terminate(piece.uid, by=office.actor(office.flow_keeper), key=uuid7(), reason="登记有误")
    assert piece.steps() == []
    assert_incoming_sound()


@pytest.mark.django_db
def test_only_clerks_register_and_all_clerks_of_the_organ_read() -> None:
    office = an_office()
    with pytest.raises(NotAllowed, match="文书"):
        register(NOTICE, "收办", by=office.actor(office.drafter), key=uuid7())
    piece = a_piece(office)
    keys = set(Reader.objects.filter(object_uid=piece.uid).values_list("key", flat=True))
    assert role_key(office.organ, "document_clerk") in keys
