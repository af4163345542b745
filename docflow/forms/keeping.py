"""流程管理的表单：one form for all of the flow administrator's acts; `seen` is the run's version that his page showed."""

from uuid import UUID

from django import forms

from docflow.forms.acts import LONGEST_OPINION
from docflow.forms.fields import ReasonField


class KeepForm(forms.Form):
    """Who is to do what, where to, and why. People stand as `chosen-STEP`, so that only those of the chosen step count."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = ReasonField(limit=LONGEST_OPINION, required=False)
    to = forms.CharField(label="送到", required=False, max_length=60)
    task = forms.UUIDField(required=False)
    person = forms.UUIDField(label="交给", required=False)

    def chosen(self) -> list[UUID]:
        """The people for the step that he sends it to. Raises ValueError for what is no uid."""
        name = f"chosen-{self.cleaned_data['to']}"
        given = self.data.getlist(name) if hasattr(self.data, "getlist") else []
        return [UUID(str(one)) for one in given]
