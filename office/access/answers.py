"""How a refusal answers: as a page, as a fragment for htmx, as a problem for programs (RFC 9457)."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from office.access.noting import note_refusal
from office.kernel.refusals import Refusal

DRAWINGS = {401: "clock", 403: "lock", 404: "find"}
UNSEEN = "没有打开：访问日志暂时写不进去，阅看不留痕是不允许的。请稍后再试；仍不行请告诉管理员。"

SOON = "15"  # seconds after which a program may ask again


class SignInFirst(Refusal):
    """Nobody is signed in, or no longer."""

    status: ClassVar[int] = 401
    title: ClassVar[str] = "请先登录"


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer to a refused request; the access log gets its sentence."""
    note_refusal(request, refusal.sentence)
    if wants_json(request):
        response: HttpResponse = problem(request, refusal)
    elif getattr(request, "htmx", False):
        words = {"heading": refusal.title, "sentence": refusal.sentence}
        response = render(request, "office/partials/_refused.html", words, status=refusal.status)
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#refused", "innerHTML"
    else:
        response = render(request, "office/refused.html", _page(request, refusal), status=refusal.status)
    patch_vary_headers(response, ["HX-Request", "Accept"])
    return response


def problem(request: HttpRequest, refusal: Refusal) -> JsonResponse:
    """RFC 9457, 3: `detail` is the sentence; `field` names the input where one is to blame; `said` is what our widgets show."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": refusal.title,
        "status": refusal.status,
        "detail": refusal.sentence,
        "instance": request.path,
        "said": refusal.sentence,
    }
    if refusal.field:
        body["field"] = refusal.field
    return JsonResponse(body, status=refusal.status, content_type="application/problem+json")


def wants_json(request: HttpRequest) -> bool:
    """The API, and widgets that ask for JSON."""
    return request.path.startswith("/api/") or "json" in request.headers.get("Accept", "")


def sign_in_address(request: HttpRequest) -> str:
    """The sign-in page, and from there back to where he was: this page, or the one that the form or fragment belongs to."""
    is_page = request.method == "GET" and not getattr(request, "htmx", False)
    back = request.get_full_path() if is_page else _referer(request)
    return f"{settings.LOGIN_URL}?{urlencode({'next': back}, safe='/')}"


def not_logged(request: HttpRequest) -> HttpResponse:
    """What was not noted is not shown."""
    return bare_answer(request, "没有打开", UNSEEN, 503)


def bare_answer(request: HttpRequest, heading: str, sentence: str, status: int) -> HttpResponse:
    """A sentence as page, fragment or problem, without asking the database anything: it may be what broke."""
    if wants_json(request):
        body = {"type": "about:blank", "title": heading, "status": status, "detail": sentence, "said": sentence}
        answer: HttpResponse = JsonResponse(body, status=status, content_type="application/problem+json")
    elif "HX-Request" in request.headers:
        words = {"heading": heading, "sentence": sentence}
        answer = HttpResponse(render_to_string("office/partials/_refused.html", words), status=status)
        by_itself = "X-Refresh" in request.headers  # nobody pressed anything: the page stays as it is
        answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#refused", "none" if by_itself else "innerHTML"
    else:
        answer = HttpResponse(render_to_string("503.html", {"heading": heading, "sentence": sentence}), status=status)
    answer.headers["Retry-After"] = SOON
    return answer


def _page(request: HttpRequest, refusal: Refusal) -> dict[str, str]:
    page = {"heading": refusal.title, "sentence": refusal.sentence, "drawing": DRAWINGS.get(refusal.status, "no")}
    if refusal.status == 401:
        return page | {"back": sign_in_address(request), "act": "去登录"}
    if refusal.status == 404:
        return page | {"back": "/", "act": "回到工作台"}
    return page | {"back": _referer(request), "act": "返回"}


def _referer(request: HttpRequest) -> str:
    """The page that he came from, if it is one of ours."""
    back = request.headers.get("Referer", "")
    try:
        ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    except DisallowedHost:  # this may be what is being answered
        return "/"
    return back if ours else "/"
