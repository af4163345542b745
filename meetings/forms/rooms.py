"""楼宇、会议室、设备、停用的表单。"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms

from meetings.actions.block import LONGEST_REASON
from meetings.actions.rooms import Described, Premises
from meetings.forms.fields import DayField, HourField, minutes
from meetings.models import Admits, Room
from meetings.models.rooms import A_DAY, WEEKDAYS
from meetings.rules.slots import Slot, slot_of
from meetings.rules_of import rules_of


class BuildingForm(forms.Form):
    """`organs` and `keepers` are those among which he may choose."""

    organ = forms.UUIDField(label="机关", widget=forms.Select)
    name = forms.CharField(label="楼宇名称", max_length=60, required=False)
    place = forms.CharField(label="地址", max_length=120, required=False)
    kept_by = forms.UUIDField(label="由哪个处室管理", widget=forms.Select)

    def __init__(
        self, *args: Any, organs: list[tuple[str, str]], keepers: list[tuple[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].widget = forms.Select(choices=organs)
        self.fields["kept_by"].widget = forms.Select(choices=keepers)

    def premises(self) -> Premises:
        return Premises(**self.cleaned_data)


class EquipmentForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label="设备名称", max_length=40, required=False)


class UidsField(forms.MultipleChoiceField):
    """Uids of things that were offered."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[UUID]:
        return [UUID(one) for one in super().clean(value)]


class RoomForm(forms.Form):
    """A room and its rules; for each weekday the hours, empty where it is closed. A day without an end is open until midnight."""

    name = forms.CharField(label="名称", max_length=60, required=False)
    floor = forms.CharField(label="楼层", max_length=20, required=False)
    seats = forms.IntegerField(label="座位数", min_value=1, max_value=20_000)
    note = forms.CharField(label="说明", max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    equipment = UidsField(label="设备", required=False)
    admits = forms.ChoiceField(label="谁可以预订", choices=Admits.choices, initial=Admits.ORGAN)
    organs = UidsField(label="指定的机关", required=False, widget=forms.SelectMultiple(attrs={"size": 5}))
    departments = UidsField(label="指定的处室", required=False, widget=forms.SelectMultiple(attrs={"size": 5}))
    approved_by = forms.UUIDField(label="审批岗位", required=False, widget=forms.Select)
    longest_minutes = forms.IntegerField(label="一次最长（分钟）", min_value=15, max_value=7 * A_DAY, initial=480)
    days_ahead = forms.IntegerField(label="最多提前（天）", min_value=1, max_value=1000, initial=90)
    arrival_minutes = forms.IntegerField(label="开始后几分钟未确认到场即释放", min_value=0, max_value=240, initial=0)
    offer_hours = forms.IntegerField(label="空出后为候补保留（小时）", min_value=1, max_value=72, initial=4)
    reconfirm_weeks = forms.IntegerField(label="系列每几周再确认", min_value=0, max_value=52, initial=0)
    in_use = forms.BooleanField(label="开放预订", required=False, initial=True)

    def __init__(self, *args: Any, offered: dict[str, list[tuple[str, Any]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("equipment", "organs", "departments"):
            several = self.fields[name]
            assert isinstance(several, forms.MultipleChoiceField)  # noqa: S101 - declared above
            several.choices = offered[name]
        self.fields["approved_by"].widget = forms.Select(choices=[("", "不用审批"), *offered["approved_by"]])
        for day, name in WEEKDAYS:
            self.fields[f"opens_{day}"] = HourField(label=f"{name}从", required=False)
            self.fields[f"closes_{day}"] = HourField(label=f"{name}到", required=False)

    def clean(self) -> dict[str, Any]:
        """Hours of a weekday are both there, or neither; 0:00 as an end is midnight."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        hours: dict[int, tuple[int, int]] = {}
        for day, name in WEEKDAYS:
            opens, closes = given.get(f"opens_{day}"), given.get(f"closes_{day}")
            if (opens is None) != (closes is None):
                self.add_error(f"closes_{day}", f"{name}的开始和结束要么都写，要么都不写。")
            elif opens is not None and closes is not None:
                hours[day] = (minutes(opens), minutes(closes) or A_DAY)
        return given | {"hours": hours}

    def hours(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """For the page: a weekday and its two fields."""
        return [(name, self[f"opens_{day}"], self[f"closes_{day}"]) for day, name in WEEKDAYS]

    def described(self, building: UUID) -> Described:
        given = {name: value for name, value in self.cleaned_data.items() if not name.startswith(("opens_", "closes_"))}
        return Described(building=building, **given)


def initial_of(room: Room) -> dict[str, Any]:
    """A room as its form shows it."""
    plain = (
        "name",
        "floor",
        "seats",
        "note",
        "admits",
        "longest_minutes",
        "days_ahead",
        "arrival_minutes",
        "offer_hours",
    )
    found: dict[str, Any] = {name: getattr(room, name) for name in (*plain, "reconfirm_weeks", "in_use")}
    found |= {
        "equipment": [str(one.uid) for one in room.equipment.all()],
        "organs": [str(one.uid) for one in room.admitted_organs.all()],
        "departments": [str(one.uid) for one in room.admitted_departments.all()],
        "approved_by": room.approved_by.uid if room.approved_by else None,
    }
    return found | hours_initial(rules_of(room).hours)


def hours_initial(hours: Any) -> dict[str, str]:
    """Minutes as the controls show them."""
    shown: dict[str, str] = {}
    for day, (opens, closes) in hours.items():
        shown |= {f"opens_{day}": _clock(opens), f"closes_{day}": _clock(closes)}
    return shown


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


class BlockForm(forms.Form):
    """From a moment to a moment, with the reason. For each booking that is there a choice stands beside it, named after its uid."""

    first_on = DayField(label="从")
    begins = HourField(label="时间")
    last_on = DayField(label="到")
    ends = HourField(label="时间")
    reason = forms.CharField(label="停用缘由", max_length=LONGEST_REASON, required=False)

    def slot(self) -> Slot:
        given = self.cleaned_data
        return Slot(
            _moment(given["first_on"], minutes(given["begins"])), _moment(given["last_on"], minutes(given["ends"]))
        )

    def choices(self) -> dict[UUID, str]:
        """uid of a booking → what becomes of it."""
        found = {}
        for name in self.data:
            if name.startswith("choice-") and (uid := _uid(name.removeprefix("choice-"))) is not None:
                said = str(self.data[name])
                if said in {"keep", "cancel"} or _uid(said) is not None:
                    found[uid] = said
        return found


def _moment(day: Any, minute: int) -> datetime:
    return slot_of(day, minute, minute).starts_at


def _uid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
