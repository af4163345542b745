"""征集议题的表单。"""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms

from meetings.forms.rooms import UidsField
from meetings.topics.actions.call_for_topics import LONGEST_NOTE, LONGEST_TITLE, Calling
from meetings.topics.selectors.choices import Option
from office.kernel.clock import OFFICE_ZONE

END_OF_DAY = time(17, 0)


def moment_of(day: date | None, hour: time | None) -> datetime | None:
    """A day and an hour of the office; 17:00 where no hour is said."""
    return datetime.combine(day, hour or END_OF_DAY, OFFICE_ZONE) if day is not None else None


def day_field(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def hour_field(label: str) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, initial=END_OF_DAY, widget=widget)


class CallForm(forms.Form):
    """For the meeting in whose page it was opened, or for a kind of meeting."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    meeting = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label="会议类别", required=False)
    title = forms.CharField(label="名称", required=False, max_length=LONGEST_TITLE)
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_NOTE}),
    )
    due_on = day_field("截止日期")
    due_hour = hour_field("几点截止")
    units = UidsField(label="向哪些单位征集", required=False, widget=forms.SelectMultiple)

    def __init__(self, *args: Any, kinds: list[Option], units: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in (("kind", kinds), ("units", units)):
            if isinstance(field := self.fields[name], forms.ChoiceField):
                field.choices = options

    def calling(self) -> Calling:
        given = self.cleaned_data
        return Calling(
            units=given["units"],
            due_at=moment_of(given["due_on"], given["due_hour"]),
            meeting=given["meeting"],
            kind=UUID(given["kind"]) if given["kind"] and not given["meeting"] else None,
            title=given["title"],
            note=given["note"],
        )
