"""Reserved numbers: the next, never a picked one; used once or void with a reason; a closed register changes no more."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from docflow.actions.assign_number import assign_number
from docflow.actions.closing_registers import close_register, reopen_register
from docflow.actions.keeping import terminate
from docflow.actions.registers import next_number, use_reserved
from docflow.actions.reserving import reserve
from docflow.actions.void_number import void_number
from docflow.models import Document, NumberEntry, Register
from docflow.models.registers import NumberState
from docflow.selectors.registers import report
from office.api import Actor
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal, SomebodyWasFirst
from office.kernel.spans import spans
from office.kernel.transactions import LOCK_ORDER, recorded_locks
from office.models import TrailEntry
from tests.docflow.world import Office, Paper, a_draft, a_signed, an_office
from tests.installation import SETUP, installed


def reserved(office: Office, count: int = 1, **more: int) -> list[NumberEntry]:
    """The next numbers, reserved."""
    asked = {"year": today().year} | more
    first = reserve(
        office.code.uid,
        count=count,
        reserved_for="防汛办",
        reason="汛期急件",
        by=office.actor(office.clerk),
        key=uuid7(),
        **asked,
    )
    return list(first.register.entries.filter(number__gte=first.number).order_by("number"))


def the_register(office: Office) -> Register:
    return Register.objects.select_related("code").get(code=office.code, period=str(today().year))


def close(office: Office, reasons: dict[UUID, str] | None = None, *, no_more: bool = True) -> Register:
    by = office.actor(office.clerk)
    return close_register(the_register(office).uid, reasons=reasons or {}, no_more=no_more, by=by, key=uuid7())


def numbered_as(paper: Paper, entry: NumberEntry) -> Paper:
    office = paper.office
    assign_number(paper.task("number").uid, by=office.actor(office.clerk), key=uuid7(), reserved=entry.uid)
    return paper


@pytest.mark.django_db
def test_the_next_numbers_are_set_aside_and_the_counter_goes_on() -> None:
    paper = a_signed().rechecked().numbered()
    office = paper.office
    kept = reserved(office, 3)
    assert [one.number for one in kept] == [2, 3, 4]
    assert all(one.state == NumberState.RESERVED and one.document is None for one in kept)
    assert a_signed(office).rechecked().numbered().document.number.endswith("〕5号")
    said = TrailEntry.objects.get(act="docflow.numbers_reserved")
    assert said.detail["numbers"] == [one.text for one in kept]


@pytest.mark.django_db
def test_a_reserved_number_is_given_at_its_step() -> None:
    office = an_office()
    first, second = reserved(office, 2)
    paper = numbered_as(a_signed(office).rechecked(), second)
    assert paper.document.number == second.text
    second.refresh_from_db()
    assert (second.state, second.document) == (NumberState.USED, paper.document)
    other = a_signed(office).rechecked()
    with pytest.raises(SomebodyWasFirst, match="用掉"):
        numbered_as(other, second)
    assert other.document.number == ""
    assert numbered_as(other, first).document.number == first.text


@pytest.mark.django_db
def test_a_number_of_another_register_is_refused() -> None:
    office, other = an_office(), an_office(code="外政发")
    paper = a_signed(office).rechecked()
    foreign, next_year = reserved(other)[0], reserved(office, year=today().year + 1)[0]
    for entry in (foreign, next_year):
        with pytest.raises(Invalid):
            numbered_as(paper, entry)
    assert paper.document.number == ""
    assert NumberEntry.objects.filter(state=NumberState.RESERVED).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"count": 0}, "count"),
        ({"count": 21}, "count"),
        ({"year": 2099}, "year"),
        ({"reserved_for": " "}, "reserved_for"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_cannot_be_reserved(asked: dict[str, object], field: str) -> None:
    office = an_office()
    given = {"year": today().year, "count": 1, "reserved_for": "甲", "reason": "乙"} | asked
    with pytest.raises(Invalid) as refused:
        reserve(office.code.uid, by=office.actor(office.clerk), key=uuid7(), **given)  # type: ignore[arg-type] # a row of the table
    assert refused.value.field == field
    assert not Register.objects.exists()


@pytest.mark.django_db
def test_only_the_organs_clerk_reserves() -> None:
    office, other = an_office(), an_office(code="外政发")

    def ask(by: Actor) -> None:
        reserve(office.code.uid, year=today().year, count=1, reserved_for="甲", reason="乙", by=by, key=uuid7())

    for stranger in (other.actor(other.clerk), office.actor(office.drafter)):
        with pytest.raises(NotThere):
            ask(stranger)
    for reader in (office.leader, office.reviewer):
        with pytest.raises(NotAllowed):
            ask(office.actor(reader))
    office.code.in_use = False
    office.code.save()
    with pytest.raises(NotAllowed):
        ask(office.actor(office.clerk))


@pytest.mark.django_db
def test_a_reserved_number_is_released_by_being_void() -> None:
    office = an_office()
    entry = reserved(office)[0]
    by = office.actor(office.clerk)
    with pytest.raises(Invalid):
        void_number(entry.uid, by=by, key=uuid7(), reason="  ")
    void_number(entry.uid, by=by, key=uuid7(), reason="不发了")
    entry.refresh_from_db()
    assert (entry.state, entry.reason, entry.document) == (NumberState.VOID, "不发了", None)
    with pytest.raises(SomebodyWasFirst, match="作废"):
        numbered_as(a_signed(office).rechecked(), entry)
    with pytest.raises(SomebodyWasFirst):
        void_number(entry.uid, by=by, key=uuid7(), reason="再来")


@pytest.mark.django_db
def test_a_number_used_and_void_keeps_that_it_was_reserved() -> None:
    office = an_office()
    entry = reserved(office)[0]
    numbered_as(a_signed(office).rechecked(), entry)
    void_number(entry.uid, by=office.actor(office.clerk), key=uuid7(), reason="代字用错")
    entry.refresh_from_db()
    assert entry.state == NumberState.VOID
    assert entry.reserved_for == "防汛办"


@pytest.mark.django_db
def test_the_database_holds_what_must_always_hold() -> None:
    entry = reserved(an_office())[0]
    for change in ({"state": "used"}, {"reserved_at": None}, {"reserved_for": ""}, {"state": "void"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            NumberEntry.objects.filter(pk=entry.pk).update(**change)


@pytest.mark.django_db
def test_locks_are_taken_in_their_order() -> None:
    paper = a_signed().rechecked()
    office = paper.office
    entry = reserved(office)[0]
    deeds: list[Callable[[], object]] = [
        lambda: numbered_as(paper, entry),
        lambda: void_number(entry.uid, by=office.actor(office.clerk), key=uuid7(), reason="代字用错"),
        paper.numbered,
        lambda: terminate(paper.uid, by=office.actor(office.flow_keeper), key=uuid7(), reason="不发了"),
    ]
    for deed in deeds:
        with recorded_locks() as places:
            deed()
        order = [LOCK_ORDER.index(place) for place in places]
        assert "register" in places
        assert order == sorted(order)


class TestClosing:
    pytestmark = pytest.mark.django_db

    def test_every_reserved_number_is_accounted_for_first(self) -> None:
        office = an_office()
        first, second, third = reserved(office, 3)
        numbered_as(a_signed(office).rechecked(), second)
        with pytest.raises(Invalid, match="2个预留的号没有着落"):
            close(office)
        with pytest.raises(Invalid, match="1个"):
            close(office, {first.uid: "没有发", second.uid: "不作数"})
        assert NumberEntry.objects.filter(state=NumberState.VOID).count() == 0
        register = close(office, {first.uid: "没有发", third.uid: "没有发"})
        assert register.closed_by == office.clerk
        states = dict(NumberEntry.objects.values_list("number", "state"))
        assert states == {1: "void", 2: "used", 3: "void"}
        assert TrailEntry.objects.get(act="docflow.register_closed").detail["voided"] == {
            first.text: "没有发",
            third.text: "没有发",
        }

    def test_while_the_year_runs_it_must_be_confirmed(self) -> None:
        office = a_signed().rechecked().numbered().office
        with pytest.raises(Invalid) as refused:
            close(office, no_more=False)
        assert refused.value.field == "no_more"
        year = today().year + 1
        register = the_register(office)
        with time_machine.travel(date(year, 1, 8)):
            by = office.actor(office.clerk)
            assert close_register(register.uid, reasons={}, by=by, key=uuid7()).closed_at is not None

    def test_a_signed_paper_without_number_keeps_it_open(self) -> None:
        office = a_signed().rechecked().numbered().office
        late = a_signed(office)
        with pytest.raises(NotAllowed, match="还有1件"):
            close(office)
        terminate(late.uid, by=office.actor(office.flow_keeper), key=uuid7(), reason="不发了")
        assert close(office).closed_at is not None

    def test_closed_it_changes_no_more_until_it_is_opened_again(self) -> None:
        paper = a_signed().rechecked().numbered()
        office = paper.office
        entry = NumberEntry.objects.get(document__uid=paper.uid)
        close(office)
        late = a_signed(office).rechecked()
        by = office.actor(office.clerk)
        doings: list[Callable[[], object]] = [
            late.numbered,
            lambda: reserved(office),
            lambda: void_number(entry.uid, by=by, key=uuid7(), reason="试"),
            lambda: terminate(paper.uid, by=office.actor(office.flow_keeper), key=uuid7(), reason="试"),
        ]
        for deed in doings:
            with pytest.raises(NotAllowed, match=r"封存.*办公室审核"):
                deed()
        assert (the_register(office).last, late.document.number) == (1, "")
        with pytest.raises(SomebodyWasFirst):
            close(office)
        reviewer = office.actor(office.reviewer)
        with pytest.raises(NotAllowed):
            reopen_register(the_register(office).uid, by=by, key=uuid7(), reason="漏编一件")
        with pytest.raises(Invalid):
            reopen_register(the_register(office).uid, by=reviewer, key=uuid7(), reason=" ")
        reopen_register(the_register(office).uid, by=reviewer, key=uuid7(), reason="漏编一件")
        assert late.numbered().document.number.endswith("〕2号")
        said = list(TrailEntry.objects.filter(act__startswith="docflow.register_").order_by("id"))
        assert [(one.act, one.stream_seq) for one in said] == [
            ("docflow.register_closed", 1),
            ("docflow.register_reopened", 2),
        ]

    def test_only_the_clerk_closes(self) -> None:
        office, other = a_signed().rechecked().numbered().office, an_office(code="外政发")
        register = the_register(office)
        for who in (office.leader, office.reviewer):
            with pytest.raises(NotAllowed):
                close_register(register.uid, reasons={}, no_more=True, by=office.actor(who), key=uuid7())
        for stranger in (office.actor(office.drafter), other.actor(other.clerk)):
            with pytest.raises(NotThere):
                close_register(register.uid, reasons={}, no_more=True, by=stranger, key=uuid7())


@pytest.mark.django_db
def test_the_report_counts_what_is_there() -> None:
    office = an_office()
    first, second, third = reserved(office, 3)
    numbered_as(a_signed(office).rechecked(), first)
    a_signed(office).rechecked().numbered()
    void_number(second.uid, by=office.actor(office.clerk), key=uuid7(), reason="不发了")
    made = report(the_register(office))
    assert made.adds_up
    assert (made.used, made.kinds, made.missing) == (2, (("通知", 2),), ())
    assert [one.number for one in made.void] == [2]
    assert [one.number for one in made.reserved] == [3]
    Register.objects.update(last=7)
    made = report(the_register(office))
    assert (made.missing, spans(made.missing), made.adds_up) == ((5, 6, 7), "5至7", False)
    Register.objects.update(last=3)
    assert report(the_register(office)).beyond == (4,)
    third.delete()
    assert report(the_register(office)).missing == (3,)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_hundred_at_once_take_reserve_use_and_void_without_gap(seed: int) -> None:
    office = an_office()
    documents = [a_draft(office).document for _ in range(50)]
    by = office.actor(office.clerk)
    _ = by.appointments, by.roles
    reserved(office, 20)
    chance = Random(seed)
    turns: list[Document | str] = [*documents, *["reserve"] * 25, *["void"] * 25]
    chance.shuffle(turns)
    picks = {document.pk: chance.random() < 0.6 for document in documents}
    start = threading.Barrier(20)

    def free() -> NumberEntry | None:
        return NumberEntry.objects.filter(state=NumberState.RESERVED).order_by("?").first()

    def do(place: int) -> None:
        try:
            if place < 20:
                start.wait(60)
            turn = turns[place]
            with suppress(Refusal):
                if turn == "reserve":
                    reserved(office, 1 + place % 3)
                elif isinstance(turn, str):
                    if entry := free():
                        void_number(entry.uid, by=by, key=uuid7(), reason="用不上")
                else:
                    entry = free() if picks[turn.pk] else None
                    with transaction.atomic():
                        if entry is not None:
                            use_reserved(turn, entry.uid, signed_on=today(), by=by)
                        else:
                            next_number(turn, signed_on=today(), by=by)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(do, range(100)))
    made = report(the_register(office))
    assert made.adds_up
    assert made.used >= 20
    used = NumberEntry.objects.filter(state=NumberState.USED)
    assert used.values("document").distinct().count() == used.count() == made.used


@pytest.mark.django_db(transaction=True)
def test_two_papers_at_once_want_one_reserved_number() -> None:
    office = an_office()
    entry = reserved(office)[0]
    papers = [a_signed(office).rechecked() for _ in range(4)]
    start, outcomes = threading.Barrier(4), []

    def number(paper: Paper) -> None:
        try:
            start.wait(30)
            numbered_as(paper, entry)
            outcomes.append("done")
        except SomebodyWasFirst as refused:
            outcomes.append(refused.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=number, args=(paper,)) for paper in papers]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert outcomes.count("done") == 1
    assert [paper.document.number for paper in papers].count(entry.text) == 1
    assert len(outcomes) == 4


RESERVE = """
from docflow.actions.reserving import reserve
from docflow.models import IssuingCode, NumberEntry
from office.api import actor_of, with_role
from office.kernel.clock import today
from office.kernel.ids import uuid7
from tests.docflow.acts.soundness import assert_sound
code = IssuingCode.objects.get()
by = actor_of(with_role(code.organ, "document_clerk").get().person)
reserve(code.uid, year=today().year, count=3, reserved_for="甲", reason="乙", by=by, key=uuid7())
assert_sound()
print(NumberEntry.objects.count())
"""


@pytest.mark.crash("register.reserved")
def test_killed_while_reserving_nothing_was_counted(tmp_path: Path) -> None:
    with installed(tmp_path) as made:
        made.python("from tests.docflow.world import an_office; an_office()")
        made.die_at("register.reserved", "-c", f"{SETUP}{RESERVE}")
        assert made.rows("SELECT count(*) FROM docflow_register") == [(0,)]
        assert made.python(RESERVE) == "3"
