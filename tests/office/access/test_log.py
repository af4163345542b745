"""The access log: one line for what was read, downloaded, printed, for each sign-in and each refusal, and for nothing else."""

import asyncio
from unittest import mock

import pytest
from asgiref.sync import sync_to_async
from django.db import DatabaseError, connections
from django.test import AsyncClient, Client

from office.api import Organ, Person
from office.models import AccessEntry, TrailEntry
from tests.office.access.conftest import PASSWORD
from tests.office.access.pages import ABOUT, RAISED

pytestmark = pytest.mark.django_db
STATUS = {"invalid": 422, "not-allowed": 403, "first": 409, "large": 413, "not-yours": 404}


def only_line() -> AccessEntry:
    return AccessEntry.objects.get()


# 阅看 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["read", "download", "print", "search"])
def test_a_reading_is_one_line(signed_in: Client, person: Person, kind: str) -> None:
    answer = signed_in.get(f"/t/read?kind={kind}&q=秘密", headers={"User-Agent": "Firefox 115"}, REMOTE_ADDR="10.1.2.3")
    assert answer.status_code == 200
    entry = only_line()
    assert (entry.kind, entry.about, entry.title) == (kind, ABOUT, "关于防汛的通知")
    assert (entry.person, entry.name) == (person.uid, person.name)
    assert (entry.address, entry.device, entry.method, entry.path) == ("10.1.2.3", "Firefox 115", "GET", "/t/read")
    assert (entry.status, entry.sentence) == (200, "")
    assert len(entry.session) == 16
    assert signed_in.session.session_key is not None
    assert entry.session not in signed_in.session.session_key


@pytest.mark.parametrize("path", ["/t/list", "/healthz", "/readyz", "/static/no-such.css", "/t/open"])
def test_what_reads_no_object_leaves_no_line(signed_in: Client, path: str) -> None:
    signed_in.get(path)
    assert not AccessEntry.objects.exists()


def test_a_secret_in_the_address_is_not_kept(signed_in: Client) -> None:
    signed_in.get("/t/share/a1b2c3d4e5/file?password=hunter2")
    assert only_line().path == "/t/share/…/file"


@pytest.mark.parametrize("path", ["/t/nul%00/x", "/t/half%ed%a0%80", "/t/" + "x" * 5000, "/%ff%fe"])
def test_no_address_is_too_strange_for_a_line(signed_in: Client, path: str) -> None:
    assert signed_in.get(path, headers={"User-Agent": "x" * 3000 + "\x01"}).status_code == 404
    entry = only_line()
    assert len(entry.path) <= 400
    assert len(entry.device) <= 200


def test_a_session_can_be_followed_through_its_lines(signed_in: Client) -> None:
    for _ in range(2):
        signed_in.get("/t/read")
    assert len(set(AccessEntry.objects.values_list("session", flat=True))) == 1


# 拒绝 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", STATUS)
def test_a_refusal_is_one_line_with_its_sentence_and_what_it_was_about(signed_in: Client, how: str) -> None:
    assert signed_in.get(f"/t/refuse/{how}").status_code == STATUS[how]
    entry = only_line()
    assert (entry.kind, entry.status, entry.about) == ("refused", STATUS[how], ABOUT)
    assert entry.sentence == str(RAISED[how])


@pytest.mark.parametrize(("how", "status"), [("denied", 403), ("nothing", 404), ("suspicious", 400)])
def test_what_django_refuses_is_a_line_too(signed_in: Client, how: str, status: int) -> None:
    assert signed_in.get(f"/t/refuse/{how}").status_code == status
    assert (only_line().kind, only_line().status) == ("refused", status)


def test_a_wrong_method_is_a_refusal(signed_in: Client) -> None:
    assert signed_in.get("/me/appearance").status_code == 405
    assert only_line().sentence == "这个地址不这样用。"


def test_a_programming_error_is_none(signed_in: Client) -> None:
    signed_in.raise_request_exception = False
    assert signed_in.get("/t/refuse/error").status_code == 500
    assert not AccessEntry.objects.exists()


def test_a_visitor_who_is_sent_to_sign_in_was_refused(client: Client) -> None:
    assert client.get("/t/read", REMOTE_ADDR="10.9.9.9").status_code == 302
    entry = only_line()
    assert (entry.kind, entry.person, entry.name, entry.address) == ("refused", None, "", "10.9.9.9")


