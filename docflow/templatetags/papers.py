"""Words and marks of documents on a page."""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils.safestring import SafeString

from docflow.elements.numbering import written_date
from docflow.models import Document, Task
from docflow.models.papers import Paper
from docflow.wording import acting_name, stance_word
from office.kernel.clock import day_of
from office.kernel.wording import day_in_words
from office.templatetags.face import tag

register = template.Library()

register.filter("by_name", acting_name)
register.filter("stance_word", stance_word)

MANNERS = {
    "drafting": "",
    "in_review": "go",
    "signed": "go",
    "sealed": "ok",
    "distributed": "ok",
    "closed": "ok",
    "terminated": "late",
}


@register.filter
def state_tag(document: Document) -> SafeString:
    """Where the document stands."""
    return tag(document.get_state_display(), MANNERS[document.state])


@register.filter
def holders(tasks: Iterable[Task]) -> str:
    """沈岚、何敏: everybody who has it now, at most three by name."""
    names = list(dict.fromkeys(holder(task) for task in tasks))
    return "、".join(names[:3]) + (f"等{len(names)}处" if len(names) > 3 else "")


@register.filter
def holder(task: Task) -> str:
    """The one who has a task, or those who may take it."""
    if task.holder is not None:
        return task.holder.person.name
    names = [one.appointment.person.name for one in task.candidates.all()]
    return f"{'、'.join(names[:2])}{'等' if len(names) > 2 else ''}（待领办）"


@register.filter
def whole_day(day: date) -> str:
    """2026年1月5日, as the document writes it."""
    return written_date(day)


@register.filter
def route_sentence(paper: Paper, waiting: list[Task]) -> str:
    """The picture of the route in one sentence."""
    if not waiting:
        return f"流程泳道：{paper.get_state_display()}。经过见下方意见。"
    return f"流程泳道：现在是{waiting[0].label}环节，由{holders(waiting)}办理。经过见下方意见。"


@register.filter
def day_word(at: datetime) -> str:
    """The office's day of a moment, for what is due by its end: 今天, 3月18日."""
    return day_in_words(day_of(at))


@register.filter
def weekday(day: date) -> str:
    """星期一 … 星期日."""
    return "星期" + "一二三四五六日"[day.weekday()]
