"""Signing in and out, told by Django's signals: the one thing that happens inside other people's code."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from office.access import idle
from office.access.noting import Noted, note
from office.models.access import Access
from office.models.people import Person

UNKNOWN = "未登记的登录名"  # not as it was typed: many type their password there


@receiver(user_logged_in)
def signed_in(request: HttpRequest | None, user: Person, **_: Any) -> None:
    """登录。"""
    if request is not None:
        idle.begin(request)
        note(request, Noted(Access.SIGN_IN, person=user))


@receiver(user_logged_out)
def signed_out(request: HttpRequest | None, user: Person | None, **_: Any) -> None:
    """退出。"""
    if request is not None and user is not None:
        note(request, Noted(Access.SIGN_OUT, person=user))


@receiver(user_login_failed)
def not_signed_in(request: HttpRequest | None = None, credentials: dict[str, Any] | None = None, **_: Any) -> None:
    """登录未成：a wrong password, or a login that nobody has."""
    given = credentials or {}
    if request is not None:
        note_failed_sign_in(request, str(given.get("username") or given.get(Person.USERNAME_FIELD) or ""))


def note_failed_sign_in(request: HttpRequest, login: str, sentence: str = "登录名或密码不对。") -> None:
    """Also for tries that were not let through to the password."""
    known = (
        "\x00" not in login and Person.objects.filter(login=login).exists()
    )  # PostgreSQL takes no NUL, not even to ask
    note(request, Noted(Access.SIGN_IN_FAILED, name=login if known else UNKNOWN, sentence=sentence))
