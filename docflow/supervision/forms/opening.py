"""立项的表单。"""

from typing import Any
from uuid import UUID

from django import forms

from docflow.forms.acts import UuidsField
from docflow.supervision.actions.opening import (
    LONGEST_BASIS,
    LONGEST_CONTENT,
    LONGEST_CYCLE,
    LONGEST_DAYS,
    LONGEST_TARGET,
    LONGEST_TITLE,
    SourceLink,
    Wish,
)
from docflow.supervision.models import Cycle, Source, SupervisionLevel
from docflow.supervision.sources import Origin


class OpeningForm(forms.Form):
    """`source` is the paper that it was opened from, on whose page it was asked for."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    source = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="事项", required=False, max_length=LONGEST_TITLE)
    content = forms.CharField(
        label="督办内容", required=False, max_length=LONGEST_CONTENT, widget=forms.Textarea(attrs={"rows": 4})
    )
    target = forms.CharField(label="目标要求", required=False, max_length=LONGEST_TARGET)
    basis = forms.CharField(label="依据", required=False, max_length=LONGEST_BASIS)
    level = forms.ChoiceField(
        label="督办级别", choices=SupervisionLevel.choices, initial=SupervisionLevel.USUAL, widget=forms.RadioSelect
    )
    lead = forms.UUIDField(label="牵头单位", required=False)
    co_units = UuidsField(label="配合单位", required=False)
    leader = forms.UUIDField(label="责任领导", required=False)
    supervisor = forms.UUIDField(label="督办人", required=False)
    days = forms.IntegerField(label="几个工作日", required=False, min_value=1, max_value=LONGEST_DAYS)
    due_on = forms.DateField(
        label="办理时限", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    cycle = forms.ChoiceField(label="反馈周期", choices=Cycle.choices, initial=Cycle.NONE, widget=forms.RadioSelect)
    every = forms.IntegerField(label="每几个工作日", required=False, min_value=1, max_value=LONGEST_CYCLE, initial=5)

    def wish(self, origin: Origin | None) -> Wish:
        """What was asked for. A day that was chosen goes before a number of days."""
        given: dict[str, Any] = self.cleaned_data
        co_units: list[UUID] = [UUID(str(one)) for one in given["co_units"] or []]
        return Wish(
            title=given["title"],
            content=given["content"],
            target=given["target"],
            basis=given["basis"],
            level=given["level"],
            source=origin.link if origin is not None else SourceLink(kind=Source.OTHER),
            lead=given["lead"],
            co_units=co_units,
            leader=given["leader"],
            supervisor=given["supervisor"],
            due_on=given["due_on"] if given["days"] is None else None,
            days=given["days"],
            cycle=given["cycle"],
            every=given["every"] or 0,
        )
