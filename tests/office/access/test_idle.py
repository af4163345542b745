"""A sign-in ends when nothing is done in it for IDLE_MINUTES; what a browser hides or changes can only shorten it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings
from time_machine import Traveller

from office.access.idle import COOKIE
from office.api import Person
from office.kernel.clock import now
from office.models import AccessEntry
from tests.office.access.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(settings: Settings) -> Iterator[Traveller]:
    settings.IDLE_MINUTES = 30
    with time_machine.travel(now(), tick=False) as clock:
        yield clock


@pytest.fixture
def browser(clock: Traveller, client: Client, person: Person) -> Client:
    """Signed in through the front door."""
    assert client.post("/accounts/login/", {"login": person.login, "password": PASSWORD}).status_code == 302
    return client


def is_signed_in(browser: Client, **headers: str) -> bool:
    return browser.get("/t/list", headers=headers).status_code == 200


def test_who_goes_on_stays_signed_in(browser: Client, clock: Traveller) -> None:
    for _ in range(4):
        clock.shift(timedelta(minutes=29))
        assert is_signed_in(browser)


def test_who_rests_is_signed_out_and_told_why(browser: Client, person: Person, clock: Traveller) -> None:
    key = browser.session.session_key
    clock.shift(timedelta(minutes=30, seconds=1))
    answer = browser.get("/t/list")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/login/?next=/t/list")
    assert "您已有30分钟没有操作" in browser.get("/accounts/login/").content.decode()
    entry = AccessEntry.objects.get(kind="timed_out")
    assert (entry.person, entry.name) == (person.uid, person.name)
    assert not browser.session.exists(key)  # type: ignore[arg-type] # it had one
    assert COOKIE not in browser.cookies or not browser.cookies[COOKIE].value


def test_a_form_after_a_rest_is_refused_in_words(browser: Client, clock: Traveller) -> None:
    clock.shift(timedelta(minutes=31))
    answer = browser.post("/t/act/whole", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert "请先复制" in answer.json()["said"]


def test_what_a_page_asks_by_itself_is_no_activity(browser: Client, clock: Traveller) -> None:
    for _ in range(3):
        clock.shift(timedelta(minutes=10))
        assert is_signed_in(browser, **{"X-Refresh": "bell"})
    clock.shift(timedelta(minutes=1))
    assert not is_signed_in(browser)


@pytest.mark.parametrize("shown", [None, "", "x", "forged 99999999999:abc"])
def test_without_its_cookie_a_session_counts_from_signing_in(
    browser: Client, clock: Traveller, shown: str | None
) -> None:
    clock.shift(timedelta(minutes=20))
    assert is_signed_in(browser)
    clock.shift(timedelta(minutes=20))
    if shown is None:
        del browser.cookies[COOKIE]
    else:
        browser.cookies[COOKIE] = shown
    assert not is_signed_in(browser)


def test_the_cookie_of_another_session_counts_for_nothing(browser: Client, clock: Traveller, person: Person) -> None:
    clock.shift(timedelta(minutes=29))
    other = Client()
    other.post("/accounts/login/", {"login": person.login, "password": PASSWORD})
    browser.cookies[COOKIE] = other.cookies[COOKIE].value
    clock.shift(timedelta(minutes=2))
    assert not is_signed_in(browser)
    assert is_signed_in(other)


def test_a_changed_password_gives_the_session_another_key_and_keeps_it(browser: Client, clock: Traveller) -> None:
    clock.shift(timedelta(minutes=29))
    new = "另一个很长的密码2026"
    answer = browser.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    clock.shift(timedelta(minutes=29))
    assert is_signed_in(browser)


def test_looking_writes_no_row_for_it(browser: Client, clock: Traveller) -> None:
    """The watched client would let the session be written; not even that is."""
    before = dict(browser.session.items())
    clock.shift(timedelta(minutes=5))
    answer = browser.get("/t/list")
    assert dict(browser.session.items()) == before
    cookie = answer.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_a_busy_browser_is_not_given_a_cookie_each_time(browser: Client, clock: Traveller) -> None:
    clock.shift(timedelta(seconds=5))
    assert COOKIE not in browser.get("/t/list").cookies
