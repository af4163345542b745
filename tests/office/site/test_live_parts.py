"""What a page exchanges when something changed is exactly what it would have if it were loaded again."""

import re
from html.parser import HTMLParser
from importlib import import_module

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from office.kernel.clock import today
from office.models import Appointment, Todo
from tests.docflow.world import a_draft, an_office
from tests.office.calendar.world import due_on

pytestmark = pytest.mark.django_db

VOID = {"meta", "link", "input", "img", "br", "hr", "line", "circle", "use", "rect", "path"}


class Parts(HTMLParser):
    """The text of every element with an id and data-refresh, up to its end tag, by id; and the address that each is asked of."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.page, self.depth = page, 0
        self.open: list[tuple[int, str, int]] = []
        self.found: dict[str, str] = {}
        self.asked: dict[str, str] = {}
        self.lines = [0, *(match.end() for match in re.finditer("\n", page))]
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id") and given.get("data-refresh"):
            self.open.append((self.depth, str(given["id"]), self._place()))
            self.asked[str(given["id"])] = str(given["data-refresh"])
        self.depth += tag not in VOID

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert "data-refresh" not in dict(attrs), tag

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1
        assert self.depth >= 0, tag
        if self.open and self.open[-1][0] == self.depth:
            _, name, since = self.open.pop()
            self.found[name] = self.page[since : self._place()]

    def _place(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column


def page(browser: Client, address: str) -> Parts:
    answer = browser.get(address)
    assert answer.status_code == 200
    return Parts(answer.content.decode())


def signed_in(who: Appointment) -> Client:
    browser = Client()
    browser.force_login(who.person)
    return browser


def check(browser: Client, address: str) -> Parts:
    """Every part of a page, against the part of the answer that it would be exchanged for."""
    whole = page(browser, address)
    assert whole.found.keys() == whole.asked.keys()
    for name, asked in whole.asked.items():
        assert page(browser, asked).found.get(name) == whole.found[name], name
    return whole


def test_the_parts_of_the_desk_are_those_of_a_reload() -> None:
    office = an_office()
    for n in range(3):
        paper = a_draft(office, consult=n > 0).sent()
        if n == 2:
            paper.reviewed()
    head, drafter = check(signed_in(office.head), "/"), check(signed_in(office.drafter), "/")
    assert {"tally", "ruler", "todo", "sent", "bell", "count-desk", "count-docflow-documents"} <= head.found.keys()
    assert head.found["todo"].count('class="row"') == 2
    assert "2" in re.sub("<.*?>", "", head.found["count-desk"])
    assert drafter.found["sent"].count("<li>") == 3


def test_an_empty_desk_keeps_the_places_of_its_numbers() -> None:
    office = an_office()
    parts = check(signed_in(office.drafter), "/")
    assert re.sub("<.*?>", "", parts.found["count-desk"]) == ""


@pytest.mark.parametrize("name", ["docflow:documents", "docflow:new", "realtime:notifications", "office:directory"])
def test_the_numbers_of_the_navigation_are_on_every_page(name: str) -> None:
    office = an_office()
    a_draft(office).sent()
    browser = signed_in(office.head)
    assert "count-desk" in check(browser, reverse(name)).found


def test_the_figures_count_what_is_not_listed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk lists what is due first and what waits longest; the figures are of all that waits."""
    monkeypatch.setattr(import_module("office.site.views.desk"), "SHOWN", 2)
    office = an_office()
    for _ in range(3):
        a_draft(office).sent()
    with transaction.atomic():
        for todo in Todo.objects.open():
            due_on(todo, today())
    parts = check(signed_in(office.head), "/")
    assert "另有1件" in parts.found["todo"]
    assert parts.found["tally"].count("<b>3</b>") == 2
