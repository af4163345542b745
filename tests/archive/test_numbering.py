"""件号: gap-free in each lowest class whoever comes at once; a number that was given is kept or void, never given again."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction

from archive.arranging.codes import FORMS
from archive.models import ItemNumber, ItemRegister, Record
from archive.numbering import take_given, take_item, void_item
from office.kernel.refusals import Invalid
from office.kernel.transactions import OutsideTransactionError, recorded_locks
from tests.archive.hand_made import Shelf, a_record, a_shelf, numbered, returned, with_number


def numbers(shelf: Shelf, **of: object) -> list[int]:
    rows = ItemNumber.objects.filter(
        register__fonds=shelf.fonds, **{f"register__{name}": one for name, one in of.items()}
    )
    return sorted(rows.values_list("number", flat=True))


@pytest.mark.django_db(transaction=True)
def test_many_takers_at_once_leave_no_gap() -> None:
    shelf = a_shelf()
    records = [a_record(shelf, retention="Y" if n % 2 else "D30") for n in range(60)]
    start = threading.Barrier(12)

    def take(place: int) -> None:
        try:
            if place < 12:
                start.wait(30)
            numbered(records[place])
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(take, range(60)))
    for retention in ("Y", "D30"):
        assert numbers(shelf, retention=retention) == list(range(1, 31))
        assert ItemRegister.objects.get(fonds=shelf.fonds, retention=retention).last == 30
    assert Record.objects.filter(fonds=shelf.fonds).values("code").distinct().count() == 60


@pytest.mark.django_db(transaction=True)
def test_a_second_taker_waits_for_the_first() -> None:
    """On PostgreSQL the row is locked; on SQLite the transaction is."""
    shelf = a_shelf()
    numbered(a_record(shelf))
    mine, other = a_record(shelf), a_record(shelf)
    taken, waited = threading.Event(), []

    def take() -> None:
        try:
            taken.wait(30)
            waited.append(numbered(other).item)
        finally:
            connection.close()

    thread = threading.Thread(target=take)
    thread.start()
    with transaction.atomic():
        assert take_item(mine)[0] == 2
        taken.set()
        thread.join(0.3)
        assert waited == []
    thread.join(30)
    assert waited == [3]


@pytest.mark.django_db
def test_each_lowest_class_counts_for_itself() -> None:
    shelf = a_shelf()
    codes = [
        numbered(a_record(shelf, **of)).code.partition("-")[2]
        for of in ({}, {}, {"retention": "D10"}, {"year": 2025}, {"unit": "DCK"}, {"unit": ""}, {"category": "KJ"}, {})
    ]
    assert codes == [
        "WS·2026-Y-BGS-0001",
        "WS·2026-Y-BGS-0002",
        "WS·2026-D10-BGS-0001",
        "WS·2025-Y-BGS-0001",
        "WS·2026-Y-DCK-0001",
        "WS·2026-Y-0001",
        "KJ·2026-Y-BGS-0001",
        "WS·2026-Y-BGS-0003",
    ]


@pytest.mark.django_db
def test_without_units_in_the_template_all_units_count_together() -> None:
    shelf = a_shelf("{全宗号}-{门类}·{年度}·{保管期限}-{件号:3}")
    assert [numbered(a_record(shelf, unit=unit)).item for unit in ("BGS", "DCK", "")] == [1, 2, 3]


@pytest.mark.django_db
def test_asked_again_it_is_the_same_number() -> None:
    shelf = a_shelf()
    record = numbered(a_record(shelf))
    shelf.fonds.template = FORMS["DA/T 13"]
    shelf.fonds.save()
    with transaction.atomic():
        assert take_item(Record.objects.get(pk=record.pk)) == (1, record.code)
    assert numbers(shelf) == [1]
    assert numbered(a_record(shelf)).code.endswith("2026·Y·BGS-0002")


@pytest.mark.django_db
def test_a_template_with_or_without_units_changes_no_number_that_was_given() -> None:
    shelf = a_shelf()
    record = with_number(a_record(shelf))
    shelf.fonds.template = "{全宗号}-{门类}·{年度}·{保管期限}-{件号:3}"
    shelf.fonds.save()
    record = Record.objects.get(pk=record.pk)
    with transaction.atomic():
        assert take_item(record) == (1, record.code)
    record.unit = "DCK"
    with transaction.atomic():
        assert take_item(record)[1] == f"{shelf.fonds.code}-WS·2026·Y-001"
    record.unit = "BGS"
    with transaction.atomic():
        assert take_item(record)[1] == f"{shelf.fonds.code}-WS·2026·Y-001"
    assert [one.state for one in ItemNumber.objects.filter(record=record).order_by("pk")] == ["void", "used"]


@pytest.mark.django_db
def test_another_class_voids_the_old_number_which_stays() -> None:
    shelf = a_shelf()
    record, after = numbered(a_record(shelf)), numbered(a_record(shelf))
    returned(record, retention="D30")
    with transaction.atomic():
        assert take_item(record)[0] == 1
    old, new = ItemNumber.objects.filter(record=record).order_by("pk")
    assert (old.state, old.reason) == ("void", "改编到2026年 30年 BGS")
    assert new.state == "used"
    assert numbered(a_record(shelf)).item == 3
    assert after.item == 2


@pytest.mark.django_db
def test_left_out_after_all_its_number_is_void() -> None:
    shelf = a_shelf()
    record = with_number(a_record(shelf))
    with pytest.raises(Invalid), transaction.atomic():
        void_item(record, reason=" ")
    with transaction.atomic():
        void_item(record, reason="重复归档")
        void_item(record, reason="重复归档")
    assert ItemNumber.objects.get(record=record).reason == "重复归档"
    assert numbered(a_record(shelf)).item == 2


@pytest.mark.django_db
def test_a_rolled_back_act_gives_its_number_back() -> None:
    shelf = a_shelf()

    def fail_after_taking() -> None:
        with transaction.atomic():
            take_item(a_record(shelf))
            raise DatabaseError("gone")

    with pytest.raises(DatabaseError):
        fail_after_taking()
    assert numbers(shelf) == []
    assert numbered(a_record(shelf)).item == 1


@pytest.mark.django_db
def test_numbers_that_came_along_are_counted_on_from() -> None:
    shelf = a_shelf()
    code = shelf.fonds.code
    with transaction.atomic():
        assert take_given(a_record(shelf), f"{code}-WS·2026-Y-BGS-0007") == (7, f"{code}-WS·2026-Y-BGS-0007")
        assert take_given(a_record(shelf), f"{code}-WS·2026-Y-BGS-0003")[0] == 3
    assert numbered(a_record(shelf)).item == 8
    for wrong in (
        f"{code}-WS·2026-Y-BGS-0007",
        f"{code}-WS·2026-D30-BGS-0009",
        "乱写",
        "\x00",
        f"{code}-WS·2026-Y-BGS-9",
    ):
        with pytest.raises(Invalid) as refused, transaction.atomic():
            take_given(a_record(shelf), wrong)
        assert refused.value.field == "code"


@pytest.mark.django_db
def test_a_code_that_is_on_the_shelf_already_is_stepped_over_and_registered() -> None:
    shelf = a_shelf()
    there = a_record(shelf, code=f"{shelf.fonds.code}-WS·2026-Y-BGS-0001", item=1)
    assert numbered(a_record(shelf)).item == 2
    assert ItemNumber.objects.get(number=1).record == there


@pytest.mark.django_db
def test_without_retention_there_is_no_number() -> None:
    shelf = a_shelf()
    for retention in ("", "N"):
        with pytest.raises(Invalid), transaction.atomic():
            take_item(a_record(shelf, retention=retention))
    assert not ItemRegister.objects.exists()


@pytest.mark.django_db
def test_it_is_taken_inside_an_action_under_its_lock() -> None:
    shelf = a_shelf()
    record = a_record(shelf)
    with pytest.raises(OutsideTransactionError):
        take_item(record)
    with recorded_locks() as places, transaction.atomic():
        take_item(record)
    assert places == ["item_register"]
