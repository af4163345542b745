"""A number that somebody is shown counts what he can open, one by one; what is not his changes no number and no word that he sees."""

import re
from collections import Counter
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from archive.models import Record
from archive.search.actions.save_search import save_search
from docflow.actions.linking import link
from office.actor import actor_of
from office.api import grant, role_key, waiting_for
from office.kernel.ids import uuid7
from office.models import Person
from office.site.navigation import counted
from tests.archive import shelf as archive
from tests.archive.hand_made import a_record, a_shelf, numbered
from tests.archive.loans.desk import Desk
from tests.docflow.circulation.sending import sent_round
from tests.docflow.distribution.post import a_receiver, at_distribution, distributed
from tests.docflow.incoming.inbox import a_piece, an_intake
from tests.docflow.world import Office, a_draft, a_signed, an_office
from tests.factories import a_department, appointed
from tests.office.calendar.world import a_todo
from tests.office.site.city import City, pages_among, signed_in
from tests.office.site.test_strangers import FOR_ALL, FOR_SOME

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

KNOWN_TO_ALL = {
    "office:directory",
    "distribution:new_group",
    "loans:new",
    "supervision:new",
    "topics:new",
    "topics:new_call",
}
"""The directory of organs and departments, which everybody may see: it grows with the city. So does the list of those that have an archive to ask."""
ENOUGH = 3
"""People whose rows of a list are counted and opened; it reads by one policy for whoever comes after."""
PICTURES = {"meetings:calendar"}
"""Lists of days, whose numbers count something else."""
OF_THE_INSTALLATION = {"auditor": {"office:trail", "office:access_log"}, "system_administrator": {"jobs:jobs"}}
"""What an office sees of the whole installation, by its role."""
LINK = re.compile(r'<a [^>]*?href="([^"]+)"')
ROW = re.compile(r"<tr aria-selected|<li class=\"row|<article class=\"row")
NUMBER = re.compile(r'aria-current="page">[^<]*<small>(\d+)</small>')
ALL_IN_ALL = re.compile(r"共(\d+)[件条号人次批行个]")
CHANGING = re.compile(
    r'name="csrfmiddlewaretoken"[^>]*|X-CSRFToken[^}]*\}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\d?\d:\d\d|\d+分钟|\d+秒|刚刚'
    r'|<line class="nowline"[^>]*>'
)


def page_at(client: Client, address: str) -> str:
    """The text of a page; of a file, or of what is no page for him, its kind and status alone."""
    answer: Any = client.get(address)
    kind = answer.headers.get("Content-Type", "")
    if answer.status_code == 200 and "html" in kind:
        return str(answer.content.decode())
    if answer.streaming:
        b"".join(answer)
    return f"{answer.status_code} {kind}"


def places(somebody: Person) -> list[str]:
    """The addresses of lists and forms that name nothing; they are the same for everybody, whatever stands there."""
    return pages_among(map(reverse, {*FOR_ALL, *FOR_SOME} - KNOWN_TO_ALL), signed_in(somebody))


def pages(person: Person, places: list[str]) -> dict[str, str]:
    """Every one of these, and each view of it that it leads to, as somebody sees it."""
    client, but, found = signed_in(person), sees_all(person), dict[str, str]()
    for first in places:
        if first in but:
            continue
        found[first] = page_at(client, first)
        found |= {one: page_at(client, one) for one in views_of(first, found[first])}
    return {address: CHANGING.sub("", page) for address, page in found.items()}


def one_of_each_kind(people: list[Person]) -> list[Person]:
    """The first with each set of roles: what one of them sees of another organ, so do the others."""
    return list({frozenset(role for _, role in actor_of(one).roles): one for one in reversed(people)}.values())


def views_of(address: str, page: str) -> list[str]:
    """The tabs of a page: the same path with another query."""
    led = {urljoin(address, unescape(one)) for one in LINK.findall(page)}
    return sorted(one for one in led if urlsplit(one).path == address and urlsplit(one).query)


def sees_all(person: Person) -> set[str]:
    """The addresses at which somebody sees the whole installation."""
    roles = {str(role) for _, role in actor_of(person).roles}
    return {reverse(name) for role, names in OF_THE_INSTALLATION.items() if role in roles for name in names}


