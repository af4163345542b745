"""What the forms of the notifications page carry."""

from django import forms


class Act(forms.Form):
    """The key made when the page was drawn."""

    key = forms.UUIDField()


class Reading(Act):
    """已读：and where to go then, to what it tells of or back."""

    then = forms.ChoiceField(choices=[("open", "打开"), ("back", "已读")], required=False)
    back = forms.CharField(required=False)


class Undoing(Act):
    """撤回：the key of the act that marked."""

    reading = forms.UUIDField()
