"""拟稿页 by plain forms: two windows at once, and a refusal to send it on; nothing that was written is lost."""

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from docflow.actions.send_for_review import send_for_review
from docflow.models import WorkingCopy
from office.kernel.ids import uuid7
from tests.docflow.test_register_pages import entered, text
from tests.docflow.world import NOTICE, Paper, a_draft, an_office

pytestmark = pytest.mark.django_db


def page(paper: Paper) -> str:
    return unescape(text(entered(paper.office.drafter).get(reverse("docflow:draft", args=[paper.uid]))))


def written(revision: int, **more: object) -> dict[str, object]:
    return {
        "revision": revision,
        "kind": "通知",
        "title": "关于做好防汛工作的通知",
        "body": "各单位要加强值守。",
    } | more


def saved(paper: Paper, given: dict[str, object], **headers: str) -> Any:
    return entered(paper.office.drafter).post(reverse("docflow:save", args=[paper.uid]), given, headers=headers)


def sent(paper: Paper, **given: object) -> Any:
    address = reverse("docflow:act", args=[paper.task("draft").uid, "draft"])
    return entered(paper.office.drafter).post(address, {"key": uuid7(), "opinion": "请先看第二部分。"} | given)


def revision_in(html: str) -> int:
    found = re.search(r'name="revision" value="(\d+)"', html)
    assert found is not None
    return int(found[1])


def test_who_saves_second_sees_both_texts_and_then_his_own_counts() -> None:
    paper = a_draft()
    seen = revision_in(page(paper))
    assert saved(paper, written(seen, body="各单位要加强巡查。")).status_code == 302
    refused = saved(paper, written(seen))
    html = unescape(text(refused))
    assert refused.status_code == 409
    assert "已在另一个窗口改过" in html
    assert "各单位要加强值守。</textarea>" in html
    assert "<del>巡查</del><ins>值守</ins>" in html
    assert " data-unsaved>" in html
    assert "保存后再送出" in html
    assert "送核稿</button>" not in html
    assert saved(paper, written(revision_in(html))).status_code == 302
    assert WorkingCopy.objects.get().elements["body"] == ["各单位要加强值守。"]


def test_who_saves_the_same_text_second_is_told_that_it_is_the_same() -> None:
    paper = a_draft()
    seen = revision_in(page(paper))
    saved(paper, written(seen))
    assert "两边的文字一样" in text(saved(paper, written(seen)))


def test_the_script_is_told_how_to_see_both() -> None:
    paper = a_draft()
    seen = revision_in(page(paper))
    saved(paper, written(seen))
    refused = saved(paper, written(seen), accept="application/json")
    assert refused.status_code == 409
    assert refused.json()["said"].endswith("按“保存”可看两边的不同。")


@pytest.mark.parametrize(("lacking", "sentence"), [("title", "还没有标题"), ("body", "还没有正文")])
def test_a_draft_that_lacks_something_stays_on_its_page_with_what_was_said(lacking: str, sentence: str) -> None:
    paper = a_draft(elements=replace(NOTICE, **{lacking: type(getattr(NOTICE, lacking))()}))
    refused = sent(paper)
    html = unescape(text(refused))
    assert refused.status_code == 422
    assert sentence in html
    assert 'id="draft"' in html
    assert "请先看第二部分。</textarea>" in html


def test_a_word_to_it_that_cannot_be_kept_comes_back_too() -> None:
    refused = sent(a_draft(), opinion="请看\u202e第二部分。")
    html = unescape(text(refused))
    assert refused.status_code == 422
    assert "没有送出：意见" in html
    assert "第二部分。</textarea>" in html


def test_a_draft_that_has_left_is_shown_as_it_stands() -> None:
    paper = a_draft(an_office())
    task = paper.task("draft")
    send_for_review(task.uid, by=paper.office.actor(paper.office.drafter), key=uuid7())
    late = entered(paper.office.drafter).post(
        reverse("docflow:act", args=[task.uid, "draft"]), {"key": uuid7(), "opinion": ""}
    )
    assert late.status_code == 409
    assert 'id="draft"' not in text(late)


def test_without_a_script_it_is_said_that_nothing_is_saved_by_itself() -> None:
    html = page(a_draft())
    assert "不会自动保存" in html[html.index("<noscript>") : html.index("</noscript>")]
