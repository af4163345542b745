"""Every address, with every parameter and field that any page reads filled with what no page expects: a page or a refusal, never a fault.

The names come from the code (forms, and what views ask `request.GET` and `request.POST` for), the addresses from the lists that
`test_strangers` compares with the resolver: what is added is walked by itself.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django import forms
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import get_resolver, reverse

from office.kernel.ids import uuid7
from office.site.public import PUBLIC
from tests.office.site.city import NAMED, City, routes, signed_in
from tests.office.site.test_strangers import FOR_ALL, FOR_SOME, KNOWN_TO_ALL, is_there
from tests.reading import ReadingClient
from tests.rooms import ROOMS, ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

STRANGE_TEXT = {
    "NUL": "a\x00b",
    "half a character": "\ud800",
    "neither seen nor said": "\ufffe\U000e0041\u202egpj.exe",
    "a query": "1'); SELECT pg_sleep(9);--",
    "unfinished": '{"a":[',
    "long": "阅" * 2_500,  # in every field at once, and still below what a request may hold
}
STRANGE_REST = {
    "NUL": "a\x00b",
    "half a character": "\ud800",
    "a look-up": "password__startswith",
    "many digits": "9" * 5000,
    "a number beyond the column": "-9223372036854775809",
    "not a number": "NaN",
    "full width": "２０２６-１-１",
    "a year too many": "10000-01-01",
    "day nought": "0000-00-00",
    "the last day": "9999-12-31",
    "the first day": "0001-01-01",
}
"""For numbers, days, choices and uids."""
ASKED = re.compile(r'(?:request\.(?:GET|POST)|self\.(?:data|fields)|given|asked)(?:\.get|\.getlist)?[(\[]"(\w+)"')
UNASKED = {
    "healthz",
    "readyz",
    "meetings:feed",
    "meetings:door",
    "meetings:door_now",
    "attendance:screen",
    "attendance:screen_now",
    "proceedings:screen",
    "proceedings:screen_now",
    "dutydesk:screen",
    "dutydesk:screen_now",
}
PLAIN = "试"
ROUNDS = 4


@dataclass(frozen=True)
class Place:
    """A route, its address, and somebody for whom it is there."""

    name: str
    address: str
    client: Client


def names_asked_for() -> set[str]:
    """Parameters and fields, in the words of the code."""
    found = {name for room in ROOMS for file in (ROOT / room).rglob("*.py") for name in ASKED.findall(file.read_text())}
    return found | {name for form in all_forms() for name in form.base_fields}


def all_forms() -> Iterator[type[forms.Form]]:
    """Ours; the pages that hold them are loaded with the resolver."""
    left: list[type[Any]] = [forms.Form]
    while left:
        left += (kind := left.pop()).__subclasses__()
        if kind.__module__.startswith(ROOMS):
            yield kind


def plausible() -> dict[str, list[str]]:
    """What a careful attacker sends besides: the rest of the form in order, by the kind of its fields."""
    kinds = {name: type(field) for form in all_forms() for name, field in form.base_fields.items()}
    by_kind: dict[type[forms.Field], str] = {
        forms.UUIDField: str(uuid7()), forms.IntegerField: "1", forms.DateField: "2026-12-01", forms.BooleanField: "on"
    }  # fmt: skip
    values = {name: by_kind.get(kinds.get(name, forms.CharField), PLAIN) for name in names_asked_for()}
    for form in all_forms():
        for name, field in form.base_fields.items():
            if isinstance(field, forms.ChoiceField) and not callable(field.choices):
                values[name] = str(list(field.choices)[-1][0]) if list(field.choices) else PLAIN
    return {name: [value] for name, value in values.items()} | {"key": [str(uuid7())]}


def encoded(fields: dict[str, list[str]]) -> str:
    """As a browser would send it, and as no browser would: half characters too."""
    return urlencode(fields, doseq=True, errors="surrogatepass")


@pytest.fixture
def places(city: City) -> list[Place]:
    """All of them."""
    known: dict[str, str] = dict(routes(get_resolver()))
    public = [name for name, pattern in known.items() if pattern in PUBLIC and name not in UNASKED]
    addresses = {name: reverse(name) for name in (*FOR_ALL, *FOR_SOME, *public)}
    addresses |= {name: reverse(name, args=[city.rows[name.removeprefix("office:")]]) for name in KNOWN_TO_ALL}
    addresses |= {name: city.address(name) for name in NAMED}
    found = []
    for name, address in addresses.items():
        with transaction.atomic():
            able = city.whoever(name, address, is_there) or signed_in(city.insiders[0])
            transaction.set_rollback(True)
        found.append(Place(name, address, ReadingClient() if name in public else able))
    return found


@contextmanager
def looked_at() -> Iterator[set[str]]:
    """The parameters and fields that are asked for by name meanwhile."""
    asked = set[str]()
    with pytest.MonkeyPatch.context() as patch:
        for way in ("__getitem__", "__contains__", "getlist"):
            patch.setattr(QueryDict, way, _told(getattr(QueryDict, way), asked))
        patch.setattr(QueryDict, "dict", _all_of_it)
        yield asked


def _told(way: Callable[..., Any], asked: set[str]) -> Callable[..., Any]:
    def ask(self: QueryDict, name: str, *more: Any) -> Any:
        asked.add(name)
        return way(self, name, *more)

    return ask


def _all_of_it(self: QueryDict) -> dict[str, Any]:
    """What was typed, to be shown again: nothing is asked for by name."""
    return {name: values[-1] if values else [] for name, values in self.lists()}


def asked_by(place: Place, method: str, sent: str) -> set[str]:
    """What it looks at of what is sent; the key of an act is its own test's."""
    with looked_at() as asked:
        answered(place.client, method, place.address, sent)
    return asked - {"key"}


