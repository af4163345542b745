"""接报登记和报告的表单。A refused form comes back with every word of it, also when another kind of event was chosen meanwhile."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms import BoundField

from meetings.duty.models import DutyUnit
from meetings.forms.fields import DayField, HourField
from meetings.urgent.actions.facts import LONGEST_DETAIL, Facts
from meetings.urgent.models import EventKind, EventLevel, UrgentEvent
from meetings.urgent.rules.kinds import questions
from office.kernel.clock import OFFICE_ZONE, now


def text_field(label: str, limit: int, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": limit}),
    )


def minute_field(label: str, *, required: bool) -> HourField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return HourField(label=label, required=required, widget=widget)


class FactsForm(forms.Form):
    """What is known of an event. The questions of every kind are taken; those of the chosen one are shown."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="事件类别", choices=EventKind.choices)
    level = forms.ChoiceField(
        label="级别", choices=[(one.value, one.label) for one in EventLevel], initial=EventLevel.UNRATED
    )
    title = forms.CharField(label="事件名称", max_length=120)
    place = forms.CharField(label="地点", max_length=200)
    received_on = DayField(label="接报日期")
    received_hour = minute_field("接报时刻", required=True)
    occurred_on = DayField(label="事发日期", required=False)
    occurred_hour = minute_field("事发时刻", required=False)
    source = forms.CharField(label="信息来源", max_length=200, required=False)
    reporter = forms.CharField(label="报告人", max_length=100, required=False)
    reporter_phone = forms.CharField(label="报告人电话", max_length=40, required=False)
    casualties = text_field("伤亡情况", 1000)
    loss = text_field("损失情况", 1000)
    course = text_field("事件经过", 4000, 4)
    measures = text_field("已采取的措施", 4000, 3)
    is_sensitive = forms.BooleanField(label="敏感的时间、地点或人群", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for asked in questions().values():
            for one in asked:
                field = text_field(one.label, LONGEST_DETAIL)
                field.help_text = one.hint
                self.fields[one.name] = field

    @property
    def asked(self) -> list[tuple[BoundField, bool]]:
        """The questions of the chosen kind, and whether each must be answered."""
        return [(self[one.name], one.required) for one in questions().get(self._kind(), ())]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What was answered under other kinds: carried along, so that nothing typed is lost."""
        mine = {one.name for one in questions().get(self._kind(), ())}
        others = [one.name for asked in questions().values() for one in asked if one.name not in mine]
        return [(name, str(self[name].value())) for name in others if self[name].value()]

    def facts(self) -> Facts:
        given = self.cleaned_data
        received = moment_of(given["received_on"], given["received_hour"])
        return Facts(
            kind=given["kind"],
            level=given["level"],
            title=given["title"],
            place=given["place"],
            received_at=received or now(),
            occurred_at=moment_of(given["occurred_on"], given["occurred_hour"]),
            source=given["source"],
            reporter=given["reporter"],
            reporter_phone=given["reporter_phone"],
            casualties=given["casualties"],
            loss=given["loss"],
            course=given["course"],
            measures=given["measures"],
            details={one.key: given.get(one.name, "") for asked in questions().values() for one in asked},
            is_sensitive=given["is_sensitive"],
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("occurred_hour") and not given.get("occurred_on"):
            self.add_error("occurred_on", "写了事发时刻，请把日期也写上。")
        return given

    def put_refusal(self, field: str, sentence: str) -> bool:
        """Say a refusal at its field; False where the form has none."""
        name = {"received_at": "received_on", "occurred_at": "occurred_on"}.get(field, field)
        if name not in self.fields:
            return False
        self.add_error(name, sentence)
        return True

    def _kind(self) -> str:
        return str(self["kind"].value() or EventKind.NATURAL)


class EventForm(FactsForm):
    """接报登记."""

    unit = forms.ChoiceField(label="值班单位", required=False)
    is_drill = forms.BooleanField(label="这是演练", required=False)

    def __init__(self, *args: Any, units: list[DutyUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(field := self.fields["unit"], forms.ChoiceField):
            field.choices = [(str(one.uid), str(one)) for one in units]


class ReportForm(FactsForm):
    """初报、续报、日报、终报. `seen`: how many written reports there were when the form was drawn."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = text_field("本次情况", 4000, 5)
    is_nil = forms.BooleanField(label="零报告：没有新情况", required=False)


def moment_of(day: date | None, hour: time | None) -> datetime | None:
    """A day and an hour of the office; midnight where the hour is not known."""
    return datetime.combine(day, hour or time.min, OFFICE_ZONE) if day is not None else None


def initial_of(event: UrgentEvent) -> dict[str, Any]:
    """An event as its form shows it."""
    received = event.received_at.astimezone(OFFICE_ZONE)
    occurred = event.occurred_at.astimezone(OFFICE_ZONE) if event.occurred_at is not None else None
    same = (
        "kind", "level", "title", "place", "source", "reporter", "reporter_phone", "casualties", "loss", "course",
        "measures", "is_sensitive",
    )  # fmt: skip
    return {
        **{name: getattr(event, name) for name in same},
        "received_on": received.date(),
        "received_hour": received.time(),
        "occurred_on": occurred.date() if occurred else None,
        "occurred_hour": occurred.time() if occurred else None,
        **{f"detail_{key}": words for key, words in event.details.items()},
    }


def initial_now() -> dict[str, Any]:
    """What a new one begins with: received this minute."""
    moment = now().astimezone(OFFICE_ZONE)
    return {"received_on": moment.date(), "received_hour": moment.time().replace(second=0, microsecond=0)}
