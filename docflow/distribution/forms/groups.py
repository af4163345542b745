"""分组的表单。"""

from django import forms

from docflow.forms.acts import UuidsField
from docflow.forms.fields import LineField

LONGEST_NAME = 60


class GroupForm(forms.Form):
    """A name and its organs."""

    key = forms.UUIDField()
    name = LineField(label="名称", limit=LONGEST_NAME)
    organ = UuidsField(label="单位", required=False)