def answered(client: Client, method: str, address: str, sent: str = "") -> int:
    """The status; the content is read to its end, and nothing that was done stays. `sent` is encoded."""
    with transaction.atomic():
        if method == "GET":
            answer = client.get(f"{address}?{sent}")
        else:
            answer = client.post(address, sent, content_type="application/x-www-form-urlencoded")
        if answer.streaming:
            b"".join(answer)
        transaction.set_rollback(True)
    return int(answer.status_code)


def faults(sent: Iterable[tuple[Place, dict[str, list[str]]]], method: str) -> dict[str, str]:
    """The routes that broke at what each was sent, and how."""
    broken = {}
    for place, fields in sent:
        try:
            status = answered(place.client, method, place.address, encoded(fields))
        except Exception as error:
            broken[place.name] = f"{type(error).__name__}: {error}"[:200]
        else:
            if status >= 500:
                broken[place.name] = str(status)
    return broken


def test_nothing_strange_breaks_a_page_or_an_act(places: list[Place]) -> None:
    names, order = names_asked_for(), plausible()
    reading = [place for place in places if asked_by(place, "GET", "page=1")]
    acts = {place: asked for place in places if (asked := asked_by(place, "POST", encoded(order)))}
    assert (len(names) > 80, len(reading) > 20, len(acts) > 100) == (True, True, True)
    broken = {f"GET, {label}": found for label, found in asked_for(reading, names)}
    broken |= {f"POST, {label}": found for label, found in sent_to(acts, order)}
    assert {label: found for label, found in broken.items() if found} == {}


def asked_for(places: list[Place], names: set[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every parameter at once, twice, and under the name that some think is a list's; each round another value in each."""
    values = [
        value for label, value in (STRANGE_TEXT | STRANGE_REST).items() if label != "long"
    ]  # no address is so long
    for turn in range(ROUNDS):
        fields = dealt(names, values, turn)
        fields |= {f"{name}[]": some for name, some in fields.items()}
        yield f"{turn}", faults(((place, fields) for place in places), "GET")


def sent_to(acts: dict[Place, set[str]], order: dict[str, list[str]]) -> Iterator[tuple[str, dict[str, str]]]:
    """In the fields that each looks at, text is strange while the rest is in order, then the rest while text is."""
    text = {name for name, values in order.items() if values == [PLAIN]}
    for label, value in STRANGE_TEXT.items():
        strange = {name: [value, value] for name in text}
        yield label, faults(((place, order | among(asked, strange)) for place, asked in acts.items()), "POST")
    for turn in range(ROUNDS):
        strange = dealt(order.keys() - text - {"key"}, list(STRANGE_REST.values()), turn)
        yield (
            f"the rest, {turn}",
            faults(((place, order | among(asked, strange)) for place, asked in acts.items()), "POST"),
        )


def among(asked: set[str], fields: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: values for name, values in fields.items() if name in asked}


def dealt(names: Collection[str], values: list[str], turn: int) -> dict[str, list[str]]:
    """A value for each name, another one each turn."""
    return {name: [values[(n + 3 * turn) % len(values)]] * 2 for n, name in enumerate(sorted(names))}
