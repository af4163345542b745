"""The form of every act on a task or a route: who asked, which text he saw, what he says."""

from django import forms

from docflow.forms.fields import ReasonField

LONGEST_OPINION = 2000


class UuidsField(forms.Field):
    """Several uids, as check boxes or hidden inputs send them."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: object) -> list[object]:
        one = forms.UUIDField()
        return [one.clean(item) for item in value] if isinstance(value, list) else []


class ActForm(forms.Form):
    """`seen` is the number of the version that the page showed; a newer one makes the act stale. `number` is a reserved one, at 编号."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opinion = ReasonField(label="意见", limit=LONGEST_OPINION, required=False)
    choice = forms.CharField(required=False, max_length=40)
    stance = forms.ChoiceField(
        label="态度",
        required=False,
        choices=[("", ""), ("agree", "同意"), ("reserve", "有意见"), ("disagree", "不同意")],
    )
    chosen = UuidsField(label="送", required=False)
    number = forms.UUIDField(label="文号", required=False)
    to = forms.CharField(label="退回到", required=False, max_length=60)
    reason = ReasonField(limit=LONGEST_OPINION, required=False)
    then = forms.ChoiceField(
        label="改好后",
        required=False,
        choices=[("", ""), ("straight_back", "直接送回"), ("walk_again", "逐环节重走")],
    )
