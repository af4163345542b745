"""会议方案的表单."""

from datetime import date, datetime
from typing import Any

from django import forms

from meetings.convening.actions.change_meeting import LONGEST_WHY
from meetings.convening.actions.plan_meeting import LONGEST_NOTE, LONGEST_PLACE, LONGEST_TITLE, Plan
from meetings.convening.forms.acts import MOST_VERSION
from meetings.convening.models import Meeting
from meetings.forms.fields import DayField, HourField, minutes, slot_from
from meetings.rules.slots import Slot, slot_of
from office.kernel.clock import OFFICE_ZONE, day_of

MOST_PEOPLE, MOST_ORDINAL = 20_000, 30_000
EVENING = 17 * 60


class PlanForm(forms.Form):
    """A plan. An end that is not after the beginning lies on the next day, unless its day is written."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_VERSION, required=False)
    kind = forms.UUIDField(label="会议类别", widget=forms.Select)
    title = forms.CharField(label="会议名称", required=False, max_length=LONGEST_TITLE)
    ordinal = forms.IntegerField(label="第几次", required=False, min_value=1, max_value=MOST_ORDINAL)
    host = forms.UUIDField(label="主持人", widget=forms.Select)
    day = DayField(label="日期")
    begins = HourField(label="开始")
    ends = HourField(label="结束")
    last_on = DayField(label="结束日期", required=False)
    people = forms.IntegerField(
        label="人数", required=False, min_value=1, max_value=MOST_PEOPLE, widget=forms.NumberInput(attrs={"min": 1})
    )
    room = forms.UUIDField(label="会议室", required=False, widget=forms.Select)
    place = forms.CharField(label="其他地点", required=False, max_length=LONGEST_PLACE)
    has_video = forms.BooleanField(label="同时开视频会议", required=False)
    reply_on = DayField(label="回执截止日期", required=False)
    reply_at = HourField(label="回执截止时间", required=False)
    budget = forms.CharField(label="经费", required=False, max_length=LONGEST_PLACE)
    note = forms.CharField(
        label="会议要求",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_NOTE}),
    )
    is_closed = forms.BooleanField(label="不公开名称", required=False)
    why = forms.CharField(label="变更说明", required=False, max_length=LONGEST_WHY)

    def __init__(self, *args: Any, offered: dict[str, list[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].widget = forms.Select(choices=offered["kinds"])
        self.fields["host"].widget = forms.Select(choices=[("", "请选择"), *offered["hosts"]])
        self.fields["room"].widget = forms.Select(choices=[("", "不用会议室"), *offered["rooms"]])

    def plan(self) -> Plan:
        given = self.cleaned_data
        slot = slot_in(given)
        assert slot is not None  # noqa: S101 - the form is valid
        return Plan(
            kind=given["kind"],
            title=given["title"],
            host=given["host"],
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            place=given["place"],
            room=given["room"],
            people=given["people"] or 1,
            has_video=given["has_video"],
            ordinal=given["ordinal"],
            reply_by=_moment(given["reply_on"], minutes(given["reply_at"]) if given["reply_at"] else EVENING),
            budget=given["budget"],
            note=given["note"],
            is_closed=given["is_closed"],
        )


def slot_in(given: dict[str, Any]) -> Slot | None:
    """The time that a form holds as far as it is right; None where it is not."""
    day, begins, ends, last = (given.get(name) for name in ("day", "begins", "ends", "last_on"))
    if day is None or begins is None or ends is None:
        return None
    if last is None:
        return slot_from(day, begins, ends)
    start, end = _moment(day, minutes(begins)), _moment(last, minutes(ends))
    assert start is not None  # noqa: S101 - both days are there
    assert end is not None  # noqa: S101
    return Slot(start, end)


def _moment(day: date | None, minute: int) -> datetime | None:
    return slot_of(day, minute, minute).starts_at if day is not None else None


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """A meeting as its form shows it."""
    begins, ends = meeting.starts_at.astimezone(OFFICE_ZONE), meeting.ends_at.astimezone(OFFICE_ZONE)
    usual = slot_from(day_of(meeting.starts_at), begins.time(), ends.time())
    reply = meeting.reply_by.astimezone(OFFICE_ZONE) if meeting.reply_by is not None else None
    booking = meeting.booking if meeting.booking is not None and meeting.booking.holds else None
    return {
        "version": meeting.version,
        "kind": meeting.kind.uid,
        "title": meeting.title,
        "ordinal": meeting.ordinal,
        "host": meeting.host.uid,
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
        "last_on": None if usual == meeting.slot else ends.date(),
        "people": booking.people if booking is not None else None,
        "room": booking.room.uid if booking is not None else None,
        "place": meeting.place,
        "has_video": bool(meeting.video),
        "reply_on": reply.date() if reply is not None else None,
        "reply_at": reply.time() if reply is not None else None,
        "budget": meeting.budget,
        "note": meeting.note,
        "is_closed": meeting.is_closed,
    }
