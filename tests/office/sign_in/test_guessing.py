"""Guessing: whatever is short enough to be guessed is counted for the one whose it is, however many ask from however many places."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver
from pytest_django import Settings

from meetings import secrets
from office.kernel.cache import RedisOrHere
from office.kernel.rate_limit import network_of
from office.models import AccessEntry
from office.models.people import Person
from office.sign_in import lock
from office.site.environment import KEPT, broker
from office.site.public import PUBLIC
from tests.face.people import PASSWORD, clerk
from tests.installation import Installation, installed
from tests.office.site.city import routes
from tests.services.test_redis_killed import MAKE, free_port

CHANGE, NEW = "/accounts/password/change/", "qing-shi-4-yue-2"
SECRETS = {
    "rooms/calendars/<str:token>.ics",
    "rooms/doors/<str:token>/",
    "rooms/doors/<str:token>/now/",
    "attendance/screens/<str:token>/",
    "attendance/screens/<str:token>/now/",
    "proceedings/screens/<str:token>/",
    "proceedings/screens/<str:token>/now/",
    "duty-desk/screens/<str:token>/",
    "duty-desk/screens/<str:token>/now/",
}
"""Public addresses that are themselves a secret, each made of more chance than anybody can try."""
BYTES_OF_CHANCE = 16


@pytest.fixture
def person(db: None) -> Person:
    return clerk()


def change(browser: Client, old: str) -> dict[str, list[str]]:
    """What is wrong with the form; nothing: the password is another now."""
    answer = browser.post(CHANGE, {"oldpassword": old, "password1": NEW, "password2": NEW})
    return dict(answer.context["form"].errors) if answer.status_code == 200 else {}


def test_no_address_that_anybody_may_ask_for_names_something_that_could_be_guessed() -> None:
    patterns = {pattern for _, pattern in routes(get_resolver()) if pattern in PUBLIC}
    assert {one for one in patterns if "<" in one} == SECRETS
    assert secrets.LENGTH >= BYTES_OF_CHANCE


def test_an_open_page_does_not_tell_its_owners_password(person: Person) -> None:
    browser = Client()
    browser.force_login(person)
    for n in range(lock.TRIES["login"]):
        assert "oldpassword" in change(browser, f"not-the-one-{n}")
    assert "登录已暂停" in change(browser, PASSWORD)["oldpassword"][0]
    said = Client().post("/accounts/login/", {"login": person.login, "password": PASSWORD})
    assert "登录已暂停" in said.content.decode()  # one count for both doors
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    tries = AccessEntry.objects.filter(kind="sign_in_failed", path=CHANGE)
    assert (tries.count(), {one.name for one in tries}) == (lock.TRIES["login"] + 1, {person.login})


def test_the_right_one_forgives_what_was_mistyped(person: Person) -> None:
    browser = Client()
    browser.force_login(person)
    for _ in range(lock.TRIES["login"] - 1):
        change(browser, "not-the-one-1")
    assert change(browser, PASSWORD) == {}
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert lock.take_try(person.login, "10.0.0.9") is None


def test_many_visitors_do_not_make_the_door_forget(person: Person) -> None:
    """Django's own memory holds three hundred things: the counts of tries would be gone after as many other tries."""
    for _ in range(lock.TRIES["login"]):
        assert lock.take_try("hemin", "10.0.0.1") is None
    for n in range(2_000):
        lock.take_try(f"nobody{n}", f"10.1.{n % 200}.1")
    assert lock.take_try("hemin", "10.0.0.2") is not None


def test_a_locked_address_fills_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(lock.TRIES["address"]):
        lock.take_try(f"first{n}", "10.0.0.1")
    added: list[str] = []
    add = cache.add

    def told(key: str, *args: Any, **more: Any) -> bool:
        added.append(key)
        return add(key, *args, **more)

    monkeypatch.setattr(cache, "add", told)
    for n in range(50):
        assert lock.take_try(f"more{n}", "10.0.0.1") is not None
    assert len(set(added)) == 1


def test_both_shapes_keep_as_much_in_their_own_memory() -> None:
    for address in ("", "redis://127.0.0.1:1/0"):
        assert broker(address)[1]["default"]["max_entries"] == KEPT
    without_redis = RedisOrHere("redis://127.0.0.1:1/0", {"max_entries": KEPT, "OPTIONS": {}})
    for n in range(1_000):
        without_redis._here.set(f"n{n}", n)
    assert without_redis._here.get("n0") == 0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_an_address_stands_for_all_that_its_owner_has(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.django_db
def test_another_address_of_the_same_subscriber_is_the_same_visitor(settings: Settings) -> None:
    for n in range(lock.TRIES["address"]):
        assert lock.take_try(f"guess{n}", f"2001:db8::{n:x}") is None
    assert lock.take_try("guess", "2001:db8::ffff") is not None
    assert lock.take_try("guess", "2001:db8:0:1::1") is None
    assert django_settings.ACCOUNT_RATE_LIMITS is False  # allauth would count by address alone


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("installation")) as installation:
        yield installation


def signs_in(port: int, address: str, password: str) -> bool:
    """One try at the sign-in page of a server, from an address."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=60, source_address=(address, 0))) as line:
        line.request("GET", "/accounts/login/", headers={"Host": "localhost"})
        page = line.getresponse()
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
        assert found
        fields = {"csrfmiddlewaretoken": found[1], "login": "tingling", "password": password}
        cookie = str(page.headers["Set-Cookie"]).partition(";")[0]
        headers = {"Host": "localhost", "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", "/accounts/login/", urlencode(fields), headers)
        answer = line.getresponse()
        answer.read()
        return answer.status == 302


def test_of_many_tries_at_once_five_reach_the_password(installation: Installation) -> None:
    """Through a running server, each from an address of its own: the right password is among the last, and does not come in."""
    installation.python(MAKE)
    port = free_port()
    right = "一个长长的密码2026"
    with installation.running("serve", PORT=str(port)), ThreadPoolExecutor(16) as visitors:
        tried = list(visitors.map(lambda n: signs_in(port, f"127.1.0.{n}", "错" * n), range(10, 110)))
        tried += visitors.map(lambda n: signs_in(port, f"127.2.0.{n}", right), range(1, 21))
    assert tried == [False] * 120
    failed = "FROM office_accessentry WHERE kind = 'sign_in_failed'"
    assert installation.rows(f"SELECT COUNT(DISTINCT address) {failed}")[0][0] == 120
    assert (
        installation.rows(f"SELECT COUNT(*) {failed} AND sentence LIKE '登录名或密码不对%'")[0][0]
        == lock.TRIES["login"]
    )
    assert installation.rows("SELECT COUNT(*) FROM django_session")[0][0] == 0
