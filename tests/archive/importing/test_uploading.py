"""送来目录、对应各列、预览、导入、没有收的、撤回：through the front door, with its job."""

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from archive.importing.models import Batch, BatchState, Row, RowState
from archive.importing.packages import Files
from archive.importing.policy import batches
from archive.importing.tasks import import_rows
from archive.models import Fonds, Record, State
from archive.search.models import FileText
from office.jobs.heartbeat import Heartbeat
from office.jobs.models import Job
from office.jobs.running import work_one
from office.kernel.clock import now
from office.kernel.refusals import Invalid
from office.kernel.uploads import NoTurn
from office.models import Person, StoredFile
from realtime.models import Notification
from tests.archive.importing.catalogues import HEADER, a_package, a_row, a_sheet, as_file
from tests.archive.importing.documents import a_fonds
from tests.factories import an_actor
from tests.office.kernel.uploads.hostile import folder
from tests.office.kernel.uploads.making import tiff as a_bad_scan
from tests.office.kernel.uploads.test_hostile_collection import EITHER, TAKEN
from tests.office.kernel.uploads.test_tiff import a_scan
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fonds() -> Fonds:
    return a_fonds()


@pytest.fixture
def archivist(fonds: Fonds) -> Person:
    return Person.objects.get(appointments__post__roles__role="archivist")


@pytest.fixture
def desk(client: ReadingClient, archivist: Person) -> ReadingClient:
    client.force_login(archivist)
    return client


def bring(desk: ReadingClient, sheet: bytes, package: bytes | None = None, name: str = "目录.xlsx") -> Any:
    form: dict[str, object] = {"key": str(uuid4()), "catalogue": as_file(sheet, name)}
    if package is not None:
        form["package"] = as_file(package, "原文.zip")
    return desk.post(reverse("importing:new"), form)


def does(desk: ReadingClient, batch: Batch, verb: str) -> Any:
    return desk.post(reverse("importing:act", args=[batch.uid, verb]), {"key": str(uuid4())})


def maps(desk: ReadingClient, batch: Batch, header: Sequence[object] = HEADER, **more: str) -> Any:
    form = {f"column-{n}": element for n, element in batch.mapping.items()} | {"key": str(uuid4())} | more
    return desk.post(reverse("importing:mapping", args=[batch.uid]), form)


def jobs() -> None:
    """Work the queue until it is empty."""
    with Heartbeat() as heartbeat:
        while work_one("test/0", heartbeat) is not None:
            pass


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_from_the_catalogue_to_filed_records(desk: ReadingClient, fonds: Fonds, archivist: Person) -> None:
    sheet = a_sheet(
        [
            a_row(1, files="正文/1.txt；1-附件.txt", code="J001-WS·2011-Y-0007"),
            a_row(2),
            a_row(3, title=""),
            [4, "", "", "", "", "", "", "", "没有题名.txt"],
            a_row(5, files="没有这个.txt"),
        ],
        above=["归档文件目录"],
    )
    package = a_package({"正文/1.txt": "供热工作方案".encode(), "附件/1-附件.txt": "名单甲乙".encode()})
    assert bring(desk, sheet, package).status_code == 302
    batch = Batch.objects.get()
    assert batch.header == HEADER
    page = text(desk.get(batch.get_absolute_url()))
    assert "对应各列" in page
    assert '<option value="title" selected>题名</option>' in page
    assert maps(desk, batch).status_code == 302
    page = text(desk.get(batch.get_absolute_url()))
    assert "可导入3件，2行不能收" in page
    assert "第6行：没有题名。" in page
    assert "第7行：压缩包里没有“没有这个.txt”" in page
    assert does(desk, batch, "begin").status_code == 302
    page = text(desk.get(batch.get_absolute_url()))
    assert "0／5行" in page
    assert 'hx-trigger="every 2s"' in page
    shown = text(desk.get(reverse("importing:now", args=[batch.uid])))
    assert shown.strip().splitlines()[2:8] == page[page.index('<div class="stack" id="progress"') :].splitlines()[2:8]
    jobs()
    assert "导入完成" in text(desk.get(reverse("importing:now", args=[batch.uid])))
    batch.refresh_from_db()
    assert (batch.state, batch.turn) == (BatchState.DONE, 1)
    states = [(one.line, one.state) for one in batch.rows.all()]
    assert states == [(3, "filed"), (4, "filed"), (5, "filed"), (6, "refused"), (7, "refused")]
    first = Record.objects.get(code="J001-WS·2011-Y-0007")
    assert (first.state, first.item, first.pages, first.confirmed_by) == ("filed", 7, 3, archivist.appointments.get())
    assert [(one.role, one.title) for one in first.files.all()][:2] == [("ZB", "1.txt"), ("FJ", "1-附件.txt")]
    assert first.text["body"] == ["供热工作方案"]
    assert first.text["attachments"] == [{"title": "1-附件.txt", "body": ["名单甲乙"]}]
    assert sorted(one.strings[0] for one in FileText.objects.all()) == ["供热工作方案", "名单甲乙"]
    assert [one.item for one in Record.objects.order_by("item")] == [7, 8, 9]
    told = Notification.objects.get()
    assert (told.title, told.body) == ("“目录.xlsx”导入完成：归档3件", "没有收2件。")
    page = text(desk.get(batch.get_absolute_url()))
    assert "导入完成" in page
    assert "没有题名。" in page
    assert "every 2s" not in page


