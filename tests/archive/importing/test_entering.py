"""A historical document enters the archive once: described, checked, filed, readable by the archivist of its organ and by nobody else."""

import json
import os
import re
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from archive.actions.confirm_retention import confirm_retention
from archive.actions.return_record import return_record, send_again
from archive.importing import admitting
from archive.importing.bringing import text_files
from archive.importing.entering import Entered, Outcome, enter
from archive.importing.folder import documents_in, import_files
from archive.importing.fonds import fonds_for
from archive.importing.reading import read_document
from archive.models import CheckReport, Fonds, ItemRegister, Record, RecordFile, RetentionRow, RetentionTable, State
from archive.policy import records
from office.api import actor_of, read, with_role
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotThere
from office.models import Person, StoredFile, TrailEntry
from tests.archive.importing.documents import a_document, a_fonds, put, source
from tests.archive.shelf import work
from tests.factories import a_department, an_actor, an_organ, appointed
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


def brought(fonds: Fonds, document: dict[str, Any]) -> Entered:
    described = read_document(document, nameless="摘要")
    return enter(described, source(document), fonds, files=text_files(described), by=None)


def test_it_ends_filed_with_its_files_and_its_description() -> None:
    fonds = a_fonds()
    item = brought(fonds, a_document(7)).record
    assert (item.state, item.code, item.retention, item.source_id) == (State.FILED, "J001-WS·2021-Y-0001", "Y", "007")
    assert item.text["attachments"] == [{"title": "名单", "body": ["甲", "乙"]}]
    assert item.metadata["责任者"] == "云州市人民政府办公室"
    assert item.metadata["档号"] == item.code
    files = {one.name: read(one.file) for one in item.files.select_related("file")}
    assert set(files) == {"正本.txt", "附件1.txt", "来源数据.json", "YSJ-01.xml"}
    assert json.loads(files["来源数据.json"]) == a_document(7)
    assert files["正本.txt"].decode().splitlines()[0] == "关于第7件事的通知"
    assert [one.stage for one in item.checks.all()] == ["GD"]
    acts = TrailEntry.objects.filter(about=item.uid).order_by("stream_seq").values_list("act", flat=True)
    assert list(acts) == ["importing.taken_in", "archive.filed"]


def test_its_archivist_may_read_it_and_nobody_else() -> None:
    fonds = a_fonds()
    item = brought(fonds, a_document()).record
    archivist = actor_of(Person.objects.get(appointments__post__roles__role="archivist"))
    assert records.read(item.uid, by=archivist) == item
    assert list(records.readable(archivist)) == [item]
    for stranger in (an_actor(fonds.organ), an_actor(None, "archivist")):
        assert list(records.readable(stranger)) == []
        with pytest.raises(NotThere):
            records.read(item.uid, by=stranger)


def test_the_same_again_doubles_nothing_however_it_is_laid_out() -> None:
    fonds = a_fonds()
    first = brought(fonds, a_document())
    before = (
        Record.objects.count(),
        RecordFile.objects.count(),
        CheckReport.objects.count(),
        TrailEntry.objects.count(),
    )
    again = brought(fonds, a_document())
    other_way = json.dumps(a_document(), indent=4, sort_keys=True).encode()
    third = enter(read_document(a_document(), nameless=""), other_way, fonds, by=None)
    assert (again.outcome, third.outcome, again.record) == (Outcome.ALREADY, Outcome.ALREADY, first.record)
    after = (
        Record.objects.count(),
        RecordFile.objects.count(),
        CheckReport.objects.count(),
        TrailEntry.objects.count(),
    )
    assert after == before


def test_another_document_of_the_same_name_is_refused_and_changes_nothing() -> None:
    fonds = a_fonds()
    item = brought(fonds, a_document()).record
    stored = StoredFile.objects.count()
    with pytest.raises(Invalid, match="内容不同，没有覆盖"):
        brought(fonds, a_document(title="另一个题名"))
    item.refresh_from_db()
    assert (Record.objects.count(), item.title, StoredFile.objects.count()) == (1, "关于第1件事的通知", stored)


def test_item_numbers_run_without_a_gap_and_a_given_code_is_kept() -> None:
    fonds = a_fonds()
    given = read_document(a_document(1), nameless="")
    given = replace(given, code="J001-WS·2021-Y-0003")
    assert enter(given, b"{}", fonds, by=None).record.code == "J001-WS·2021-Y-0003"
    assert [brought(fonds, a_document(n)).record.item for n in (2, 3)] == [4, 5]
    assert ItemRegister.objects.get().last == 5
    with pytest.raises(Invalid, match="已是另一件的"):
        enter(replace(given, source_id="别的"), b"{}", fonds, by=None)


