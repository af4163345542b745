"""Marks stand on the text as it was written, whatever way the words were typed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from archive.search.engine.normalise import normalise
from archive.search.engine.places import places


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("关于供热的通知，供热", ["供热"], ["供热", "供热"]),
        ("國發〔2024〕5號", ["国发[2024]5号"], ["國發〔2024〕5號"]),
        ("签发人：张　　三 李四", ["张三", "李四"], ["张　　三", "李四"]),
        ("用 ＡＰＰ  Store 办", ["app store"], ["ＡＰＰ  Store"]),
        ("面积３㎡左右", ["m2"], ["㎡"]),
        ("甲乙丙丁", ["甲乙", "乙丙"], ["甲乙丙"]),
        ("cafe\u0301 bar", ["café"], ["cafe\u0301"]),
        ("\u200b零\u200b宽\n", ["零宽"], ["零\u200b宽"]),
        ("12 34", ["1234"], []),
        ("甲甲甲", ["甲"], ["甲甲甲"]),
        ("甲", ["", "\x00", " "], []),
    ],
)
def test_what_is_marked(text: str, words: list[str], marked: list[str]) -> None:
    spans = places(text, words)
    assert [text[start:end] for start, end in spans] == marked


@given(some.text(some.sampled_from("国國〔( \t\u3000aＡb１\u200b㎡…é，"), max_size=30), some.data())
def test_whatever_is_found_is_marked_and_nothing_else(text: str, data: some.DataObject) -> None:
    plain = normalise(text)
    start = data.draw(some.integers(0, len(plain)))
    words = plain[start : data.draw(some.integers(start, len(plain)))].strip()
    spans = places(text, [words])
    assert bool(spans) is bool(words)
    assert all(first[1] < second[0] for first, second in pairwise(spans))
    for begun, end in spans:
        assert words[0] in normalise(text[begun:end]) or normalise(text[begun:end]) in words
