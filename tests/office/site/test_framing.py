"""No page of another site can hold an answer of ours in a frame: not a page, a part, a file or a picture, and no refusal of any layer.

What belongs to somebody is walked by `test_private_answers`; here is what anybody can make the service say.
"""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from office.models import AccessEntry
from office.site.bodies import LARGEST
from tests.crash import ROOT
from tests.factories import a_department, an_organ, appointed
from tests.installation import installed

ANYBODYS = [*(ROOT / "office/static/office").glob("*.css"), *(ROOT / "office/static/office/js").glob("*.js")]


def unframed(answer: Any) -> int:
    """The status of an answer that says twice, to old browsers and new ones, that it is in no frame, and what it is."""
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    return int(answer.status_code)


@pytest.fixture
def anybody() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/accounts/login/", 200),
        ("/verify/", 200),
        ("/healthz", 200),
        ("/readyz", 200),
        ("/nowhere/", 404),
        ("/documents", 301),
        ("/documents/%00/", 404),
        ("/desk/now/", 302),
    ],
)
def test_what_a_visitor_is_answered(anybody: Client, path: str, status: int, htmx: bool) -> None:
    answer = anybody.get(path, headers={"HX-Request": "true"} if htmx else {})
    assert unframed(answer) == (401 if htmx and status == 302 else status)


@pytest.mark.django_db
def test_what_lies_open_to_anybody(anybody: Client) -> None:
    assert ANYBODYS
    for file in ANYBODYS:
        answer = anybody.get(f"/static/{file.relative_to(ROOT / 'office/static').as_posix()}")
        b"".join(answer)
        assert unframed(answer) == 200
    assert unframed(anybody.get("/static/nowhere.css")) == 404


@pytest.mark.django_db
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_what_is_refused_before_any_page_is_asked(
    anybody: Client, accept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = {"Accept": accept}
    assert unframed(anybody.get("/accounts/login/", headers=headers, HTTP_HOST="evil.example")) == 400
    assert unframed(anybody.get("/accounts/login/", headers=headers, HTTP_HOST="a b")) == 400
    large = anybody.post("/verify/", b"", "text/plain", headers=headers, CONTENT_LENGTH=str(LARGEST + 1))
    assert unframed(large) == 413
    strict = Client(enforce_csrf_checks=True)
    assert unframed(strict.post("/accounts/login/", {"login": "a"}, headers=headers)) == 403
    assert unframed(anybody.put("/verify/", headers=headers)) == 405
    assert unframed(anybody.post("/documents/", headers=headers)) == 401


@pytest.mark.django_db
def test_too_many_checks(anybody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docflow.views.verification.A_MINUTE", 0)
    assert unframed(anybody.post("/verify/", {})) == 429


@pytest.mark.django_db
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_what_breaks(anybody: Client, accept: str, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """A fault in a page, and a database that is gone before any page is asked, or that does not take the line of the log."""
    settings.ROOT_URLCONF = "tests.office.access.pages"
    headers = {"Accept": accept}
    anybody.force_login(appointed(a_department(an_organ())).person)
    assert unframed(anybody.get("/t/refuse/error", headers=headers)) == 500

    def gone(*_: object, **__: object) -> None:
        raise DatabaseError("gone")

    with monkeypatch.context() as patch:
        patch.setattr("office.access.middleware.insert", gone)
        assert unframed(anybody.get("/t/read", headers=headers)) == 503
    monkeypatch.setattr("django.contrib.sessions.backends.base.SessionBase.get", gone)
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", gone)
    assert unframed(anybody.get(reverse("desk"), headers=headers)) >= 500


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Of a server as it is installed."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    with installed(tmp_path_factory.mktemp("served")) as installation, installation.running("serve", PORT=str(port)):
        yield port


def said(port: int, request: bytes) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as visitor:
        visitor.sendall(request)
        return visitor.makefile("rb").read().decode(errors="replace")


@pytest.mark.parametrize(
    ("line", "headers"),
    [
        (b"GET / HTTP/1.1", b"a: \x01\r\n"),
        (b"GET / HTTP/1.1", b"Host: evil\r\n"),
        (b"GET /documents/ HTTP/1.1", b"Host: localhost\r\n"),
    ],
)
def test_what_the_server_refuses_by_itself(port: int, line: bytes, headers: bytes) -> None:
    answer = said(port, line + b"\r\n" + headers + b"Connection: close\r\n\r\n")
    assert "x-frame-options: deny" in answer.lower()
    assert "frame-ancestors 'none'" in answer
    assert "nosniff" in answer
    assert "Traceback" not in answer


@pytest.mark.parametrize(
    "line",
    [
        b"GARBAGE",
        b"GET / HTTP/9.9",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1",
        b"GET / HTTP/1.1\r\na b: c",
        b"GET /\xe5\x9b\xbd HTTP/1.1",
        b"GET /?q=\xe5\x9b\xbd HTTP/1.1",
    ],
)
def test_what_is_no_request_is_answered_with_nothing_to_see(port: int, line: bytes) -> None:
    answer = said(port, line + b"\r\nConnection: close\r\n\r\n")
    assert answer.partition("\r\n\r\n")[2] == "" or "x-frame-options: deny" in answer.lower()


def test_nobody_says_where_the_site_begins(port: int) -> None:
    """Daphne takes a header for it: with it a page was read whose address looked like a stylesheet's, and no line told of it."""
    begins = b"Host: localhost\r\nDaphne-Root-Path: /static\r\nConnection: close\r\n\r\n"
    assert said(port, b"GET /static/verify/ HTTP/1.1\r\n" + begins).startswith("HTTP/1.1 404")
    page = said(port, b"GET /accounts/login/ HTTP/1.1\r\n" + begins.replace(b"/static", b"/evil"))
    assert page.startswith("HTTP/1.1 200")
    assert "/evil" not in page


@pytest.mark.django_db
def test_where_the_site_begins_hides_no_reading(settings: Settings) -> None:
    """Whatever stands before the path that the page was found by."""
    settings.ROOT_URLCONF = "tests.office.access.pages"
    client = Client()
    client.force_login(appointed(a_department(an_organ())).person)
    assert client.get("/t/read", SCRIPT_NAME="/static").status_code == 200
    assert AccessEntry.objects.get().kind == "read"
