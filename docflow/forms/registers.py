"""文号登记簿的表单。"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from docflow.actions.reserving import AT_ONCE, years_open
from docflow.forms.drafts import CodeField
from docflow.forms.fields import LineField
from docflow.models import IssuingCode, NumberEntry
from docflow.policy import CLERK, organs_of
from office.api import Actor


class VoidForm(forms.Form):
    """作废文号。"""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = LineField(label="作废缘由", limit=200)


class ReserveForm(forms.Form):
    """预留文号：of a 代字 whose numbers he gives."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    year = forms.TypedChoiceField(label="年份", coerce=int)
    count = forms.IntegerField(label="几个", min_value=1, max_value=AT_ONCE, initial=1)
    reserved_for = LineField(label="预留给", limit=100)
    reason = LineField(label="缘由", limit=200)

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = IssuingCode.objects.filter(organ__in=organs_of(by, CLERK), in_use=True)
        self.fields["code"] = CodeField(codes, label="代字", to_field_name="uid", empty_label=None)
        self.order_fields(["code", "year", "count", "reserved_for", "reason"])
        year = self.fields["year"]
        assert isinstance(year, forms.TypedChoiceField)  # noqa: S101 - declared above
        year.choices = [(one, f"{one}年") for one in years_open()]


class CloseForm(forms.Form):
    """封存登记簿：a reason for each number that is still reserved."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    no_more = forms.BooleanField(label="确认不会再有", required=False)

    def __init__(self, reserved: Iterable[NumberEntry], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = {f"reason-{entry.uid}": entry for entry in reserved}
        for name, entry in self.entries.items():
            self.fields[name] = LineField(label=f"{entry.text}作废缘由", limit=200, required=False)

    def reasons(self) -> dict[UUID, str]:
        """What was written for each number; the empty ones too."""
        return {entry.uid: self.cleaned_data[name] for name, entry in self.entries.items()}

    def rows(self) -> list[tuple[NumberEntry, forms.BoundField]]:
        """Each reserved number with its field."""
        return [(entry, self[name]) for name, entry in self.entries.items()]


class ReopenForm(forms.Form):
    """重新启用登记簿。"""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = LineField(label="缘由", limit=200)
