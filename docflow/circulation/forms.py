"""传阅的表单。People and posts come as uids from check boxes; a person shown at two places of the page counts once."""

from collections.abc import Sequence
from uuid import UUID

from django import forms

from docflow.circulation.models import Order
from docflow.forms.acts import LONGEST_OPINION, UuidsField
from office.kernel.refusals import Invalid


class ReadersForm(forms.Form):
    """Who is to read. `find` is what the page's search was asked for."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    readers = UuidsField(label="送给谁阅", required=False)
    find = forms.CharField(label="姓名或拼音首字母", required=False, max_length=40)

    def clean_readers(self) -> list[UUID]:
        return list(dict.fromkeys(self.cleaned_data["readers"] or []))


class CirculateForm(ReadersForm):
    """发起传阅。"""

    purpose = forms.CharField(
        label="事由", required=False, max_length=400, widget=forms.TextInput(attrs={"maxlength": 400})
    )
    order = forms.ChoiceField(
        label="方式", choices=Order.choices, initial=Order.AT_ONCE, widget=forms.RadioSelect, required=False
    )
    due_on = forms.DateField(
        label="阅毕时限", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ActForm(forms.Form):
    """Any act on a circulation: on which readings, with what words."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reading = UuidsField(label="阅者", required=False)
    opinion = forms.CharField(label="意见", required=False, max_length=LONGEST_OPINION, widget=forms.Textarea)
    reason = forms.CharField(label="缘由", required=False, max_length=400)


def in_places(readers: Sequence[UUID], places: Sequence[str]) -> list[UUID]:
    """The readers in the order of the numbers written beside them; equal numbers stay in the order of the list. Raises Invalid."""
    if len(places) != len(readers):
        raise Invalid("次序没有写全。请在每个人旁边写上数。", field="places")
    if not all(one.strip().isascii() and one.strip().isdigit() and len(one.strip()) < 6 for one in places):
        raise Invalid("次序要写成1、2、3这样的数。请改正后再办。", field="places")
    numbers = [int(one) for one in places]
    return [reader for _, _, reader in sorted(zip(numbers, range(len(readers)), readers, strict=True))]
