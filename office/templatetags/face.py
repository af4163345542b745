"""What every template needs: icons, moments in words, tags with their tone, fields with label, hint and error."""

from datetime import date, datetime
from functools import cache
from typing import Any, Protocol
from uuid import uuid4

from django import template
from django.forms import BaseForm, BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from office.calendar.knowing import working_calendar
from office.calendar.wording import DueWords, due_in_words, held_in_words
from office.kernel import wording
from office.models.todos import Todo

register = template.Library()

TONES = {
    "": "",
    "同意": "ok",
    "有意见": "near",
    "不同意": "late",
    "退回": "late",
    "退回修改": "late",
    "须改": "late",
    "宜改": "near",
    "提示": "",
    "加急": "grave",
    "特急": "grave",
    "在用": "ok",
    "停用": "late",
    "作废": "late",
}


NO_DEADLINE = "未设时限"


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """One drawing of the sprite. It is never alone with a meaning: a word stands beside it, or the control has a name."""
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', static("office/icons.svg"), name)


@register.filter
def tone(state: str) -> str:
    """The class that colours a state: ok, near, late, go, grave, or none. Unknown words have no colour."""
    return TONES.get(state, "")


@register.simple_tag
def tag(word: str, manner: str = "", drawing: str = "") -> SafeString:
    """A state or a kind in a small frame; the tone follows from the word unless one is given."""
    classes = " ".join(filter(None, ("tag", manner or tone(word))))
    return format_html('<span class="{}">{}{}</span>', classes, icon(drawing) if drawing else "", word)


@register.filter
def moment(at: datetime | date | None) -> SafeString | str:
    """A moment or a day as `<time>`; the whole moment shows where the pointer rests. None is a dash."""
    if at is None:
        return "—"
    if isinstance(at, datetime):
        words, whole = wording.moment_in_words(at), wording.full_moment(at)
    else:
        words, whole = wording.day_in_words(at), wording.full_day(at)
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), whole, words)


@register.filter
def until(at: datetime) -> SafeString:
    """Until when something may be done, as `<time>`: with the clock's time however far the day is."""
    words, whole = wording.until_in_words(at), wording.full_moment(at)
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), whole, words)


@register.filter
def moment_text(at: datetime | date | None) -> str:
    """The same words without markup, for names of controls and for titles."""
    if at is None:
        return "—"
    return wording.moment_in_words(at) if isinstance(at, datetime) else wording.day_in_words(at)


@register.filter
def held_for(since: datetime, until: datetime | None = None) -> str:
    """不足1个工作日, 3个工作日: how long it has lain with its holder."""
    return held_in_words(working_calendar(), since, until)


@register.filter
def held_by(todo: Todo) -> str:
    """综合一处 沈岚, or 综合一处 沈岚、何敏等3人: whom a to-do waits for; its holders should be prefetched."""
    held = [one.appointment for one in todo.holders.all()]
    if not held:
        return "—"
    names = "、".join(one.person.name for one in held[:2])
    return f"{held[0].department} {names}{f'等{len(held)}人' if len(held) > 2 else ''}"


class HasDue(Protocol):
    """A deadline, or a to-do that shows one. `ended_at` is looked at where there is one."""

    @property
    def due_at(self) -> datetime | None: ...
    @property
    def provisional(self) -> bool: ...


@register.filter
def due(one: HasDue | None) -> SafeString:
    """3月24日 余4个工作日, 3月18日 逾期1个工作日, 未设时限: in two lines and in its tone."""
    if (words := _due_words(one)) is None:
        return format_html('<div class="when"><small>{}</small></div>', NO_DEADLINE)
    classes = " ".join(filter(None, ("when", words.tone)))
    return format_html(
        '<div class="{}"><b><time datetime="{}" title="{}">{}</time></b><small>{}</small></div>',
        classes,
        one.due_at.isoformat() if one and one.due_at else "",
        words.whole,
        words.day,
        words.distance,
    )


@register.filter
def due_text(one: HasDue | None) -> str:
    """The same words without markup."""
    words = _due_words(one)
    return f"{words.day} {words.distance}" if words else NO_DEADLINE


@register.filter
def due_tone(one: HasDue | None) -> str:
    """late, near, ok, or none: for the row that shows it."""
    words = _due_words(one)
    return words.tone if words else ""


def _due_words(one: HasDue | None) -> DueWords | None:
    if one is None or one.due_at is None:
        return None
    ended_at = getattr(one, "ended_at", None)
    return due_in_words(working_calendar(), one.due_at, provisional=one.provisional, ended_at=ended_at)


@register.simple_tag
def act_key() -> SafeString:
    """The key that makes a form harmless when it is sent twice: one a drawn form."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid4())


@register.inclusion_tag("office/partials/_field.html")
def field(bound: BoundField, hint: str = "", manner: str = "", *, optional: bool | None = None) -> dict[str, Any]:
    """A field with its label above, hint below and what is wrong beneath that; joined by ids, so that a reader hears them together.

    可不填 stands beside what may be left empty; `optional=False` leaves it away where it goes without saying, or must be written in the end.
    """
    control = bound.id_for_label or bound.auto_id
    hint = hint or str(bound.help_text)
    said = [f"{control}-hint"] * bool(hint) + [f"{control}-wrong"] * bool(bound.errors)
    attributes: dict[str, str | bool] = {"class": f"{bound.field.widget.attrs.get('class', '')} in".strip()}
    if said:
        attributes["aria-describedby"] = " ".join(said)
    if bound.errors:
        attributes["aria-invalid"] = "true"
        if _first_wrong(bound.form) == bound.name:
            attributes["autofocus"] = True
    return {
        "bound": bound,
        "control": control,
        "widget": bound.as_widget(attrs=attributes),
        "hint": hint,
        "manner": manner,
        "optional": not bound.field.required if optional is None else optional,
    }


@register.inclusion_tag("office/partials/_wrong_form.html")
def wrong_form(form: BaseForm, summary: str = "没有收下：请改正标出的地方。") -> dict[str, Any]:
    """The summary above a refused form: what concerns the whole form, and a link to each wrong field."""
    wrong = [one for one in form if one.errors]
    return {"form": form, "wrong": wrong, "summary": summary}


def _first_wrong(form: BaseForm) -> str:
    return next((bound.name for bound in form if bound.errors), "")
