"""议程项的表单."""

from typing import Any
from uuid import UUID

from django import forms

from meetings.convening.actions.agenda_items import Wanted
from meetings.convening.agenda import LONGEST_NOTE, LONGEST_TITLE
from meetings.convening.forms.acts import MOST_VERSION
from meetings.convening.models import AgendaItem
from meetings.convening.models.agenda import LONGEST_ITEM
from meetings.forms.rooms import UidsField

USUAL = 15


class ItemForm(forms.Form):
    """One item. `offered`: units, reporters and those that may sit in, as choices."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_VERSION, required=False)
    title = forms.CharField(label="议题", required=False, max_length=LONGEST_TITLE)
    minutes = forms.IntegerField(label="预计分钟", min_value=1, max_value=LONGEST_ITEM, initial=USUAL)
    unit = forms.UUIDField(label="汇报单位", required=False)
    reporter = forms.UUIDField(label="汇报人", required=False)
    note = forms.CharField(label="说明", required=False, max_length=LONGEST_NOTE)
    units = UidsField(label="列席单位", required=False, widget=forms.SelectMultiple(attrs={"size": 6}))

    def __init__(self, *args: Any, offered: dict[str, list[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].widget = forms.Select(choices=[("", "不写"), *offered["units"]])
        self.fields["reporter"].widget = forms.Select(choices=[("", "不写"), *offered["reporters"]])
        several = self.fields["units"]
        assert isinstance(several, forms.MultipleChoiceField)  # noqa: S101 - declared above
        several.choices = offered["units"]

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        return Wanted(
            title=given["title"],
            minutes=given["minutes"],
            unit=given["unit"],
            reporter=given["reporter"],
            note=given["note"],
            units=given["units"],
        )


def initial_of(item: AgendaItem) -> dict[str, Any]:
    """An item as its form shows it."""
    unit: UUID | None = item.unit.uid if item.unit is not None else None
    return {
        "title": item.title,
        "minutes": item.minutes,
        "unit": unit,
        "reporter": item.reporter.uid if item.reporter is not None else None,
        "note": item.note,
        "units": [str((one.department or one.organ).uid) for one in item.units.all()],
    }
