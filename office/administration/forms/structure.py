"""机关、处室、岗位的表单。"""

from typing import Any

from django import forms

from office.administration.actions.posts import ORDINARY_ROLES
from office.administration.forms.base import ActForm, DayField, PlaceField
from office.kernel.clock import today
from office.models.organs import Level, Organ
from office.models.people import ADMINISTRATOR_ROLES, Role

CODE = "18位，见登记证书；没有的可不填"


class FoundOrganForm(ActForm):
    """设立机关。"""

    name = forms.CharField(label="全称", max_length=120, help_text="公文上用的全称，例如云州市财政局")
    short_name = forms.CharField(label="简称", max_length=60, help_text="列表里用，例如市财政局")
    level = forms.TypedChoiceField(
        label="层级", coerce=int, help_text="部门与所属政府同级；人民政府低于上级；村级只收文"
    )
    is_government = forms.BooleanField(label="这是一级人民政府", required=False)
    code = forms.CharField(label="统一社会信用代码", max_length=40, required=False, help_text=CODE)
    since = DayField("设立日期", initial=today)
    order = PlaceField()

    def __init__(self, *args: Any, parent: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        assert isinstance(level, forms.TypedChoiceField)  # noqa: S101 - declared above
        level.choices = [("", "请选择"), *((one.value, one.label) for one in Level if one >= parent.level)]


class EditOrganForm(ActForm):
    """修改机关信息。"""

    code = forms.CharField(label="统一社会信用代码", max_length=40, required=False, help_text=CODE)
    is_government = forms.BooleanField(label="这是一级人民政府", required=False)
    order = PlaceField(required=True)


class RenameOrganForm(ActForm):
    """机关更名。"""

    name = forms.CharField(label="新全称", max_length=120)
    short_name = forms.CharField(label="新简称", max_length=60)
    since = DayField("启用日期", initial=today, help_text="到这一天自动启用；此前签发的公文仍用原名称")
    reason = forms.CharField(label="更名依据", max_length=200, help_text="例如批准文件的文号")


class CloseOrganForm(ActForm):
    """撤并机关。"""

    successor = forms.ChoiceField(label="承接机关", help_text="业务由谁承接")
    on = DayField("撤并日期", help_text="从这一天起不再存在；在这里的任职须到前一天为止")
    reason = forms.CharField(label="撤并依据", max_length=200, help_text="例如批准文件的文号")

    def __init__(self, *args: Any, successors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "请选择"), *successors]


class DepartmentForm(ActForm):
    """处室。"""

    name = forms.CharField(label="处室名称", max_length=80)
    is_general_office = forms.BooleanField(label="这是本机关的办公室", required=False)
    order = PlaceField()


class PostForm(ActForm):
    """岗位。An administrator's post shows no duties: they are the security administrator's to give."""

    title = forms.CharField(label="职务", max_length=60, help_text="例如科长、文书、三级主任科员")
    roles = forms.MultipleChoiceField(
        label="职责",
        required=False,
        choices=[(role.value, role.label) for role in ORDINARY_ROLES],
        widget=forms.CheckboxSelectMultiple,
        help_text="办文的各个环节按职责找人；一般经办人不用勾选",
    )
    in_charge_of = forms.MultipleChoiceField(
        label="分管处室", required=False, widget=forms.CheckboxSelectMultiple, help_text="只有分管领导勾选"
    )
    order = PlaceField()

    def __init__(self, *args: Any, departments: list[tuple[str, str]], plain: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if plain:
            del self.fields["roles"]
        if plain or not departments:
            del self.fields["in_charge_of"]
            return
        field = self.fields["in_charge_of"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = departments


class AdministratorRoleForm(ActForm):
    """授予管理员职责。"""

    role = forms.ChoiceField(
        label="职责",
        choices=[("", "请选择"), *((role, Role(role).label) for role in ADMINISTRATOR_ROLES)],
        help_text="三种职责由三个人分任；管理员岗位不兼别的职责",
    )
