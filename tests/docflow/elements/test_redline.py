"""A redline spells both texts, changes nothing that did not change, and reads like a clerk's corrections."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docflow.elements.redline import Op, Piece, compare, compare_text, new_of, old_of, redline
from docflow.elements.schema import AttachedText, Elements
from tests.docflow.elements.strategies import elements, phrases

texts = st.lists(st.one_of(phrases(0, 12), st.text(alphabet="的市政府要，。", max_size=30)), max_size=7)


@settings(deadline=None)
@given(texts, texts)
def test_the_pieces_spell_the_old_and_the_new_text(old: list[str], new: list[str]) -> None:
    compared = compare(old, new)
    assert old_of(compared) == tuple(old)
    assert new_of(compared) == tuple(new)


@settings(deadline=None)
@given(texts)
def test_nothing_changed_means_no_change(text: list[str]) -> None:
    assert not any(paragraph.changed for paragraph in compare(text, text))


@settings(deadline=None, max_examples=40)
@given(elements(), elements())
def test_a_document_differs_from_another_where_its_elements_do(old: Elements, new: Elements) -> None:
    assert redline(old, old) == ()
    named = {part.name for part in redline(old, new)}
    assert ("标题" in named) == (old.title != new.title)
    assert ("正文" in named) == (old.body != new.body)


def test_a_changed_word_is_marked_and_the_rest_is_kept() -> None:
    assert compare_text("请于3月20日前报市财政局。", "请于3月25日前报市财政局。") == (
        Piece(Op.KEPT, "请于3月2"),
        Piece(Op.REMOVED, "0"),
        Piece(Op.ADDED, "5"),
        Piece(Op.KEPT, "日前报市财政局。"),
    )


def test_a_new_paragraph_is_added_whole_between_the_old_ones() -> None:
    old = ["一、总体要求", "坚持底线思维，落实责任。", "二、工作措施"]
    new = ["一、总体要求", "坚持底线思维，压实责任。", "各县区每日报告。", "二、工作措施"]
    assert [(p.op, p.changed) for p in compare(old, new)] == [
        (Op.KEPT, False),
        (Op.KEPT, True),
        (Op.ADDED, True),
        (Op.KEPT, False),
    ]


def test_dates_recipients_and_attachments_are_compared_too() -> None:
    old = Elements(date=dt.date(2026, 1, 5), cc=("市人大常委会办公室",), attachments=(AttachedText("名单", ("甲",)),))
    new = replace(old, date=dt.date(2026, 1, 6), cc=(), attachments=(AttachedText("名单", ("甲", "乙")),))
    assert [part.name for part in redline(old, new)] == ["成文日期", "抄送机关", "附件1正文"]


@pytest.mark.parametrize("clause", ["甲", "甲，"])
def test_long_texts_that_repeat_themselves_are_compared_in_reasonable_time(clause: str) -> None:
    old, new = [clause * 9000] * 3, [clause * 4000 + "乙" + clause * 5000, "丙，" * 9000, clause]
    compared = compare(old, new)
    assert old_of(compared) == tuple(old)
    assert new_of(compared) == tuple(new)
    assert compared[0].pieces[1] == Piece(Op.ADDED, "乙")


def test_thousands_of_paragraphs_are_compared_in_reasonable_time() -> None:
    old = ["同一段。"] * 4000
    new = ["同一段。", "另一段。"] * 2000
    compared = compare(old, new)
    assert old_of(compared) == tuple(old)
    assert new_of(compared) == tuple(new)
