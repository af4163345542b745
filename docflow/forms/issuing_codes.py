"""发文立户的表单。What is wrong with a 代字 is said by the action; here it is made one line."""

from typing import Any

from django import forms

from docflow.actions.issuing_codes import LONGEST, Described
from docflow.elements.kinds import Form
from docflow.elements.numbering import CODE_LENGTH
from docflow.forms.fields import LineField
from docflow.policy import REVIEWER, organs_of
from office.api import Actor, Organ


class DescribedForm(forms.Form):
    """代字和它的文件是什么样。"""

    key = forms.UUIDField(widget=forms.HiddenInput)
    code = LineField(label="代字", limit=40, widget=forms.TextInput(attrs={"maxlength": CODE_LENGTH}))
    label = LineField(label="用于", limit=60)
    form = forms.ChoiceField(label="版式", choices=[(form.value, form.value) for form in Form])
    mark = LineField(label="发文机关标志", limit=LONGEST)
    signature = LineField(label="发文机关署名", limit=LONGEST)
    print_organ = LineField(label="印发机关", limit=LONGEST)

    def described(self) -> Described:
        """What was filled in."""
        return Described(**{name: self.cleaned_data[name] for name in Described.__dataclass_fields__})


class OpenCodeForm(DescribedForm):
    """立户：for which of the organs that he answers for."""

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = Organ.objects.filter(pk__in=organs_of(by, REVIEWER), is_receiving_point=False)
        self.fields["organ"] = forms.ModelChoiceField(organs, label="机关", to_field_name="uid", empty_label=None)
        self.order_fields(["organ"])


class TakeOutForm(forms.Form):
    """停用代字。"""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = LineField(label="停用缘由", limit=200)
