"""Pages that a secret address opens. A wrong one, a revoked one and one whose maker has left are not there, in the same words."""

from django.http import HttpRequest

from meetings.models import SecretAddress
from meetings.secrets import digest_of
from office.api import Actor, actor_of
from office.kernel.origin import origin
from office.kernel.rate_limit import network_of, within_limit
from office.kernel.refusals import NotAllowed, NotThere, TooOften

A_MINUTE = 60
"""Askings from one network address: an office behind one address has many screens, and nobody guesses 256 bits so."""


def opened(request: HttpRequest, token: str, *kinds: str) -> tuple[SecretAddress, Actor]:
    """What it opens, and he by whose right. Raises TooOften, NotThere."""
    ask_seldom(request)
    rows = SecretAddress.objects.select_related("made_by__person", "room__building__kept_by", "room__approved_by")
    found = rows.filter(digest=digest_of(token), opens__in=kinds, revoked_at__isnull=True).first()
    if found is None or not found.made_by.person.is_active:
        raise NotThere("该地址的内容")
    try:
        return found, actor_of(found.made_by.person)
    except NotAllowed as nobody:
        raise NotThere("该地址的内容") from nobody


def ask_seldom(request: HttpRequest) -> None:
    """Raise TooOften where one network address asks for secret addresses faster than its screens do."""
    address = network_of(origin.get().address or request.META.get("REMOTE_ADDR", ""))
    if not within_limit("secret-address", address, limit=A_MINUTE, seconds=60):
        raise TooOften("一分钟内问得太多。请过一分钟再试。")
