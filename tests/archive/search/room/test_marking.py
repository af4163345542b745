"""Highlights stand where the index found the words: by the same normal form, in the text as it is kept."""

from hypothesis import given
from hypothesis import strategies as st

from archive.search.engine.normalise import normalise
from archive.search.engine.port import Field, Term
from archive.search.marking import Piece, excerpt, marked


def shown(pieces: list[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


def test_words_are_marked_in_their_own_spelling() -> None:
    assert shown(marked("云政办发〔2026〕15号", [Term("[2026]15")], Field.NUMBER)) == "云政办发[〔2026〕15]号"
    assert shown(marked("關於數字政府", [Term("数字政府")], Field.TITLE)) == "關於[數字政府]"
    assert shown(marked("张　三", [Term("张三")], Field.PEOPLE)) == "[张　三]"
    assert shown(marked("ＡＰＰ应用", [Term("app")], Field.TITLE)) == "[ＡＰＰ]应用"
    assert shown(marked("供热供热", [Term("供热")], Field.TITLE)) == "[供热][供热]"
    assert shown(marked("冬季供热", [Term("季供"), Term("冬季")], Field.TITLE)) == "[冬季供]热"


def test_a_word_for_another_place_or_an_unwanted_one_is_not_marked() -> None:
    terms = [Term("供热", Field.BODY), Term("冬季", excluded=True)]
    assert shown(marked("冬季供热", terms, Field.TITLE)) == "冬季供热"


def test_an_excerpt_is_of_the_string_with_most_of_the_words_and_is_cut() -> None:
    long = "甲" * 100 + "供热" + "乙" * 200
    assert shown(excerpt(["无关", long], [Term("供热")], Field.BODY)) == "…" + "甲" * 36 + "[供热]" + "乙" * 72 + "…"
    assert shown(excerpt(["供热一", "供热保障二"], [Term("供热"), Term("保障")], Field.BODY)) == "[供热][保障]二"
    assert excerpt(["无关"], [Term("供热")], Field.BODY) == []


@given(st.text(max_size=30), st.text(min_size=1, max_size=3), st.text(max_size=30))
def test_pieces_are_the_text_and_what_is_marked_is_the_word(before: str, word: str, after: str) -> None:
    text = before + word + after
    pieces = marked(text, [Term(word)], Field.TITLE)
    assert "".join(piece.text for piece in pieces) == text
    sought = normalise(word).replace(" ", "")
    for piece in pieces:
        assert not piece.marked or sought in "".join(normalise(one).replace(" ", "") for one in piece.text)
