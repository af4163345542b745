"""邀请参会人和单位的表单."""

from typing import Any
from uuid import UUID

from django import forms

from meetings.convening.actions.people_acts import LONGEST_REQUIREMENT, MOST_QUOTA
from meetings.convening.models import Capacity
from meetings.convening.selectors.guests import CHIEFS, HEADS, LAST, LEADERS

CAPACITIES = [(one.value, one.label) for one in Capacity if one != Capacity.HOST]


class UuidsField(forms.Field):
    """Uids as check boxes send them, whichever were offered."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: object) -> list[UUID]:
        one = forms.UUIDField()
        return [one.clean(item) for item in value] if isinstance(value, list) else []


class _Invited(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    capacity = forms.ChoiceField(
        label="参会身份", choices=CAPACITIES, initial=Capacity.ATTENDING, widget=forms.RadioSelect
    )


class PeopleForm(_Invited):
    """Those who were found and chosen."""

    people = UuidsField(label="人员", required=False)


class GroupForm(_Invited):
    """A whole group, or whoever the agenda names."""

    group = forms.ChoiceField(label="分组", choices=[(one, one) for one in (LEADERS, HEADS, CHIEFS, LAST, "agenda")])


class UnitForm(_Invited):
    """A unit that names its people."""

    unit = forms.UUIDField(label="单位", required=False)
    most = forms.IntegerField(label="名额", min_value=0, max_value=MOST_QUOTA, initial=1)
    requirement = forms.CharField(label="人员要求", required=False, max_length=LONGEST_REQUIREMENT)

    def __init__(self, *args: Any, units: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].widget = forms.Select(choices=[("", "请选择"), *units])
