"""Answers to what no view took: the words of the house instead of Django's."""

from django.http import HttpRequest, HttpResponse

from office.access.answers import answer
from office.kernel.refusals import Invalid, NotAllowed, NotThere


class NotUnderstood(Invalid):
    """The request itself is broken."""

    status = 400
    title = "没有看懂这次请求"


class StaleForm(NotAllowed):
    """A form without the mark that this site gave it (CSRF)."""

    title = "没有办：这一页放得太久了"


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, in the very words of what is there and not for this reader."""
    return answer(request, NotThere())


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return answer(request, NotAllowed("您目前的任职没有这一项职责。需要时请与本机关管理员联系。"))


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return answer(request, NotUnderstood("地址或内容不完整。请回到上一页再试一次。"))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form from elsewhere, or from before a new sign-in."""
    sentence = "登录已变化，或浏览器没有收下本站的记号。请返回上一页刷新后再办，写好的文字请先复制。"
    return answer(request, StaleForm(sentence))
