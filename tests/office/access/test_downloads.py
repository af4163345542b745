"""A download that is still on its way ends with the sign-in."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync
from django.core.handlers.asgi import ASGIRequest
from django.db import transaction
from django.http import HttpRequest, StreamingHttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from office.access import downloads
from office.access.downloads import EndsWithSignIn, SignInEndedError
from office.files import Download, keep, served
from office.models import Person
from tests.factories import a_department, an_organ, appointed

pytestmark = pytest.mark.django_db
CONTENT = b"a" * (3 * Download.block_size)


@pytest.fixture(autouse=True)
def _look_each_time(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    monkeypatch.setattr(downloads, "LOOK_EVERY", 0)
    settings.DATA_DIR = tmp_path


@pytest.fixture
def person() -> Person:
    return appointed(a_department(an_organ())).person


@pytest.fixture
def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def asked(client: Client, person: Person, *, by_asgi: bool = False) -> HttpRequest:
    """A request of this client, as the middleware sees it."""
    request: HttpRequest = RequestFactory().get("/")
    if by_asgi:
        request = ASGIRequest({"type": "http", "method": "GET", "path": "/", "headers": []}, BytesIO())
    request.session, request.user = client.session, person
    return request


@contextmanager
def downloaded(request: HttpRequest) -> Iterator[Download]:
    """What the middleware makes of a download of three parts."""
    with transaction.atomic():
        file = keep(CONTENT, "text/plain")
    answer = EndsWithSignIn(lambda _: served(file, "正本.txt"))(request)
    assert isinstance(answer, Download)
    yield answer
    answer.close()


def test_it_comes_whole_while_the_sign_in_holds(signed_in: Client, person: Person) -> None:
    with downloaded(asked(signed_in, person)) as answer:
        assert b"".join(answer) == CONTENT
        assert answer.headers["Content-Length"] == str(len(CONTENT))


@pytest.mark.parametrize("end", ["logout", "stopped", "password"])
def test_it_ends_when_the_sign_in_does(signed_in: Client, person: Person, end: str) -> None:
    with downloaded(asked(signed_in, person)) as answer:
        parts = iter(answer)
        assert len(next(parts)) == Download.block_size
        if end == "logout":
            signed_in.logout()
        elif end == "stopped":
            Person.objects.filter(pk=person.pk).update(is_active=False)
        else:
            person.set_password("another-long-Pass-77")
            person.save(update_fields=["password"])
        with pytest.raises(SignInEndedError):
            next(parts)


@pytest.mark.django_db(transaction=True)
def test_by_asgi_it_comes_part_by_part_and_ends_likewise(signed_in: Client, person: Person) -> None:
    async def read() -> list[bytes]:
        parts = []
        async for part in answer:
            parts.append(part)
            if len(parts) == 2:
                await Person.objects.filter(pk=person.pk).aupdate(is_active=False)
        return parts

    with downloaded(asked(signed_in, person, by_asgi=True)) as answer:
        assert [len(part) for part in async_to_sync(read)()] == [Download.block_size] * 2


@pytest.mark.django_db(transaction=True)
def test_what_a_view_ends_by_itself_ends_likewise(signed_in: Client, person: Person) -> None:
    def parts() -> Iterator[bytes]:
        yield b"1"
        raise ConnectionAbortedError("the right to it has ended")

    async def read(answer: StreamingHttpResponse) -> list[bytes]:
        return [part async for part in answer]

    answer = EndsWithSignIn(lambda _: StreamingHttpResponse(parts()))(asked(signed_in, person, by_asgi=True))
    assert isinstance(answer, StreamingHttpResponse)
    assert async_to_sync(read)(answer) == [b"1"]
