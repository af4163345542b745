"""查找空闲会议室的条件。"""

from typing import Any

from django import forms

from meetings.forms.fields import DayField, HourField


class KindsField(forms.MultipleChoiceField):
    """What is offered no more is left out, not refused: a saved address goes on working."""

    def valid_value(self, value: Any) -> bool:  # noqa: ARG002 - Django's signature
        return True


class FindForm(forms.Form):
    """When, for how many, with what."""

    day = DayField(label="日期")
    begins = HourField(label="开始")
    ends = HourField(label="结束")
    people = forms.IntegerField(
        label="人数", min_value=1, max_value=20_000, widget=forms.NumberInput(attrs={"min": 1, "inputmode": "numeric"})
    )
    equipment = KindsField(label="要有的设备", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["equipment"]
        assert isinstance(chosen, forms.MultipleChoiceField)  # noqa: S101 - declared above
        chosen.choices = kinds
