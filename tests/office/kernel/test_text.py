"""Text that people typed: one normal form, nothing unseen, and a refusal that names the field."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.kernel.refusals import Invalid
from office.kernel.text import clean_line, clean_text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("关于\x00通知", "控制字符"),
        ("关于\x1b[31m", "控制字符"),
        ("关于\ud800", "残缺"),
        ("关于\u202e知通", "方向"),
        ("关于\u2066", "方向"),
        ("关于\U000e0041", "看不见"),
        ("关于\u2063", "看不见"),
        ("关于\uffff", "看不见"),
        ("第一行\n第二行", "一行"),
        ("甲\t乙", "一行"),
        ("甲\u2028乙", "一行"),
        ("字" * 121, "121字，最多120字"),
    ],
)
def test_what_a_title_cannot_be(typed: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refusal:
        clean_line(typed, "标题", 120, field="title")
    assert refusal.value.field == "title"
    assert refusal.value.sentence.startswith("标题")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  关于做好防汛工作的通知\r\n", "关于做好防汛工作的通知"),
        ("e\u0301", "é"),
        ("关于\u200b通知\ufeff", "关于通知"),
        ("㐀𠮷〔2026〕", "㐀𠮷〔2026〕"),
        ("", ""),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_what_is_kept(typed: str, kept: str) -> None:
    assert clean_line(typed, "标题", 120) == kept


def test_text_keeps_its_lines() -> None:
    assert clean_text("一、\r\n\t（一）\r二、", "正文", 100) == "一、\n\t（一）\n二、"


def test_the_row_is_named() -> None:
    with pytest.raises(Invalid, match="正文第3行"):
        clean_text("一\n二\n三\x07", "正文", 100)


@given(st.text(st.characters(codec=None), max_size=50))
def test_what_is_kept_is_stable_and_can_be_stored(typed: str) -> None:
    try:
        kept = clean_text(typed, "正文", 100)
    except Invalid:
        return
    assert clean_text(kept, "正文", 100) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert "\x00" not in kept.encode("utf-8").decode()
