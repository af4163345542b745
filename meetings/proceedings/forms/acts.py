"""对一次会议的每一个动作用的表单。"""

from typing import Any
from uuid import UUID

from django import forms

from meetings.forms.fields import DayField
from meetings.proceedings.actions.deciding import Decided
from meetings.proceedings.models import Choice, Manner
from meetings.proceedings.models.decisions import LONGEST_DECISION
from meetings.proceedings.models.records import LONGEST_RECORD

MOST_VOTES = 100_000
MOST_CO_UNITS = 200


class UidsField(forms.Field):
    """Several uids, as check boxes send them."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: object) -> list[UUID]:
        one = forms.UUIDField()
        found = [one.clean(item) for item in value[:MOST_CO_UNITS]] if isinstance(value, list) else []
        return [uid for uid in found if isinstance(uid, UUID)]


class RunForm(forms.Form):
    """An act on how a meeting runs: on which item, ballot or screen."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    item = forms.UUIDField(label="议程项", required=False)
    ballot = forms.UUIDField(label="表决", required=False)
    manner = forms.ChoiceField(label="方式", choices=Manner.choices, required=False)
    question = forms.CharField(label="表决事项", required=False, max_length=200)
    choice = forms.ChoiceField(label="意见", choices=Choice.choices, required=False)
    agree = forms.IntegerField(label="同意", required=False, min_value=0, max_value=MOST_VOTES)
    against = forms.IntegerField(label="反对", required=False, min_value=0, max_value=MOST_VOTES)
    abstain = forms.IntegerField(label="弃权", required=False, min_value=0, max_value=MOST_VOTES)

    @property
    def counts(self) -> dict[str, int]:
        """A show of hands as it was counted."""
        return {choice: self.cleaned_data[choice] or 0 for choice in Choice.values}


class RecordForm(forms.Form):
    """The record of one item, with the save that it stands on."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    text = forms.CharField(
        label="记录", required=False, max_length=LONGEST_RECORD, widget=forms.Textarea(attrs={"rows": 14})
    )


class WriteForm(forms.Form):
    """An act on the record: a speech, a decision, a correction."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    item = forms.UUIDField(label="议程项", required=False)
    speech = forms.UUIDField(label="发言", required=False)
    decision = forms.UUIDField(label="议定事项", required=False)
    speaker = forms.CharField(label="发言人", required=False, max_length=60)
    text = forms.CharField(label="内容", required=False, max_length=4000)
    lead = forms.UUIDField(label="牵头单位", required=False)
    co_units = UidsField(label="配合单位", required=False)
    leader = forms.UUIDField(label="责任领导", required=False)
    due_on = DayField(label="完成时限", required=False)

    @property
    def decided(self) -> Decided:
        given: dict[str, Any] = self.cleaned_data
        return Decided(
            text=given["text"][: LONGEST_DECISION + 1],
            lead=given["lead"],
            co_units=given["co_units"],
            leader=given["leader"],
            due_on=given["due_on"],
        )


class MinutesForm(forms.Form):
    """Under which 代字 the minutes are drafted."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    code = forms.UUIDField(label="代字")
