"""Every kind of file in a loan: shown as it is, by its words, or said to be looked at in the archive; never given itself."""

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from PIL import Image

from archive.loans.models import Loan, Scope
from archive.models import Record, RecordFile, State
from archive.picturing import ARCHIVE, pages_of, pictures_of
from archive.xml_text import xml_of
from docflow.showing import pages as showing
from docflow.showing.drawing import count_pages, draw_pages
from docflow.showing.retyping import MOST, plain_lines, retype
from docflow.showing.xml_lines import lines_of
from office.api import grant, keep
from office.kernel import child
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid
from office.kernel.uploads.flaws import Flaw
from office.kernel.uploads.kinds import DOCX, JPEG, OFD, PDF, PNG, TEXT, XLSX
from office.models import AccessEntry, Reader
from tests.archive.checks.test_reading import an_ofd
from tests.archive.loans.desk import Desk, a_desk
from tests.archive.loans.test_pages import signed_in, text_of
from tests.office.kernel.uploads.making import docx, pdf

FONTS = Path(settings.FONTS_DIR)
TIFF = "image/tiff"


def a_picture(form: str, size: tuple[int, int] = (600, 400), mode: str = "RGB", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 0 if mode in {"1", "P", "I;16"} else "#888888").save(out, form, **more)
    return out.getvalue()


def a_scan(pages: int) -> bytes:
    out = io.BytesIO()
    first, *others = (Image.new("1", (1654, 2339), n % 2) for n in range(pages))
    first.save(out, "TIFF", save_all=True, append_images=others, compression="group4")
    return out.getvalue()


def a_desk_with(**files: tuple[bytes, str]) -> tuple[Desk, dict[str, RecordFile]]:
    """A filed record of one 正本 and these attachments, by their names."""
    desk = a_desk()
    old = desk.item
    item = Record.objects.get(pk=old.pk)
    item.pk, item.uid, item.paper_uid, item.item, item.state = None, uuid7(), None, None, State.CHECKING
    item.code = f"{old.code}-1"
    parts = {"正本": (pdf(), PDF.media_type), **files}
    with transaction.atomic():
        item.save()
        made = {
            name: RecordFile.objects.create(
                record=item,
                role="FJ" if n else "ZB",
                ordinal=n + 1,
                name=f"{n}.bin",
                title=name,
                file=keep(content, media_type),
            )
            for n, (name, (content, media_type)) in enumerate(parts.items())
        }
        Record.objects.filter(pk=item.pk).update(state=State.FILED)
        for key, one in Reader.objects.filter(object_uid=old.uid).values_list("key", "why"):
            grant(item.uid, key, why=one)
    desk.item = Record.objects.get(pk=item.pk)
    return desk, made


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (a_picture("PNG", mode="RGBA"), PNG.media_type),
        (a_picture("PNG", mode="P"), PNG.media_type),
        (a_picture("PNG", mode="I;16"), PNG.media_type),
        (a_picture("PNG", (1, 1), mode="1"), PNG.media_type),
        (a_picture("PNG", (9000, 20)), PNG.media_type),
        (a_picture("PNG", (20, 9000)), PNG.media_type),
        (a_picture("JPEG", (5000, 7000)), JPEG.media_type),
        (a_picture("JPEG", mode="CMYK"), JPEG.media_type),
        (a_scan(1), TIFF),
        (pdf(), PDF.media_type),
    ],
)
def test_whatever_it_is_a_page_is_a_sheet_that_has_room_for_the_watermark(content: bytes, media_type: str) -> None:
    assert count_pages(content, media_type) == 1
    said = child.run_stranger("docflow.showing.drawing.draw_pages", content, media_type, [1], 110)
    picture = Image.open(io.BytesIO(showing._decoded(said, 1, ARCHIVE)[0]))
    assert max(picture.size) <= 1287
    assert min(picture.size) >= 600


def test_a_scan_has_all_its_pages() -> None:
    scan = a_scan(3)
    assert count_pages(scan, TIFF) == 3
    assert len(draw_pages(scan, TIFF, [1, 3], 110)) == 2


def test_a_picture_that_is_turned_is_shown_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (said,) = draw_pages(a_picture("JPEG", (2000, 1000), exif=exif), JPEG.media_type, [1], 110)
    picture = Image.open(io.BytesIO(showing._decoded([said], 1, ARCHIVE)[0]))
    assert picture.height > picture.width


def text_in(made: bytes) -> list[str]:
    library: Any = pypdfium2
    document = library.PdfDocument(made)
    return [document[n].get_textpage().get_text_bounded() for n in range(len(document))]


def test_words_are_set_anew_whole_and_every_page_says_so() -> None:
    lines = ["第一条　为了加强档案利用，制定本办法。", "", "\t缩进一行 two words", "👍", "长" * 5000]
    made = retype(lines, FONTS)
    pages = text_in(made.pdf)
    assert len(pages) == made.pages
    assert not made.cut
    assert all("按文字重排" in page for page in pages)
    assert f"共{made.pages}页" in pages[-1]
    whole = "".join("".join(pages).split())
    for words in ("第一条", "制定本办法。", "缩进一行", "［U+1F44D］"):
        assert words in whole
    assert whole.count("长") == 5000


def test_too_many_words_are_cut_and_the_last_page_says_so() -> None:
    made = retype((f"第{n}行" for n in range(20_000)), FONTS)
    assert (made.pages, made.cut) == (MOST, True)
    assert "只排到这里" in text_in(made.pdf)[-1]
    assert "只排到这里" not in text_in(made.pdf)[0]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("甲\n乙".encode(), ["甲", "乙"]),
        ("甲\r\n乙".encode("gb18030"), ["甲", "乙"]),
        ("甲".encode("utf-8-sig"), ["甲"]),
        (b"", []),
        (b"\xff\xff\xff", ["\ufffd\ufffd\ufffd"]),
    ],
)
def test_plain_text_is_read_in_both_encodings(content: bytes, expected: list[str]) -> None:
    assert plain_lines(content) == (expected, False)


