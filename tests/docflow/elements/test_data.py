"""The JSON form of the elements: what is read, what is refused and how the refusal names it."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from docflow.elements.data import LARGEST, LONGEST, ElementsError, canonical_bytes, from_data, to_data
from docflow.elements.kinds import Form
from docflow.elements.schema import AttachedText, Elements
from tests.docflow.elements.strategies import elements
from tests.docflow.published import each_published, read


@settings(deadline=None, max_examples=40)
@given(elements())
def test_the_json_form_loses_nothing(document: Elements) -> None:
    written = json.loads(json.dumps(to_data(document), ensure_ascii=False))
    assert from_data(written) == document


@settings(deadline=None, max_examples=40)
@given(elements())
def test_equal_elements_have_equal_canonical_bytes(document: Elements) -> None:
    shuffled = dict(reversed(to_data(document).items()))
    assert canonical_bytes(from_data(shuffled)) == canonical_bytes(document)


def test_a_text_without_lists_is_written_as_it_was_before_there_were_any() -> None:
    plain, minutes = to_data(Elements(title="题")), to_data(Elements(title="题", excused=("沈岚",)))
    assert plain["schema"] == 1
    assert not {"attending", "excused", "sitting_in"} & set(plain)
    assert (minutes["schema"], minutes["attending"], minutes["excused"]) == (2, [], ["沈岚"])


def test_a_document_is_read_with_what_the_form_calls_its_elements() -> None:
    document = from_data(
        {
            "id": "7",
            "quality": ["不全"],
            "issuers": ["云州市人民政府"],
            "kind": "通知",
            "number": None,
            "title": "云州市人民政府\n关于加强防汛工作的通知",
            "signer": "沈岚、周望川",
            "body": ["　　现通知如下：\n一、加强值守", "序号\t单位\n名称", ""],
            "attachments": [{"title": "名单", "body": ["甲"], "x": 1}],
            "date": "2026-01-05",
        }
    )
    assert document == Elements(
        issuers=("云州市人民政府",),
        kind="通知",
        title="云州市人民政府关于加强防汛工作的通知",
        title_lines=("云州市人民政府", "关于加强防汛工作的通知"),
        signers=("沈岚", "周望川"),
        body=("现通知如下：", "一、加强值守", "序号\t单位\n名称"),
        attachments=(AttachedText("名单", ("甲",)),),
        date=dt.date(2026, 1, 5),
    )


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ([], "公文"),
        ({"schema": 99}, "公文"),
        ({"title": 3}, "标题"),
        ({"body": "正文"}, "正文"),
        ({"body": [None]}, "正文"),
        ({"body": ["\x00"]}, "正文"),
        ({"body": ["\ud800"]}, "正文"),
        ({"title": "关于\u202e的通知"}, "标题"),
        ({"title": "题\U0001ffff"}, "标题"),
        ({"body": ["各单位要\U000e0041落实"]}, "正文"),
        ({"body": ["各单位要\u2063落实"]}, "正文"),
        ({"cc": {"a": 1}}, "抄送机关"),
        ({"form": "海报"}, "版式"),
        ({"date": "2026-02-30"}, "成文日期"),
        ({"date": "２０２６-01-01"}, "成文日期"),
        ({"print_date": 20260105}, "印发日期"),
        ({"attachments": ["名单"]}, "附件"),
        ({"attachments": [{"title": 1}]}, "附件标题"),
        ({"signer": 3}, "签发人"),
        ({"secrecy": "最密"}, "密级"),
        ({"title": "长" * (LONGEST + 1)}, "标题"),
        ({"issuers": ["甲"] * 6000}, "发文机关"),
        ({"body": ["长" * LONGEST] * (LARGEST // LONGEST + 1)}, "公文"),
    ],
)
def test_what_is_no_document_is_refused_by_the_name_of_the_element(data: object, named: str) -> None:
    with pytest.raises(ElementsError) as refused:
        from_data(data)
    assert refused.value.element == named
    assert named in refused.value.sentence
    assert refused.value.sentence.endswith("。")


def test_marks_without_ink_are_taken_out_and_names_are_left_alone() -> None:
    document = from_data(
        {"title": "关\u200b于\ufeff任免的通知", "body": ["任命\ufa0c\U0002cb4e为处长。", "cafe\u0301"]}
    )
    assert document.title == "关于任免的通知"
    assert document.body == ("任命\ufa0c\U0002cb4e为处长。", "café")


def test_the_form_follows_the_kind_unless_it_is_chosen() -> None:
    assert from_data({"kind": "令"}).form_taken is Form.ORDER
    assert from_data({"kind": "函"}).form_taken is Form.LETTER
    assert from_data({"kind": "批复", "number": "国函〔2006〕38号"}).form_taken is Form.FILE
    assert from_data({"kind": "通知", "form": "纪要"}).form_taken is Form.MINUTES
    assert from_data({}).form_taken is Form.FILE


@each_published
def test_published_documents_are_read_whole(path: Path | None) -> None:
    data = read(path)
    document = from_data(data)
    assert list(document.body) == [p for p in (s.strip(" \u3000") for s in data["body"]) if p]
    assert from_data(to_data(document)) == document


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("一、要求\n各单位要\u202e落实", "“各单位要”之后的U+202E"),
        ("一、要求\n\u2063各单位", "行首的U+2063"),
        ("要切实加强组织领导\U000e0041", "“加强组织领导”之后的U+E0041"),
    ],
)
def test_what_cannot_be_seen_is_named_by_where_it_stands(body: str, where: str) -> None:
    with pytest.raises(ElementsError) as refused:
        from_data({"body": [body]})
    assert where in refused.value.sentence
