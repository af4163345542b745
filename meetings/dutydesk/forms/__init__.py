"""值班室的表单：one for each act, so that none reads what another asks for."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms

from meetings.dutydesk.actions.check_in import Coordinates
from meetings.dutydesk.actions.hand_over import HandingOver
from meetings.dutydesk.actions.registers import CallSaid, LogSaid
from meetings.dutydesk.actions.rules import MOST_MINUTES, SECONDS, RuleSaid
from meetings.dutydesk.actions.spot_checks import LONGEST_ANSWER, PhoneFound
from meetings.dutydesk.models import Direction, LogKind, Result
from meetings.dutydesk.models.checking_in import LONGEST_PLACE
from meetings.dutydesk.models.handing_over import LONGEST_PART
from meetings.dutydesk.models.matters import LONGEST_WHAT, LONGEST_WORDS
from meetings.dutydesk.models.registers import LONGEST_LINE, LONGEST_TEXT, LONGEST_WEATHER
from meetings.forms.fields import DayField, HourField
from office.kernel.clock import OFFICE_ZONE, now

MINUTE = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
"""To the minute, as it happened."""


def _line(label: str, longest: int, *, required: bool = False, **attributes: str) -> forms.CharField:
    widget = forms.TextInput(attrs=attributes) if attributes else forms.TextInput()
    return forms.CharField(label=label, required=required, max_length=longest, widget=widget)


def _text(label: str, longest: int, rows: int, *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "class": "kai"})
    return forms.CharField(label=label, required=required, max_length=longest, widget=widget)


class KeyForm(forms.Form):
    """An act that asks for nothing but to be done once."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def fault(self) -> str:
        """The first thing that is wrong, in words."""
        name, errors = next(iter(self.errors.items()))
        if name not in self.fields or self.fields[name].widget.is_hidden:
            return "没有办理：这张表单不完整。请刷新页面后再办。"
        label = str(self.fields[name].label)
        return f"没有办理：{label}{str(errors[0]).removeprefix(label)}"

    @property
    def key_given(self) -> UUID:
        given: UUID = self.cleaned_data["key"]
        return given


class CheckInForm(KeyForm):
    place = _line("地点", LONGEST_PLACE)
    latitude = forms.DecimalField(
        widget=forms.HiddenInput, required=False, min_value=-90, max_value=90, max_digits=8, decimal_places=5
    )
    longitude = forms.DecimalField(
        widget=forms.HiddenInput, required=False, min_value=-180, max_value=180, max_digits=8, decimal_places=5
    )

    @property
    def where(self) -> Coordinates | None:
        """Both or neither."""
        latitude, longitude = self.cleaned_data["latitude"], self.cleaned_data["longitude"]
        return Coordinates(latitude, longitude) if latitude is not None and longitude is not None else None


class AcknowledgeForm(KeyForm):
    missed = forms.UUIDField(widget=forms.HiddenInput)


class AnswerForm(KeyForm):
    check = forms.UUIDField(widget=forms.HiddenInput)


class MatterForm(KeyForm):
    """`log_entry`, `call_entry`: of which it comes."""

    what = _line("什么事", LONGEST_WHAT)
    due_on = DayField(label="何时以前", required=False)
    due_hour = HourField(label="几点", required=False)
    log_entry = forms.UUIDField(widget=forms.HiddenInput, required=False)
    call_entry = forms.UUIDField(widget=forms.HiddenInput, required=False)

    @property
    def due_at(self) -> datetime | None:
        return moment_of(self.cleaned_data["due_on"], self.cleaned_data["due_hour"] or time(17, 30))


class NoteMatterForm(KeyForm):
    words = _text("进展", LONGEST_WORDS, 2)


class CloseMatterForm(KeyForm):
    result = _text("结果", LONGEST_WORDS, 2)


class EntryForm(KeyForm):
    """What both registers ask for."""

    day = DayField(label="日期")
    hour = HourField(label="时间", widget=MINUTE)

    @property
    def at(self) -> datetime | None:
        return moment_of(self.cleaned_data["day"], self.cleaned_data["hour"])


class LogForm(EntryForm):
    kind = forms.ChoiceField(label="类别", choices=LogKind.choices, initial=LogKind.MATTER)
    source = _line("来自", LONGEST_LINE)
    content = _text("内容", LONGEST_TEXT, 3, required=True)
    handling = _text("处理情况", LONGEST_TEXT, 2)
    handled_by = _line("办理人", LONGEST_LINE)
    result = _line("结果", 400)
    weather = _line("天气", LONGEST_WEATHER)

    def said(self) -> LogSaid:
        given = self.cleaned_data
        names = ("kind", "source", "content", "handling", "handled_by", "result", "weather")
        return LogSaid(at=self.at, **{name: given[name] for name in names})


