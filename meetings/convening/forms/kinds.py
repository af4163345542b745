"""会议类别的表单."""

from typing import Any
from uuid import UUID

from django import forms

from meetings.convening.actions.keep_kinds import LONGEST_NAME, MOST_LATE, Described


class KindForm(forms.Form):
    """`organs`: of those that he keeps, where there are several; `posts`: who may approve the plans."""

    organ = forms.UUIDField(label="机关", widget=forms.Select)
    name = forms.CharField(label="名称", required=False, max_length=LONGEST_NAME)
    approved_by = forms.UUIDField(label="方案由哪个岗位审定", required=False, widget=forms.Select)
    late_minutes = forms.IntegerField(label="开始后几分钟签到算迟到", min_value=0, max_value=MOST_LATE, initial=0)
    is_numbered = forms.BooleanField(label="编次序号", required=False)
    takes_topics = forms.BooleanField(label="征集议题", required=False)
    is_voted = forms.BooleanField(label="逐项表决", required=False)
    is_closed = forms.BooleanField(label="不公开名称", required=False)
    in_use = forms.BooleanField(label="使用中", required=False, initial=True)

    def __init__(self, *args: Any, organs: list[Any], posts: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].widget = forms.Select(choices=organs) if len(organs) > 1 else forms.HiddenInput()
        self.fields["approved_by"].widget = forms.Select(choices=[("", "不用审定"), *posts])

    def described(self) -> Described:
        given: dict[str, Any] = dict(self.cleaned_data)
        return Described(organ=UUID(str(given.pop("organ"))), **given)