def more_of_everything(office: Office, shelf: archive.Shelf) -> None:
    """Papers in every room of an office, at several steps, and all that goes with them."""
    sent, receiver = at_distribution(office), a_receiver()
    distributed(sent, receiver)
    draft = a_draft(office)
    link(sent.uid, draft.uid, "same_matter", by=office.actor(office.drafter), key=uuid7())
    a_draft(office).sent()
    a_signed(office)
    a_piece(office, intake=an_intake(office).uid)
    a_piece(office).reviewed()
    sent_round(sent, office.leader, office.colleague)
    save_search("q=供水", "", by=office.actor(office.leader), key=uuid7())
    a_todo(office.clerk, title="供水一事")
    Desk(shelf, archive.filed(shelf), appointed(a_department(office.organ))).lent()


def test_what_happens_in_another_organ_changes_nothing_that_anybody_sees(city: City) -> None:
    people = [*one_of_each_kind(city.insiders), city.strangers["no business with it"]]
    lists = places(people[0])
    before = {person: pages(person, lists) for person in people}
    office = an_office("青澜市供水管理局", "青水发")
    more_of_everything(office, archive.a_shelf(office))
    numbered(a_record(a_shelf(name="青澜市供水档案馆")))
    after = {person: pages(person, lists) for person in people}
    assert {(one.login, address) for one in people for address in differing(before[one], after[one])} == set()


def test_what_colleagues_do_changes_nothing_for_one_who_has_no_part_in_it() -> None:
    """In the same organ, in another department."""
    office = an_office("青澜市供水管理局", "青水发")
    shelf = archive.a_shelf(office)
    more_of_everything(office, shelf)
    apart = appointed(a_department(office.organ), "head").person
    lists = places(apart)
    before = pages(apart, lists)
    more_of_everything(office, shelf)
    assert differing(before, pages(apart, lists)) == set()


def differing(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {address for address in before | after if before.get(address) != after.get(address)}


def listed(client: Client, address: str) -> tuple[list[str], list[int]]:
    """The rows of a list through all its pages, and the numbers that it says of itself."""
    rows: list[str] = []
    said: list[int] = []
    following: str | None = address
    while following:
        page = page_at(client, following)
        rows += ROW.split(page.partition("<main")[2])[1:]
        said += [int(one) for one in (*NUMBER.findall(page), *ALL_IN_ALL.findall(page))]
        found = re.search(r'rel="next" href="([^"]+)"', page)
        following = urljoin(following, unescape(found[1])) if found else None
    return rows, said


def shut_to(client: Client, rows: list[str]) -> list[str]:
    """The first addresses of rows that do not open."""
    first = [unescape(found[1]) for row in rows if (found := LINK.search(row))]
    return [one for one in first if not one.startswith("#") and not page_at(client, one).startswith("<!doctype")]


def test_the_number_of_a_list_is_the_number_of_its_rows_and_each_opens(city: City) -> None:
    with transaction.atomic():
        for (
            one
        ) in Record.objects.all():  # some are made by hand, past the collecting that opens them to their archivists
            grant(one.uid, role_key(one.organ, "archivist"), why="归档")
    wrong, looked = [], Counter[str]()
    pictures, named = {reverse(name) for name in PICTURES}, places(city.insiders[0])
    people = [quarter.people[0] for quarter in city.quarters] + one_of_each_kind(city.insiders)
    for person in dict.fromkeys([*people, city.strangers["no business with it"]]):
        client = signed_in(person)
        for address in lists_of(person, [one for one in named if one not in pictures and looked[one] < ENOUGH]):
            rows, said = listed(client, address)
            looked[address] += 1
            shut = shut_to(client, rows)
            if set(said) != {len(rows)} or shut:
                wrong.append((person.login, address, len(rows), said, shut))
    assert wrong == []
    assert len(looked) > 30


def lists_of(person: Person, among: list[str]) -> set[str]:
    """Those that show him rows and say how many they are."""
    return {address for address, page in pages(person, among).items() if ROW.search(page) and ALL_IN_ALL.search(page)}


def test_the_number_beside_each_entry_is_that_of_the_things_that_wait_and_open(city: City) -> None:
    some = 0
    for person in city.insiders:
        actor, client = actor_of(person), signed_in(person)
        todos = list(waiting_for(actor))
        numbers = {one.entry.route: one.count for one in counted(actor)}
        assert numbers["desk"] == len(todos)
        assert [one.url for one in todos if client.get(one.url).status_code != 200] == [], person.login
        some += len(todos)
        page = client.get(reverse("counts")).content.decode()
        for number in numbers.values():
            assert not number or f">{number}<" in page
    assert some > 5
