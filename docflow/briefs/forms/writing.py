"""报送信息、约稿的表单."""

from typing import Any
from uuid import UUID

from django import forms

from docflow.briefs.actions.requesting import LONGEST_DAYS, LONGEST_POINTS, Wish
from docflow.briefs.actions.submit import LONGEST_TEXT, LONGEST_TITLE, Report
from docflow.briefs.models import BriefKind
from docflow.forms.acts import UuidsField


class ReportForm(forms.Form):
    """`request`: the 约稿 that it answers; `without`: files of before that are left away."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    desk = forms.UUIDField(label="报送给", required=False)
    request = forms.UUIDField(label="所答约稿", required=False)
    kind = forms.ChoiceField(
        label="类别", choices=BriefKind.choices, initial=BriefKind.NEWS, widget=forms.RadioSelect, required=False
    )
    title = forms.CharField(label="标题", required=False, max_length=LONGEST_TITLE)
    text = forms.CharField(
        label="正文", required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 12})
    )
    without = UuidsField(label="去掉的附件", required=False)

    def report(self) -> Report:
        given = self.cleaned_data
        return Report(
            title=given["title"],
            text=given["text"],
            kind=given["kind"] or BriefKind.NEWS,
            request=given["request"],
            without=[UUID(str(one)) for one in given["without"] or []],
        )


class RequestForm(forms.Form):
    """约稿."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    desk = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="约稿题目", required=False, max_length=120)
    points = forms.CharField(
        label="报送要点", required=False, max_length=LONGEST_POINTS, widget=forms.Textarea(attrs={"rows": 5})
    )
    units = UuidsField(label="约哪些单位", required=False)
    days = forms.IntegerField(label="几个工作日", required=False, min_value=1, max_value=LONGEST_DAYS)
    due_on = forms.DateField(
        label="报送时限", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def wish(self) -> Wish:
        """What was asked for. A number of days goes before a day that was chosen."""
        given: dict[str, Any] = self.cleaned_data
        return Wish(
            title=given["title"],
            points=given["points"],
            units=[UUID(str(one)) for one in given["units"] or []],
            days=given["days"],
            due_on=given["due_on"] if given["days"] is None else None,
        )
