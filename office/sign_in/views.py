"""登录、修改密码：allauth's views with this house's forms."""

from allauth.account.views import LoginView, PasswordChangeView
from django.urls import reverse_lazy

from office.sign_in.forms import NewPasswordForm, SignInForm


class SignIn(LoginView):
    """登录。"""

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm


class ChangePassword(PasswordChangeView):
    """修改密码；其他地方的登录随之失效。"""

    success_url = reverse_lazy("office:me")

    def get_form_class(self) -> type[NewPasswordForm]:
        return NewPasswordForm
