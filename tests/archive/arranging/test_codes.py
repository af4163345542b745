"""档号: what is written is read again, and no two records are written alike."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.arranging.codes import (
    CATEGORIES,
    FORMS,
    SPECIMEN,
    Parts,
    code_of,
    flaw_in,
    fonds_code_flaw,
    parts_of,
    template_of,
    unit_code_flaw,
)
from office.kernel.refusals import Invalid

NAMES = ("全宗号", "门类", "年度", "保管期限", "机构", "件号")

parts = st.builds(
    Parts,
    fonds=st.from_regex(r"[A-Z][0-9]{3}", fullmatch=True),
    category=st.sampled_from(sorted(CATEGORIES)),
    year=st.integers(1949, 2099),
    retention=st.sampled_from(["Y", "D30", "D10", "D5", "D99"]),
    unit=st.one_of(st.just(""), st.from_regex(r"[A-Z0-9办公室督查]{1,8}", fullmatch=True)),
    item=st.integers(1, 1_200_000),
)


@st.composite
def templates(draw: st.DrawFn) -> str:
    """Any template that the settings take: the middle in any order, 机构 or not, any joiners."""
    middle = draw(st.permutations(["门类", "年度", "保管期限", *(["机构"] if draw(st.booleans()) else [])]))
    digits = draw(st.sampled_from(["", ":3", ":4", ":5"]))
    joiners = draw(st.lists(st.sampled_from("-·"), min_size=len(middle) + 1, max_size=len(middle) + 1))
    places = [f"{{{name}}}" for name in middle] + [f"{{件号{digits}}}"]
    return "{全宗号}" + "".join(f"{joiner}{place}" for joiner, place in zip(joiners, places, strict=True))


def seen(one: Parts, template: str) -> Parts:
    """What a code by this template can say of the parts."""
    return (
        one if template_of(template).has_unit else Parts(one.fonds, one.category, one.year, one.retention, "", one.item)
    )


@given(parts, templates())
def test_a_code_is_read_as_it_was_written(one: Parts, template: str) -> None:
    code = code_of(template, one)
    assert parts_of(code, template) == seen(one, template)
    assert flaw_in(code, template) is None
    assert flaw_in(code, template, one) is None


@given(parts, parts, templates())
def test_different_records_are_written_differently(one: Parts, other: Parts, template: str) -> None:
    assert (code_of(template, one) == code_of(template, other)) == (seen(one, template) == seen(other, template))


@given(parts, parts, templates())
def test_a_code_of_other_parts_is_a_flaw(one: Parts, other: Parts, template: str) -> None:
    flaw = flaw_in(code_of(template, one), template, other)
    assert (flaw is None) == (seen(one, template) == seen(other, template))


@given(st.text(max_size=60), templates())
def test_any_text_is_either_a_code_or_a_flaw(text: str, template: str) -> None:
    read = parts_of(text, template)
    if read is None:
        assert flaw_in(text, template)
    else:
        assert code_of(template, read) == text


def test_the_two_standards_as_they_print_it() -> None:
    one = Parts("Z109", "WS", 2011, "Y", "BGS", 1)
    assert code_of(FORMS["DA/T 22"], one) == "Z109-WS·2011-Y-BGS-0001"
    assert code_of(FORMS["DA/T 13"], Parts("Z109", "WS", 2011, "Y", "办公室", 1)) == "Z109-WS·2011·Y·办公室-0001"
    assert (
        code_of("{全宗号}-{门类}·{年度}·{保管期限}-{件号:3}", Parts("Z008", "WS", 2019, "Y", "BGS", 37))
        == "Z008-WS·2019·Y-037"
    )
    assert "应如Z109-WS·2026-Y-BGS-0001" in str(flaw_in("Z109-WS-2026", FORMS["DA/T 22"]))
    assert "应是Z109-WS·2011-Y-BGS-0001" in str(flaw_in("Z109-WS·2011-Y-BGS-0002", FORMS["DA/T 22"], one))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("", "缺"),
        ("{全宗号}-{门类}·{年度}-{件号}", "缺保管期限"),
        ("{全宗号}{门类}·{年度}-{保管期限}-{件号}", "“门类”前面"),
        ("{全宗号}--{门类}·{年度}-{保管期限}-{件号}", "“门类”前面"),
        ("档{全宗号}-{门类}·{年度}-{保管期限}-{件号}", "开头"),
        ("{全宗号}-{门类}·{年度}-{保管期限}-{件号}号", "末尾"),
        ("{全宗号}-{门类}·{年度}-{年度}-{保管期限}-{件号}", "两遍"),
        ("{全宗号}-{密级}·{年度}-{保管期限}-{件号}", "没有“密级”"),
        ("{全宗号}-{门类}·{年度:4}-{保管期限}-{件号}", "只有件号写位数"),
        ("{全宗号}-{门类}·{年度}-{保管期限}-{件号:9}", "3至5位"),
        ("{全宗号}-{件号}-{门类}·{年度}-{保管期限}", "最后"),
        ("{门类}-{全宗号}·{年度}-{保管期限}-{件号}", "最前"),
        ("{全宗号}-{门类}.{年度}-{保管期限}-{件号}", "“年度”前面"),
        ("{全宗号}" * 40, "最多100字"),
    ],
)
def test_a_template_that_is_none_says_why(wrong: str, told: str) -> None:
    with pytest.raises(Invalid, match=re.escape(told)) as refused:
        template_of(wrong)
    assert refused.value.field == "template"


@given(st.text(alphabet="{}:-·4" + "".join(NAMES), max_size=60))
def test_any_template_is_taken_or_refused(text: str) -> None:
    try:
        template = template_of(text)
    except Invalid as refusal:
        said = refusal.sentence
    else:
        said = "。" if template.read(template.write(SPECIMEN)) is not None else ""
    assert said.endswith("。")


@pytest.mark.parametrize("good", ["J001", "Z109", "A439", "XJ012"])
def test_fonds_codes(good: str) -> None:
    assert fonds_code_flaw(good) is None
    assert fonds_code_flaw(f"{good}-") is not None
    assert fonds_code_flaw(good.lower()) is not None


@pytest.mark.parametrize("good", ["BGS", "003", "办公室"])
def test_unit_codes(good: str) -> None:
    assert unit_code_flaw(good) is None
    for wrong in ("", f"{good}·", f"{good}-1", "bgs", f"{good}\n", "X" * 21):
        assert unit_code_flaw(wrong) is not None
