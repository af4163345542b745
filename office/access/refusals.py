"""The one place where refusals become answers, and where a visitor is sent to sign in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from office.access.answers import SignInFirst, answer, sign_in_address, wants_json
from office.access.noting import note_refusal
from office.kernel.refusals import Refusal

SENTENCE = "登录已结束，或尚未登录。请登录后再办；写好的文字请先复制。"


class Refusals:
    """A refusal raised by a view is answered in words, with its status. Anything else that is raised stays an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer(request, exception) if isinstance(exception, Refusal) else None


class SignInRequired:
    """Every view needs a sign-in but those marked `login_not_required`. A page is redirected; a form, a fragment, a program is told."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        if request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if not getattr(request, "htmx", False) and (wants_json(request) or request.method not in {"GET", "HEAD"}):
            return answer(request, SignInFirst(SENTENCE))
        note_refusal(request, SENTENCE)
        if not getattr(request, "htmx", False):
            return HttpResponseRedirect(sign_in_address(request))
        response = HttpResponse(status=401)
        response.headers["HX-Redirect"] = sign_in_address(request)
        return response
