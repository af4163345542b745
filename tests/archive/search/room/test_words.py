"""What somebody types, as terms: literally, wherever it can be meant literally."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.engine.normalise import normalise
from archive.search.engine.port import Field, Term
from archive.search.words import LONGEST, MOST, terms_of, without, written


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("供热", (Term("供热"),)),
        ("  供热　保障 ", (Term("供热"), Term("保障"))),
        ("", ()),
        ("题名:供热", (Term("供热", Field.TITLE),)),
        ("标题：供热 文号:15号", (Term("供热", Field.TITLE), Term("15号", Field.NUMBER))),
        ("人名:程远山 正文:值守 附件:台账", (Term("程远山", Field.PEOPLE), Term("值守", Field.BODY), Term("台账", Field.ATTACHMENT))),
        ("附件：", (Term("附件："),)),
        ("题名: 供热", (Term("题名:"), Term("供热"))),
        ("供热 -作废", (Term("供热"), Term("作废", excluded=True))),
        ("供热 不含:作废", (Term("供热"), Term("作废", excluded=True))),
        ("不含:作废", (Term("作废", excluded=True),)),
        ("-0.55%", (Term("-0.55%"),)),
        ("增长 -0.55%", (Term("增长"), Term("-0.55%"))),
        ("-作废", (Term("-作废"),)),
        ("“双随机、一公开”", (Term("“双随机、一公开”"),)),
        ("放管服”改革", (Term("放管服”改革"),)),
        ('"APP store"', (Term("APP store"),)),
        ("“冬季 供热” 保障", (Term("冬季 供热"), Term("保障"))),
        ('"供热"', (Term("供热"),)),
        ('题名:"冬季 供热"', (Term("冬季 供热", Field.TITLE),)),
        ("3\"钢管", (Term("3\"钢管"),)),
        ("“ \"", (Term("“"), Term('"'))),
        ("a\0b", (Term("a"), Term("b"))),
    ],
)  # fmt: skip
def test_what_is_meant(typed: str, terms: tuple[Term, ...]) -> None:
    assert terms_of(typed) == terms


@given(st.text(alphabet='供热 　"“”-－:：题名不含附件a1\0', max_size=60))
def test_whatever_is_typed_is_understood_and_bounded(typed: str) -> None:
    terms = terms_of(typed)
    assert len(terms) <= MOST
    assert all(term.words.strip() for term in terms)
    assert bool(terms) == bool(typed.replace("\0", " ").strip())


def test_a_question_of_any_length_is_cut() -> None:
    assert sum(len(term.words) for term in terms_of("供热 " * 10_000)) <= LONGEST
    assert len(terms_of("供热 " * 10_000)) == MOST
    assert 0 < len(normalise(terms_of("\ufdfa" * 300)[0].words)) <= LONGEST  # each stands for eighteen characters


def test_a_part_can_be_left_out_again() -> None:
    terms = terms_of('题名:供热 "冬季 保障" 不含:作废')
    assert [written(term) for term in terms] == ["题名:供热", '"冬季 保障"', "不含:作废"]
    assert without('题名:供热 "冬季 保障" 不含:作废', terms[0]) == '"冬季 保障" 不含:作废'
    assert terms_of(without("供热 保障", Term("保障"))) == (Term("供热"),)
