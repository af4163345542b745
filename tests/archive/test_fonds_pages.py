"""The pages of a fonds: settings, a template tried, codes, tables brought as spreadsheets; shut to others."""

import io
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.actions.fonds import describe
from archive.arranging.codes import FORMS
from archive.arranging.table import COLUMNS, grid_of, shipped
from archive.models import Fonds, RetentionTable, UnitCode
from office.kernel.ids import uuid7
from office.models import Appointment
from tests.archive.hand_made import Shelf, a_record, a_shelf, numbered
from tests.factories import a_department, an_organ, appointed
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


def entered(who: Appointment) -> ReadingClient:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def asked(shelf: Shelf, **more: object) -> dict[str, object]:
    return {"key": uuid7(), **describe(shelf.fonds).__dict__, "reason": "", **more}


def page_of(shelf: Shelf) -> str:
    return reverse("archive:fonds", args=[shelf.fonds.uid])


def test_an_archivist_opens_a_fonds() -> None:
    who = appointed(a_department(an_organ(), "办公室"), "archivist")
    client = entered(who)
    assert "还没有立全宗" in text(client.get(reverse("archive:fondses")))
    assert "还没有立全宗" in text(client.get(reverse("archive:catalogue")))
    url = reverse("archive:open_fonds")
    assert FORMS["DA/T 22"] in text(client.get(url))
    given = {"key": uuid7(), "organ": who.organ.uid, "code": "J", "name": "某局", "constituting_unit": "某局"}
    refused = client.post(url, given | {"template": FORMS["DA/T 22"]})
    assert refused.status_code == 422
    assert "大写字母加三位数字" in text(refused)
    done = client.post(url, given | {"code": "J123", "template": FORMS["DA/T 13"]}, follow=True)
    assert "J123-WS·" in text(done)
    assert "随平台提供的保管期限表" in text(done)
    assert "J123" in text(client.get(reverse("archive:fondses")))
    assert client.get(url).status_code == 403


def test_the_settings_are_changed_and_refused_in_place() -> None:
    shelf = a_shelf()
    client, url = entered(shelf.archivist), page_of(shelf)
    assert text(client.get(url)).count("BGS") >= 2
    assert client.post(url, asked(shelf, archives_name="某市档案馆")).status_code == 302
    refused = client.post(url, asked(shelf, template="{全宗号}-{件号}"))
    assert refused.status_code == 422
    assert text(refused).count("缺门类、年度、保管期限") == 2  # above the form and under the field
    numbered(a_record(shelf))
    page = text(client.get(url))
    assert "全宗号不能再改" in page
    assert client.post(url, asked(shelf, template=FORMS["DA/T 13"])).status_code == 422
    assert client.post(url, asked(shelf, template=FORMS["DA/T 13"], reason="改标准")).status_code == 302


def test_a_template_is_tried_while_it_is_written() -> None:
    shelf = a_shelf()
    url = reverse("archive:code_example", args=[shelf.fonds.uid])
    client = entered(shelf.archivist)
    assert f"{shelf.fonds.code}-WS·" in text(client.get(url, {"template": FORMS["DA/T 13"]}))
    for wrong in ("{全宗号}", "x" * 5000, "\x00", "{{ 1 }}", "<script>"):
        answer = client.get(url, {"template": wrong})
        assert 'class="wrong"' in text(answer)
        assert "<script" not in text(answer)
    assert f"{shelf.fonds.code}-WS·" in text(client.get(url))


def test_units_are_coded_on_the_page() -> None:
    shelf = a_shelf()
    client, url = entered(shelf.archivist), reverse("archive:code_units", args=[shelf.fonds.uid])
    one, two = (f"unit-{unit.uid}" for unit in shelf.units)
    assert client.post(url, {"key": uuid7(), one: "办公室", two: ""}).status_code == 302
    assert "1个处室还没有机构代码：督查科" in text(client.get(page_of(shelf)))
    refused = client.post(url, {"key": uuid7(), one: "b-g", two: "办"})
    assert refused.status_code == 422
    assert "b-g" in text(refused)
    assert UnitCode.objects.get(fonds=shelf.fonds).code == "办公室"
    assert "办公室、督查科" in text(client.post(url, {"key": uuid7(), one: "X", two: "X"}))


