"""What the pages of a meeting's course have in common."""

from django import forms
from django.urls import reverse

from meetings.convening.models import Meeting
from office.tabs import Tab

PAGES = (("running", "进行"), ("record", "记录和议定事项"), ("votes", "表决"), ("minutes", "纪要和督办"))


def tabs_of(meeting: Meeting, current: str) -> list[Tab]:
    """The pages of who runs it."""
    return [
        Tab(label, reverse(f"proceedings:{name}", args=[meeting.uid]), None, name == current) for name, label in PAGES
    ]


def told_fault(form: forms.Form) -> str:
    """The first thing that is wrong with a form, as a sentence."""
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    return f"没有办理：“{label or '表单'}”{errors[0]}"
