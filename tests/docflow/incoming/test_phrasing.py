"""批示语, 时限, 复文的底稿: pure, values in, values out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docflow.incoming.phrasing import USUAL, as_kept, as_written, compose, shown, unknown_places
from docflow.incoming.replying import matter_of, reply_body, reply_title

FRIDAY = date(2026, 3, 20)
LEAD = "请{牵头}牵头，{配合}配合，{时限}前报结果。"


@pytest.mark.parametrize(
    ("phrase", "what", "said"),
    [
        ("同意。", {}, "同意。"),
        ("请{人员}阅处。", {"people": ("沈岚", "何敏")}, "请沈岚、何敏阅处。"),
        ("请{人员}阅处。", {}, ""),
        (
            LEAD,
            {"lead": "预算科", "co_units": ("国库科",), "due": FRIDAY},
            "请预算科牵头，国库科配合，3月20日前报结果。",
        ),
        (LEAD, {"lead": "预算科", "due": FRIDAY}, "请预算科牵头，3月20日前报结果。"),
        (LEAD, {"lead": "预算科"}, "请预算科牵头。"),
        (LEAD, {"lead": "预算科", "co_units": ("国库科",)}, "请预算科牵头，国库科配合。"),
        ("请抓紧", {}, "请抓紧。"),
        (
            LEAD,
            {"lead": "预算科", "people": ("沈岚",), "due": FRIDAY},
            "请预算科牵头，3月20日前报结果。请沈岚具体办理。",
        ),
        (
            "同意。",
            {"lead": "预算科", "co_units": ("国库科",), "due": FRIDAY},
            "同意。请预算科牵头，国库科配合，3月20日前报结果。",
        ),
        ("请{人员}阅处。", {"lead": "预算科"}, "请预算科承办。"),
        ("请{人员}阅处。", {"people": ("沈岚",), "due": FRIDAY}, "请沈岚阅处。3月20日前报结果。"),
    ],
)
def test_a_phrase_and_what_it_has_no_place_for_say_what_was_chosen_and_nothing_else(
    phrase: str, what: dict[str, object], said: str
) -> None:
    assert compose(phrase, **what) == said  # type: ignore[arg-type] # each row is typed by its phrase


@given(st.sampled_from(USUAL), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_no_place_and_no_loose_comma_is_ever_left(phrase: str, a: bool, b: bool, c: bool, d: bool) -> None:
    said = compose(phrase, people=("沈岚",) * a, lead="预算科" * b, co_units=("国库科",) * c, due=FRIDAY if d else None)
    assert "{" not in said
    assert said == "" or (said.endswith("。") and not said.endswith(("，。", "；。")))
    for word, chosen in (("沈岚", a), ("预算科", b), ("国库科", c), ("3月20日", d)):
        assert (word in said) == chosen


def test_chips_show_blanks_and_unknown_places_are_named() -> None:
    assert shown(LEAD) == "请××牵头，××配合，×月×日前报结果。"
    assert unknown_places("请{局长}阅。") == ["局长"]
    assert [unknown_places(one) for one in USUAL] == [[]] * len(USUAL)


@pytest.mark.parametrize(
    ("title", "matter"),
    [
        ("云州市财政局关于做好冬季供热保障工作的通知", "做好冬季供热保障工作"),
        ("关于印发《云州市热力管理办法》的通知（试行）", "印发《云州市热力管理办法》"),
        ("云州市供热应急预案", "云州市供热应急预案"),
    ],
)
def test_the_matter_of_a_title(title: str, matter: str) -> None:
    assert matter_of(title) == matter


def test_a_reply_is_titled_by_its_kind_and_cites_what_it_answers() -> None:
    assert reply_title("关于供热的通知", "报告") == "关于供热情况的报告"
    assert reply_title("关于供热的请示", "批复") == "关于供热的批复"
    assert reply_title("关于供热的请示", "意见") == "关于供热的答复意见"
    for kind, said in (
        ("意见", "你单位《关于供热的通知》（云政办发〔2026〕1号）收悉。现答复如下："),
        ("批复", "你单位《关于供热的通知》（云政办发〔2026〕1号）收悉。现批复如下："),
        ("报告", "《关于供热的通知》（云政办发〔2026〕1号）收悉。现将有关情况报告如下："),
    ):
        assert reply_body("关于供热的\n通知", "云政办发〔2026〕1号", kind) == (said,)


def test_its_owner_writes_places_in_the_brackets_he_types() -> None:
    assert [as_kept(as_written(one)) for one in USUAL] == list(USUAL)
    for written in ("请〔牵头〕阅处。", "请［牵头］阅处。", "请[牵头]阅处。", "请｛牵头｝阅处。", "请{牵头}阅处。"):
        assert as_kept(written) == "请{牵头}阅处。"
    assert as_kept("按云政办发〔2026〕3号办。") == "按云政办发〔2026〕3号办。"
