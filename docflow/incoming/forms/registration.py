"""收文登记与答复的表单。"""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms

from docflow.elements.kinds import Kind, Secrecy, Urgency
from docflow.forms.acts import UuidsField
from docflow.forms.drafts import CodeField
from docflow.incoming.actions.elements import LIMITS, Registration
from docflow.incoming.models import IncomingClass
from docflow.models import IssuingCode
from office.api import Actor
from office.kernel.clock import today

READ = "从文件中读出，请核对。"
FILED = "文件"


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RegistrationForm(forms.Form):
    """The elements of a piece. `guessed` are the names of fields that were read from its file: they are marked."""

    intake = forms.UUIDField(widget=forms.HiddenInput, required=False)
    delivery = forms.UUIDField(widget=forms.HiddenInput, required=False)
    enclosed = UuidsField(required=False)
    twin = forms.UUIDField(widget=forms.HiddenInput, required=False)  # that he was told of
    class_code = forms.ChoiceField(label="收文类别", widget=forms.RadioSelect)
    sender = forms.CharField(label="来文机关", max_length=LIMITS["sender"])
    title = forms.CharField(label="标题", max_length=LIMITS["title"], widget=forms.Textarea(attrs={"rows": 2}))
    their_number = forms.CharField(label="来文字号", required=False, max_length=LIMITS["their_number"])
    kind = forms.CharField(label="文种", required=False, max_length=LIMITS["kind"])
    signed_on = forms.DateField(label="成文日期", required=False, widget=DayInput())
    received_on = forms.DateField(label="收文日期", required=False, widget=DayInput())
    copies = forms.IntegerField(label="份数", min_value=1, max_value=9_999, initial=1)
    main_recipients = forms.CharField(label="主送", required=False, max_length=LIMITS["main_recipients"])
    urgency = forms.ChoiceField(
        label="紧急程度", required=False, choices=[("", "平件"), *((u.value, u.value) for u in Urgency)]
    )
    secrecy = forms.ChoiceField(
        label="密级", required=False, choices=[("", "无"), *((s.value, s.value) for s in Secrecy)]
    )
    note = forms.CharField(label="备注", required=False, max_length=LIMITS["note"])

    def __init__(
        self, classes: Iterable[IncomingClass], *args: Any, guessed: Collection[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        codes = [(one.code, f"{one.label}（{one.get_track_display()}）") for one in classes]
        field = self.fields["class_code"]
        if isinstance(field, forms.ChoiceField):
            field.choices = codes
            field.initial = codes[0][0] if codes else None
        self.fields["received_on"].initial = today()
        self.fields["kind"].widget.attrs["list"] = "kinds"
        for name in guessed:
            if name in self.fields:
                self.fields[name].help_text = READ

    kinds = [kind.value for kind in Kind]

    def registration(self) -> Registration:
        """The values of a valid form."""
        given = self.cleaned_data
        names = (*LIMITS, "urgency", "secrecy", "signed_on", "received_on", "copies")
        return Registration(**{name: given[name] for name in names})


class ReplyForm(forms.Form):
    """Which kind of document the reply is, under which 代字."""

    KINDS = (Kind.REPORT, Kind.OPINION, Kind.REPLY, Kind.NOTICE)
    kind = forms.ChoiceField(label="文种", choices=[(kind.value, kind.value) for kind in KINDS])

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = IssuingCode.objects.filter(organ=by.organ, in_use=True, form=FILED)
        self.fields["code"] = CodeField(codes, label="代字", to_field_name="uid", empty_label=None)
