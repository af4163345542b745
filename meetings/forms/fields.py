"""Days and hours as a browser's own controls send them."""

from datetime import date, time
from typing import Any

from django import forms

from meetings.rules.slots import Slot, slot_of

YEARS = (2000, 2100)


class DayField(forms.DateField):
    """An office day of this century."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": "日期写成2026-03-16这样。"}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if isinstance(day, date) and not YEARS[0] <= day.year < YEARS[1]:
            raise forms.ValidationError(f"年份须在{YEARS[0]}年至{YEARS[1] - 1}年之间。")
        return day


class HourField(forms.TimeField):
    """A time of day."""

    widget = forms.TimeInput(attrs={"type": "time", "step": "300"}, format="%H:%M")
    default_error_messages = {"invalid": "时间写成09:30这样。"}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H:%M:%S"], **kwargs)


def minutes(at: time) -> int:
    """Of the day."""
    return 60 * at.hour + at.minute


def slot_from(day: date, begins: time, ends: time) -> Slot:
    """The end at or before the beginning lies on the next day."""
    return slot_of(day, minutes(begins), minutes(ends))
