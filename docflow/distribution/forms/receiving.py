"""签收、退文、撤回、催签收的表单。"""

from django import forms

from docflow.forms.fields import ReasonField

LONGEST = 400


class ReasonForm(forms.Form):
    """The key made when the page was drawn, and why."""

    key = forms.UUIDField()
    reason = ReasonField(limit=LONGEST, required=False)


class UrgeForm(forms.Form):
    """`as_of`: when the page was drawn. Whoever was missing then and has signed since is told apart."""

    key = forms.UUIDField()
    as_of = forms.DateTimeField()
