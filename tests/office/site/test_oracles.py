"""What no page asks for is passed over: a parameter of another name orders nothing, filters nothing, counts nothing."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from office.models import Person
from tests.office.site.city import NAMED, City, pages_among, signed_in
from tests.office.site.test_fuzzed_parameters import looked_at, names_asked_for
from tests.office.site.test_strangers import FOR_ALL, FOR_SOME

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

LOOKUPS = ("__startswith", "__gt", "__regex", "__isnull", "__in", "[]", "[$ne]", ".0", "!")
OTHERS = {
    "ordering": "owner__password",
    "order_by": "-person__password",
    "sort": "password",
    "o": "-1",
    "group_by": "organ",
    "fields": "password",
    "expand": "person",
    "owner__password__startswith": "a",
    "person__password__startswith": "argon2",
    "drafter__person__login": "person1",
    "document__secret_level__gt": "0",
    "organ__name__contains": "供热",
    "pk__gt": "0",
    "id": "1",
    "limit": "1",
    "offset": "1",
    "page_size": "1",
    "format": "json",
    "_method": "DELETE",
    "__proto__": "1",
    "where": "1=1",
    "search": "x' OR '1'='1",
    "query": "{users{password}}",
}
CHANGING = re.compile(
    r'<input type="hidden"[^>]*>|<a [^>]*>看全部</a>|<(?:rect|line|text|circle|progress)[^>]*>|\s+|X-CSRFToken[^}]*\}|value="[0-9a-f-]{36}"|\d?\d:\d\d|\d+分钟|\d+秒|刚刚|(?:href|action|data-[a-z]+)="[^"]*"'
)


def shown(client: Client, address: str, asked: str = "") -> str:
    """A page without what differs from one drawing to the next, and without its own address."""
    answer: Any = client.get(f"{address}?{asked}")
    body = b"".join(answer) if answer.streaming else answer.content
    text = (
        body.decode(errors="replace")
        if "html" in answer.headers.get("Content-Type", "")
        else answer.headers.get("Content-Type", "")
    )
    return f"{answer.status_code} {CHANGING.sub('', text)}"


GROWS_BY_BEING_READ = "office:access_log"


def is_shown(client: Client, address: str) -> bool:
    return shown(client, address).startswith("200")


MOST = 1500
"""Parameters of one address; far more of them are refused as a whole."""


def test_what_no_page_asks_for_changes_no_page(city: City) -> None:
    asked_for = names_asked_for()
    others = {name: value for name, value in OTHERS.items() if name not in asked_for}
    lookups = [(f"{name}{lookup}", "1") for name in sorted(asked_for - {"page"}) for lookup in LOOKUPS]
    some = [urlencode(lookups[n : n + MOST]) for n in range(0, len(lookups), MOST)]
    sent = [urlencode(others), *some, urlencode({f"{name}__x": "[]" for name in asked_for})]
    addresses = {name: reverse(name) for name in (*FOR_ALL, *FOR_SOME) if name != GROWS_BY_BEING_READ}
    addresses |= {name: city.address(name) for name in NAMED if NAMED[name].split()[-1] in city.rows}
    pages = set(pages_among(addresses.values(), signed_in(city.insiders[0])))
    shut, asking, differs = 0, 0, set()
    for name, address in addresses.items():
        if address not in pages:
            continue
        if client := city.whoever(name, address, is_shown):
            with looked_at() as names:
                plain = shown(client, address, "page=1")
            if names:  # whoever asks for nothing is not changed by what is asked
                asking += 1
                differs |= {(address, asked[:40]) for asked in sent if shown(client, address, asked) != plain}
        else:
            shut += 1
    assert differs == set()
    assert (shut < len(addresses) / 10, asking > 20) == (True, True)


def test_a_search_looks_where_it_says_and_nowhere_else(city: City) -> None:
    """Not in logins, digests, or telephone numbers: neither by a piece of one nor by a pattern."""
    hidden = Person.objects.order_by("pk").last()
    assert hidden is not None
    Person.objects.filter(pk=hidden.pk).update(login="verborgen77", password="argon2$geheim", name="云中客")
    lists = ("office:directory", "docflow:documents", "docflow:papers", "incoming:list", "archive:records")
    wild = ("verborgen77", "geheim", "%", "_", "\\", "*", ".*", "云%客", "' OR ''='")
    for person in city.insiders[:4]:
        client = signed_in(person)
        for name in lists:
            found = [one for one in wild if "云中客" in client.get(reverse(name), {"q": one}).content.decode()]
            assert found == [], name
