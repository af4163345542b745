"""全宗：who opens one, what it may be, and what of it may still be changed; its departments and its tables."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from archive.actions.fonds import change_fonds, describe, open_fonds, set_unit_codes
from archive.actions.retention_tables import import_table, rules_of
from archive.arranging.codes import FORMS
from archive.arranging.retention import Facts, Row
from archive.arranging.table import shipped
from archive.arranging.units import proposed_codes
from archive.demo import open_demo_fonds
from archive.models import Fonds, RetentionTable, UnitCode
from archive.selectors.retention import proposed, table_in_force
from archive.selectors.units import unit_code_of, unit_names
from office.api import Actor
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotThere
from office.models import TrailEntry
from tests.archive.hand_made import Shelf, a_record, a_shelf, described, numbered
from tests.factories import a_department, an_actor, an_organ

ROWS = (Row(1, "函", "来函", "D10", kinds=("函",)), Row(2, "其他", "其余", "D30"))

pytestmark = pytest.mark.django_db


def test_opened_it_has_codes_and_a_table() -> None:
    shelf = a_shelf()
    assert [unit_code_of(one) for one in shelf.units] == ["BGS", "DCK"]
    assert unit_names(shelf.fonds) == {"BGS": "办公室", "DCK": "督查科"}
    table = table_in_force(shelf.fonds)
    assert table is not None
    assert table.is_shipped
    assert rules_of(table) == shipped()
    assert proposed(shelf.fonds, Facts("关于干部任免的通知", "通知", "outgoing")).retention == "Y"
    said = TrailEntry.objects.get(act="fonds.opened", about=shelf.fonds.uid)
    assert said.detail["described"]["code"] == shelf.fonds.code


def test_only_an_archivist_of_the_organ_opens_it() -> None:
    organ = an_organ()
    for who in (an_actor(organ), an_actor(organ, "document_clerk"), an_actor(an_organ(), "archivist")):
        with pytest.raises(NotThere):
            open_fonds(organ.uid, described(), by=who, key=uuid7())
    assert not Fonds.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("code", "j001", "大写字母"),
        ("code", "J001-", "大写字母"),
        ("name", "", "请填写"),
        ("name", "a\nb", "一行"),
        ("constituting_unit", "\x00", "控制字符"),
        ("archives_code", "1" * 21, "最多20"),
        ("template", "{全宗号}", "缺"),
    ],
)
def test_what_cannot_be_a_fonds_is_refused(field: str, value: str, says: str) -> None:
    by = an_actor(an_organ(), "archivist")
    with pytest.raises(Invalid, match=says) as refused:
        open_fonds(by.organ.uid, replace(described(), **{field: value}), by=by, key=uuid7())
    assert refused.value.field == field
    assert not Fonds.objects.exists()


def test_a_fonds_code_is_one_organs() -> None:
    shelf = a_shelf()
    by = an_actor(an_organ(), "archivist")
    with pytest.raises(Invalid, match="已是") as refused:
        open_fonds(by.organ.uid, described(code=shelf.fonds.code), by=by, key=uuid7())
    assert refused.value.field == "code"
    with pytest.raises(Invalid, match="已经立了全宗"):
        open_fonds(shelf.organ.uid, described(), by=shelf.by, key=uuid7())


def test_after_the_first_number_only_the_template_changes_and_says_why() -> None:
    shelf = a_shelf()
    before = describe(shelf.fonds)
    change_fonds(shelf.fonds.uid, replace(before, code="Z777"), by=shelf.by, key=uuid7())
    shelf.fonds.refresh_from_db()
    record = numbered(a_record(shelf))
    with pytest.raises(Invalid, match="不能再改"):
        change_fonds(shelf.fonds.uid, before, by=shelf.by, key=uuid7())
    other = replace(describe(shelf.fonds), template=FORMS["DA/T 13"])
    with pytest.raises(Invalid, match="缘由") as refused:
        change_fonds(shelf.fonds.uid, other, by=shelf.by, key=uuid7())
    assert refused.value.field == "reason"
    change_fonds(shelf.fonds.uid, other, by=shelf.by, key=uuid7(), reason="档案馆要求按DA/T 13")
    record.refresh_from_db()
    assert record.code == "Z777-WS·2026-Y-BGS-0001"
    said = TrailEntry.objects.filter(act="fonds.changed").order_by("-pk")[0]
    assert said.detail["opinion"] == "档案馆要求按DA/T 13"


def test_another_organs_fonds_is_not_there() -> None:
    shelf, other = a_shelf(), a_shelf()
    asked = describe(shelf.fonds)
    for act in (
        lambda: change_fonds(shelf.fonds.uid, asked, by=other.by, key=uuid7()),
        lambda: set_unit_codes(shelf.fonds.uid, {}, by=other.by, key=uuid7()),
        lambda: import_table(
            shelf.fonds.uid, ROWS, by=shelf.actor(shelf.clerk), key=uuid7(), approval="a", since=today()
        ),
        lambda: set_unit_codes(shelf.fonds.uid, {other.units[0].uid: "X"}, by=shelf.by, key=uuid7()),
        lambda: change_fonds(uuid4(), asked, by=shelf.by, key=uuid7()),
    ):
        with pytest.raises(NotThere):
            act()


def test_units_are_coded() -> None:
    shelf = a_shelf()
    one, two = shelf.units
    new = a_department(shelf.organ, "信息科")
    set_unit_codes(shelf.fonds.uid, {one.uid: "办公室", two.uid: "", new.uid: "003"}, by=shelf.by, key=uuid7())
    assert [unit_code_of(unit) for unit in (one, two, new)] == ["办公室", "", "003"]
    assert unit_code_of(None) == ""
    for wrong in ("bgs", "A-B", "·"):
        with pytest.raises(Invalid) as refused:
            set_unit_codes(shelf.fonds.uid, {one.uid: wrong}, by=shelf.by, key=uuid7())
        assert refused.value.field == f"unit-{one.uid}"
    with pytest.raises(Invalid, match="办公室、信息科"):
        set_unit_codes(shelf.fonds.uid, {new.uid: "办公室"}, by=shelf.by, key=uuid7())
    assert unit_code_of(new) == "003"


def test_codes_are_proposed_by_the_first_letters() -> None:
    assert proposed_codes(["办公室", "保管室", "办公室（一）", "①"], taken=["BGS"]) == {
        "办公室": "BGS2",
        "保管室": "BGS3",
        "办公室（一）": "BGSY",
        "①": "JG",
    }


def imported(shelf: Shelf, rows: tuple[Row, ...] = ROWS, since: date | None = None, **more: Any) -> RetentionTable:
    asked: dict[str, Any] = {"approval": "云档〔2026〕3号", "key": uuid7(), "by": shelf.by} | more
    return import_table(shelf.fonds.uid, rows, since=since or today(), **asked)


def test_a_new_edition_is_in_force_from_its_day() -> None:
    shelf = a_shelf()
    first = table_in_force(shelf.fonds)
    later = imported(shelf, since=today() + timedelta(days=30))
    assert (later.edition, table_in_force(shelf.fonds)) == (2, first)
    assert table_in_force(shelf.fonds, today() + timedelta(days=30)) == later
    now = imported(shelf, since=today())
    assert table_in_force(shelf.fonds) == now
    assert proposed(shelf.fonds, Facts("来信", "函")).row == 1
    assert rules_of(now) == ROWS
    assert first is not None
    assert rules_of(first) == shipped()


def test_the_same_table_again_changes_nothing() -> None:
    shelf = a_shelf()
    assert imported(shelf) == imported(shelf)
    assert imported(shelf, ROWS[:1]).edition == 3
    assert TrailEntry.objects.filter(act="fonds.table_imported").count() == 2


def test_a_table_says_by_whom_it_was_approved() -> None:
    shelf = a_shelf()
    with pytest.raises(Invalid) as refused:
        imported(shelf, approval=" ")
    assert refused.value.field == "approval"
    assert shelf.fonds.retention_tables.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_archivists_at_once() -> None:
    """One fonds an organ; each edition has its number."""
    organ = an_organ()
    both = [an_actor(organ, "archivist") for _ in range(4)]
    start = threading.Barrier(4)

    def each(by: Actor) -> str:
        try:
            start.wait(30)
            try:
                return str(open_fonds(organ.uid, described(), by=by, key=uuid7()).pk)
            except Invalid as refusal:
                return refusal.sentence
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(each, both))
    assert sum(answer.isdigit() for answer in answers) == 1
    fonds = Fonds.objects.get(organ=organ)

    def bring(n: int) -> int:
        try:
            start.wait(30)
            rows = (Row(1, "函", f"第{n}种", "Y"),)
            return import_table(fonds.uid, rows, by=both[n], key=uuid7(), approval=f"{n}号", since=today()).edition
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(bring, range(4))) == [2, 3, 4, 5]


def test_the_demo_opens_a_fonds_for_each_organ_with_an_archivist() -> None:
    with_one = an_actor(an_organ(name="云州市甲局"), "archivist").organ
    an_actor(an_organ(name="云州市乙局"))
    assert (open_demo_fonds(), open_demo_fonds()) == (1, 0)
    fonds = Fonds.objects.get()
    assert (fonds.organ, fonds.code) == (with_one, "J001")
    assert UnitCode.objects.filter(fonds=fonds).count() == 1