def test_scans_are_filed_page_by_page_and_hostile_ones_are_refused_by_name(desk: ReadingClient) -> None:
    sheet = a_sheet([a_row(1, files="1.tif"), a_row(2, files="2.tif"), a_row(3, files="3.tiff")])
    package = a_package({"1.tif": a_scan(3), "2.tif": a_bad_scan(65_500, 65_500), "3.tiff": a_bad_scan(loop=True)})
    bring(desk, sheet, package)
    batch = Batch.objects.get()
    maps(desk, batch)
    does(desk, batch, "begin")
    jobs()
    rows = {one.line: (one.state, one.says) for one in batch.rows.all()}
    assert rows[2] == ("filed", "")
    assert (rows[3][0], "“2.tif”：图片尺寸过大" in rows[3][1]) == ("refused", True)
    assert (rows[4][0], "“3.tiff”" in rows[4][1], "目录循环" in rows[4][1]) == ("refused", True, True)
    item = Record.objects.get()
    assert item.text["body"] == []
    assert not FileText.objects.exists()
    found = {one["code"]: one for one in item.checks.get().items}
    assert found["GD-3-3"]["result"] == "合格"
    assert found["GD-3-4"]["result"] == "合格"
    assert "图像1个共3页，逐页解出全部像素" in found["GD-3-4"]["looked_at"]
    page = text(desk.get(item.get_absolute_url() + "?pages", headers={"HX-Request": "true"}))
    assert page.count("<img") == 3
    picture = desk.get(reverse("archive:page", args=[item.uid, 3]))
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/webp")


