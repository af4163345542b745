"""归档文件目录: the columns of DA/T 22 as page, paper and spreadsheet; 备考表 and 归档章; constant queries."""

import io
from datetime import date
from typing import Any
from urllib.parse import quote

import openpyxl
import pdfplumber
import pikepdf
import pypdfium2
import pytest
from django.conf import settings as installation
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import ImageChops
from pytest_django import Settings

from archive.actions.class_notes import check_note, write_note
from archive.arranging.catalogue import COLUMNS, eight_digits, shown_title
from archive.models import ClassNote
from archive.numbering import take_given
from archive.selectors.catalogue import Class, catalogue, missing_numbers, offered, proposed_note
from office.kernel.files import FolderStore
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.models import AccessEntry, Appointment
from tests.archive.hand_made import Shelf, a_record, a_shelf, numbered, returned, with_original
from tests.conftest import absent
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db
LOWEST = Class(2026, "Y", "BGS")


def entered(who: Appointment) -> ReadingClient:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def got(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def pdf_text(content: bytes) -> str:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


@pytest.fixture
def _fonts() -> None:
    if not (installation.FONTS_DIR / "fonts.json").exists():
        absent("the prepared fonts (make install)")


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path


def address(name: str, shelf: Shelf, **of: object) -> str:
    told = "&".join(f"{key}={value}" for key, value in of.items())
    return f"{reverse(f'archive:{name}')}?fonds={shelf.fonds.uid}&{told}"


def test_the_columns_as_the_standard_has_them() -> None:
    shelf = a_shelf()
    numbered(a_record(shelf, title="自己拟的题名", dated_on=date(2026, 3, 5), metadata={"自拟题名": True}, pages=0))
    returned(numbered(a_record(shelf, dated_on=None, revision=2)))
    again = numbered(a_record(shelf, revision=2))
    a_record(shelf)
    numbered(a_record(a_shelf()))
    assert COLUMNS == ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注")
    made = catalogue(shelf.fonds, Class())
    assert [line.ordinal for line in made.lines] == [1, 2, 3]
    first, second, third = made.lines
    assert (first.title, first.dated, first.pages) == ("[自己拟的题名]", "20260305", "")
    assert (second.dated, second.remark) == ("", "退回更正中")
    assert (third.code, third.remark, third.pages) == (again.code, "第2次归档", "3")


def test_a_title_stands_in_brackets_once() -> None:
    assert shown_title("[会议材料]", is_ours=True) == shown_title("会议材料", is_ours=True) == "[会议材料]"
    assert shown_title("会议材料", is_ours=False) == "会议材料"
    assert eight_digits(None) == ""


def test_it_is_chosen_by_year_retention_and_unit() -> None:
    shelf = a_shelf()
    for of in ({}, {"year": 2025}, {"retention": "D10"}, {"unit": "DCK"}, {"unit": ""}):
        numbered(a_record(shelf, **of))
    client = entered(shelf.archivist)

    def codes(**of: object) -> list[str]:
        return [
            line.code.partition("·")[2] for line, _ in client.get(address("catalogue", shelf, **of)).context["rows"]
        ]

    assert len(codes()) == 5
    assert codes(year=2025) == ["2025-Y-BGS-0001"]
    assert codes(retention="D10", unit="BGS") == ["2026-D10-BGS-0001"]
    assert codes(unit="-") == ["2026-Y-0001"]
    assert codes(year=2025, retention="D10") == []
    assert len(codes(year="%00", retention="x", unit="..", page="9999")) == 5
    assert "没有这一项，已按全部列出。" in text(client.get(address("catalogue", shelf, year=1999)))
    page = text(client.get(address("catalogue", shelf, year=2026, retention="Y", unit="BGS")))
    assert "备考表" in page
    assert "本类共1件，齐全完整。" in page
    assert "没有这样的归档文件" in text(client.get(address("catalogue", shelf, year=2025, retention="D10")))


def test_a_page_asks_no_more_for_a_longer_catalogue() -> None:
    shelf = a_shelf()
    client = entered(shelf.archivist)
    url = address("catalogue", shelf)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    for _ in range(2):
        numbered(a_record(shelf))
    asked()
    few = asked()
    for n in range(12):
        numbered(a_record(shelf, year=2010 + n))
    assert asked() == few


def test_the_spreadsheet_has_no_formula() -> None:
    shelf = a_shelf()
    numbered(a_record(shelf, title='=HYPERLINK("http://x")', number="@SUM(A1)", author="\x0b乱码"))
    answer = entered(shelf.archivist).get(address("catalogue_table", shelf))
    sheet = openpyxl.load_workbook(io.BytesIO(got(answer))).worksheets[0]
    head, row = sheet.iter_rows()
    assert tuple(cell.value for cell in head) == COLUMNS
    assert [cell.data_type for cell in row] == ["n", "s", "s", "s", "s", "s", "s", "n", "n"]
    assert row[4].value == '=HYPERLINK("http://x")'
    assert row[2].value == "@SUM(A1)"
    assert "乱码" in str(row[3].value)
    assert AccessEntry.objects.filter(kind="download", about=shelf.fonds.uid).exists()
    assert quote(f"归档文件目录 {shelf.fonds.code} 全部.xlsx") in answer["Content-Disposition"]


@pytest.mark.usefixtures("_fonts")
def test_the_catalogue_on_paper() -> None:
    shelf = a_shelf(name="云州市某局")
    for n in range(30):
        numbered(a_record(shelf, title=f"第{n}份👍" + "很长的题名" * (n % 4)))
    content = got(entered(shelf.archivist).get(address("catalogue_file", shelf, year=2026, retention="Y", unit="BGS")))
    shown = pdf_text(content)
    assert "云州市某局归档文件目录" in shown
    assert "机构（问题）：BGS 办公室" in shown
    assert "2026-Y-BGS-0030" in shown
    assert "［U+1F44D］" in shown.replace("\n", "")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        left, bottom, right, top = (float(edge) for edge in pdf.pages[0].mediabox)
        assert (round((right - left) / 72 * 25.4), round((top - bottom) / 72 * 25.4)) == (297, 210)
        assert len(pdf.pages) > 1
        assert pdf.open_metadata()["pdfaid:part"] == "2"
    assert shown.count("责任者") == len(pdfplumber.open(io.BytesIO(content)).pages)


@pytest.mark.usefixtures("_fonts")
def test_a_class_is_noted_by_one_and_checked_by_another() -> None:
    shelf = a_shelf()
    numbered(a_record(shelf))
    client = entered(shelf.archivist)
    url = address("write_class_note", shelf, year=2026, retention="Y", unit="BGS")
    refused = client.post(url, {"key": uuid7(), "text": "\n" * 40 + "多" + "\n多" * 31})
    assert refused.status_code == 422
    assert "最多写30行" in text(refused)
    assert client.post(url, {"key": uuid7(), "text": "齐全完整。"}).status_code == 302
    note = ClassNote.objects.get()
    page = address("catalogue", shelf, year=2026, retention="Y", unit="BGS")
    assert "由整理人以外的档案管理员检查" in text(client.get(page))
    check = reverse("archive:check_class_note", args=[note.uid])
    assert client.post(check, {"key": uuid7()}).status_code == 403
    second = entered(shelf.second)
    assert "检查无误，签我的名" in text(second.get(page))
    assert second.post(check, {"key": uuid7()}).status_code == 302
    numbered(a_record(shelf))
    assert "写的时候是1件，现在是2件" in text(client.get(page))
    shown = pdf_text(got(client.get(reverse("archive:class_note_file", args=[note.uid]))))
    assert shelf.second.person.name in shown
    assert "齐全完整" in shown
    other = entered(a_shelf().archivist)
    assert other.get(reverse("archive:class_note_file", args=[note.uid])).status_code == 404
    assert other.post(check, {"key": uuid7()}).status_code == 404


def test_a_note_is_of_one_lowest_class_and_the_newest_is_checked() -> None:
    shelf = a_shelf()
    numbered(a_record(shelf))
    with pytest.raises(NotThere):
        write_note(shelf.fonds.uid, Class(2026), by=shelf.by, key=uuid7(), text="好")
    with pytest.raises(Invalid, match="还没有归档的文件"):
        write_note(shelf.fonds.uid, Class(1999, "Y", ""), by=shelf.by, key=uuid7(), text="好")
    first = write_note(shelf.fonds.uid, LOWEST, by=shelf.by, key=uuid7(), text="好")
    write_note(shelf.fonds.uid, LOWEST, by=shelf.by, key=uuid7(), text="更好")
    with pytest.raises(SomebodyWasFirst):
        check_note(first.uid, by=shelf.actor(shelf.second), key=uuid7())
    with pytest.raises(NotThere):
        check_note(first.uid, by=shelf.actor(shelf.clerk), key=uuid7())
    with pytest.raises(NotAllowed):
        check_note(ClassNote.objects.latest("pk").uid, by=shelf.by, key=uuid7())


def test_missing_numbers_are_told() -> None:
    shelf = a_shelf()
    moved = numbered(a_record(shelf))
    numbered(a_record(shelf))
    numbered(returned(moved, retention="D30"))
    assert proposed_note(shelf.fonds, LOWEST) == "本类共1件，齐全完整。作废件号：1号（改编到2026年 30年 BGS）。"


def test_a_gap_is_counted_and_shown() -> None:
    shelf = a_shelf("{全宗号}-{门类}·{年度}·{保管期限}-{件号:3}")
    numbered(a_record(shelf, unit="DCK"))
    with transaction.atomic():
        take_given(a_record(shelf), f"{shelf.fonds.code}-WS·2026·Y-005")
    numbered(a_record(shelf))
    (gaps,) = missing_numbers(shelf.fonds, LOWEST).values()
    assert gaps == (2, 3, 4)
    assert missing_numbers(a_shelf().fonds, LOWEST) == {}
    page = text(entered(shelf.archivist).get(address("catalogue", shelf, year=2026, retention="Y", unit="BGS")))
    assert "2026年 永久缺2至4号" in page


def test_a_catalogue_without_end_is_refused() -> None:
    shelf = a_shelf()
    numbered(a_record(shelf))
    numbered(a_record(shelf))
    with pytest.raises(Invalid, match="有2件，一次最多出1件"):
        catalogue(shelf.fonds, Class(), most=1)


def test_what_is_offered_is_what_there_is() -> None:
    shelf = a_shelf()
    assert offered(shelf.fonds).years == ()
    for year, retention in ((2025, "D10"), (2026, "Y"), (2026, "D30")):
        numbered(a_record(shelf, year=year, retention=retention))
    there = offered(shelf.fonds)
    assert (there.years, there.retentions, there.units) == ((2026, 2025), ("Y", "D10", "D30"), ("", "BGS", "DCK"))


def a_pdf(rotate: int = 0) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595.276, 841.89))
        pdf.add_blank_page(page_size=(595.276, 841.89))
        if rotate:
            pdf.pages[0].rotate(rotate, relative=False)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array())
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(out)
    return out.getvalue()


