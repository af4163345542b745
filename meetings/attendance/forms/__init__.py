"""What a guest, a unit and the organiser send."""

from typing import Any
from uuid import UUID

from django import forms

from meetings.attendance.actions.ask_leave import LONGEST_REASON, LeaveWish
from meetings.attendance.actions.decide_leave import LONGEST_WORDS
from meetings.attendance.actions.reply import LONGEST_NOTE, LONGEST_PHONE, LONGEST_PLATE, Details

COMES = "comes"
INCOMPLETE = "这张表单不完整。请刷新页面后再办。"


class UidsField(forms.Field):
    """Several uids, as check boxes send them."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: object) -> list[UUID]:
        one = forms.UUIDField()
        return [one.clean(item) for item in value] if isinstance(value, list) else []


class ReplyForm(forms.Form):
    """回执: whether he comes, why not, who instead, and whatever else the meeting asks."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label="是否参加", choices=[(COMES, "参加"), ("away", "请假"), ("replaced", "替会")], required=False
    )
    reason = forms.CharField(label="事由", required=False, max_length=LONGEST_REASON)
    substitute = forms.UUIDField(label="替会人", required=False)
    phone = forms.CharField(label="联系电话", required=False, max_length=LONGEST_PHONE)
    plate = forms.CharField(label="车牌号", required=False, max_length=LONGEST_PLATE)
    lodging = forms.BooleanField(label="需要住宿", required=False)
    note = forms.CharField(label="说明", required=False, max_length=LONGEST_NOTE)

    @property
    def comes(self) -> bool:
        return bool(self.cleaned_data["answer"] == COMES)

    def details(self) -> Details:
        given: dict[str, Any] = self.cleaned_data
        return Details(phone=given["phone"], plate=given["plate"], lodging=given["lodging"], note=given["note"])

    def wish(self) -> LeaveWish:
        given: dict[str, Any] = self.cleaned_data
        return LeaveWish(kind=given["answer"], reason=given["reason"], substitute=given["substitute"])


class NamingForm(forms.Form):
    """报名: whom, or whose name is taken back."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    people = UidsField(label="参会的人", required=False)
    withdraw = forms.UUIDField(label="撤回", required=False)


class DeedForm(ReplyForm):
    """What the organiser does; each verb looks at its own fields."""

    guest = forms.UUIDField(label="参会人", required=False)
    guests = UidsField(label="参会人", required=False)
    who = forms.UUIDField(label="到会的人", required=False)
    leave = forms.UUIDField(label="请假", required=False)
    agreed = forms.BooleanField(label="同意", required=False)
    said = forms.CharField(label="答复", required=False, max_length=LONGEST_WORDS)
    asks_phone = forms.BooleanField(label="联系电话", required=False)
    asks_plate = forms.BooleanField(label="车牌号", required=False)
    asks_lodging = forms.BooleanField(label="住宿", required=False)


class TicketForm(forms.Form):
    """签到."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    ticket = forms.CharField(widget=forms.HiddenInput, max_length=1000)


def first_fault(form: forms.Form) -> str:
    """What is wrong with a form, in a sentence."""
    name, errors = next(iter(form.errors.items()))
    if name not in form.fields or isinstance(form.fields[name].widget, forms.HiddenInput):
        return INCOMPLETE
    return f"没有办理：“{form.fields[name].label}”{errors[0]}"