def workbook(rows: list[tuple[Any, ...]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring(shelf: Shelf, content: bytes, name: str = "期限表.xlsx", **more: object) -> Any:
    given = {"key": uuid7(), "approval": "云档〔2026〕3号", "since": "2026-01-01", **more}
    url = reverse("archive:import_retention_table", args=[shelf.fonds.uid])
    return entered(shelf.archivist).post(url, given | {"table": SimpleUploadedFile(name, content)}, follow=True)


def test_a_workbook_and_a_csv_are_imported() -> None:
    shelf = a_shelf()
    rows = list(grid_of(shipped()[:3]))
    page = text(bring(shelf, workbook(rows)))
    assert "第2版已导入，共3条" in page
    written = "\r\n".join(",".join(row) for row in rows).encode("gb18030")
    assert "第3版已导入" in text(bring(shelf, written, "表.csv", approval="云档〔2026〕4号"))
    assert "云档〔2026〕4号" in text(entered(shelf.archivist).get(page_of(shelf)))


def test_every_refused_row_is_named_and_nothing_is_imported() -> None:
    shelf = a_shelf()
    rows: list[tuple[Any, ...]] = [
        COLUMNS,
        (1, "函", "来函", "函", "", "", "", "永久"),
        (2, "函", "", "", "", "", "", "永久"),
        (3, "函", "来信", "<b>", "", "", "", "千年"),
    ]
    answer = bring(shelf, workbook(rows))
    assert answer.status_code == 422
    page = text(answer)
    assert "表中有3处不对" in page
    assert "第3行：“归档范围”空着。" in page
    assert "第4行：没有“&lt;b&gt;”这个文种" in page
    assert "第4行：保管期限“千年”认不出" in page
    assert RetentionTable.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "空"),
        (b"PK\x03\x04 not a package", "没有导入"),
        (b"\xff\xfe\x00", "读不出文字"),
        (b"x" * (2 * 1024 * 1024 + 1), "文件太大"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, says: str) -> None:
    shelf = a_shelf()
    answer = bring(shelf, content)
    assert answer.status_code == 422
    assert says in text(answer)
    assert RetentionTable.objects.count() == 1


def test_a_table_is_looked_at_tried_and_taken_away() -> None:
    shelf = a_shelf()
    table = shelf.fonds.retention_tables.get()
    client, url = entered(shelf.archivist), reverse("archive:retention_table", args=[table.uid])
    assert "31条" in text(client.get(url))
    page = text(client.get(url, {"title": "关于干部任免的通知", "kind": "通知", "source": "outgoing", "manner": ""}))
    assert "拟定：永久" in page
    assert "请人工确定" in text(client.get(url, {"title": "一封信"}))
    assert client.get(url, {"title": "\x00", "source": "?"}).status_code == 200
    got = client.get(reverse("archive:retention_table_file", args=[table.uid]))
    assert quote(f"{shelf.fonds.code}保管期限表第1版.xlsx") in got["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(got.content)).worksheets[0]
    assert [tuple(str(cell or "") for cell in row) for row in sheet.iter_rows(values_only=True)] == list(
        grid_of(shipped())
    )


def test_the_pages_are_shut_to_others() -> None:
    shelf, other = a_shelf(), a_shelf()
    table = shelf.fonds.retention_tables.get()
    there = [
        page_of(shelf),
        reverse("archive:code_example", args=[shelf.fonds.uid]),
        reverse("archive:retention_table", args=[table.uid]),
        reverse("archive:retention_table_file", args=[table.uid]),
        f"{reverse('archive:catalogue')}?fonds={shelf.fonds.uid}",
        f"{reverse('archive:catalogue_file')}?fonds={shelf.fonds.uid}",
        f"{reverse('archive:catalogue_table')}?fonds={shelf.fonds.uid}",
    ]
    for url in there:
        assert entered(other.archivist).get(url).status_code == 404, url
        assert entered(shelf.clerk).get(url).status_code in {403, 404}, url
    for url in (reverse("archive:fondses"), reverse("archive:open_fonds"), reverse("archive:catalogue")):
        assert entered(shelf.clerk).get(url).status_code == 403
    assert "归档目录" not in text(entered(shelf.clerk).get("/"))
    assert "归档目录" in text(entered(shelf.archivist).get("/"))
    assert Fonds.objects.count() == 2
