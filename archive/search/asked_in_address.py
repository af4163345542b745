"""检索式与网址：words, conditions and order stand in the address, so that Back, a copied link and a kept search are the same thing.

What cannot be understood is left out, and where a person may have typed it that is said: an address can be typed by anybody.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from django.http import QueryDict

from archive.search.asking import Asked
from archive.search.engine.port import FACETS, Order
from archive.search.words import LONGEST, MOST, terms_of

ORDERS = {
    Order.RELEVANCE: "按相关",
    Order.NEWEST: "新的在前",
    Order.OLDEST: "旧的在前",
    Order.NUMBER: "按文号",
}
VALUES_MOST, VALUE_LONGEST, CURSOR_LONGEST = 20, 120, 2000


def typed_in(address: QueryDict) -> str:
    """The words."""
    return address.get("q", "").replace("\0", " ").strip()[:LONGEST]


def asked_in(address: QueryDict) -> Asked:
    """The question of an address."""
    narrowed = {}
    for name in FACETS:
        values = [one[:VALUE_LONGEST] for one in address.getlist(name)[:VALUES_MOST] if one]
        if values:
            narrowed[name] = frozenset(values)
    return Asked(
        terms=terms_of(typed_in(address)),
        narrowed=narrowed,
        since=_day(address.get("since", "")),
        until=_day(address.get("until", "")),
        order=next((one for one in Order if one.value == address.get("order")), Order.RELEVANCE),
    )


def left_out(address: QueryDict) -> list[str]:
    """What somebody asked and was not understood, in sentences."""
    asked, said = asked_in(address), []
    for name, label, day in (("since", "自何日", asked.since), ("until", "至何日", asked.until)):
        if (typed := address.get(name, "").strip()) and day is None:
            said.append(f"“{label}”里的“{typed[:20]}”不是日期，没有按它检索。请写成2026-03-16这样。")
    if asked.since and asked.until and asked.since > asked.until:
        said.append("“自何日”在“至何日”之后，其间没有日子，所以找不到。请对调或改正。")
    typed = address.get("q", "").strip()
    parts = len(typed.split())
    if len(typed) > LONGEST or parts > MOST:
        said.append(f"检索的字太多，只按前{LONGEST}个字、前{MOST}段检索。")
    return said


def canonical(address: QueryDict) -> str:
    """The address without the place in the list, its parts in one order: the same question is the same text."""
    asked = asked_in(address)
    plain = QueryDict(mutable=True)
    if typed := typed_in(address):
        plain["q"] = typed
    for name in FACETS:
        plain.setlist(name, sorted(asked.narrowed.get(name, ())))
    for name, day in (("since", asked.since), ("until", asked.until)):
        if day:
            plain[name] = day.isoformat()
    if asked.order is not Order.RELEVANCE:
        plain["order"] = asked.order.value
    return plain.urlencode()


def place_in(address: QueryDict) -> tuple[str, ...]:
    """The cursor of the page before; empty for the first page, and for what is no cursor."""
    with suppress(ValueError, binascii.Error, UnicodeError, RecursionError):
        text = address.get("after", "")[:CURSOR_LONGEST]
        parts = json.loads(urlsafe_b64decode(text.encode("ascii"))) if text else []
        if isinstance(parts, list) and all(isinstance(one, str) for one in parts):
            return tuple(parts)
    return ()


def written_place(cursor: tuple[str, ...]) -> str:
    """A cursor as it stands in an address."""
    return urlsafe_b64encode(json.dumps(cursor, ensure_ascii=False).encode()).decode("ascii") if cursor else ""


def toggled(address: QueryDict, name: str, value: str) -> str:
    """The address with a condition more, or less where it stands there, from its first page on."""
    changed = address.copy()
    changed.pop("after", None)
    values = changed.getlist(name)
    changed.setlist(name, [one for one in values if one != value] if value in values else [*values, value])
    return f"?{changed.urlencode()}"


def without(address: QueryDict, *names: str) -> str:
    """The address without some of its parts, from its first page on."""
    changed = address.copy()
    for name in ("after", *names):
        changed.pop(name, None)
    return f"?{changed.urlencode()}"


def conditions(address: QueryDict) -> Mapping[str, list[str]]:
    """The values by which an address is narrowed."""
    return {name: [one for one in address.getlist(name) if one] for name in FACETS if any(address.getlist(name))}


def _day(text: str) -> date | None:
    with suppress(ValueError):
        day = date.fromisoformat(text)
        return day if 1900 <= day.year <= 2100 else None
    return None
