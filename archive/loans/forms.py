"""借阅的表单。"""

from typing import Any
from uuid import UUID

from django import forms

from archive.loans.actions.agreeing import Terms
from archive.loans.actions.ask_for_loan import LONGEST_REASON, LONGEST_WORDS, Wish
from archive.loans.models import Scope
from archive.loans.models.loans import LONGEST

USUAL_DAYS = 5
LONGEST_OPINION = 400
SCOPES = ((Scope.ORIGINAL, "正本"), (Scope.ATTACHED, "正本和附件"), (Scope.WHOLE, "全卷（含定稿、处理单、办理过程）"))


class WishForm(forms.Form):
    """申请借阅: `record` where the form was opened from a record's page, else `organ` and `wanted`."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    record = forms.UUIDField(widget=forms.HiddenInput, required=False)
    organ = forms.UUIDField(label="向哪个机关借", required=False, widget=forms.Select)
    wanted = forms.CharField(label="要借的档案", required=False, max_length=LONGEST_WORDS)
    reason = forms.CharField(
        label="借阅事由",
        max_length=LONGEST_REASON,
        error_messages={"required": "请写明借阅事由，审批的人先看它。"},
        widget=forms.Textarea(attrs={"rows": 2, "class": "kai", "maxlength": LONGEST_REASON}),
    )
    scope = forms.ChoiceField(label="范围", choices=SCOPES, initial=Scope.ORIGINAL, widget=forms.RadioSelect)
    days = forms.IntegerField(
        label="借几个工作日",
        initial=USUAL_DAYS,
        widget=forms.NumberInput(attrs={"min": 1, "max": LONGEST}),
    )
    may_print = forms.BooleanField(label="要打印", required=False)
    may_download = forms.BooleanField(label="要下载", required=False)

    def __init__(self, *args: Any, organs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].widget = forms.Select(choices=organs)

    def clean(self) -> dict[str, Any]:
        """All that is absent is said at once."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("record") and given.get("wanted") == "":
            self.add_error("wanted", "请写明要借哪一件，题名、文号或档号都可以。")
        return given

    def wish(self) -> Wish:
        given = self.cleaned_data
        return Wish(
            reason=given["reason"],
            days=given["days"],
            record=given["record"],
            organ=given["organ"],
            wanted=given["wanted"],
            scope=given["scope"],
            may_print=given["may_print"],
            may_download=given["may_download"],
        )


class RequestForm(forms.Form):
    """Any act on a request: with the archivist's terms where he agrees, with a reason where somebody does not."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    opinion = forms.CharField(label="意见", required=False, max_length=LONGEST_OPINION)
    reason = forms.CharField(label="缘由", required=False, max_length=LONGEST_OPINION)
    to = forms.CharField(required=False, max_length=60)
    chosen = forms.UUIDField(label="转给", required=False)
    record = forms.UUIDField(label="哪一件", required=False)
    scope = forms.CharField(label="范围", required=False, max_length=10)
    days = forms.IntegerField(label="天数", required=False)
    may_print = forms.BooleanField(required=False)
    may_download = forms.BooleanField(required=False)

    def terms(self) -> Terms:
        given = self.cleaned_data
        record: UUID | None = given["record"]
        return Terms(
            record=record,
            scope=given["scope"],
            days=given["days"],
            may_print=given["may_print"],
            may_download=given["may_download"],
        )


class LoanForm(forms.Form):
    """归还、收回、续借、答复续借、撤销."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(label="缘由", required=False, max_length=LONGEST_REASON)
    days = forms.IntegerField(label="再借几个工作日", required=False)
    agreed = forms.BooleanField(required=False)
    extension = forms.UUIDField(required=False)
