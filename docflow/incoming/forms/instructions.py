"""办理收文的表单：an act of any step, and what a leader names in his 批示."""

from typing import Any

from django import forms

from docflow.forms.acts import ActForm, UuidsField
from docflow.forms.fields import LineField, ReasonField, said_beside
from docflow.incoming.actions.instructing import Instruction
from docflow.incoming.selectors.people import people_named
from office.api import Organ
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line

PRESETS = (3, 5, 10)
"""Working days that are offered."""


class WordsField(forms.Field):
    """Several words, as check boxes send them."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: object) -> list[str]:
        written = value[:40] if isinstance(value, list) else []
        try:
            return [clean_line(str(one), str(self.label), 100) for one in written]
        except Invalid as wrong:
            raise said_beside(wrong, str(self.label)) from wrong


class IncomingActForm(ActForm):
    """`names` are people written by name or initials; they are added to those who were ticked."""

    phrase = LineField(label="批示语", limit=200, required=False)
    lead_unit = forms.UUIDField(label="牵头处室", required=False)
    co_units = UuidsField(label="配合处室", required=False)
    people = UuidsField(label="点名的人", required=False)
    names = forms.CharField(label="点名的人", required=False, max_length=400)
    picked = WordsField(label="点名的人", required=False)
    days = forms.TypedChoiceField(
        label="办理时限",
        required=False,
        choices=[("", "不设"), *((str(n), f"{n}个工作日") for n in PRESETS)],
        coerce=int,
        empty_value=None,
    )
    due_on = forms.DateField(label="办理时限", required=False)
    needs_reply = forms.BooleanField(label="需要答复", required=False)
    waived = ReasonField(label="无需书面答复的缘由", limit=400, required=False)

    def instruction(self, organ: Organ) -> Instruction:
        """What was named. Raises Invalid for a name that nobody, or several, bear."""
        given: dict[str, Any] = self.cleaned_data
        named = people_named("、".join([given["names"], *given["picked"]]), organ)
        return Instruction(
            lead_unit=given["lead_unit"],
            co_units=tuple(given["co_units"]),
            people=(*given["people"], *(one.uid for one in named)),
            due_on=None if given["days"] else given["due_on"],  # beside it still stands the day that was proposed
            days=given["days"],
            needs_reply=given["needs_reply"],
            phrase=given["phrase"],
        )
