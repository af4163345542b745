"""对议题和征集的每一个动作用的表单。"""

from datetime import datetime
from typing import Any

from django import forms

from meetings.topics.forms.calling import day_field, hour_field, moment_of
from office.kernel.refusals import Invalid
from office.kernel.text import clean_text

LONGEST_OPINION = 2000


class WordsField(forms.CharField):
    """What a person says, fit to be kept; what is wrong with it is said beside it."""

    def clean(self, value: Any) -> str:
        try:
            return clean_text(super().clean(value), str(self.label), LONGEST_OPINION)
        except Invalid as wrong:
            raise forms.ValidationError(wrong.sentence) from wrong


class TopicActForm(forms.Form):
    """Any act on a topic. `seen` is the revision that the page showed."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opinion = WordsField(label="意见", required=False, max_length=LONGEST_OPINION)
    stance = forms.ChoiceField(
        label="态度",
        required=False,
        choices=[("", ""), ("agree", "同意"), ("reserve", "有意见"), ("disagree", "不同意")],
    )
    meeting = forms.UUIDField(label="会议", required=False)
    reason = WordsField(label="缘由", required=False, max_length=LONGEST_OPINION)
    to = forms.CharField(label="退回到", required=False, max_length=60)
    then = forms.ChoiceField(
        label="改好后",
        required=False,
        choices=[("", ""), ("straight_back", "直接送回"), ("walk_again", "逐环节重走")],
    )
    chosen = forms.UUIDField(label="转给", required=False)

    def fault(self) -> str:
        """The first thing that is wrong, in words."""
        return fault_of(self)


class CallActForm(forms.Form):
    """延长、提醒、报无议题."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    due_on = day_field("延到哪一天")
    due_hour = hour_field("几点")
    words = forms.CharField(label="提醒语", required=False, max_length=200)
    unit = forms.UUIDField(label="单位", required=False)

    def due_at(self) -> datetime | None:
        return moment_of(self.cleaned_data["due_on"], self.cleaned_data["due_hour"])

    def fault(self) -> str:
        """The first thing that is wrong, in words."""
        return fault_of(self)


def fault_of(form: forms.Form) -> str:
    """What was typed wrong is named; a form that is not whole is to be drawn anew."""
    name, errors = next(iter(form.errors.items()))
    if form.fields[name].widget.is_hidden:
        return "没有办理：这张表单不完整。请刷新页面后再办。"
    label = str(form.fields[name].label)
    return f"没有办理：{label}{str(errors[0]).removeprefix(label)}"
