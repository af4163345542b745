"""分组的表单。"""

from django import forms

from docflow.forms.acts import UuidsField
from office.kernel.text import clean_line

LONGEST_NAME = 60


class GroupForm(forms.Form):
    """A name and its organs."""

    key = forms.UUIDField()
    name = forms.CharField(label="名称", max_length=LONGEST_NAME)
    organ = UuidsField(label="单位", required=False)

    def clean_name(self) -> str:
        return clean_line(self.cleaned_data["name"], "名称", LONGEST_NAME, field="name")
