"""The directory shows names, posts and masked numbers to whoever is signed in, at the pace of a person; logins and digests to nobody.

What a visitor gets is in `test_strangers`: the way to sign in.
"""

import re
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from office.actor import actor_of
from office.kernel.clock import now
from office.models import Organ, Person
from tests.docflow.world import a_draft, an_office
from tests.office.site.city import NAMED, City, pages_among, signed_in
from tests.office.site.test_strangers import FOR_ALL, FOR_SOME

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

PAGES = import_module("office.views.directory")  # the package gives its name to a page
OF_ADMINISTRATION = ("/administration/", "/trail/access/", "/accounts/")
"""Where logins are shown: to those who give them."""


@pytest.fixture
def known(city: City) -> dict[Person, tuple[str, str]]:
    """Everybody of the city, each with a login and a number that are nowhere else."""
    made = {}
    for n, person in enumerate(Person.objects.order_by("pk")):
        person.login, person.phone, person.password = f"zhanghao{n:04}x", f"1399{n:04}777", f"argon2$geheim{n:04}"
        person.save()
        made[person] = (person.login, person.phone)
    return made


def text_of(client: Client, address: str, **asked: str) -> str:
    answer: Any = client.get(address, asked)
    if answer.streaming:
        b"".join(answer)
        return ""
    return str(answer.content.decode(errors="replace"))


def addresses(city: City) -> list[str]:
    """All that can be read, but where logins are given."""
    found = [reverse(name) for name in (*FOR_ALL, *FOR_SOME)] + [city.address(name) for name in NAMED]
    return [one for one in found if not one.startswith(OF_ADMINISTRATION)]


def colleagues(person: Person) -> set[int]:
    """Whoever is of one of his organs: of them he sees the numbers."""
    organs = {one.post.department.organ_id for one in actor_of(person).appointments}
    return set(Person.objects.filter(appointments__post__department__organ__in=organs).values_list("pk", flat=True))


def test_no_page_shows_a_login_a_digest_or_the_number_of_another_organs_people(
    city: City, known: dict[Person, tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PAGES, "LOOKS_A_MINUTE", 10_000)
    for who in (*city.insiders, *city.strangers.values()):
        who.refresh_from_db()
    asked = [one for one in addresses(city) if one not in everybodys()]
    told = said_too_much(city.insiders, pages_among(asked, signed_in(city.insiders[0])), known)
    elsewhere = [city.insiders[0], city.strangers["administrator elsewhere"]]
    for who in elsewhere:  # each sees every organ and everybody, one by one
        told |= said_too_much([who], everybodys(), known)
    assert told == set()


def everybodys() -> list[str]:
    """The directory's own pages."""
    found = [reverse("office:organ", args=[one.uid]) for one in Organ.objects.all()]
    return found + [reverse("office:person", args=[one.uid]) for one in Person.objects.all()]


def said_too_much(
    people: list[Person], left: list[str], known: dict[Person, tuple[str, str]]
) -> set[tuple[str, str, str]]:
    """Logins, digests and numbers that are not for whoever of them gets an address first."""
    told, asked, left = set(), len(left), list(left)
    for who in people:
        client, near = signed_in(who), colleagues(who)
        far = {phone for person, (_, phone) in known.items() if person.pk not in near}
        own = known[next(one for one in known if one.pk == who.pk)][0]
        for address in list(left):
            page = text_of(client, address)
            if len(page) < 1_000:
                continue
            left.remove(address)
            logins = set(re.findall(r"zhanghao\d{4}x|geheim", page)) - {own}
            told |= {(own, address, one) for one in logins | {phone for phone in far if phone in page}}
    assert len(left) < max(60, asked / 3)  # the others are files, or too short to tell anything
    return told


def test_pickers_name_people_of_ones_own_organ_and_say_no_more_than_name_and_post() -> None:
    """Whom a paper may be sent round to, found by name: not by login, and nobody of another organ."""
    office, other = an_office("云州市供热管理局"), an_office("青澜市供水管理局")
    Person.objects.filter(pk=office.leader.person_id).update(name="云中客", login="zhanghao1x", phone="13990001777")
    Person.objects.filter(pk=other.leader.person_id).update(name="云外客", login="zhanghao2x", phone="13990002777")
    address = reverse("circulation:new", args=[a_draft(office).sent().uid])
    client = signed_in(office.drafter.person)
    for words, found in (
        ("云", True),
        ("云中客", True),
        ("zhanghao", False),
        ("1399", False),
        ("%", False),
        ("", False),
    ):
        page = client.post(address, {"do": "find", "find": words}).content.decode()
        assert ("云中客" in page) or not found, words
        assert "云外客" not in page, words
        assert "zhanghao1" not in page.replace(f'value="{words}"', ""), words
        assert "13990001777" not in page, words


def test_nobody_reads_the_whole_directory_in_a_minute() -> None:
    """Somebody who looks people up is never stopped; a program that does is, whichever of the three pages it asks."""
    office = an_office()
    client = signed_in(office.drafter.person)
    pages = [
        reverse("office:directory") + "?q=张",
        reverse("office:organ", args=[office.organ.uid]),
        reverse("office:person", args=[office.leader.person.uid]),
    ]
    with time_machine.travel(now(), tick=False):
        for n in range(PAGES.LOOKS_A_MINUTE):
            assert client.get(pages[n % 3]).status_code == 200
        for one in pages:
            answer = client.get(one)
            assert answer.status_code == 429
            assert "一分钟" in answer.content.decode()
    assert client.get(reverse("office:me")).status_code == 200
    assert signed_in(office.leader.person).get(pages[1]).status_code == 200  # counted by person


def test_a_uid_cannot_be_counted_up(city: City) -> None:
    client = signed_in(city.insiders[0])
    for n in range(1, 15):
        for address in (f"/people/{n}/", f"/people/{UUID(int=n)}/", f"/organs/{UUID(int=n)}/"):
            assert client.get(address).status_code == 404
