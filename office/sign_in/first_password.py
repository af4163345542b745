"""初始密码：drawn by an administrator, shown once, and changed before anything else is done."""

import secrets
import string
from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from office.access.answers import answer, wants_json
from office.kernel.refusals import NotAllowed

LETTERS = "".join(sorted(set(string.ascii_lowercase + string.digits) - set("01lo")))
OPEN = frozenset({"account_change_password", "account_logout", "office:appearance"})
SENTENCE = "您用的还是初始密码，请先改成自己的密码，再办别的。"


def new_password() -> str:
    """Four groups of four letters that are not mistaken for each other: 80 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


@dataclass(frozen=True)
class FirstPassword:
    """What is handed over, and the digest that is kept. Hashing is slow on purpose: draw before the lock is taken."""

    plain: str = field(repr=False)
    digest: str = field(repr=False)


def draw() -> FirstPassword:
    """A new one."""
    plain = new_password()
    return FirstPassword(plain, make_password(plain))


class FirstPasswordFirst:
    """Whoever has not changed it comes to the page where he does; a form, a fragment, a program is told."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        if not getattr(request.user, "password_is_first", False) or not getattr(view, "login_required", True):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in OPEN:
            return None
        if "X-Refresh" in request.headers:  # what a page asks by itself has nothing to say to him yet
            return HttpResponse(status=204)
        if request.method in {"GET", "HEAD"} and not wants_json(request) and not getattr(request, "htmx", False):
            return HttpResponseRedirect(reverse("account_change_password"))
        return answer(request, NotAllowed(SENTENCE))