def test_the_retention_is_proposed_by_the_table_of_the_fonds() -> None:
    fonds = a_fonds()
    table = RetentionTable.objects.create(fonds=fonds, edition=2, since=today())
    RetentionRow.objects.create(
        table=table, ordinal=1, heading="会议", content="会议纪要", kinds=["纪要"], retention="D30"
    )
    RetentionRow.objects.create(table=table, ordinal=2, heading="杂", content="节日通知", words=["节"], retention="N")
    assert brought(fonds, a_document(1, kind="纪要")).record.retention == "D30"
    assert brought(fonds, a_document(2, title="关于春节放假的通知")).record.retention == "D10"
    silent = brought(fonds, a_document(3)).record
    assert (silent.retention, silent.proposed_why) == ("Y", "保管期限表里没有对应的条目，先按永久保管")


def test_missing_facts_are_reported_and_do_not_keep_it_out() -> None:
    item = brought(a_fonds(), {"id": "x", "title": "计划", "body": ["为深入贯彻"]}).record
    assert (item.state, item.dated_on, item.author, item.year) == (State.FILED, None, "", today().year)
    report = item.checks.get()
    assert [one["says"] for one in report.items if one["result"] == "不合格"] == ["“责任者”没有填；“日期”没有填。"]


def test_content_that_is_not_whole_keeps_it_in_the_queue_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.checking.as_it_lies", lambda _: b"changed")
    found = brought(a_fonds(), a_document())
    assert (found.outcome, found.record.state, found.record.code) == (
        Outcome.HELD_BACK,
        State.REFUSED,
        "J001-WS·2021-Y-0001",
    )
    entry = TrailEntry.objects.get(act="archive.refused")
    assert "的摘要与登记的不一致" in entry.detail["reason"]


@pytest.mark.parametrize(
    "hidden",
    [
        {"secrecy": "机密"},
        {"body": ["秘密★10年"]},
        {"attachments": [{"title": "甲", "body": ["绝密☆"]}]},
        {"title": "机密★"},
    ],
)
def test_secrets_are_refused_and_nothing_is_left(hidden: dict[str, Any]) -> None:
    fonds = a_fonds()
    with pytest.raises(Invalid, match="涉密信息系统"):
        brought(fonds, a_document(1, **hidden))
    assert (Record.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_folder_is_imported_and_what_is_wrong_is_named(tmp_path: Path) -> None:
    fonds = a_fonds()
    put(tmp_path, a_document(1), a_document(2), a_document(1, body=["别的内容"]), {"title": "没有标识"})
    (tmp_path / "下级").mkdir()
    (tmp_path / "下级" / "a.json").write_text('{"title": "没有写完', "utf-8")
    (tmp_path / "下级" / "b.json").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "下级" / "c.json").write_text("[" * 100_000, "utf-8")
    (tmp_path / "下级" / "d.json").write_bytes(json.dumps(a_document(9), ensure_ascii=False).encode("gb18030"))
    (tmp_path / "下级" / "e.json").mkdir()
    (tmp_path / "下级" / "f.json").write_text(f'{{"id": "f", "title": "长数", "x": {"9" * 5000}}}', "utf-8")
    (tmp_path / "说明.txt").write_text("不是公文", "utf-8")
    lines = list(import_files(documents_in(tmp_path), fonds, by=None))
    assert [(one.file.name, one.outcome, one.refused[:4]) for one in lines] == [
        ("001.json", Outcome.FILED, ""),
        ("002.json", Outcome.FILED, ""),
        ("003.json", None, "标识“0"),
        ("004.json", Outcome.FILED, ""),
        ("a.json", None, "不是JS"),
        ("b.json", None, "不是UT"),
        ("c.json", None, "不是JS"),
        ("d.json", Outcome.FILED, ""),
        ("f.json", Outcome.FILED, ""),
    ]
    assert Record.objects.filter(source_id__startswith="sm3:").count() == 1
    again = list(import_files(documents_in(tmp_path), fonds, by=None))
    assert [one.outcome for one in again].count(Outcome.ALREADY) == 5
    assert Record.objects.count() == 5