def test_refused_rows_come_back_as_a_table_of_texts(desk: ReadingClient) -> None:
    bring(desk, "题名,文号,责任者\n,=1+1,@甲\n".encode(), name="目录.csv")
    batch = Batch.objects.get()
    maps(desk, batch)
    does(desk, batch, "begin")
    jobs()
    answer = desk.get(reverse("importing:refusals", args=[batch.uid]))
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:4] == ["原目录第几行", "结果", "原因", "题名"]
    assert rows[1][:3] == ["2", "没有收", "没有题名。"]
    assert rows[1][4:] == ["=1+1", "@甲"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


def test_the_same_catalogue_again_doubles_nothing(desk: ReadingClient) -> None:
    for _ in range(2):
        bring(desk, a_sheet([a_row(1), a_row(2, code="旧-0003")]))
        batch = Batch.objects.first()
        assert batch is not None
        maps(desk, batch)
        does(desk, batch, "begin")
        jobs()
    assert Record.objects.count() == 2
    assert sorted(Row.objects.values_list("state", flat=True)) == ["already", "already", "filed", "filed"]


def test_a_long_catalogue_goes_in_turns_and_stops_and_goes_on(
    desk: ReadingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.importing.working.ROWS", 2)
    bring(desk, a_sheet([a_row(n) for n in range(1, 6)]))
    batch = Batch.objects.get()
    maps(desk, batch)
    does(desk, batch, "begin")
    with Heartbeat() as heartbeat:
        work_one("test/0", heartbeat)
    assert batch.rows.filter(state=RowState.FILED).count() == 2
    assert does(desk, batch, "stop").status_code == 302
    jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.rows.filter(state=RowState.WAITING).count()) == (BatchState.STOPPED, 3)
    assert "接着导入" in text(desk.get(batch.get_absolute_url()))
    assert "没有在导入" in text(does(desk, batch, "stop"))
    does(desk, batch, "resume")
    jobs()
    batch.refresh_from_db()
    assert (batch.state, Record.objects.filter(state=State.FILED).count()) == (BatchState.DONE, 5)


def test_taking_back_gives_back_what_is_not_filed(desk: ReadingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = a_sheet([a_row(1, code="旧-0001"), a_row(2, code="旧-0002", files="甲.txt")])
    bring(desk, sheet, a_package({"甲.txt": "甲".encode()}))
    batch = Batch.objects.get()
    maps(desk, batch)
    does(desk, batch, "begin")
    with monkeypatch.context() as patch:
        patch.setattr("archive.checking.as_it_lies", lambda _: b"changed")
        jobs()
    held = Record.objects.get(state=State.REFUSED)
    assert (held.code, held.source_id) == ("旧-0002", "旧-0002")
    page = text(desk.get(batch.get_absolute_url()))
    assert "归档检测没有通过" in page
    assert "撤回没归档的1件" in page
    assert does(desk, batch, "take-back").status_code == 302
    held.refresh_from_db()
    assert (held.state, held.code, held.source_id) == (State.LEFT_OUT, "", "")
    assert Record.objects.filter(state=State.FILED).count() == 1
    assert "没有可以撤回的" in text(does(desk, batch, "take-back"))
    bring(desk, sheet, a_package({"甲.txt": "甲".encode()}))
    again = Batch.objects.first()
    assert again is not None
    maps(desk, again)
    does(desk, again, "begin")
    jobs()
    assert Record.objects.filter(state=State.FILED).count() == 2


def test_a_batch_that_was_not_begun_can_be_given_up(desk: ReadingClient) -> None:
    bring(desk, a_sheet([a_row(1)]))
    batch = Batch.objects.get()
    assert does(desk, batch, "take-back").status_code == 302
    batch.refresh_from_db()
    assert batch.state == BatchState.TAKEN_BACK
    assert does(desk, batch, "begin").status_code == 403
    assert "已撤回" in text(desk.get(batch.get_absolute_url()))


def test_a_job_that_goes_wrong_stops_the_batch_with_its_reason(
    desk: ReadingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(desk, a_sheet([a_row(1)]))
    batch = Batch.objects.get()
    maps(desk, batch)
    does(desk, batch, "begin")

    def broken(*_: object) -> int:
        raise Invalid("原文的压缩包不见了。")

    with monkeypatch.context() as patch:
        patch.setattr("archive.importing.tasks.work", broken)
        jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.says) == (BatchState.STOPPED, "作业没有办成：原文的压缩包不见了。")
    assert "原文的压缩包不见了" in text(desk.get(batch.get_absolute_url()))
    does(desk, batch, "resume")
    jobs()
    assert Record.objects.get().state == State.FILED


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ({"column-4": ""}, "还没有选哪一列是题名"),
        ({"column-0": "title"}, "“题名”选了不止一列"),
        ({"column-0": "__class__"}, "没有“__class__”这一项"),
        ({"retention": "很久"}, "保管期限“很久”认不出"),
    ],
)
def test_a_wrong_mapping_is_refused_and_what_was_chosen_stays(
    desk: ReadingClient, mapping: dict[str, str], says: str
) -> None:
    bring(desk, a_sheet([a_row(1)]))
    batch = Batch.objects.get()
    answer = maps(desk, batch, **mapping)
    assert answer.status_code == 422
    assert says in text(answer)
    assert '<option value="number" selected>文号</option>' in text(answer)
    batch.refresh_from_db()
    assert batch.state == BatchState.MAPPING


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "目录.xlsx", "文件是空的"),
        (b"MZ\x90", "目录.xlsx", "程序或脚本"),
        (b"title", "目录.xlsx", "没有读取“目录.xlsx”：它不是XLSX或CSV表格"),
        (b"title", "目录.txt", "没有读取“目录.txt”：它不是XLSX或CSV表格"),
        ("题名,文号\n".encode(), "目录.csv", "没有表头，或表头下没有行"),
        (b"PK\x03\x04", "目录.xlsx", "目录.xlsx"),
    ],
)
def test_what_is_no_catalogue_is_refused_by_name(desk: ReadingClient, content: bytes, name: str, says: str) -> None:
    stored = StoredFile.objects.count()
    answer = bring(desk, content, name=name)
    assert answer.status_code == 422
    assert says in text(answer)
    assert (Batch.objects.count(), StoredFile.objects.count()) == (0, stored)


