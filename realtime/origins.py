# mypy: allow-untyped-calls
# (channels has no annotations)
"""Whence a socket may be opened: from a page of this very site, and from nowhere else.

A browser sends cookies with a socket to any site, so without this a strange page could listen with the visitor's session. Channels'
own validator compares hosts only; here scheme and port count too.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.http.request import split_domain_port, validate_host

Scope = dict[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]
PORTS = {"http": 80, "https": 443}


def same_origin(
    origin: str, host: str, *, secure: bool, allowed_hosts: Iterable[str], trusted: Iterable[str] = ()
) -> bool:
    """Whether `origin` (the header Origin) is this site as the request addressed it (the header Host), under an allowed host.

    `secure`: pages are served by https. `trusted` are further origins, as in CSRF_TRUSTED_ORIGINS. No origin, "null" or a
    malformed one is refused.
    """
    given = _place(origin)
    if given is None:
        return False
    if given in {_place(one) for one in trusted}:
        return True
    domain, _ = split_domain_port(host)
    return (
        bool(domain)
        and validate_host(domain, list(allowed_hosts))
        and given == _place(f"{'https' if secure else 'http'}://{host}")
    )


def _place(origin: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of an origin; None where it is none."""
    try:
        parts = urlsplit(origin.strip().lower())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname or parts.path or parts.query or parts.fragment or parts.username:
        return None
    return parts.scheme, parts.hostname, port or PORTS[parts.scheme]


class SameOrigin:
    """The ASGI wrapper: a socket from elsewhere is refused before it is accepted, and the rest of the site is not asked."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        headers: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.lower(), []).append(value)
        origins, hosts = headers.get(b"origin", []), headers.get(b"host", [])
        welcome = len(origins) == len(hosts) == 1 and same_origin(
            origins[0].decode("latin1"),
            hosts[0].decode("latin1"),
            secure=settings.HTTPS,
            allowed_hosts=settings.ALLOWED_HOSTS,
            trusted=settings.CSRF_TRUSTED_ORIGINS,
        )
        await (self.application if welcome else Refused.as_asgi())(scope, receive, send)


class Refused(AsyncWebsocketConsumer):
    """Closes before accepting: the browser's handshake is answered 403."""

    async def connect(self) -> None:
        await self.close()
