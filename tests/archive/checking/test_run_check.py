"""The door: a record is checked, its report is kept, and says for every item what was looked at."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from archive.checking import run_check
from archive.checks.table import items_of
from archive.models import CheckReport, Conclusion, Record, Role, Stage
from office.files import store
from tests.archive.checking.records import TEXT, a_record, a_room, change_a_byte, stored_at

pytestmark = pytest.mark.django_db(transaction=True)


def found(report: CheckReport, number: str) -> dict[str, Any]:
    return next(one for one in report.items if one["code"] == f"{report.stage}-{number}")


@pytest.mark.parametrize("stage", list(Stage))
def test_every_item_of_a_stage_is_in_the_report(stage: str) -> None:
    item = a_record(a_room())
    report = run_check(item, stage)
    assert [one["code"] for one in report.items] == [f"{stage}-{one.number}" for one in items_of(stage)]
    assert all(one["says"].endswith("。") for one in report.items)
    assert all(bool(one["decides"]) == (one["result"] == "待人工") for one in report.items)


def test_what_nobody_can_scan_waits_for_somebody_and_says_for_whom() -> None:
    report = run_check(a_record(a_room()), Stage.FILING)
    assert report.conclusion == Conclusion.MANUAL
    assert found(report, "4-2")["decides"] == "档案管理员"
    assert {one["code"] for one in report.items if one["result"] == "不合格"} == set()


def test_a_changed_byte_is_found_and_the_file_is_named() -> None:
    item = a_record(a_room())
    change_a_byte(item.files.get(role=Role.FINAL_TEXT))
    report = run_check(item, Stage.KEEPING)
    assert report.conclusion == Conclusion.FAILED
    for number in ("1-1", "1-14", "2-7"):
        assert found(report, number)["result"] == "不合格"
        assert "定稿.txt" in found(report, number)["says"]
        assert "正本.txt" not in found(report, number)["says"]


def test_a_file_that_is_gone_or_cut_is_named() -> None:
    room = a_room()
    gone, cut = a_record(room), a_record(room, files={"正本.txt": (Role.ORIGINAL, TEXT * 2, "text/plain")})
    stored_at(gone.files.get(role=Role.ORIGINAL)).unlink()
    assert "“正本.txt”不在存储中" in found(run_check(gone, Stage.KEEPING), "2-7")["says"]
    place = stored_at(cut.files.get())
    place.chmod(0o640)
    place.write_bytes(TEXT)
    assert f"登记为{len(TEXT) * 2}字节，实为{len(TEXT)}字节" in found(run_check(cut, Stage.KEEPING), "1-10")["says"]


def test_a_name_that_lies_about_its_content_is_found() -> None:
    item = a_record(a_room(), files={"正本.pdf": (Role.ORIGINAL, TEXT, "application/pdf")})
    assert found(run_check(item, Stage.FILING), "1-10")["result"] == "不合格"


def test_two_records_with_one_number_wait_for_somebody() -> None:
    room = a_room()
    first = a_record(room)
    second = a_record(room, number=first.number)
    assert found(run_check(second, Stage.FILING), "1-8")["result"] == "待人工"
    assert found(run_check(a_record(room), Stage.FILING), "1-8")["result"] == "合格"


def test_a_report_is_never_changed() -> None:
    report = run_check(a_record(a_room()), Stage.FILING)
    with pytest.raises(DatabaseError), transaction.atomic():
        CheckReport.objects.filter(pk=report.pk).update(conclusion=Conclusion.PASSED)
    with pytest.raises(DatabaseError), transaction.atomic():
        CheckReport.objects.filter(pk=report.pk).delete()


def test_checking_changes_nothing_of_the_record() -> None:
    item = a_record(a_room())
    before = Record.objects.filter(pk=item.pk).values().get()
    run_check(item, Stage.FILING)
    assert Record.objects.filter(pk=item.pk).values().get() == before
    assert all(store().exists(row.file.sm3) for row in item.files.all())
