"""检索的写法：what hypothesis can think of stays a law."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from archive.search.engine.hanfold import FOLDS
from archive.search.engine.normalise import normalise, strings_of
from archive.search.engine.pinyin import readings, spelt
from archive.search.engine.tokens import sorted_by, tokens_of, whole

TEXTS = some.text(some.one_of(some.characters(), some.sampled_from("國国〔〕 \t\u3000aＡé\u0301藉")))


@given(TEXTS)
def test_written_twice_it_is_the_same(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(TEXTS)
def test_every_token_is_one_word_to_an_analyser_that_splits_at_white_space(text: str) -> None:
    for string in strings_of(text):
        tokens = tokens_of(string)
        assert " ".join(tokens).split() == tokens
        assert len(tokens) == len(string)
        assert " ".join(tokens).encode()


@given(TEXTS, some.data())
def test_a_piece_of_what_was_written_is_written_as_it_stands_there(text: str, data: some.DataObject) -> None:
    """But where a mark joins the letter before it, or a blank stands at an end."""
    plain = normalise(text)
    start = data.draw(some.integers(0, len(plain)))
    piece = plain[start : data.draw(some.integers(start, len(plain)))]
    if piece.strip() == piece:
        assert normalise(piece) in plain


def test_nothing_folds_further_and_nothing_folds_into_two() -> None:
    assert len(FOLDS) > 3000
    assert not set(FOLDS) & set(FOLDS.values())
    assert all(len(one) == 1 for one in [*FOLDS, *FOLDS.values()])


@pytest.mark.parametrize(("one", "other"), [("國發", "国发"), ("裡", "里"), ("臺灣", "台湾")])
def test_traditional_and_simplified_are_one(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize("text", ["乾坤", "藉", "覆", "瞭解"])
def test_a_character_folds_wherever_it_stands(text: str) -> None:
    """A phrase table would fold 乾 in 乾燥 and not in 乾坤, and a search for the one would miss the other."""
    assert normalise(text) == "".join(normalise(one) for one in text)


def test_numbers_are_sorted_as_people_count() -> None:
    written = ["云政〔2026〕10号", "云政〔2026〕9号", "云政〔2025〕11号"]
    assert sorted(written, key=lambda one: sorted_by(normalise(one))) == [written[2], written[1], written[0]]
    assert sorted_by("") > max(map(sorted_by, map(normalise, written)))


def test_whole_looks_past_blanks() -> None:
    assert whole(normalise("A b 12")) == whole(normalise("ab12"))


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("重庆与重要", "chong qing yu zhong yao"),
        ("女", "nv"),
        ("2026年APP(试行)", "2026 nian app shi xing"),
        ("", ""),
    ],
)
def test_spelling(text: str, syllables: str) -> None:
    assert " ".join(spelt(normalise(text))) == syllables


def test_letters_are_read_as_syllables_in_every_way() -> None:
    assert ("xi", "an") in readings("xian")
    assert ("xian",) in readings("xian")
    assert ("guan", "yu", "y") in readings("guanyuy")
    assert readings("x" * 30) == readings("12") == readings("国") == ()
    assert all(len(readings("a" * n)) <= 8 for n in range(25))
