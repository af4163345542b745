"""人员与账号的表单。"""

from typing import Any

from django import forms

from office.administration.forms.base import ActForm

PINYIN = "查找时用，例如程远山写 cys；空着则按姓名自动取，多音字、不常用字请自己写"


class EnterPersonForm(ActForm):
    """登记人员。"""

    name = forms.CharField(label="姓名", max_length=40)
    login = forms.CharField(
        label="登录名",
        max_length=60,
        help_text="半角小写字母、数字和 . _ -，以字母开头；登记后不能改",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    pinyin = forms.CharField(label="拼音首字母", max_length=20, required=False, help_text=PINYIN)
    phone = forms.CharField(label="电话", max_length=20, required=False, help_text="加密保存；外机关的人只看到前后几位")


class EditPersonForm(ActForm):
    """修改人员信息。"""

    name = forms.CharField(label="姓名", max_length=40)
    pinyin = forms.CharField(label="拼音首字母", max_length=20, required=False, help_text=PINYIN)
    phone = forms.CharField(label="电话", max_length=20, required=False, help_text="加密保存；外机关的人只看到前后几位")
    enrolled_in = forms.ChoiceField(label="登记机关", help_text="由这个机关的管理员管理账号")

    def __init__(self, *args: Any, organs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["enrolled_in"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "请选择"), *organs]
