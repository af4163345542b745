"""事件的要素，看过能不能收：what is written of an event, fit to be kept; and as a report tells it. Raises Invalid, naming the field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from docflow.api import refuse_marked
from meetings.urgent.models import EventKind, EventLevel, UrgentEvent
from meetings.urgent.rules.kinds import answered, of_kind
from office.kernel.clock import now
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line, clean_text
from office.kernel.wording import full_moment

LONGEST_DETAIL = 1000
AHEAD = timedelta(minutes=5)
"""Clocks of people and of the machine differ by so much."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of an event. `details` by the keys of the questions, also those of other kinds: none is lost."""

    kind: str
    title: str
    place: str
    received_at: datetime
    level: str = EventLevel.UNRATED.value
    occurred_at: datetime | None = None
    source: str = ""
    reporter: str = ""
    reporter_phone: str = ""
    casualties: str = ""
    loss: str = ""
    course: str = ""
    measures: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    is_sensitive: bool = False


LINES = {"title": ("事件名称", 120), "place": ("地点", 200), "source": ("信息来源", 200), "reporter": ("报告人", 100)}
TEXTS = {
    "casualties": ("伤亡情况", 1000),
    "loss": ("损失情况", 1000),
    "course": ("事件经过", 4000),
    "measures": ("已采取的措施", 4000),
}


def set_facts(event: UrgentEvent, facts: Facts) -> None:
    """Set what is known of an event, looked at; it is not saved here."""
    if facts.kind not in EventKind.values:
        raise Invalid("请选择事件类别。", field="kind")
    if facts.level not in EventLevel.values:
        raise Invalid("请选择事件级别，还没有定的选“未定级”。", field="level")
    event.kind, event.level, event.is_sensitive = facts.kind, facts.level, facts.is_sensitive
    for name, (label, longest) in LINES.items():
        setattr(event, name, clean_line(getattr(facts, name), label, longest, field=name))
    for name, (label, longest) in TEXTS.items():
        setattr(event, name, clean_text(getattr(facts, name), label, longest, field=name))
    if not event.title:
        raise Invalid("请写事件名称，如“城东街道居民楼火灾”。", field="title")
    if not event.place:
        raise Invalid("请写地点，还不清楚的写“正在核实”。", field="place")
    event.reporter_phone = clean_line(facts.reporter_phone, "报告人电话", 40, field="reporter_phone")
    event.details = {**event.details, **_details(facts)}
    for words in (*(getattr(event, name) for name in (*LINES, *TEXTS)), *event.details.values()):
        refuse_marked(words)
    _set_times(event, facts)


def as_told(event: UrgentEvent) -> list[list[str]]:
    """Label by label, as a report keeps it; what is not known is left out."""
    told = [
        ["事件", str(event)],
        [
            "类别和级别",
            f"{event.get_kind_display()}，{event.get_level_display()}{'，敏感' if event.is_sensitive else ''}",
        ],
        ["事发时间", full_moment(event.occurred_at) if event.occurred_at else "正在核实"],
        ["地点", event.place],
        ["接报时间", full_moment(event.received_at)],
        ["信息来源", "，".join(filter(None, (event.source, event.reporter)))],
        ["伤亡情况", event.casualties],
        ["损失情况", event.loss],
        *([label, words] for label, words in answered(event.kind, event.details)),
        ["事件经过", event.course],
        ["已采取的措施", event.measures],
    ]
    return [one for one in told if one[1]]


def _details(facts: Facts) -> dict[str, str]:
    asked = {one.key: one for one in of_kind(facts.kind)}
    found = {}
    for key, words in facts.details.items():
        question = asked.get(key)
        label, name = (question.label, question.name) if question else ("其他类别的要素", "kind")
        found[key] = clean_text(words, label, LONGEST_DETAIL, field=name)
    for key, question in asked.items():
        if question.required and not found.get(key):
            raise Invalid(f"请写{question.label}，还不清楚的写“正在核实”。", field=question.name)
    return found


def _set_times(event: UrgentEvent, facts: Facts) -> None:
    latest = now() + AHEAD
    if facts.received_at > latest:
        raise Invalid("接报时间还没有到。请改为实际接到报告的时间。", field="received_at")
    if facts.occurred_at is not None and facts.occurred_at > facts.received_at:
        raise Invalid("事发时间在接报时间之后。请核对两个时间。", field="occurred_at")
    event.received_at, event.occurred_at = facts.received_at, facts.occurred_at
