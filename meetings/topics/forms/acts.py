"""对议题和征集的每一个动作用的表单。"""

from datetime import datetime

from django import forms

from docflow.forms.acts import LONGEST_OPINION, UuidsField
from meetings.topics.forms.calling import day_field, hour_field, moment_of


class TopicActForm(forms.Form):
    """Any act on a topic. `seen` is the revision that the page showed."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opinion = forms.CharField(label="意见", required=False, max_length=LONGEST_OPINION)
    stance = forms.ChoiceField(
        label="态度",
        required=False,
        choices=[("", ""), ("agree", "同意"), ("reserve", "有意见"), ("disagree", "不同意")],
    )
    meeting = forms.UUIDField(label="会议", required=False)
    reason = forms.CharField(label="缘由", required=False, max_length=LONGEST_OPINION)
    to = forms.CharField(label="退回到", required=False, max_length=60)
    then = forms.ChoiceField(
        label="改好后",
        required=False,
        choices=[("", ""), ("straight_back", "直接送回"), ("walk_again", "逐环节重走")],
    )
    chosen = forms.UUIDField(label="转给", required=False)


class CallActForm(forms.Form):
    """延长、提醒、报无议题."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    due_on = day_field("延到哪一天")
    due_hour = hour_field("几点")
    words = forms.CharField(label="提醒语", required=False, max_length=200)
    units = UuidsField(label="单位", required=False)
    unit = forms.UUIDField(label="单位", required=False)

    def due_at(self) -> datetime | None:
        return moment_of(self.cleaned_data["due_on"], self.cleaned_data["due_hour"])
