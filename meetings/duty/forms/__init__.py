"""值班的表单：they translate; what is allowed is the acts' to say."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from meetings.duty.actions.people import Serves
from meetings.duty.actions.units import Described, PatternSaid, RoleSaid
from meetings.duty.models import Absence, DutyUnit
from meetings.forms.fields import DayField, HourField, minutes
from meetings.forms.rooms import UidsField

INCOMPLETE = "这张表单不完整。请刷新页面后再办。"


class UnitForm(forms.Form):
    """`choices`: for `organ`, `kept_by`, `superior` among which he may choose; what he does not say is no field of his form."""

    organ = forms.UUIDField(label="机关", required=False, widget=forms.Select)
    name = forms.CharField(label="名称", max_length=60, required=False)
    kept_by = forms.UUIDField(label="由哪个处室安排", required=False, widget=forms.Select)
    superior = forms.UUIDField(label="向哪里报告", required=False, widget=forms.Select)
    telephone = forms.CharField(label="值班电话", max_length=40, required=False)
    place = forms.CharField(label="值班地点", max_length=120, required=False)
    rest_hours = forms.IntegerField(label="两班之间至少休息（小时）", min_value=0, max_value=240, initial=24)
    most_in_week = forms.IntegerField(label="七天内最多（班）", min_value=0, max_value=7, initial=2)
    most_in_month = forms.IntegerField(label="一个月最多（班）", min_value=0, max_value=31, initial=0)
    workday_allowance = forms.IntegerField(label="工作日补贴（元）", min_value=0, max_value=10_000, initial=0)
    weekend_allowance = forms.IntegerField(label="休息日补贴（元）", min_value=0, max_value=10_000, initial=0)
    holiday_allowance = forms.IntegerField(label="法定节假日补贴（元）", min_value=0, max_value=10_000, initial=0)
    pays_arranged = forms.BooleanField(label="放假安排里的每一天都按法定节假日计", required=False)
    in_use = forms.BooleanField(label="正在值班", required=False, initial=True)

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, Any]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("organ", "kept_by", "superior"):
            if name in choices:
                self.fields[name].widget = forms.Select(choices=choices[name])
            else:
                del self.fields[name]

    def described(self) -> Described:
        return Described(**self.cleaned_data)


def initial_of(unit: DutyUnit) -> dict[str, Any]:
    """A unit as its form shows it."""
    same = (
        "name",
        "telephone",
        "place",
        "rest_hours",
        "most_in_week",
        "most_in_month",
        "workday_allowance",
        "weekend_allowance",
        "holiday_allowance",
        "pays_arranged",
        "in_use",
    )
    found: dict[str, Any] = {one: getattr(unit, one) for one in same}
    superior = unit.superior.uid if unit.superior else None
    return found | {"organ": unit.organ.uid, "kept_by": unit.kept_by.uid, "superior": superior}


class RoleForm(forms.Form):
    """`known`: the uid of a role that is there already."""

    known = forms.UUIDField(required=False)
    name = forms.CharField(max_length=20, required=False)
    people = forms.IntegerField(min_value=1, max_value=20)
    order = forms.IntegerField(min_value=0, max_value=99)
    leads = forms.BooleanField(required=False)
    answers = forms.BooleanField(required=False)
    in_use = forms.BooleanField(required=False)

    def said(self) -> RoleSaid:
        return RoleSaid(**{name: value for name, value in self.cleaned_data.items() if name != "known"})


class PatternForm(forms.Form):
    """`known`: the uid of a pattern that is there already."""

    known = forms.UUIDField(required=False)
    name = forms.CharField(max_length=20, required=False)
    begins = HourField()
    hours = forms.DecimalField(max_digits=4, decimal_places=1, min_value=0.5, max_value=168)
    on_workdays = forms.BooleanField(required=False)
    on_weekends = forms.BooleanField(required=False)
    on_holidays = forms.BooleanField(required=False)
    in_use = forms.BooleanField(required=False)
    roles = UidsField(required=False)

    def __init__(self, *args: Any, roles: list[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(str(one), "") for one in roles]  # type: ignore[attr-defined]

    def said(self) -> PatternSaid:
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"known", "hours", "begins"}}
        return PatternSaid(
            begins=minutes(self.cleaned_data["begins"]), lasts=int(self.cleaned_data["hours"] * 60), **given
        )


class MemberForm(forms.Form):
    member = forms.UUIDField()
    on_workdays = forms.BooleanField(required=False)
    on_weekends = forms.BooleanField(required=False)
    on_holidays = forms.BooleanField(required=False)
    since = DayField(required=False)
    until = DayField(required=False)
    share = forms.IntegerField(min_value=10, max_value=200)

    def serves(self) -> Serves:
        return Serves(**{name: value for name, value in self.cleaned_data.items() if name != "member"})


class PeopleForm(forms.Form):
    role = forms.UUIDField()
    people = forms.TypedMultipleChoiceField(coerce=UUID, required=False)

    def __init__(self, *args: Any, people: list[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(str(one), "") for one in people]  # type: ignore[attr-defined]


class UidForm(forms.Form):
    """One thing of the page."""

    uid = forms.UUIDField()


class PairForm(forms.Form):
    one = forms.UUIDField()
    other = forms.UUIDField()
    together = forms.BooleanField(required=False)


class AbsenceForm(forms.Form):
    first = DayField(label="自")
    last = DayField(label="至", required=False)
    reason = forms.ChoiceField(label="事由", choices=Absence.Reason.choices)

    def days(self) -> tuple[date, date]:
        """One day where no end is said."""
        return self.cleaned_data["first"], self.cleaned_data["last"] or self.cleaned_data["first"]


class AbsenceOfForm(AbsenceForm):
    """Of somebody else."""

    person = forms.UUIDField(label="谁")
    anyway = forms.BooleanField(required=False)


class WishForm(forms.Form):
    unit = forms.UUIDField()
    day = DayField(label="日期")
    wants = forms.ChoiceField(choices=[("yes", "愿意值"), ("no", "最好不值"), ("", "不再有意愿")], required=False)

    def wish(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["wants"])


class MonthForm(forms.Form):
    month = forms.DateField(input_formats=["%Y-%m"])


class SeenForm(forms.Form):
    """What an act on a roster carries: the version that was seen."""

    version = forms.IntegerField(min_value=0, max_value=2_000_000_000)
    insists = forms.BooleanField(required=False)


class RunForm(SeenForm):
    run = forms.UUIDField()


class LockForm(SeenForm):
    turn = forms.UUIDField()


class GiveForm(SeenForm):
    person = forms.UUIDField()


class SwapForm(forms.Form):
    """`give`: a person's uid, and after a colon that of his turn where it is a 换班."""

    give = forms.CharField(max_length=80)
    reason = forms.CharField(max_length=200, required=False)
    insists = forms.BooleanField(required=False)

    def clean_give(self) -> tuple[UUID, UUID | None]:
        person, _, turn = self.cleaned_data["give"].partition(":")
        try:
            return UUID(person), UUID(turn) if turn else None
        except ValueError as error:
            raise forms.ValidationError("请从列出的人里选。") from error


class TakeOverForm(forms.Form):
    taker = forms.UUIDField(required=False)
    reason = forms.CharField(max_length=200, required=False)


class SaidForm(forms.Form):
    said = forms.CharField(max_length=200, required=False)


def first_fault(form: forms.Form) -> str:
    """One sentence of what is wrong with a form."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        return f"{label}：{errors[0]}" if label else str(errors[0])
    return INCOMPLETE
