"""The door of the engine: what it returns, what it refuses, what a preview promises."""

import io
from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from docflow.elements.data import from_data
from docflow.layout.fonts import FontSet, load_fonts
from docflow.layout.placeholders import Placeholders
from docflow.layout.refusals import LayoutRefused, MissingCharacters, Unsupported
from docflow.layout.srgb import srgb_profile
from docflow.layout.typesetting import absent, compose, typeset
from tests.docflow.layout.documents import notice
from tests.docflow.layout.reading import read_pages
from tests.docflow.published import each_published, read


def test_a_preview_breaks_every_line_as_the_final_page_does(fonts: FontSet) -> None:
    draft = notice(number="", date=None, print_date=None)
    preview = typeset(draft, fonts, preview=Placeholders(number="云政发〔2026〕×号", date="2026年×月×日"))
    final = typeset(notice(), fonts)
    assert preview.breaks == final.breaks
    assert preview.breaks_digest == final.breaks_digest
    assert preview.pages == final.pages
    number = read_pages(preview.pdf)[0].line("云政发〔2026〕×号")
    assert number.colour == pytest.approx((0.6, 0.6, 0.6))
    assert "云政发" not in "".join("".join(page) for page in final.breaks)


def test_another_text_has_another_digest_of_breaks(fonts: FontSet) -> None:
    assert typeset(notice(), fonts).breaks_digest != typeset(notice(note=""), fonts).breaks_digest


def test_what_a_document_lacks_is_left_out_and_named(fonts: FontSet) -> None:
    document = notice(number="", title="", date=None, signature=())
    assert list(absent(document)) == ["发文字号", "标题", "成文日期"]
    text = "\n".join(page.text for page in read_pages(typeset(document, fonts).pdf))
    assert "〔" not in text
    assert "年1月5日" not in text


def test_a_character_that_no_font_has_is_refused_with_its_places(fonts: FontSet) -> None:
    document = notice(title="关于\U000f1234的通知", body=("一", "任命王\U000f1234为局长。", "\ue123"))
    with pytest.raises(MissingCharacters) as refused:
        typeset(document, fonts)
    assert refused.value.places == {"\U000f1234": ("标题", "正文第2段"), "\ue123": ("正文第3段",)}
    assert "U+F1234" in refused.value.sentence
    assert "正文第2段" in refused.value.sentence


def test_a_rare_name_is_set_from_the_next_font_of_the_chain_and_reads_back(fonts: FontSet) -> None:
    made = typeset(notice(body=("任命王玥、李\U0002cb4e、赵䶮为副局长。",)), fonts)
    assert "任命王玥、李\U0002cb4e、赵䶮为副局长。" in read_pages(made.pdf)[0].text


@pytest.mark.parametrize("changes", [{"form": "信函"}, {"kind": "命令"}, {"issuers": ["甲", "乙"]}])
def test_a_layout_that_there_is_not_yet_is_refused_in_a_sentence(fonts: FontSet, changes: dict[str, object]) -> None:
    with pytest.raises(Unsupported) as refused:
        typeset(from_data({"title": "题", "body": ["正文。"], **changes}), fonts)
    assert refused.value.sentence.startswith("没有排版：")


def test_a_folder_without_fonts_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(LayoutRefused, match="make install"):
        load_fonts(tmp_path)
    (tmp_path / "fonts.json").write_text("{}")
    with pytest.raises(LayoutRefused, match="make install"):
        load_fonts(tmp_path)


def test_upward_documents_show_their_signers_beside_the_number(fonts: FontSet) -> None:
    document = notice(kind="请示", signers=("沈岚", "周望川", "韩启明"), copy_number="000001", urgency="特急")
    page = read_pages(typeset(document, fonts).pdf)[0]
    label = page.line("签发人：")
    number = page.line("云政发〔2026〕7号")
    assert number.x0 == pytest.approx(28 + 156 / 28, abs=0.05)
    assert number.text.endswith("韩启明")
    assert label.base == pytest.approx(number.base - 225 / 22, abs=0.05)
    assert [line.text for line in page.lines[:2]] == ["000001", "特急"]
    assert page.lines[0].x0 == pytest.approx(28, abs=0.05)


def test_the_file_is_marked_as_pdf_a_and_holds_no_second_metadata(fonts: FontSet) -> None:
    made = typeset(notice(title="关于“<b>&标题”的通知"), fonts)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert "/Info" not in pdf.trailer
        metadata = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfaid:part>2</pdfaid:part>" in metadata
        assert "关于“&lt;b&gt;&amp;标题”的通知" in metadata
        assert pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes() == srgb_profile()
        fonts_used = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
        assert all("+" in name for name in fonts_used)


def test_the_colour_profile_is_a_version_2_display_profile() -> None:
    profile = srgb_profile()
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert (profile[8], profile[12:20], profile[36:40]) == (2, b"mntrRGB ", b"acsp")


@each_published
def test_published_documents_are_set_whole(fonts: FontSet, path: Path | None) -> None:
    document = from_data(read(path))
    try:
        pages = compose(document, fonts).pages
    except Unsupported:
        return
    shown = Counter("".join("".join(run.text for run in page.runs) for page in pages))
    texts = (*document.body, *(text for attached in document.attachments for text in (attached.title, *attached.body)))
    wanted = Counter("".join("".join(text.split()) for text in texts))
    assert wanted <= shown
