"""What is done with a plan: each form says which version of it was seen."""

from django import forms

from meetings.seating.models import Shown

MOST_VERSIONS = 2**31 - 1


class PlanForm(forms.Form):
    """重排、撤回上一步."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, max_value=MOST_VERSIONS, widget=forms.HiddenInput)


class PersonForm(PlanForm):
    """锁定、解锁、空出座位."""

    who = forms.UUIDField(label="谁")


class SeatForm(PersonForm):
    """安排座位."""

    seat = forms.CharField(label="座位", max_length=12)


class PairForm(PersonForm):
    """避开相邻、取消避开."""

    other = forms.UUIDField(label="与谁")


class ShowForm(PlanForm):
    """公布座次."""

    shown = forms.ChoiceField(label="公布", choices=Shown.choices)
