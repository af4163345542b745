"""签收、退文、撤回、催签收的表单。"""

from django import forms

from office.kernel.text import clean_text

LONGEST = 400


class ReasonForm(forms.Form):
    """The key made when the page was drawn, and why."""

    key = forms.UUIDField()
    reason = forms.CharField(label="缘由", required=False, max_length=LONGEST, widget=forms.Textarea)

    def clean_reason(self) -> str:
        return clean_text(self.cleaned_data["reason"], "缘由", LONGEST)


class UrgeForm(forms.Form):
    """`as_of`: when the page was drawn. Whoever was missing then and has signed since is told apart."""

    key = forms.UUIDField()
    as_of = forms.DateTimeField()