def with_cell(cell: bytes) -> bytes:
    """A catalogue whose cell D2 is this."""
    with zipfile.ZipFile(io.BytesIO(a_sheet([a_row(1), a_row(2)]))) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name], times = re.subn(rb'<c r="D2".*?</c>', cell, parts[name])
    assert times == 1
    return a_package(parts)


def test_cells_that_hold_no_text_of_their_own_send_the_catalogue_back(desk: ReadingClient) -> None:
    rows = [a_row(1), a_row(2)]
    for content, says in (
        (with_cell(b'<c r="D2"><f>A2</f><v></v></c>'), "D2格的公式没有存下算出的值"),
        (with_cell(b'<c r="D2" t="e"><v>#REF!</v></c>'), "D2格是公式的错误“#REF!”"),
        (merged(rows, "G2:G3"), "G2:G3是跨几行的合并单元格"),
    ):
        answer = bring(desk, content)
        assert answer.status_code == 422
        assert f"没有读取“目录.xlsx”：{says}" in text(answer)
    assert not Batch.objects.exists()
    for content in (
        with_cell(b'<c r="D2" t="str"><f>A2</f><v>a</v></c>'),
        merged(rows, "A1:B1"),
        merged(rows, "A2:B2"),
    ):
        assert bring(desk, content).status_code == 302