class CallForm(EntryForm):
    direction = forms.ChoiceField(label="来去", choices=Direction.choices, initial=Direction.IN)
    reporter_unit = _line("对方单位", LONGEST_LINE, required=True)
    reporter_name = _line("姓名", 40)
    reporter_post = _line("职务", 60)
    reporter_phone = _line("电话", 40, inputmode="tel")
    place = _line("事发地点", LONGEST_LINE)
    content = _text("起因、经过和情况", LONGEST_TEXT, 3, required=True)
    measures = _text("已采取的措施和趋势", LONGEST_TEXT, 2)
    told = _line("已报告领导、通知单位和时间", 400)
    is_important = forms.BooleanField(label="重要电话", required=False)

    def said(self) -> CallSaid:
        given = self.cleaned_data
        names = (
            "direction", "reporter_unit", "reporter_name", "reporter_post", "reporter_phone", "place", "content",
            "measures", "told", "is_important",
        )  # fmt: skip
        return CallSaid(at=self.at, **{name: given[name] for name in names})


class HandOverForm(KeyForm):
    """`turn`: with which the shift is handed over."""

    turn = forms.UUIDField(widget=forms.HiddenInput)
    weather = _line("天气", LONGEST_WEATHER)
    summary = _text("本班情况", LONGEST_PART, 6)
    devices = _text("设备和钥匙", LONGEST_PART, 2)
    papers = _text("收到的文件", LONGEST_PART, 3)
    calls = _text("重要电话", LONGEST_PART, 3)

    def said(self) -> HandingOver:
        given = self.cleaned_data
        return HandingOver(**{name: given[name] for name in ("weather", "summary", "devices", "papers", "calls")})


class TakeOverForm(KeyForm):
    remarks = _text("接班意见", LONGEST_PART, 2)


class AddForm(KeyForm):
    text = _text("补充", LONGEST_PART, 2)


class CallUpForm(KeyForm):
    person = forms.UUIDField(label="抽查谁", required=False)


class PhoneCheckForm(KeyForm):
    person = forms.UUIDField(label="抽查谁", required=False)
    day = DayField(label="日期")
    hour = HourField(label="时间", widget=MINUTE)
    result = forms.ChoiceField(label="结果", choices=[one for one in Result.choices if one[0] != Result.WAITS])
    answered_by = _line("接听人", 60)
    seconds = forms.IntegerField(label="几秒接听", required=False, min_value=0, max_value=LONGEST_ANSWER)
    knows = forms.ChoiceField(
        label="掌握当日情况", required=False, choices=[("", "没有问"), ("yes", "掌握"), ("no", "不掌握")]
    )
    note = _line("说明", 400)

    def found(self) -> PhoneFound:
        given = self.cleaned_data
        return PhoneFound(
            result=given["result"],
            person=given["person"],
            answered_by=given["answered_by"],
            seconds=given["seconds"],
            knows={"yes": True, "no": False}.get(given["knows"]),
            note=given["note"],
            called_at=moment_of(given["day"], given["hour"]),
        )


class RuleForm(KeyForm):
    checks_in = forms.BooleanField(label="到岗要签到", required=False)
    early_minutes = forms.IntegerField(label="接班前多少分钟起可以签到", min_value=0, max_value=MOST_MINUTES)
    late_minutes = forms.IntegerField(label="接班后多少分钟没有签到，提醒本人", min_value=0, max_value=MOST_MINUTES)
    leader_minutes = forms.IntegerField(label="再过多少分钟，告知带班领导", min_value=0, max_value=MOST_MINUTES)
    keepers_minutes = forms.IntegerField(label="再过多少分钟，告知管理处室", min_value=0, max_value=MOST_MINUTES)
    answer_seconds = forms.IntegerField(label="抽查应在多少秒内应答", min_value=SECONDS[0], max_value=SECONDS[1])
    shows_phones = forms.BooleanField(label="值班屏上显示值班人员电话", required=False)

    def said(self) -> RuleSaid:
        return RuleSaid(**{name: self.cleaned_data[name] for name in self.fields if name != "key"})


class FindForm(forms.Form):
    """By which a register is looked through."""

    q = forms.CharField(
        label="关键字", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    day = DayField(label="日期", required=False)


def moment_of(day: date | None, hour: time | None) -> datetime | None:
    """A moment in the office's day; None where the day is open."""
    return None if day is None or hour is None else datetime.combine(day, hour, OFFICE_ZONE)


def as_of(at: datetime | None = None) -> dict[str, Any]:
    """The day and the minute of a moment, as a form begins with them; without one, of the present."""
    moment = (at or now()).astimezone(OFFICE_ZONE)
    return {"day": moment.date(), "hour": moment.time().replace(second=0, microsecond=0)}
