"""A historical document is as it is: what is missing stays missing, what is odd is remarked on, little is refused."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.importing.reading import AttachedText, Described, read_document
from archive.importing.reading.days import day_of, year_of
from office.kernel.refusals import Invalid


def read(**data: object) -> Described:
    return read_document(data, nameless="摘要")


def test_a_usual_document() -> None:
    found = read(
        id="001",
        title="关于供热的通知",
        number="云政办发〔2021〕7号",
        kind="通知",
        issuers=["云州市人民政府办公室"],
        main_recipients=["各县（区）人民政府"],
        body=["一、总则", "热源\t市住建局"],
        attachment_note=["附件：名单"],
        attachments=[{"title": "名单", "body": ["甲", "乙"]}],
        date="2021-03-05",
        cc=[],
        note=None,
    )
    assert (found.source_id, found.title, found.author) == ("001", "关于供热的通知", "云州市人民政府办公室")
    assert (found.dated_on, found.year) == (date(2021, 3, 5), 2021)
    assert found.body == ("一、总则", "热源\t市住建局")
    assert found.notes == ("附件：名单",)
    assert found.attachments == (AttachedText("名单", ("甲", "乙")),)
    assert found.facts == {"责任者": "云州市人民政府办公室", "主送": "各县（区）人民政府"}
    assert found.remarks == ()


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("1984-02-27", date(1984, 2, 27)),
        ("1984/2/27", date(1984, 2, 27)),
        ("1984.2.27", date(1984, 2, 27)),
        ("19840227", date(1984, 2, 27)),
        ("１９８４年２月２７日", date(1984, 2, 27)),
        ("1984年2月27日印发", date(1984, 2, 27)),
        ("1984-02-27T00:00:00", date(1984, 2, 27)),
        ("一九九六年十一月五日", date(1996, 11, 5)),
        ("二〇〇六年五月二十三日", date(2006, 5, 23)),
        ("二○○六年十月三十日", date(2006, 10, 30)),
        ("2024-02-30", None),
        ("2024-13-01", None),
        ("0001-01-01", None),
        ("1899-12-31", date(1899, 12, 31)),
        ("9999-12-31", None),
        ("1984年", None),
        ("去年", None),
        ("", None),
    ],
)
def test_days_as_they_are_written(said: str, day: date | None) -> None:
    assert day_of(said) == day


@pytest.mark.parametrize(
    ("said", "year"), [("国发〔2018〕43号", 2018), ("一九八四年", 1984), ("12345", None), ("3018年", None)]
)
def test_years(said: str, year: int | None) -> None:
    assert year_of(said) == year


def test_an_odd_date_is_remarked_on_and_the_year_found_elsewhere() -> None:
    found = read(id="1", title="甲", date="2024-02-30", number="云发〔2023〕1号")
    assert (found.dated_on, found.year) == (None, 2024)
    assert found.remarks == ("成文日期“2024-02-30”认不出，没有填写日期。",)
    assert read(title="甲", date=20240229).dated_on == date(2024, 2, 29)
    assert read(title="甲", date="某日", number="云发〔2023〕1号").year == 2023
    assert read(title="甲", date="某日", print_date="2022-01-01").year == 2022
    assert read(title="甲", date=None, date_text="一九九六年一月二十五日").dated_on == date(1996, 1, 25)


def test_without_a_title_it_gets_one_of_its_own_words_in_brackets() -> None:
    assert read(body=["正文第一段。"]).title == "[正文第一段。]"
    assert read(body=["正文。"], attachments=[{"title": "若干措施", "body": []}]).title == "[若干措施]"
    assert read(attachments=[{"body": ["附件里的话"]}]).title == "[附件里的话]"
    assert len(read(body=["长" * 500]).title) == 102
    assert read(title_lines=["云州市", "关于供热的通知"]).title == "云州市关于供热的通知"


def test_without_an_id_the_content_names_it() -> None:
    assert read(title="甲").source_id == "摘要"
    assert read(id=7, title="甲").source_id == "7"
    assert read(id="  ", title="甲").source_id == "摘要"


def test_strings_where_lists_belong_and_the_other_way_round() -> None:
    found = read(id=["a"], title=["上", "下"], body="第一段\n\n第二段", issuers="市政府", attachments={"title": "表"})
    assert (found.source_id, found.title, found.author) == ("a", "上下", "市政府")
    assert found.body == ("第一段", "第二段")
    assert found.attachments == (AttachedText("表", ()),)
    assert read(title="甲", body=[["一", None], 2, "三"]).body == ("一", "2", "三")


def test_what_cannot_be_seen_is_left_out_and_said() -> None:
    found = read(id="1", title="甲\x00乙\u202e丙", body=["\ud800半个\x07"])
    assert (found.title, found.body) == ("甲乙丙", ("半个",))
    assert len(found.remarks) == 1


def test_what_is_too_long_for_the_catalogue_is_kept_whole_beside_it() -> None:
    found = read(id="1", title="长" * 500, number="号" * 70)
    assert (len(found.title), len(found.number)) == (400, 60)
    assert found.notes == ("长" * 500, "号" * 70)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([], "不是一份公文"),
        ("文字", "不是一份公文"),
        (None, "不是一份公文"),
        ({}, "都是空的"),
        ({"title": "", "body": [None, ""], "attachments": [{}]}, "都是空的"),
        ({"title": "甲", "secrecy": "机密★10年"}, "涉密信息系统"),
        ({"title": {"甲": 1}}, "应当是文字"),
        ({"title": "甲", "id": "长" * 201}, "最多200字"),
    ],
)
def test_what_is_refused(data: object, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        read_document(data, nameless="摘要")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
NAMES = ("id", "title", "number", "kind", "issuers", "body", "attachments", "date", "date_text", "secrecy", "signer")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_whatever_it_is_it_is_read_or_refused_with_a_sentence(data: dict[str, object]) -> None:
    try:
        found: Described | Invalid = read_document(data, nameless="摘要")
    except Invalid as refusal:
        found = refusal
    if isinstance(found, Invalid):
        assert found.sentence.endswith("。")
        return
    assert 0 < len(found.title) <= 400
    assert len(found.number) <= 60
    assert 0 < len(found.source_id) <= 200
    for text in (found.title, found.number, found.author, *found.body):
        text.encode()
        assert "\x00" not in text
