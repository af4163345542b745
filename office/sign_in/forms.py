"""登录与修改密码的表单。"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm
from django.core.exceptions import ValidationError
from django.db import transaction

from office.kernel.clock import OFFICE_ZONE
from office.kernel.origin import origin
from office.models.people import Person
from office.sign_in import lock

WRONG = "登录名或密码不对。请核对后再试；忘记密码请联系本机关管理员。"
LOCKED = "连续输错多次，登录已暂停。请在{until:%H:%M}以后再试；忘记密码请联系本机关管理员。"


class SignInForm(LoginForm):
    """登录名 and 密码. The words are the same whether the login is known or not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label, password.help_text = "登录名", "密码", ""
        login.error_messages["required"], password.error_messages["required"] = "请填写登录名。", "请填写密码。"
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        password.widget.attrs = {"autocomplete": "current-password"}

    def clean(self) -> Any:
        if self.errors:
            return self.cleaned_data
        login, address = self.cleaned_data["login"], get_adapter(self.request).get_client_ip(self.request)
        if until := lock.take_try(login, address):
            raise ValidationError(LOCKED.format(until=until.astimezone(OFFICE_ZONE)), code="locked")
        if not login.isascii():  # PostgreSQL folds ı to i: a login counted by itself must not open another's door
            raise ValidationError(WRONG, code="wrong")
        try:
            cleaned = super().clean()  # type: ignore[no-untyped-call] # allauth has no types
        except ValidationError as wrong:
            if wrong.code == "username_password_mismatch":
                raise ValidationError(WRONG, code="wrong") from wrong
            raise
        lock.give_back(login, address)
        return cleaned


class NewPasswordForm(ChangePasswordForm):
    """修改密码。A first password is done with once another is in its place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "oldpassword": ("现在的密码", ""),
            "password1": ("新密码", "至少10位，不能全是数字，不要用常见的密码，也不要与登录名、姓名相近。"),
            "password2": ("再输一遍新密码", ""),
        }
        for name, (label, hint) in words.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = f"请填写{label}。"

    def clean_oldpassword(self) -> str:
        """Counted as at the door: whoever finds a page open does not find out its owner's password."""
        login, address = self.person.login, origin.get().address
        if until := lock.take_try(login, address):
            raise ValidationError(LOCKED.format(until=until.astimezone(OFFICE_ZONE)), code="locked")
        given = str(super().clean_oldpassword())
        lock.give_back(login, address)
        return given

    def clean_password1(self) -> str:
        chosen = str(self.cleaned_data["password1"])
        if self.person.password_is_first and self.person.check_password(chosen):
            raise ValidationError("新密码不能与初始密码相同。请另想一个。", code="same")
        return chosen

    def save(self) -> None:
        """Both in one transaction: a password of one's own is never taken for a first one."""
        with transaction.atomic():
            super().save()
            self.person.password_is_first = False
            self.person.save(update_fields=["password_is_first"])

    @property
    def person(self) -> Person:
        assert isinstance(self.user, Person)  # noqa: S101 - the page asks for sign-in
        return self.user