def merged(rows: Sequence[Sequence[object]], cells: str) -> bytes:
    book = load_workbook(io.BytesIO(a_sheet(rows)))
    book.worksheets[0].merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_csv_is_a_catalogue_too_and_too_many_rows_are_refused(
    desk: ReadingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bring(desk, "题名,文号\n甲,1\n\n乙,2\n".encode("gb18030"), name="目录.csv").status_code == 302
    assert [(one.line, one.cells) for one in Row.objects.all()] == [(2, ["甲", "1"]), (4, ["乙", "2"])]
    many = "题名,文号\n" + "甲,1\n" * 5001
    assert "超过5000行" in text(bring(desk, many.encode(), name="目录.csv"))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b.txt", "C:/甲.txt"])
def test_a_package_that_would_slip_out_is_refused_by_name(desk: ReadingClient, name: str) -> None:
    answer = bring(desk, a_sheet([a_row(1)]), a_package({name: b"x"}))
    assert answer.status_code == 422
    assert "没有收“原文.zip”" in text(answer)
    assert Batch.objects.count() == 0


def test_a_bomb_is_refused_by_name() -> None:
    with pytest.raises(Invalid, match=r"没有收“弹\.zip”：解开后异常膨胀"):
        Files(a_package({"a.txt": b"0" * 50_000_000}), "弹.zip")


def test_names_are_found_by_path_by_last_part_and_in_gbk() -> None:
    legacy = "附件/名单.txt".encode("gbk").decode("cp437")
    files = Files(a_package({"一/同名.txt": b"1", "二/同名.txt": b"2", "二/独名.txt": b"3"}), "甲.zip")
    assert (files.read("一\\同名.txt"), files.read("独名.txt")) == (b"1", b"3")
    with pytest.raises(Invalid, match=r"压缩包里有几个“同名\.txt”"):
        files.read("同名.txt")
    with pytest.raises(Invalid, match=r"压缩包里没有“无\.txt”"):
        files.read("无.txt")
    raw = a_package({"x" * len("附件/名单.txt".encode("gbk")): b"4"})
    raw = raw.replace(b"x" * len("附件/名单.txt".encode("gbk")), legacy.encode("cp437"))
    assert Files(raw, "乙.zip").read("附件/名单.txt") == b"4"


def test_nobody_but_its_archivists_sees_a_batch(desk: ReadingClient, client: ReadingClient) -> None:
    bring(desk, a_sheet([a_row(1)]))
    batch = Batch.objects.get()
    for stranger in (an_actor(), an_actor(None, "archivist"), an_actor(batch.organ)):
        client.force_login(stranger.person)
        for name in ("batch", "now", "refusals"):
            assert client.get(reverse(f"importing:{name}", args=[batch.uid])).status_code == 404
        assert does(client, batch, "begin").status_code == 404
        assert maps(client, batch).status_code == 404
        assert list(batches.kept(stranger)) == []
    client.force_login(an_actor().person)
    assert client.get(reverse("importing:batches")).status_code == 403
    assert client.get(reverse("importing:new")).status_code == 403
    assert client.get(f"/records/imports/{uuid4()}/").status_code == 404


def test_the_list_and_the_progress_ask_the_same_number_of_questions_however_long(desk: ReadingClient) -> None:
    counts = []
    for rows in (1, 40):
        bring(desk, a_sheet([a_row(n) for n in range(rows)]))
        batch = Batch.objects.first()
        assert batch is not None
        maps(desk, batch)
        does(desk, batch, "begin")
        asked = []
        for path in (reverse("importing:batches"), batch.get_absolute_url()):
            desk.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(path).status_code == 200
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[1]


def test_the_same_form_twice_makes_one_batch_and_one_beginning(desk: ReadingClient) -> None:
    key = str(uuid4())
    for _ in range(2):
        form = {"key": key, "catalogue": as_file(a_sheet([a_row(1)]), "目录.xlsx")}
        assert desk.post(reverse("importing:new"), form).status_code == 302
    batch = Batch.objects.get()
    maps(desk, batch)
    does(desk, batch, "begin")
    does(desk, batch, "begin")
    assert Job.objects.filter(task__endswith="import_rows").count() == 1


def test_an_old_turn_does_nothing(desk: ReadingClient) -> None:
    bring(desk, a_sheet([a_row(1)]))
    batch = Batch.objects.get()
    maps(desk, batch)
    does(desk, batch, "begin")
    assert import_rows.call(str(batch.uid), 0) == 0
    assert Record.objects.count() == 0


def test_the_preview_foretells_what_the_job_will_say(desk: ReadingClient) -> None:
    bring(desk, a_sheet([a_row(1, code="J001-WS·2011-Y-0007")]))
    first = Batch.objects.get()
    maps(desk, first)
    does(desk, first, "begin")
    jobs()
    sheet = a_sheet(
        [
            a_row(1, code="J001-WS·2010-Y-0001"),
            a_row(2, code="旧-0002"),
            a_row(3, code="旧-0002"),
            a_row(4),
            a_row(4),
            a_row(5, code="J001-WS·2011-Y-0007"),
            a_row(6, files="丢了.txt"),
            a_row(7, files="同名.txt"),
        ]
    )
    bring(desk, sheet, a_package({"一/同名.txt": b"1", "二/同名.txt": b"2"}))
    batch = Batch.objects.first()
    assert batch is not None
    maps(desk, batch)
    page = text(desk.get(batch.get_absolute_url()))
    assert "可导入3件，其中1件全宗里已有，不会重复，4行不能收" in page
    for said in (
        "第2行：“J001-WS·2010-Y-0001”与著录的全宗号、年度、保管期限、机构或件号不一致，应是J001-WS·2011-Y-0001。",
        "第4行：档号旧-0002与第3行的相同。",
        "第6行：与第5行完全相同，只归档一件。",
        "第8行：压缩包里没有“丢了.txt”。请核对文件名，或把文件补进压缩包。",
        "第9行：压缩包里有几个“同名.txt”。请在目录里写出它在压缩包里的完整路径。",
        "没有接入杀毒软件，这一批不查毒",
    ):
        assert said in page
    does(desk, batch, "begin")
    jobs()
    states = [(one.line, one.state) for one in batch.rows.all()]
    assert states == [
        (2, "refused"),
        (3, "filed"),
        (4, "refused"),
        (5, "filed"),
        (6, "already"),
        (7, "refused"),  # the record there has other words; only the job, with the files, can tell
        (8, "refused"),
        (9, "refused"),
    ]


def test_the_preview_asks_the_same_number_of_questions_however_long(desk: ReadingClient) -> None:
    counts = []
    for rows in (1, 40):
        bring(desk, a_sheet([a_row(n, code=f"J001-WS·2011-Y-{n:04}") for n in range(1, rows + 1)]))
        batch = Batch.objects.first()
        assert batch is not None
        maps(desk, batch)
        with CaptureQueriesContext(connection) as queries:
            assert f"可导入{rows}件" in text(desk.get(batch.get_absolute_url()))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_file_that_had_no_turn_is_tried_again_and_not_refused(
    desk: ReadingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(desk, a_sheet([a_row(1, files="正文.txt")]), a_package({"正文.txt": b"1"}))
    batch = Batch.objects.get()
    maps(desk, batch)
    does(desk, batch, "begin")

    def busy(*_: object) -> None:
        raise NoTurn("现在查验的文件太多，没有轮到。")

    with monkeypatch.context() as patch:
        patch.setattr("archive.importing.working.examine", busy)
        with Heartbeat() as heartbeat:
            work_one("test/0", heartbeat)
    assert [one.state for one in batch.rows.all()] == ["waiting"]
    Job.objects.update(not_before=now())
    jobs()
    assert [one.state for one in batch.rows.all()] == ["filed"]


@pytest.mark.timeout(600)
def test_hostile_files_are_refused_by_name_and_keep_no_other_out(desk: ReadingClient) -> None:
    files = {
        f"{kind}/{one.name}": one.read_bytes()
        for kind in ("docx", "img", "ofd", "pdf", "txt")
        for one in sorted((folder() / kind).iterdir())[::3]  # all of them: tests.office.kernel.uploads
    }
    names = [*files, "好的.txt"]
    sheet = a_sheet([a_row(n, files=name) for n, name in enumerate(names, 1)])
    assert bring(desk, sheet, a_package(files | {"好的.txt": b"1"})).status_code == 302
    batch = Batch.objects.get()
    maps(desk, batch)
    does(desk, batch, "begin")
    jobs()
    batch.refresh_from_db()
    assert batch.state == BatchState.DONE
    rows = dict(zip(names, batch.rows.all(), strict=True))
    refused = {name for name, one in rows.items() if one.state == RowState.REFUSED}
    assert set(names) - refused - EITHER == {one for one in TAKEN if one in files} | {"好的.txt"}
    assert [name for name in refused if name.rpartition("/")[2] not in rows[name].says] == []
    assert Record.objects.count() == len(names) - len(refused)
