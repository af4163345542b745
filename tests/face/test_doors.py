"""No page without a door: every address that is routed is led to from a page, or from the program."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.rooms import ROOMS, ROOT

ALONE = {"account_inactive": "allauth turns there who may not sign in any more"}
"""Addresses that no page of ours leads to, and who knows them."""


def named(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from named(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        elif one.name:
            yield f"{space}{one.name}"


def test_every_address_is_led_to() -> None:
    texts = [
        path.read_text(encoding="utf-8")
        for room in ROOMS
        for kind in ("*.html", "*.py")
        for path in (ROOT / room).rglob(kind)
        if path.name != "urls.py"
    ]
    led_to = set(re.findall(r"""["']([\w-]+(?::[\w-]+)?)["']""", "\n".join(texts)))
    assert sorted(set(named(get_resolver().url_patterns)) - led_to - set(ALONE)) == []
