"""What the pages of history are filtered by. A condition that cannot be understood is said and left out."""

from typing import Any

from django import forms

from office.models.access import Access
from office.trail.wording import all_acts

SEARCH = forms.TextInput(attrs={"type": "search", "placeholder": "姓名或拼音首字母"})


class DayField(forms.DateField):
    """An office day, as the browser's calendar sends it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": "日期写成2026-03-16这样。"}

    def __init__(self) -> None:
        super().__init__(label="哪一天", required=False, input_formats=["%Y-%m-%d"])


class TrailFilter(forms.Form):
    """哪一天、谁、什么动作。"""

    day = DayField()
    who = forms.CharField(label="谁", required=False, max_length=40, widget=SEARCH)
    act = forms.ChoiceField(label="动作", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = self.fields["act"]
        assert isinstance(acts, forms.ChoiceField)  # noqa: S101 - declared above
        acts.choices = [("", "全部动作"), *all_acts().items()]


class AccessFilter(forms.Form):
    """哪一天、谁、什么事项。"""

    day = DayField()
    who = forms.CharField(label="谁", required=False, max_length=40, widget=SEARCH)
    kind = forms.ChoiceField(label="事项", required=False, choices=[("", "全部事项"), *Access.choices])
