"""What is answered to one person is kept by no cache on the way and shown to nobody else, at every address and with every suffix."""

from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404

from tests.office.site.city import NAMED, City
from tests.office.site.test_strangers import FOR_ALL, FOR_SOME, KNOWN_TO_ALL

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

DISGUISES = (
    ".css",
    "x.css",
    "/x.css",
    ";x.css",
    "%3Bx.css",
    "%2Fx.css",
    "%5Cx.css",
    "%00.css",
    "%0A.css",
    "%3Fx.css",
    "%23x.css",
)
"""What makes a cache that goes by names take a page for a stylesheet."""


@pytest.fixture
def addresses(city: City) -> dict[str, str]:
    """Every address that needs a sign-in."""
    found = {name: reverse(name) for name in (*FOR_ALL, *FOR_SOME)}
    found |= {name: reverse(name, args=[city.rows[name.removeprefix("office:")]]) for name in KNOWN_TO_ALL}
    return found | {name: city.address(name) for name in NAMED}


def test_no_cache_keeps_what_somebody_was_shown(city: City, addresses: dict[str, str]) -> None:
    shown = set()
    for name, address in addresses.items():
        client = city.whoever(name, address, is_answered)
        if client is not None and seen(client.get(address), name) == 200:
            shown.add(name)
            seen(client.get(address, headers={"HX-Request": "true"}), name)
            seen(client.get(address, headers={"Accept": "application/json"}), name)
    assert len(shown) > len(addresses) / 2  # the others are only ever sent to


def is_answered(client: Client, address: str) -> bool:
    """He is shown something, or it is only ever sent to; refusals are looked at as well."""
    return seen(client.get(address), address) in {200, 405}


def seen(answer: Any, name: str) -> int:
    """The status of an answer that is private, and that no other page can frame or take for another type."""
    if answer.streaming:
        b"".join(answer)
    keeping, policy = answer.headers["Cache-Control"], answer.headers["Content-Security-Policy"]
    assert "private" in keeping, name
    assert "public" not in keeping, name
    assert "Cookie" in answer.headers["Vary"], name
    assert answer.headers["X-Content-Type-Options"] == "nosniff", name
    assert answer.headers["X-Frame-Options"] == "DENY", name
    assert "frame-ancestors 'none'" in policy or "sandbox" in policy, name
    return int(answer.status_code)


def test_no_page_answers_in_the_disguise_of_a_stylesheet(addresses: dict[str, str]) -> None:
    found = {
        address + disguise: view
        for address in addresses.values()
        for disguise in DISGUISES
        if (view := view_at(unquote(address + disguise)))
    }
    assert found == {}


def view_at(path: str) -> str:
    """The name of the view that answers there; empty: none."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""
