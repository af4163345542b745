"""判定所选：many records that wait for a person, one judgement for what they share; each an act of its own, foreign ones as not there."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.actions.decide import Judgement, decide_each
from archive.actions.file_record import file_record
from archive.models import CheckReport, Conclusion, Decision, Record, Stage, State
from archive.selectors.reports import report_sheet, shown
from docflow.api import Listing
from office.api import grant, role_key
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid
from office.models import TrailEntry
from tests.archive.hand_made import Shelf, a_record, a_shelf
from tests.archive.hand_made import numbered as shelved
from tests.factories import a_department, appointed
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db

SCANNER, VIRUSES, FORMAT = ("GD-4-1", "系统环境杀毒软件"), ("GD-4-2", "病毒感染"), ("GD-3-6", "版式文件自包含")
STAMP, LINK = ("GD-1-1", "固化信息有效性"), ("GD-1-11", "元数据与内容关联")
HELD = Judgement(True, "已用本机杀毒软件查过。")


def waiting(shelf: Shelf, *findings: tuple[str, str]) -> Record:
    """A record whose check left these to a person."""
    return stopped(shelf, Conclusion.MANUAL, *findings or (SCANNER, VIRUSES))


def stopped(shelf: Shelf, conclusion: Conclusion, *findings: tuple[str, str], says: str = "请判定。") -> Record:
    """A record whose check ended so, with these findings."""
    item = a_record(shelf, item=None, confirmed_by=shelf.archivist)
    item.code = f"{shelf.fonds.code}-{item.pk}"
    item.save()
    with transaction.atomic():
        grant(item.uid, role_key(shelf.organ, "archivist"), why="归档")
    found = [
        {
            "code": code,
            "name": name,
            "looked_at": "6个文件",
            "result": conclusion.label,
            "says": says,
            "decides": "档案管理员" if conclusion is Conclusion.MANUAL else "",
        }
        for code, name in findings
    ]
    report = CheckReport.objects.create(record=item, stage=Stage.FILING, conclusion=conclusion, items=found)
    return file_record(item.uid, report.uid, by=None, key=uuid7())


def state(item: Record) -> str:
    item.refresh_from_db()
    return str(item.state)


def test_each_is_filed_by_an_act_of_its_own_and_a_foreign_one_is_not_there() -> None:
    shelf, other = a_shelf(), a_shelf()
    mine = [waiting(shelf), waiting(shelf)]
    foreign, done = waiting(other), shelved(a_record(shelf))
    key = uuid7()
    uids = [one.uid for one in (*mine, foreign, done)] + [uuid4()]
    batch = decide_each(uids, ["GD-4-1", "GD-4-2"], HELD, by=shelf.by, key=key)
    assert {one.uid for one in batch.done} == {one.uid for one in mine}
    assert [state(one) for one in (*mine, foreign)] == ["filed", "filed", "waiting"]
    assert sum("没有找到该档案" in one for one in batch.passed_over) == 2
    assert sum(str(done) in one and "已归档" in one for one in batch.passed_over) == 1
    assert str(foreign) not in "".join(batch.passed_over)
    assert Decision.objects.count() == 4
    acts = TrailEntry.objects.filter(act="archive.decided")
    assert {one.about for one in acts} == {one.uid for one in mine}
    again = decide_each(uids, ["GD-4-1", "GD-4-2"], HELD, by=shelf.by, key=key)
    assert [one.uid for one in again.done] == [one.uid for one in batch.done]
    assert (Decision.objects.count(), acts.count()) == (4, 2)


def test_one_with_another_finding_is_passed_over_and_named() -> None:
    shelf = a_shelf()
    plain, more = waiting(shelf), waiting(shelf, VIRUSES, FORMAT)
    batch = decide_each([plain.uid, more.uid], ["GD-4-1", "GD-4-2"], HELD, by=shelf.by, key=uuid7())
    assert (state(plain), state(more)) == ("filed", "waiting")
    (said,) = batch.passed_over
    assert str(more) in said
    assert "版式文件自包含" in said
    assert not Decision.objects.filter(report__record=more).exists()


def test_not_held_they_are_refused_with_the_ground() -> None:
    shelf = a_shelf()
    item = waiting(shelf)
    decide_each([item.uid], ["GD-4-1", "GD-4-2"], Judgement(False, "查出病毒。"), by=shelf.by, key=uuid7())
    assert state(item) == State.REFUSED
    assert item.why.endswith("病毒感染不合格：查出病毒。")


@pytest.mark.parametrize(
    ("uids", "codes", "why", "says"),
    [(0, 1, "好", "还没有选档案"), (1, 0, "好", "哪几项"), (1, 1, " ", "写明缘由"), (201, 1, "好", "最多200件")],
)
def test_what_is_not_whole_is_refused_as_one(uids: int, codes: int, why: str, says: str) -> None:
    shelf = a_shelf()
    item = waiting(shelf)
    chosen = [item.uid, *(uuid4() for _ in range(200))][:uids]
    with pytest.raises(Invalid, match=says):
        decide_each(chosen, ["GD-4-2"][:codes], Judgement(True, why), by=shelf.by, key=uuid7())
    assert state(item) == "waiting"


def page_of(client: ReadingClient) -> str:
    return str(client.get("/records/?tab=waiting").content.decode())


def signed_in(shelf: Shelf) -> ReadingClient:
    client = ReadingClient()
    client.force_login(shelf.archivist.person)
    return client


def sent(*items: Record, **given: Any) -> dict[str, Any]:
    asked = {"key": str(uuid4()), "record": [str(one.uid) for one in items], "finding": ["GD-4-1", "GD-4-2"]}
    return asked | {"result": "passed", "why": "已另行查毒。"} | given


def test_the_tab_offers_what_they_share_and_files_what_is_ticked() -> None:
    shelf = a_shelf()
    first, second, third = waiting(shelf), waiting(shelf), waiting(shelf, VIRUSES, FORMAT)
    client = signed_in(shelf)
    page = page_of(client)
    assert 'value="GD-4-2" checked' in page
    assert 'value="GD-4-1">' in page
    assert "GD-3-6，1件" in page
    answer = client.post(reverse("archive:decide_chosen"), sent(first, second), follow=True)
    assert "已判定2件，已归档。" in answer.content.decode()
    assert [state(one) for one in (first, second, third)] == ["filed", "filed", "waiting"]


def test_what_was_not_done_comes_back_as_it_was_filled() -> None:
    shelf, other = a_shelf(), a_shelf()
    mine, foreign = waiting(shelf, VIRUSES, FORMAT), waiting(other)
    client = signed_in(shelf)
    address = reverse("archive:decide_chosen")
    page = client.post(address, sent(mine, foreign, finding=["GD-4-2"])).content.decode()
    assert "2件没有办" in page
    assert "没有找到该档案" in page
    assert f'value="{mine.uid}" aria-label="选中《{mine}》" checked' in page
    assert "已另行查毒。</textarea>" in page
    assert str(foreign.uid) not in page
    for wrong in (
        {"why": ""},
        {"why": "a\x00b"},
        {"why": "长" * 401},
        {"result": "x"},
        {"record": ["坏的"]},
        {"key": "x"},
    ):
        assert client.post(address, sent(mine, **wrong)).status_code == 422, wrong
    assert (state(mine), state(foreign)) == ("waiting", "waiting")


def test_a_stranger_decides_nothing() -> None:
    shelf = a_shelf()
    item = waiting(shelf)
    client = ReadingClient()
    client.force_login(appointed(a_department(shelf.organ)).person)
    client.post(reverse("archive:decide_chosen"), sent(item))
    assert state(item) == "waiting"


def test_the_tab_asks_as_often_for_many_as_for_few() -> None:
    shelf = a_shelf()
    client = signed_in(shelf)
    asked = []
    for more in (2, 5):
        for _ in range(more):
            waiting(shelf)
        page_of(client)
        with CaptureQueriesContext(connection) as queries:
            page_of(client)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_queue_names_the_first_findings_and_counts_the_rest() -> None:
    shelf = a_shelf()
    item = stopped(shelf, Conclusion.FAILED, STAMP, LINK, FORMAT, VIRUSES, says="“ZB-01.pdf”不在存储中。")
    client = signed_in(shelf)
    queue = str(client.get("/records/?tab=refused").content.decode())
    assert [name in queue for _, name in (STAMP, LINK, FORMAT, VIRUSES)] == [True, True, True, False]
    assert "共4项，打开看全部" in queue
    page = str(client.get(item.get_absolute_url()).content.decode())
    act = page[page.index('id="act"') : page.index('id="facts"')]
    assert [name in act for _, name in (STAMP, LINK, FORMAT, VIRUSES)] == [True] * 4


def test_what_is_no_finding_is_said_as_it_was_written() -> None:
    """A check that came to no end, a judgement: the newest report does not explain where the record stands."""
    shelf = a_shelf()
    item = waiting(shelf)
    decide_each([item.uid], ["GD-4-1", "GD-4-2"], Judgement(False, "查出病毒。"), by=shelf.by, key=uuid7())
    queue = str(signed_in(shelf).get("/records/?tab=refused").content.decode())
    assert "经人工判定，系统环境杀毒软件不合格：查出病毒；病毒感染不合格：查出病毒" in queue


def test_a_reason_too_long_to_keep_says_that_it_goes_on() -> None:
    item = stopped(a_shelf(), Conclusion.FAILED, *([STAMP] * 40), says="“ZB-01.pdf”不在存储中。")
    assert len(item.why) == 400
    assert item.why.endswith("…")


def test_a_refused_judgement_comes_back_as_it_was_chosen() -> None:
    shelf = a_shelf()
    item = waiting(shelf)
    given = {"key": str(uuid4()), "result-GD-4-1": "passed", "result-GD-4-2": "failed", "why": " "}
    answer = signed_in(shelf).post(reverse("archive:act", args=[item.uid, "decide"]), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="result-GD-4-1" value="passed" required checked' in page
    assert 'name="result-GD-4-2" value="failed" checked' in page
    assert 'role="alert" tabindex="-1" autofocus' in page


def test_the_report_tells_what_a_person_decided() -> None:
    shelf = a_shelf()
    item = waiting(shelf)
    report = item.checks.get()
    client = signed_in(shelf)
    assert "经人工判定" not in client.get(report.get_absolute_url()).content.decode()
    decide_each([item.uid], ["GD-4-1", "GD-4-2"], HELD, by=shelf.by, key=uuid7())
    page = client.get(report.get_absolute_url()).content.decode()
    assert "归档检测待人工，经人工判定合格" in page
    assert 'class="verdict ok"' in page
    assert "病毒感染：人工判定合格" in page
    assert HELD.why in page
    assert f'<a class="num" href="{item.get_absolute_url()}">' in page
    CheckReport.objects.create(record=item, stage=Stage.KEEPING, conclusion=Conclusion.MANUAL, items=report.items)
    kept = client.get(item.get_absolute_url()).content.decode()
    assert (
        "<dd>归档检测待人工，经人工判定合格</dd>" in kept
    )  # 归档登记 speaks of the filing, whatever was checked since
    assert kept.count("已人工判定") == 1
    sheet = report_sheet(shown(report))
    judged = next(one for one in sheet.sections if isinstance(one, Listing) and one.heading == "人工判定")
    assert [row[:4] for row in judged.rows] == [(*one, "合格", HELD.why) for one in (SCANNER, VIRUSES)]
    assert shelf.archivist.person.name in judged.rows[0][4]
