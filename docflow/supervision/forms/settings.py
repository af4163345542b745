"""督办规则，与起草通报。"""

from collections.abc import Iterable
from typing import Any

from django import forms

from docflow.models import IssuingCode
from docflow.supervision.actions.set_rule import BOUNDS, Numbers, label_of

HINTS = {
    "near_share": "0为不看这一条。",
    "near_days": "含当天；0为不看这一条。",
    "feedback_late_days": "0为不看这一条。",
    "lag": "已过时间的百分比减去所报进度；0为不看这一条。",
    "escalate_days": "0为一逾期就告知。",
}


class RuleForm(forms.Form):
    """One number a line, as the rule names them."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    organ = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (least, most) in BOUNDS.items():
            self.fields[name] = forms.IntegerField(
                label=label_of(name),
                min_value=least,
                max_value=most,
                help_text=HINTS.get(name, ""),
            )

    def numbers(self) -> Numbers:
        return Numbers(**{name: self.cleaned_data[name] for name in BOUNDS})


class BulletinForm(forms.Form):
    """起草通报：of which month, under which 代字."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    organ = forms.UUIDField(widget=forms.HiddenInput)
    month = forms.ChoiceField(label="通报哪个月")
    code = forms.ChoiceField(label="代字")

    def __init__(self, *args: Any, months: list[tuple[str, str]], codes: Iterable[IssuingCode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"] = forms.ChoiceField(label="通报哪个月", choices=months)
        choices = [(str(one.uid), str(one)) for one in codes]
        self.fields["code"] = forms.ChoiceField(label="代字", choices=choices)
