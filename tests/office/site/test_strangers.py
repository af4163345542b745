"""Every address of the product, asked by people who have no business there: what is not theirs is not there, in the same words."""

import re
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from office.kernel.ids import uuid7
from office.site.public import PUBLIC
from tests.office.site.city import NAMED, City, a_city_of_everything, routes, signed_in
from tests.reading import ReadingClient

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

FOR_ALL = [
    "search:save",
    "search:search",
    "desk",
    "desk_now",
    "counts",
    "office:me",
    "office:due",
    "office:directory",
    "office:trail",
    "calendar:year",
    "realtime:notifications",
    "realtime:bell",
    "realtime:read_all",
    "realtime:undo",
    "account_change_password",
    "docflow:documents",
    "docflow:new",
    "docflow:papers",
    "docflow:registers",
    "docflow:reserve",
    "docflow:codes",
    "docflow:open_code",
    "distribution:deliveries",
    "distribution:sent_documents",
    "distribution:groups",
    "distribution:new_group",
    "incoming:list",
    "incoming:new",
    "incoming:bring",
    "incoming:classes",
    "incoming:phrases",
    "incoming:registers",
    "circulation:circulations",
    "supervision:matters",
    "supervision:board",
    "supervision:ranking",
    "briefs:briefs",
    "briefs:issues",
    "briefs:requests",
    "briefs:ranking",
    "briefs:scores",
    "archive:records",
    "archive:confirm",
    "loans:mine",
    "loans:new",
    "meetings:calendar",
    "meetings:free",
    "meetings:book",
    "meetings:new_series",
    "meetings:mine",
    "meetings:approvals",
    "meetings:wait",
    "meetings:addresses",
    "meetings:new_address",
    "convening:meetings",
    "topics:topics",
    "duty:mine",
    "duty:absence",
    "duty:wish",
    "duty:units",
    "dutydesk:desks",
    "urgent:events",
    "urgent:reach",
]
"""Addresses that name nothing: lists, forms, one's own. They show what is his, which may be nothing."""
FOR_SOME = [
    "archive:decide_chosen",
    "importing:new",
    "importing:batches",
    "archive:fixity",
    "office:access_log",
    "jobs:jobs",
    "supervision:new",
    "supervision:bulletin",
    "supervision:rule",
    "briefs:new",
    "briefs:new_issue",
    "briefs:new_request",
    "briefs:bulletin",
    "briefs:settings",
    "briefs:periodical",
    "briefs:rule",
    "loans:desk",
    "meetings:keeping",
    "meetings:new_building",
    "convening:new",
    "convening:kinds",
    "convening:new_kind",
    "topics:new",
    "topics:new_call",
    "duty:new_unit",
    "urgent:new",
    "urgent:statistics",
    "urgent:limits",
    "calendar:preview",
    "calendar:import",
    "administration:organs",
    "administration:people",
    "archive:fondses",
    "archive:open_fonds",
    "archive:catalogue",
    "archive:catalogue_file",
    "archive:catalogue_table",
    "archive:registration_file",
    "archive:write_class_note",
]
"""The same, for those with a role."""
KNOWN_TO_ALL = ["office:organ", "office:person"]
"""The directory is open to whoever is signed in."""


def test_each_route_stands_in_exactly_one_list() -> None:
    known = dict(routes(get_resolver()))
    guarded = [name for name, pattern in known.items() if pattern not in PUBLIC]
    listed = [*FOR_ALL, *FOR_SOME, *KNOWN_TO_ALL, *NAMED]
    assert sorted(listed) == sorted(guarded), "a route was added or removed: say here what a stranger finds at it"
    assert [name for name in (*FOR_ALL, *FOR_SOME) if "<" in known[name]] == []
    assert [name for name in (*NAMED, *KNOWN_TO_ALL) if "<" not in known[name]] == []


@pytest.fixture
def city() -> City:
    return a_city_of_everything()


def stripped(answer: Any) -> str:
    """A page without what differs from one drawing to the next, and without its own address."""
    plain = re.sub(r'value="[^"]*"|X-CSRFToken[^}]*', "", answer.content.decode())
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", plain)


def test_what_is_not_his_is_not_there_in_the_same_words_at_every_address(city: City) -> None:
    for who, person in city.strangers.items():
        client = signed_in(person)
        for name in NAMED:
            there, absent = city.address(name), city.address(name, there=False)
            for ask in (client.get, partial(client.post, data={"key": str(uuid7()), "reason": "试"})):
                found, nothing = ask(there), ask(absent)
                assert found.status_code in {404, 405}, (who, name, found.status_code)
                assert found.status_code == nothing.status_code, (who, name)
                assert stripped(found) == stripped(nothing), (who, name)


def test_to_a_visitor_every_address_is_the_way_to_sign_in(city: City) -> None:
    client = ReadingClient()
    for name in NAMED:
        for there in (True, False):
            address = city.address(name, there=there)
            for answer in (client.get(address), client.post(address, {"key": str(uuid7())})):
                assert answer.status_code in {302, 401}, name
                assert "供热" not in answer.content.decode(), name


def test_lists_and_forms_show_a_stranger_nothing_of_others(city: City) -> None:
    for who, person in city.strangers.items():
        client = signed_in(person)
        for name in (*FOR_ALL, *FOR_SOME):
            if name in {
                "office:directory",
                "office:access_log",
                "office:trail",
            }:  # people and journals: their own tests
                continue
            answer = client.get(reverse(name))
            assert answer.status_code in {200, 302, 403, 404, 405}, (who, name)
            assert "冬季供热" not in answer.content.decode(), (who, name)


def test_each_thing_is_there_for_somebody(city: City) -> None:
    """Otherwise the tests above would prove nothing."""
    for name in NAMED:
        with transaction.atomic():
            assert city.whoever(name, city.address(name), is_there) is not None, name
            transaction.set_rollback(True)


def is_there(client: Client, address: str) -> bool:
    """Some of the ways to ask for it are answered."""
    for ask in (client.get, partial(client.post, data={"reason": ""})):
        answer: Any = ask(address)
        if answer.streaming:  # a file, which is closed by being read
            b"".join(answer)
        if answer.status_code not in {404, 405}:
            return True
    return False
