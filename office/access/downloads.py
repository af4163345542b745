"""下载随登录而止：what is still on its way to somebody whose sign-in has ended goes no further."""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from importlib import import_module

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

LOOK_EVERY = 0.5  # seconds


class EndsWithSignIn:
    """Stands where sessions and sign-in are known. Without it a slow download would outlive a stopped account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        session = request.session.session_key
        if (
            isinstance(answer, StreamingHttpResponse)
            and not answer.is_async
            and session
            and request.user.is_authenticated
        ):
            parts = _while_signed_in(iter(answer.streaming_content), session)  # type: ignore[arg-type] # it is not async
            answer.streaming_content = _in_turn(parts) if isinstance(request, ASGIRequest) else parts
        return answer


class SignInEndedError(ConnectionAbortedError):
    """In the middle of an answer there is nothing left to say but to end the connection."""


def still_signed_in(session: str) -> bool:
    """Whether the next request with this session would be somebody's."""
    next_one = HttpRequest()
    next_one.session = import_module(settings.SESSION_ENGINE).SessionStore(session)
    return get_user(next_one).is_authenticated


def _while_signed_in(parts: Iterator[bytes], session: str) -> Iterator[bytes]:
    looked = time.monotonic()
    for part in parts:
        if time.monotonic() - looked >= LOOK_EVERY:
            if not still_signed_in(session):
                raise SignInEndedError("the sign-in of a running download has ended")
            looked = time.monotonic()
        yield part


async def _in_turn(parts: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The next part when the last one is out: Django would read all of a plain iterator before it sends anything."""
    following = sync_to_async(lambda: next(parts, None))
    with suppress(ConnectionAbortedError):  # the server sees that something is missing, and hangs up
        while (part := await following()) is not None:
            yield part
