"""对一次会议的各项办法用的表单."""

from django import forms

from meetings.convening.actions.announce_meeting import LONGEST_WHY
from meetings.convening.actions.draft_notice import KINDS

MOST_VERSION = 2_000_000_000


class VersionForm(forms.Form):
    """送审定、通知、审定：of what he saw. `why` comes back with a refusal."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_VERSION)


class WhyForm(forms.Form):
    """延期、取消、退回：with a reason."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.CharField(label="缘由", required=False, max_length=LONGEST_WHY)


class DraftNoticeForm(forms.Form):
    """起草通知或函：under one of the organ's 代字."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="文种", choices=[(one, one) for one in KINDS])
    code = forms.UUIDField(label="代字")


class ArrangeForm(forms.Form):
    """Which row of the agenda, and where to: a button says `up`, `down` or `remove` with its uid; dragging says `moved` and `stand_at`."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_VERSION, required=False)
    up = forms.UUIDField(required=False)
    down = forms.UUIDField(required=False)
    remove = forms.UUIDField(required=False)
    moved = forms.UUIDField(required=False)
    stand_at = forms.IntegerField(required=False, min_value=1, max_value=10_000)


class ArrangePeopleForm(forms.Form):
    """Which of those who come: `up`, `down` or `remove` of a person, `remove_unit` of a unit; none of them is by protocol."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    up = forms.UUIDField(required=False)
    down = forms.UUIDField(required=False)
    remove = forms.UUIDField(required=False)
    remove_unit = forms.UUIDField(required=False)
