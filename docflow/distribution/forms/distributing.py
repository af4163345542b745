"""分发的表单：organs for each phrase of the document, others by hand or by group, and what goes on paper."""

from typing import Any
from uuid import UUID

from django import forms

from docflow.distribution.actions.distribute import Offline
from docflow.distribution.due import DAYS_TO_SIGN
from docflow.distribution.models import Manner
from docflow.forms.acts import UuidsField
from docflow.forms.fields import ReasonField, said_beside
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line

LONGEST_LINE = 200
MOST_OFFLINE = 100


class LinesField(forms.Field):
    """Several lines of text of one name, as repeated inputs send them; empty ones keep their place."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: object) -> list[str]:
        lines = value if isinstance(value, list) else []
        try:
            return [clean_line(str(line), str(self.label), LONGEST_LINE) for line in lines[:MOST_OFFLINE]]
        except Invalid as wrong:
            raise said_beside(wrong, str(self.label)) from wrong


class DistributeForm(forms.Form):
    """`main` and `copy` are what the document names; `more` and `group` were added by hand, as what `more_as` says.

    `task` is the step of 分发 that the page was drawn for; empty where further receivers are added later.
    `phrase` and `note` go in pairs: an addressee and how it gets the paper.
    """

    key = forms.UUIDField()
    task = forms.UUIDField(required=False)
    main = UuidsField(label="主送", required=False)
    copy = UuidsField(label="抄送", required=False)
    more = UuidsField(label="另加单位", required=False)
    group = UuidsField(label="分组", required=False)
    more_as = forms.ChoiceField(label="另加的作为", choices=Manner.choices, required=False)
    phrase = LinesField(label="线下送达的单位", required=False)
    note = LinesField(label="怎样送达", required=False)
    days = forms.IntegerField(label="签收时限", required=False, min_value=1, max_value=30)
    reason = ReasonField(label="不分发的缘由", limit=400, required=False)

    def chosen(self, members: list[UUID]) -> dict[str, Any]:
        """The words of the action; `members` are the organs of the chosen groups."""
        given = self.cleaned_data
        added = [*given["more"], *members]
        as_main = given["more_as"] == Manner.MAIN
        pairs = zip(given["phrase"], given["note"], strict=False)
        return {
            "main": [*given["main"], *(added if as_main else [])],
            "copies": [*given["copy"], *([] if as_main else added)],
            "offline": [Offline(name, note) for name, note in pairs if name and note],
            "days": given["days"] or DAYS_TO_SIGN,
        }

    def left_out(self) -> list[str]:
        """The phrases beside which nothing was written."""
        pairs = zip(self.cleaned_data["phrase"], self.cleaned_data["note"], strict=False)
        return [name for name, note in pairs if not note]

    def picked(self, name: str) -> set[str]:
        """What was ticked under a name, as the page was sent."""
        getlist = getattr(self.data, "getlist", None)
        return set(getlist(name)) if getlist is not None else set()

    def notes(self) -> dict[str, str]:
        """What was written beside each phrase."""
        getlist = getattr(self.data, "getlist", None)
        return dict(zip(getlist("phrase"), getlist("note"), strict=False)) if getlist is not None else {}
