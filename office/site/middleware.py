"""Headers that every answer carries, and the size that no request exceeds."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from office.access.answers import answer
from office.kernel.refusals import TooLarge
from office.site.bodies import LARGEST, LARGEST_IN_WORDS

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


class ContentSecurityPolicy:
    """No inline script or style, nothing from elsewhere, no framing; private answers are not kept by caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class BodyLimit:
    """A body that says it is larger than anything is here is refused before a byte of it is read or parsed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said[:20]) > LARGEST:
            return answer(request, TooLarge(f"一次最多发送{LARGEST_IN_WORDS}，没有收下。请把文件压缩或分几次上传。"))
        return self.get_response(request)
