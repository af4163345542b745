"""From where a request comes, in the form in which history keeps it."""

import unicodedata

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest

from office.kernel.digests import sm3
from office.kernel.origin import Origin

SECRETS = frozenset({"token", "secret", "code", "signature", "password"})  # names of parts of an address
BLOT = "…"


def origin_of(request: HttpRequest) -> Origin:
    """Network address (behind proxies as `ALLAUTH_TRUSTED_PROXY_COUNT` says), browser, and the mark of the session."""
    return Origin(
        address=_address(request),
        device=plain(request.headers.get("User-Agent", ""), 200),
        session=session_mark(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")),
    )


def session_mark(key: str) -> str:
    """16 hexadecimal digits by which a session can be followed and not be taken over; empty without a session."""
    return sm3(b"session\0", key.encode(errors="replace")).hex()[:16] if key else ""


def told_path(request: HttpRequest) -> str:
    """The path without its query; parts of it that the route calls a secret are blotted out."""
    path = request.path
    match = request.resolver_match
    for name, value in (match.kwargs if match else {}).items():
        if name in SECRETS and str(value):
            path = path.replace(str(value), BLOT)
    return plain(path, 400)


def plain(text: str, longest: int) -> str:
    """Text that any database takes: without control characters and half characters, cut to its column."""
    kept = "".join("\ufffd" if unicodedata.category(c) in {"Cc", "Cs"} else c for c in text[:longest])
    return kept if len(text) <= longest else f"{kept[: longest - 1]}{BLOT}"


def _address(request: HttpRequest) -> str:
    try:
        found: str = get_adapter(request).get_client_ip(request)  # as the lock on signing in asks
    except (PermissionDenied, ImproperlyConfigured):
        found = request.META.get("REMOTE_ADDR", "")
    return plain(found, 45)