def test_a_form_without_its_mark_is_a_refusal(person: Person) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)
    assert browser.post("/t/act/whole").status_code == 403
    assert (only_line().kind, only_line().person) == ("refused", person.uid)


@pytest.mark.django_db(transaction=True)
def test_a_refused_act_leaves_nothing_but_its_line(signed_in: Client, person: Person) -> None:
    assert signed_in.post("/t/act/half").status_code == 403
    assert not Organ.objects.filter(name="半截局").exists()
    assert not TrailEntry.objects.exists()
    assert only_line().sentence == "半截局不能设立。"
    assert signed_in.post("/t/act/whole").status_code == 200  # the same set-up, but for the refusal
    assert Organ.objects.filter(name="整局").exists()
    assert TrailEntry.objects.get().person == person.uid
    assert AccessEntry.objects.count() == 1


def test_an_act_says_in_the_trail_from_where_it_came(signed_in: Client) -> None:
    signed_in.post("/t/act/whole", REMOTE_ADDR="10.1.2.3")
    signed_in.get("/t/read", REMOTE_ADDR="10.1.2.3")
    entry = TrailEntry.objects.get()
    assert (entry.address, entry.session) == ("10.1.2.3", only_line().session)


# 登录 ----------------------------------------------------------------------------------------------------------------


def sign_in(browser: Client, login: str, password: str) -> int:
    return browser.post("/accounts/login/", {"login": login, "password": password}).status_code


def test_signing_in_and_out(client: Client, person: Person) -> None:
    assert sign_in(client, person.login, PASSWORD) == 302
    client.post("/accounts/logout/")
    came, went = AccessEntry.objects.all()
    assert (came.kind, came.person, came.name) == ("sign_in", person.uid, person.name)
    assert (went.kind, went.person) == ("sign_out", person.uid)


def test_a_wrong_password_is_a_line_with_the_login(client: Client, person: Person) -> None:
    assert sign_in(client, person.login, "错的密码") == 200
    entry = only_line()
    assert (entry.kind, entry.person, entry.name) == ("sign_in_failed", None, person.login)


def test_what_is_no_login_is_not_kept_as_typed(client: Client, person: Person) -> None:
    """Many a password has been typed into the wrong field."""
    sign_in(client, PASSWORD, PASSWORD)
    entry = only_line()
    assert entry.kind == "sign_in_failed"
    assert PASSWORD not in {str(value) for value in vars(entry).values()}


def test_tries_that_are_locked_out_are_lines_too(client: Client, person: Person) -> None:
    for _ in range(8):
        sign_in(client, person.login, "错的密码")
    assert AccessEntry.objects.filter(kind="sign_in_failed", name=person.login).count() == 8
    last = AccessEntry.objects.last()
    assert last is not None
    assert "暂停" in last.sentence


# 写不进去 --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "type_of"), [("/t/read", "text/html"), ("/api/v1/refuse/large", "problem+json")])
def test_what_cannot_be_logged_is_not_answered(signed_in: Client, path: str, type_of: str) -> None:
    with mock.patch("office.access.middleware.insert", side_effect=DatabaseError("disk full")):
        answer = signed_in.get(path)
    assert answer.status_code == 503
    assert type_of in answer.headers["Content-Type"]
    assert "汛期" not in answer.content.decode()
    assert "访问日志" in str(answer.json() if "json" in type_of else answer.content.decode())
    assert signed_in.get("/t/list").status_code == 200  # what needs no line is answered


@pytest.mark.django_db(transaction=True)
async def test_the_origin_is_known_under_asgi_too(person: Person) -> None:
    """There the middleware and the view run in threads, and what belongs to the request must follow it."""
    browser = AsyncClient()
    await browser.aforce_login(person)
    await asyncio.gather(*(browser.post("/t/act/whole", headers={"X-Forwarded-For": "1.2.3.4"}) for _ in range(3)))
    await browser.get("/t/read", headers={"User-Agent": "Firefox 115"})
    entries = [entry async for entry in TrailEntry.objects.all()]
    read = await AccessEntry.objects.aget()
    assert (read.address, read.device) == ("127.0.0.1", "Firefox 115")
    assert {(entry.address, entry.session) for entry in entries} == {("127.0.0.1", read.session)}
    assert len(entries) == 3
    await sync_to_async(connections.close_all)()  # that of the thread in which all this ran
