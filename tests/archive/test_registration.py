"""归档登记表：how much was filed of a class, and what came of its checks, in a constant number of questions."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.models import CheckReport, Decision, Record, Stage
from archive.selectors import registration
from archive.selectors.catalogue import Class
from archive.selectors.registration import registration_sheet
from docflow.api import Facts, Listing, Sheet
from office.kernel.refusals import Invalid
from tests.archive.hand_made import Shelf, a_record, a_shelf, numbered, with_original
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db

PASSED, FAILED, MANUAL = "合格", "不合格", "待人工"


@pytest.fixture
def shelf() -> Shelf:
    return a_shelf(name="云州市某局")


def checked(item: Record, *results: tuple[str, str], revision: int = 1, stage: str = Stage.FILING) -> CheckReport:
    """With a report that says this of these items."""
    found = [
        {
            "code": f"GD-{code}",
            "name": f"项目{code}",
            "looked_at": "",
            "result": result,
            "says": "",
            "decides": "",
            "own": False,
        }
        for code, result in results
    ]
    return CheckReport.objects.create(record=item, revision=revision, stage=stage, conclusion="passed", items=found)


def decided(report: CheckReport, code: str, shelf: Shelf, *, passed: bool = True) -> None:
    Decision.objects.create(
        report=report, code=f"GD-{code}", passed=passed, why="查过", by=shelf.archivist, names={"name": "某人"}
    )


def test_what_was_chosen_is_said_in_words(shelf: Shelf) -> None:
    numbered(a_record(shelf))
    assert facts(registration_sheet(shelf.fonds, Class()))["归档范围"] == "本全宗全部"
    assert facts(registration_sheet(shelf.fonds, Class(2026, "Y")))["归档范围"] == "2026年，永久"


def facts(sheet: Sheet) -> dict[str, str]:
    return {fact.label: fact.text for one in sheet.sections if isinstance(one, Facts) for fact in one.facts}


def listed(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row for one in sheet.sections if isinstance(one, Listing) for row in one.rows]


def filed(shelf: Shelf, **fields: Any) -> Record:
    return numbered(with_original(a_record(shelf, **fields), uuid4().bytes))


def test_what_was_filed_is_counted_and_what_came_of_its_checks(shelf: Shelf) -> None:
    good, judged, bad, _ = (filed(shelf) for _ in range(4))
    filed(shelf, year=2025)
    checked(good, ("1-1", PASSED), ("4-2", PASSED))
    report = checked(judged, ("1-1", PASSED), ("2-5", PASSED), ("4-2", MANUAL))
    decided(report, "4-2", shelf)
    checked(judged, ("1-1", FAILED), stage=Stage.KEEPING)  # of another day
    checked(bad, ("1-1", PASSED), ("3-4", PASSED), ("4-2", PASSED))
    checked(bad, ("1-1", FAILED), ("3-4", MANUAL), ("4-2", MANUAL))  # the newest is the one
    sheet = registration_sheet(shelf.fonds, Class(year=2026))
    said = facts(sheet)
    assert said["数量"] == "4件，4个文件，12页，64字节（64字节）"
    assert said["归档范围"] == "2026年"
    assert said["病毒检验"] == "合格2件（其中经人工判定1件），待人工1件，没有检测报告1件。"
    assert said["真实性检验"] == "合格2件，不合格1件，没有检测报告1件。"
    assert said["可靠性检验"] == "过程信息：合格1件，没有检测报告3件。"
    assert said["可用性检验"] == "待人工1件，没有检测报告3件。"
    assert listed(sheet) == [(bad.code, bad.title, "不合格：项目1-1；待人工：项目3-4、项目4-2")]
    assert registration_sheet(shelf.fonds, Class(year=2026)).uid == sheet.uid
    assert facts(registration_sheet(shelf.fonds, Class(year=2026)))["登记摘要"] == said["登记摘要"]
    filed(shelf)
    assert facts(registration_sheet(shelf.fonds, Class(year=2026)))["登记摘要"] != said["登记摘要"]


def test_what_was_decided_against_did_not_pass(shelf: Shelf) -> None:
    item = filed(shelf)
    decided(checked(item, ("4-2", MANUAL)), "4-2", shelf, passed=False)
    sheet = registration_sheet(shelf.fonds, Class())
    assert facts(sheet)["病毒检验"] == "不合格1件。"
    assert listed(sheet) == [(item.code, item.title, "不合格：项目4-2")]


def test_nothing_filed_and_too_much_are_refused(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Invalid, match="没有可登记的"):
        registration_sheet(shelf.fonds, Class())
    monkeypatch.setattr(registration, "MOST_PRINTED", 1)
    for _ in range(2):
        filed(shelf)
    with pytest.raises(Invalid, match="登不下。请按年度、保管期限、机构分开"):
        registration_sheet(shelf.fonds, Class())


def test_a_long_sheet_asks_no_more_than_a_short_one(shelf: Shelf) -> None:
    counts = []
    for _ in range(2):
        for _ in range(5):
            decided(checked(filed(shelf), ("4-2", MANUAL)), "4-2", shelf)
        with CaptureQueriesContext(connection) as queries:
            registration_sheet(shelf.fonds, Class())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_it_is_for_the_archivists_of_the_fonds(shelf: Shelf) -> None:
    filed(shelf)
    address = f"{reverse('archive:registration_file')}?fonds={shelf.fonds.uid}"
    client = ReadingClient()
    for who in (shelf.clerk, a_shelf().archivist):
        client.force_login(who.person)
        assert client.get(address).status_code == 404