def test_returned_and_put_right_it_is_filed_anew_under_its_number_though_facts_are_missing(
    client: ReadingClient,
) -> None:
    fonds = a_fonds()
    described = replace(
        read_document(a_document(7), nameless="摘要"), author="", dated_on=None, unit="老办公室", retention="D15"
    )
    item = enter(described, b"{}", fonds, by=None).record
    code = item.code
    assert (item.state, item.unit) == ("filed", "老办公室")
    one = with_role(fonds.organ, "archivist")[0]
    by = actor_of(one.person, one)
    return_record(item.uid, "缺附件", by=by, key=uuid7())
    send_again(item.uid, "已补", by=by, key=uuid7())
    item.refresh_from_db()
    client.force_login(one.person)
    for address in (reverse("archive:records"), item.get_absolute_url()):  # what stands is offered, and chosen
        page = client.get(address).content.decode()
        assert re.search(r'value="D15" (selected|checked)>15年', page)
        assert '<option value="老办公室" selected>' in page
    confirm_retention(item.uid, item.retention, item.unit, by=by, key=uuid7())
    work()
    item.refresh_from_db()
    assert (item.state, item.revision, item.code, item.item) == ("filed", 2, code, 1)
    told = TrailEntry.objects.filter(act="archive.filed").order_by("pk")
    assert all(entry.detail["opinion"].endswith("所列的缺项已无从补齐") for entry in told)
    assert item.item_numbers.count() == 1


def test_a_hostile_folder_is_named_file_by_file(tmp_path: Path) -> None:
    fonds = a_fonds()
    folder, elsewhere = tmp_path / "送来", tmp_path / "别处"
    (outside,) = put(elsewhere, a_document(8))
    put(folder, a_document(1))
    (folder / "002.JSON").write_bytes(source(a_document(2)))
    (folder / "003-同一件.json").write_bytes(source(a_document(1)))
    (folder / "链接.json").symlink_to(outside)
    (folder / "断链.json").symlink_to(tmp_path / "没有")
    (folder / "绕圈").symlink_to(folder)
    (folder / "外面").symlink_to(elsewhere)
    os.mkfifo(folder / "管道.json")
    (folder / "深.json").write_text('{"title": "深", "body": %s}' % ("[" * 900 + "]" * 900), "utf-8")
    (folder / f"{'长' * 80}.json").write_bytes(source(a_document(3)))
    with open(os.fsencode(folder) + b"/\xff\xfe.json", "wb") as odd:  # noqa: PTH123 - a name of bytes
        odd.write(b"{")
    found = {one.name.rpartition("/")[2]: one for one in import_files(documents_in(folder), fonds, by=None)}
    assert {name: (one.outcome, one.refused[:8]) for name, one in found.items()} == {
        "001.json": (Outcome.FILED, ""),
        "002.JSON": (Outcome.FILED, ""),
        "003-同一件.json": (Outcome.ALREADY, ""),
        "链接.json": (None, "是指向别处的链接"),
        "断链.json": (None, "是指向别处的链接"),
        "管道.json": (None, "不是普通文件，没"),
        "深.json": (None, "里面的列表一层套"),
        f"{'长' * 80}.json": (Outcome.FILED, ""),
        "\\xff\\xfe.json": (None, "不是JSON文件"),
    }
    assert Record.objects.count() == 3
    (alone,) = documents_in(folder / "链接.json")
    assert alone == outside


def test_a_folder_that_is_not_there_or_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="没有文件夹"):
        documents_in(tmp_path / "没有")
    with pytest.raises(Invalid, match="没有 JSON 文件"):
        documents_in(tmp_path)


@pytest.mark.django_db(transaction=True)
def test_twenty_imports_at_once_make_each_document_one_record() -> None:
    fonds = a_fonds()
    start, outcomes, wrong = threading.Barrier(20), [], []

    def one(n: int) -> None:
        try:
            start.wait(60)
            outcomes.append(brought(fonds, a_document(n % 4)).outcome)
        except Exception as error:  # whatever it is, the test is to say so
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(outcomes) == 20
    rows = list(Record.objects.order_by("item").values_list("item", "state"))
    assert rows == [(1, "filed"), (2, "filed"), (3, "filed"), (4, "filed")]
    assert RecordFile.objects.filter(role="YSJ").count() == 4


@pytest.mark.django_db(transaction=True)
def test_one_fonds_is_opened_by_twenty_at_once() -> None:
    organ, found = an_organ(), []
    appointed(a_department(organ), "archivist")

    def one() -> None:
        try:
            found.append(fonds_for(organ, "J009", by=None).uid)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20
    assert len(set(found)) == 1


def test_what_a_kill_left_half_way_is_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    fonds = a_fonds()
    with monkeypatch.context() as patch:
        patch.setattr("archive.importing.entering.admit", lambda item, **_: item)
        left = brought(fonds, a_document()).record
    assert left.state == State.CHECKING
    assert brought(fonds, a_document()).record.state == State.FILED
    assert admitting.admit(Record.objects.get(), by=None).code == "J001-WS·2021-Y-0001"
    assert Record.objects.count() == 1
