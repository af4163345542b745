"""Several people at once, as their browsers: keep-alive, the session's cookie and the form's token."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.module_loading import import_string

from office.models import Person


@dataclass(frozen=True)
class Form:
    """What a browser posts."""

    path: str
    fields: dict[str, str]
    headers: dict[str, str]


@dataclass(frozen=True)
class Pressed:
    """A round: how long it took in all, and each request, in seconds."""

    seconds: float
    each: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.each) / self.seconds


def signed_in(person: Person) -> dict[str, str]:
    """Headers of a browser in which he has signed in and opened a form."""
    request = HttpRequest()
    request.META |= {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    request.session = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    token = get_token(request)
    cookies = {
        settings.SESSION_COOKIE_NAME: str(request.session.session_key),
        settings.CSRF_COOKIE_NAME: str(request.META["CSRF_COOKIE"]),
    }
    return {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": token,
        "Content-Type": "application/x-www-form-urlencoded",
        "Host": "localhost",
    }


def answers(port: int, forms: Sequence[Form], people: int) -> list[tuple[int, float]]:
    """Post the forms, `people` of them at once, whatever is answered: status and seconds of each."""
    came: list[tuple[int, float]] = []
    ready = threading.Barrier(people)

    def one(mine: Sequence[Form]) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=120)
        connection.connect()
        ready.wait()
        for form in mine:
            since = time.perf_counter()
            connection.request("POST", form.path, urlencode(form.fields), form.headers)
            answer = connection.getresponse()
            answer.read()
            came.append((answer.status, time.perf_counter() - since))
        connection.close()

    threads = [threading.Thread(target=one, args=(forms[n::people],)) for n in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def press(port: int, forms: Sequence[Form], people: int) -> Pressed:
    """Post the forms, `people` of them at once. Raises RuntimeError unless each is answered by a redirection, as an act that was done."""
    took: list[float] = []
    wrong: list[str] = []
    ready = threading.Barrier(people + 1)

    def one(mine: Sequence[Form]) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        connection.connect()
        ready.wait()
        try:
            for form in mine:
                since = time.perf_counter()
                connection.request("POST", form.path, urlencode(form.fields), form.headers)
                answer = connection.getresponse()
                text = answer.read()
                took.append(time.perf_counter() - since)
                if answer.status != 302 or "/accounts/" in answer.headers["Location"]:
                    wrong.append(f"{form.path}: {answer.status} {text[:300]!r}")
        except OSError as error:
            wrong.append(f"{error!r}")
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(forms[n::people],)) for n in range(people)]
    for thread in threads:
        thread.start()
    ready.wait()
    since = time.perf_counter()
    for thread in threads:
        thread.join()
    whole = time.perf_counter() - since
    if wrong:
        raise RuntimeError(f"{len(wrong)} of {len(forms)} were not done: {wrong[0]}")
    return Pressed(whole, tuple(took))
