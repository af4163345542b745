"""What the template tags print."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django import forms
from django.template import Context, Template

from office.kernel.clock import end_of
from office.templatetags import face

NOON = datetime(2026, 3, 19, 4, 0, tzinfo=UTC)


def printed(text: str, **context: object) -> str:
    return Template("{% load face %}" + text).render(Context(context)).strip()


class Paper(forms.Form):
    title = forms.CharField(label="标题", error_messages={"required": "请填写标题。"})
    to = forms.CharField(label="主送", help_text="一般只报一个", error_messages={"required": "请填写主送。"})
    note = forms.CharField(label="附注", required=False)


def test_an_icon_is_a_drawing_of_the_sprite_that_readers_pass_over() -> None:
    assert printed('{% icon "bell" %}') == (
        '<svg class="i" aria-hidden="true"><use href="/static/office/icons.svg#bell"/></svg>'
    )


@pytest.mark.parametrize(
    ("word", "classes"), [("同意", "tag ok"), ("退回修改", "tag late"), ("特急", "tag grave"), ("通知", "tag")]
)
def test_a_tag_takes_its_tone_from_its_word(word: str, classes: str) -> None:
    assert printed("{% tag word %}", word=word) == f'<span class="{classes}">{word}</span>'


def test_a_tag_may_be_given_another_tone_and_never_prints_markup_of_its_word() -> None:
    assert printed("{% tag word 'go' %}", word="<b>会签") == '<span class="tag go">&lt;b&gt;会签</span>'


@time_machine.travel(NOON, tick=False)
def test_a_moment_carries_the_whole_moment_with_it() -> None:
    at = datetime(2026, 3, 18, 9, 30, tzinfo=UTC)
    assert printed("{{ at|moment }}", at=at) == (
        '<time datetime="2026-03-18T09:30:00+00:00" title="2026年3月18日 17:30">昨日 17:30</time>'
    )
    assert printed("{{ on|moment }}", on=date(2026, 3, 20)) == (
        '<time datetime="2026-03-20" title="2026年3月20日">明天</time>'
    )
    assert (
        printed("{{ at|moment_text }} {{ none|moment_text }} {{ none|moment }}", at=at, none=None) == "昨日 17:30 — —"
    )


@time_machine.travel(NOON, tick=False)
def test_time_held() -> None:
    assert face.held_for(datetime(2026, 3, 16, 4, 0, tzinfo=UTC)) == "3个工作日"
    assert face.held_for(datetime(2026, 3, 16, 4, 0, tzinfo=UTC), NOON - timedelta(days=3, hours=-1)) == "不足1个工作日"


@dataclass
class Due:
    due_at: datetime | None
    provisional: bool = False
    ended_at: datetime | None = None


@time_machine.travel(NOON, tick=False)
def test_a_deadline_is_its_day_and_the_distance() -> None:
    assert printed("{{ one|due }}", one=Due(end_of(date(2026, 3, 24)))) == (
        '<div class="when"><b><time datetime="2026-03-24T23:59:59+08:00" title="2026年3月24日（星期二）前">3月24日</time></b>'
        "<small>余4个工作日</small></div>"
    )
    assert 'class="when late"' in printed("{{ one|due }}", one=Due(end_of(date(2026, 3, 17))))
    assert 'class="when near"' in printed("{{ one|due }}", one=Due(end_of(date(2026, 3, 19))))
    assert face.due_tone(Due(end_of(date(2026, 3, 18)))) == "late"
    assert face.due_text(Due(end_of(date(2026, 3, 18)))) == "昨日 逾期1个工作日"


def test_no_deadline_says_so() -> None:
    for none in (None, Due(None)):
        assert printed("{{ one|due }}", one=none) == '<div class="when"><small>未设时限</small></div>'
        assert (face.due_text(none), face.due_tone(none)) == ("未设时限", "")


def test_a_field_joins_label_hint_and_error() -> None:
    form = Paper({"title": "关于…的请示", "to": "", "note": ""})
    html = printed("{% field form.to %}", form=form)
    assert '<label for="id_to">主送</label>' in html
    assert 'aria-describedby="id_to-hint id_to-wrong"' in html
    assert 'aria-invalid="true"' in html
    assert '<p class="hint" id="id_to-hint">一般只报一个</p>' in html
    assert 'id="id_to-wrong"' in html
    assert "请填写主送。" in html


def test_the_first_wrong_field_has_focus_and_no_other() -> None:
    form = Paper({"title": "", "to": "", "note": ""})
    assert "autofocus" in printed("{% field form.title %}", form=form)
    assert "autofocus" not in printed("{% field form.to %}", form=form)
    assert "autofocus" not in printed("{% field form.title %}", form=Paper())


def test_what_may_be_left_out_says_so() -> None:
    assert "可不填" in printed("{% field form.note %}", form=Paper())
    assert "可不填" not in printed("{% field form.title %}", form=Paper())


def test_a_refused_form_has_a_summary_that_leads_to_the_wrong_fields() -> None:
    form = Paper({"title": "", "to": "省人民政府", "note": ""})
    form.is_valid()
    form.add_error(None, "沈岚09:38已先改了这一稿。")
    html = printed("{% wrong_form form %}", form=form)
    assert 'role="alert"' in html
    assert "沈岚09:38已先改了这一稿。" in html
    assert '<a href="#id_title">标题</a>' in html
    assert "id_to" not in html
    assert printed("{% wrong_form form %}", form=Paper()) == ""


def test_every_drawn_form_has_a_key_of_its_own() -> None:
    keys = [printed("{% act_key %}").split('value="')[1].split('"')[0] for _ in range(2)]
    assert UUID(keys[0]) != UUID(keys[1])
