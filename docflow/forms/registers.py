from django import forms


class VoidForm(forms.Form):
    """作废文号。"""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(label="作废缘由", max_length=200)
