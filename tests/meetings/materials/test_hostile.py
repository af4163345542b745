"""What people bring: of kinds whose pages can be shown, sound, without a mark of secrecy; each shown as far as it can be."""

import zipfile
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from meetings.materials.bringing import looked_at
from meetings.materials.models import Material
from office.kernel import child
from office.kernel.refusals import Invalid, TooLarge
from tests.archive.checks.test_reading import an_ofd
from tests.meetings.gathering import a_gathering
from tests.meetings.materials.folder import handed_out, paper, signed_in
from tests.meetings.materials.test_pages import send, text
from tests.office.kernel.uploads.making import body, docx, pdf, png, xlsx_parts, zipped

pytestmark = pytest.mark.django_db


def a_photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 40), "#888888").save(out, "JPEG")
    return out.getvalue()


def a_zip() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "空.pdf", "文件是空的"),
        (b"%PDF-1.7\nnothing", "坏.pdf", "没有上传"),
        (paper()[:200], "截断.pdf", "没有上传"),
        (pdf(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "脚本.pdf", "没有上传"),
        (zipped(xlsx_parts()), "表.xlsx", "请先另存为PDF"),
        (b"plain words", "字.txt", "请先另存为PDF"),
        (a_zip(), "包.zip", "没有上传"),
        (b"MZ" + b"\x00" * 100, "程序.pdf", "没有上传"),
        (png(), "图.pdf", "文件名却以"),
        (docx({"word/document.xml": body("<w:p><w:r><w:t>机密★启用前</w:t></w:r></w:p>")}), "密.docx", "密级标志"),
    ],
)
def test_what_cannot_be_a_material_is_refused_with_what_to_do(content: bytes, name: str, said: str) -> None:
    g = a_gathering()
    answer = send(g, content, name)
    assert answer.status_code == 422
    assert said in text(answer)
    assert not Material.objects.exists()


def test_too_large_is_said_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meetings.materials.views.acts.LARGEST", 1000)
    answer = send(a_gathering(), paper() + b"\n" * 2000)
    assert answer.status_code == 422
    assert "兆字节" in text(answer)
    with pytest.raises(TooLarge):
        looked_at(b"%PDF-" + b"0" * (51 << 20), "大.pdf")


def test_a_busy_child_is_no_reason_to_let_it_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*args: object, **kwargs: object) -> object:
        raise child.ChildTimeout

    monkeypatch.setattr("meetings.materials.bringing.extract", busy)
    with pytest.raises(Invalid, match="没有轮到"):
        looked_at(paper(), "汇报.pdf")


@pytest.mark.parametrize(
    ("content", "name", "pages"),
    [(docx(), "通知.docx", 1), (png(40, 40), "图.png", 1), (a_photo(), "图.jpg", 1), (paper(3), "三页.pdf", 3)],
)
def test_each_kind_is_shown_page_by_page(content: bytes, name: str, pages: int) -> None:
    g = a_gathering()
    assert send(g, content, name).status_code == 302
    material = Material.objects.get()
    reader = signed_in(g.organiser)
    shown = reader.get(reverse("materials:read", args=[material.uid])).content.decode()
    assert shown.count('class="sheet"') == pages
    answer = reader.get(reverse("materials:page", args=[material.uid, 1, pages]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert reader.get(reverse("materials:page", args=[material.uid, 1, pages + 1])).status_code == 404
    assert reader.get(reverse("materials:page", args=[material.uid, 2, 1])).status_code == 404


def test_what_has_no_words_and_no_page_is_said_and_nothing_breaks() -> None:
    g = a_gathering()
    assert send(g, an_ofd(), "空白.ofd").status_code in {302, 422}
    for material in Material.objects.all():
        assert "请与会务人员联系" in text(signed_in(g.organiser).get(reverse("materials:read", args=[material.uid])))


def test_a_file_that_is_gone_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    g = a_gathering()
    material = handed_out(g, content=paper(words="gone"))

    def gone(file: object) -> bytes:
        raise FileNotFoundError

    monkeypatch.setattr("docflow.showing.pages.read", gone)
    answer = signed_in(g.guests[0]).get(reverse("materials:read", args=[material.uid]))
    assert answer.status_code == 200
    assert "现在读不出来" in text(answer)
    assert signed_in(g.guests[0]).get(reverse("materials:page", args=[material.uid, 1, 1])).status_code == 422
