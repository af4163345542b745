"""登录、修改密码：allauth's views with this house's forms."""

from typing import Any

from allauth.account.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy

from office.access.signs import note_failed_sign_in
from office.models.people import Person
from office.sign_in.ending import end_sign_ins
from office.sign_in.forms import NewPasswordForm, SignInForm


class SignIn(LoginView):
    """登录。"""

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def get_form(self, form_class: type[SignInForm] | None = None) -> SignInForm:
        """An empty form begins at the login."""
        form: SignInForm = super().get_form(form_class)  # type: ignore[no-untyped-call] # allauth has no types
        if not form.is_bound:
            form.fields["login"].widget.attrs["autofocus"] = True
        return form

    def form_invalid(self, form: SignInForm) -> Any:
        """Where nothing is missing, what was wrong is most often the password: writing goes on there."""
        if not set(form.errors) & set(form.fields):
            form.fields["password"].widget.attrs["autofocus"] = True
        note_failed_sign_in(self.request, form.data.get("login", ""), " ".join(map(str, form.non_field_errors())))
        return super().form_invalid(form)


class ChangePassword(PasswordChangeView):
    """修改密码；其他地方的登录随之失效。"""

    success_url = reverse_lazy("office:me")

    def get_form_class(self) -> type[NewPasswordForm]:
        return NewPasswordForm

    def form_valid(self, form: NewPasswordForm) -> Any:
        """What was open elsewhere ends at once, not at its next look."""
        answer = super().form_valid(form)
        end_sign_ins(form.person)
        return answer

    def form_invalid(self, form: NewPasswordForm) -> Any:
        """A wrong 现在的密码 is a try like one at the door."""
        if form.data.get("oldpassword") and (wrong := form.errors.get("oldpassword")):
            note_failed_sign_in(self.request, form.person.login, f"修改密码：{' '.join(map(str, wrong))}")
        return super().form_invalid(form)


class SignOut(LogoutView):
    """退出；他在这里打开着的连接也随之断开。"""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = request.user if isinstance(request.user, Person) else None
        answer: HttpResponse = super().post(request, *args, **kwargs)
        if person is not None:
            end_sign_ins(person)
        return answer