def test_a_long_plain_text_is_cut_between_characters() -> None:
    assert plain_lines("甲乙丙".encode(), most=5) == (["甲"], True)


@pytest.mark.django_db
def test_each_kind_in_a_loan_is_shown_as_far_as_it_can_be_and_says_how() -> None:
    desk, files = a_desk_with(
        照片=(a_picture("JPEG"), JPEG.media_type),
        扫描=(a_scan(2), TIFF),
        说明=("附件说明\n第二行".encode(), TEXT.media_type),
        方案=(docx(), DOCX.media_type),
        空版式=(an_ofd(), OFD.media_type),
        台账=(b"PK\x03\x04", XLSX.media_type),
    )
    loan = desk.lent(scope=Scope.ATTACHED, may_print=True, may_download=True)
    reader = signed_in(desk.reader)
    read = reverse("loans:read", args=[loan.uid])
    pages = {"正本": 1, "照片": 1, "扫描": 2, "说明": 1, "方案": 1, "空版式": 0, "台账": 0}
    for name, file in files.items():
        page = text_of(reader, f"{read}?file={file.uid}")
        assert page.count('class="sheet"') == pages[name], name
        assert ("按文字重排" in page.split("files-h")[0]) == (name in {"说明", "方案"}), name
        assert ("到档案室看原件" in page) == (not pages[name]), name
        assert ("下载</a>" in page) == bool(pages[name]), name
        address = reverse("loans:page", args=[loan.uid, file.uid, 1])
        answer = reader.get(address)
        assert answer.status_code == (200 if pages[name] else 404), name
        if pages[name]:
            assert Image.open(io.BytesIO(answer.content)).format == "WEBP"
            copy = b"".join(reader.get(reverse("loans:download", args=[loan.uid, file.uid])))
            assert copy.startswith(b"%PDF")
            assert text_in(copy) == [""] * pages[name]
        else:
            assert reader.get(reverse("loans:print", args=[loan.uid, file.uid])).status_code == 404
    titles = set(AccessEntry.objects.filter(about=desk.item.uid).values_list("title", flat=True))
    assert {f"{loan}：{name}" for name in files} <= titles
    assert "到档案室看</p>" in text_of(reader, read)


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"", b"\x89PNG\r\n\x1a\nbroken"])
def test_a_broken_file_hinders_no_other(content: bytes) -> None:
    media_type = PNG.media_type if content.startswith(b"\x89PNG") else PDF.media_type
    desk, files = a_desk_with(坏的=(content, media_type))
    broken = files["坏的"]
    loan = desk.lent(scope=Scope.ATTACHED)
    reader = signed_in(desk.reader)
    page = text_of(reader, f"{reverse('loans:read', args=[loan.uid])}?file={broken.uid}")
    assert desk.item.title in page
    assert reader.get(reverse("loans:page", args=[loan.uid, broken.uid, 1])).status_code in {404, 422}
    assert reader.get(reverse("loans:read", args=[loan.uid])).status_code == 200


@pytest.mark.django_db
def test_what_was_drawn_once_is_kept_and_a_file_that_is_gone_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    _, files = a_desk_with(
        图=(a_picture("PNG", (700, 900)), PNG.media_type), 没了=(a_picture("PNG", (701, 900)), PNG.media_type)
    )
    file, gone = files["图"], files["没了"]
    (first,), pages = pictures_of(file, [1]), pages_of(file)
    monkeypatch.setattr(child, "run_stranger", lambda *_, **__: pytest.fail("it is drawn again"))
    assert list(pictures_of(file, [1])) == [first]
    assert pages_of(file) == pages == 1
    monkeypatch.undo()
    with monkeypatch.context() as patched:
        patched.setattr(showing, "read", _gone)
        with pytest.raises(Invalid, match="告诉档案管理员"):
            list(pictures_of(gone, [1]))


def _gone(_: object) -> bytes:
    raise FileNotFoundError


@pytest.mark.django_db
def test_where_there_is_no_turn_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, files = a_desk_with(图=(a_picture("PNG", (702, 900)), PNG.media_type))
    file = files["图"]
    loan: Loan = desk.lent(scope=Scope.ATTACHED)

    def late(*_: object, **__: object) -> None:
        raise child.ChildTimeout("no turn")

    monkeypatch.setattr(child, "run_stranger", late)
    answer = signed_in(desk.reader).get(reverse("loans:page", args=[loan.uid, file.uid, 1]))
    assert (answer.status_code, "稍后再打开" in answer.content.decode()) == (422, True)


def test_a_description_is_told_as_names_and_values() -> None:
    told = {
        "电子文件号": "甲",
        "行为": [{"业务行为": "签发", "意见": "同意。\n请印发。", "空": ""}, {"业务行为": "编号"}],
        "签名": "QUJD" * 100,
    }
    assert lines_of(xml_of("办理过程", told)) == [
        "办理过程",
        "　电子文件号：甲",
        "",
        "　行为",
        "　　业务行为：签发",
        "　　意见：同意。",
        "　　　请印发。",
        "",
        "　行为",
        "　　业务行为：编号",
        f"　签名：{'QUJD' * 6}…（编码数据，共400个字符）",
    ]
    assert lines_of(b'<a b="1">x<c>y</c>z</a>') == ["a：b=1 x", "　c：y", "　z"]
    for hostile in (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"<a>", b"no"):
        with pytest.raises(Flaw):
            lines_of(hostile)
