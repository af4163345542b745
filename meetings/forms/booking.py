"""预订、候补、系列和各项办法的表单。"""

from datetime import date
from typing import Any

from django import forms

from meetings.actions.book import LONGEST_NOTE, LONGEST_TITLE, Wish
from meetings.actions.end import LONGEST_WHY
from meetings.forms.fields import DayField, HourField, minutes, slot_from
from meetings.models import Every
from meetings.occurrences import LEAVE_OUT, Choice, Pattern

MOST_PEOPLE = 20_000


class _Wanted(forms.Form):
    """What every booking says."""

    room = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label="会议名称",
        required=False,
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"maxlength": LONGEST_TITLE}),
    )
    people = forms.IntegerField(
        label="人数",
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"min": 1, "inputmode": "numeric"}),
    )
    note = forms.CharField(
        label="备注",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_NOTE}),
    )
    is_closed = forms.BooleanField(label="不公开名称", required=False)


class BookingForm(_Wanted):
    """One booking."""

    day = DayField(label="日期")
    begins = HourField(label="开始")
    ends = HourField(label="结束")
    field_order = ("room", "title", "day", "begins", "ends", "people", "note", "is_closed")

    def wish(self) -> Wish:
        given = self.cleaned_data
        return Wish(
            room=given["room"],
            slot=slot_from(given["day"], given["begins"], given["ends"]),
            title=given["title"],
            people=given["people"],
            note=given["note"],
            is_closed=given["is_closed"],
        )


class WaitForm(BookingForm):
    """The same, waited for."""


class SeriesForm(_Wanted):
    """The same time again and again; `Choice`s for occurrences stand beside it, each named after its day."""

    every = forms.ChoiceField(label="重复", choices=Every.choices)
    first_on = DayField(label="从")
    until_on = DayField(label="到")
    begins = HourField(label="开始")
    ends = HourField(label="结束")
    field_order = ("room", "title", "every", "first_on", "until_on", "begins", "ends", "people", "note", "is_closed")

    def pattern(self) -> Pattern:
        given = self.cleaned_data
        return Pattern(
            every=given["every"],
            first_on=given["first_on"],
            until_on=given["until_on"],
            begins=minutes(given["begins"]),
            ends=minutes(given["ends"]),
        )

    def wish(self) -> Wish:
        given = self.cleaned_data
        return Wish(
            room=given["room"],
            slot=slot_from(given["first_on"], given["begins"], given["ends"]),
            title=given["title"],
            people=given["people"],
            note=given["note"],
            is_closed=given["is_closed"],
        )

    def choices(self, days: list[date]) -> dict[date, Choice]:
        """What was chosen for an occurrence: leave it out, another room, or other hours of that day."""
        found = {}
        for day in days:
            name = day.isoformat()
            choice = str(self.data.get(f"choice-{name}", ""))[:40]
            if choice == "time":
                hours = [_hour(str(self.data.get(f"{which}-{name}", ""))) for which in ("begins", "ends")]
                if None not in hours:
                    found[day] = Choice(begins=hours[0], ends=hours[1])
            elif choice == LEAVE_OUT or _is_uid(choice):
                found[day] = Choice(room=choice)
        return found


def _hour(said: str) -> Any:
    try:
        return HourField(required=False).clean(said[:8])
    except forms.ValidationError:
        return None


def _is_uid(said: str) -> bool:
    try:
        forms.UUIDField().clean(said)
    except forms.ValidationError:
        return False
    return True


class ActForm(forms.Form):
    """取消、不同意: with a reason."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.CharField(label="缘由", required=False, max_length=LONGEST_WHY)


class HandOverForm(forms.Form):
    """转让."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    to = forms.UUIDField(label="转给")
