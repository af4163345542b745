"""What administrators type: codes with their check sign, logins that cannot be mistaken, initials from a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.administration import credit_code, words
from office.administration.initials import initials
from office.kernel.refusals import Invalid


@given(st.text(alphabet=credit_code.ALPHABET, min_size=17, max_size=17), st.integers(0, 17), st.data())
def test_one_wrong_sign_is_always_found(body: str, place: int, data: st.DataObject) -> None:
    code = body + credit_code.check_sign(body)
    assert credit_code.flaw(code) == ""
    other = data.draw(st.sampled_from([one for one in credit_code.ALPHABET if one != code[place]]))
    assert "校验位" in credit_code.flaw(code[:place] + other + code[place + 1 :])


@given(st.text(alphabet=credit_code.ALPHABET, min_size=17, max_size=17), st.integers(0, 15))
def test_two_neighbours_changed_about_are_found(body: str, place: int) -> None:
    code = body + credit_code.check_sign(body)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (credit_code.flaw(swapped) == "") is (swapped == code)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("", "现有0位"),
        ("9135", "现有4位"),
        ("1210000040000123IO", "“IO”"),
        ("１２100000400001234N", "“１２”"),
        ("x" * 18, "“x”"),
    ],
)
def test_a_code_of_the_wrong_build_is_refused_by_what_is_wrong(code: str, says: str) -> None:
    assert says in credit_code.flaw(code)


@pytest.mark.parametrize(
    "login",
    [
        "ａｄｍｉｎ",
        "аdmin",
        "admin\u0301",
        "Admin",
        "ádmin",
        "ad min",
        "admin\n",
        "1admin",
        "a",
        "",
        "x" * 41,
        "ad\x00min",
        "管理",
        "admın",
    ],
)
def test_look_alike_logins_are_refused(login: str) -> None:
    with pytest.raises(Invalid) as refused:
        words.login(login)
    assert refused.value.field == "login"


@pytest.mark.parametrize("login", ["hemin", "li.wei-2", "wang_fang", "a1"])
def test_plain_logins_are_taken(login: str) -> None:
    assert words.login(login) == login


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("程远山", "cys"),
        ("叶清舟", "yqz"),
        ("曾静仪", "zjy"),
        ("曾静怡", ""),
        ("单立文", "slw"),
        ("何敏", "hm"),
        ("欧阳娜", "oyn"),
        ("阿依·古丽", "aygl"),
        ("王 a", "wa"),
        ("赵䶮", ""),
        ("", ""),
    ],
)
def test_initials_are_proposed_where_every_character_is_known(name: str, letters: str) -> None:
    assert initials(name) == letters


@given(st.text(max_size=12))
def test_initials_never_break(name: str) -> None:
    assert words.pinyin(initials(name)[:20]) == initials(name)[:20]
