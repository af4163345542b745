"""访问日志：one line for each reading, download, print, sign-in and refusal, whatever became of the action itself."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import Error, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from office.access.answers import not_logged
from office.access.noting import Noted, noted
from office.access.origins import origin_of, plain, session_mark, told_path
from office.kernel.origin import Origin, origin
from office.kernel.rows import insert
from office.models.access import Access, AccessEntry
from office.models.people import Person

log = logging.getLogger(__name__)

SENTENCES = {
    400: "请求不完整或看不懂。",
    403: "没有这一项职责。",
    404: "没有找到，或不在阅读范围。",
    405: "这个地址不这样用。",
    413: "内容太大。",
    429: "来得太密。",
}
UNLOGGED = ("/healthz", "/readyz")


class AccessLog:
    """Stands outside all that acts and refuses: when it writes, the action's own transaction has ended either way.

    Round the request it also says from where it came, for the trail. A line that cannot be written withholds the answer (503):
    nothing is read unseen.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        came_from = origin_of(request)
        token = origin.set(came_from)
        try:
            response = self.get_response(request)
        finally:
            origin.reset(token)
        entry = line(request, response, came_from)
        if entry is None:
            return response
        try:
            with transaction.atomic():
                insert(entry)
        except Error:
            log.exception("the access log could not be written: %s %s", entry.kind, entry.path)
            refused = not_logged(request)
            refused._resource_closers.extend(response._resource_closers)  # type: ignore[attr-defined] # noqa: SLF001 - closed with this one
            return refused
        return response


def line(request: HttpRequest, response: HttpResponseBase, came_from: Origin) -> AccessEntry | None:
    """What there is to write of a request; None: nothing."""
    # not `path`: its beginning is whatever the server says of where the site begins; this is what the view was found by
    if request.path_info in UNLOGGED or request.path_info.startswith(settings.STATIC_URL):
        return None
    status = response.status_code
    said = noted(request)
    if 400 <= status < 500 and (
        said is None or said.kind not in {Access.REFUSED, Access.SIGN_IN_FAILED, Access.TIMED_OUT}
    ):
        sentence = SENTENCES.get(status, response.reason_phrase)
        said = Noted(Access.REFUSED, said.about if said else None, said.title if said else "", sentence)
    if said is None or status >= 500:
        return None
    person = said.person or _person(request)
    return AccessEntry(
        kind=said.kind,
        person=person.uid if person else None,
        name=plain(said.name or (person.name if person else ""), 60),
        about=said.about,
        title=plain(said.title, 400),
        address=came_from.address,
        device=came_from.device,
        session=_session(request) or came_from.session,
        method=plain(request.method or "", 10),
        path=told_path(request),
        status=status,
        sentence=plain(said.sentence, 400),
    )


def _person(request: HttpRequest) -> Person | None:
    """Who is signed in when the answer is ready; nobody where the request was turned away before that was asked."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Person) else None


def _session(request: HttpRequest) -> str:
    """The session that a sign-in has just made has another key than the one that the browser sent."""
    session = getattr(request, "session", None)
    return session_mark(session.session_key or "") if session is not None else ""