@pytest.mark.usefixtures("_fonts")
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_the_stamp_stands_on_a_copy(rotate: int) -> None:
    shelf = a_shelf()
    original = a_pdf(rotate)
    record = numbered(with_original(a_record(shelf), original))
    copy = got(entered(shelf.archivist).get(reverse("archive:stamped", args=[record.uid])))
    assert copy != original
    kept = record.files.get().file
    assert FolderStore(installation.DATA_DIR / "files").read(kept.sm3, kept.size) == original
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        assert len(pdf.pages) == 2
        assert "/AcroForm" not in pdf.Root
        assert "/OpenAction" not in pdf.Root
    pdfium: Any = pypdfium2
    page = pdfium.PdfDocument(copy)[0]
    picture = page.render(scale=2).to_pil().convert("RGB")
    red, green, _ = picture.split()
    inked = ImageChops.darker(red.point(lambda v: 255 * (v > 150)), green.point(lambda v: 255 * (v < 110)))
    box = inked.getbbox()
    assert box is not None
    left, top, right, bottom = (edge * 25.4 / 144 for edge in box)
    assert right - left == pytest.approx(45, abs=0.6)
    assert bottom - top == pytest.approx(16, abs=0.6)
    assert top == pytest.approx(12, abs=0.6)
    assert right == pytest.approx(picture.width * 25.4 / 144 - 26, abs=0.6)
    if rotate == 0:
        shown = pdf_text(copy).split()
        assert shown == [shelf.fonds.code, "2026", "0001", "BGS", "永久", "3"]


@pytest.mark.usefixtures("_fonts")
def test_what_cannot_be_stamped_says_so() -> None:
    shelf = a_shelf()
    client = entered(shelf.archivist)

    def answer(record: Any) -> Any:
        return client.get(reverse("archive:stamped", args=[record.uid]))

    assert "还没有编件号" in text(answer(with_original(a_record(shelf), a_pdf())))
    assert "不是PDF" in text(answer(numbered(a_record(shelf))))
    assert "不是PDF" in text(answer(numbered(with_original(a_record(shelf), b"PK", "application/ofd"))))
    assert "读不出" in text(answer(numbered(with_original(a_record(shelf), b"%PDF-1.7 broken"))))
    record = numbered(with_original(a_record(shelf), a_pdf()))
    url = reverse("archive:stamped", args=[record.uid])
    assert entered(a_shelf().archivist).get(url).status_code == 404
    assert entered(shelf.clerk).get(url).status_code == 404
