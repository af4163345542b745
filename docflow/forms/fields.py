"""Fields whose text is made fit to be kept (office.kernel.text) and whose faults are said beside them."""

from typing import Any

from django import forms

from office.kernel.refusals import Invalid
from office.kernel.text import clean_line, clean_text


def said_beside(wrong: Invalid, label: str) -> forms.ValidationError:
    """The fault as it stands beside the field's label, which is not said twice."""
    return forms.ValidationError(wrong.sentence.removeprefix(label))


class LineField(forms.CharField):
    """One line; `limit` characters at most."""

    def __init__(self, *, label: str, limit: int, **kwargs: Any) -> None:
        super().__init__(label=label, max_length=limit, **kwargs)
        self._limit = limit

    def clean(self, value: object) -> str:
        try:
            return clean_line(super().clean(value), str(self.label), self._limit)
        except Invalid as wrong:
            raise said_beside(wrong, str(self.label)) from wrong


class ReasonField(forms.CharField):
    """缘由：several lines, in the hand of a person."""

    def __init__(self, *, label: str = "缘由", limit: int = 200, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 2, "class": "kai"})
        super().__init__(label=label, max_length=limit, widget=widget, **kwargs)
        self._limit = limit

    def clean(self, value: object) -> str:
        try:
            return clean_text(super().clean(value), str(self.label), self._limit)
        except Invalid as wrong:
            raise said_beside(wrong, str(self.label)) from wrong
