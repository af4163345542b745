"""HTTPS=1, as docs/operations.md says it: secure cookies, HSTS for a year, trust in what the proxy says of the visitor's scheme."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.installation import installed

A_YEAR = 365 * 24 * 60 * 60
LOOK = r"""
import json, re
from django.test import Client
from office.models import Person
from django.contrib.auth.hashers import make_password
login, secret = sys.argv[1:]
Person.objects.get_or_create(login=login, defaults={"name": "甲", "password": make_password(secret)})
def cookies(answer):
    return {name: [bool(one["secure"]), bool(one["httponly"]), one["samesite"], one["path"], one["domain"]] for name, one in answer.cookies.items()}
told = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_HOST": "localhost"}
visitor = Client(enforce_csrf_checks=True)
page = visitor.get("/accounts/login/", **told)
token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]
given = {"login": login, "password": secret, "csrfmiddlewaretoken": token}
entered = visitor.post("/accounts/login/", given, HTTP_ORIGIN="https://localhost", **told)
plain = Client().get("/accounts/login/", HTTP_HOST="localhost")
print(json.dumps({
    "page": [page.status_code, page.headers.get("Strict-Transport-Security"), cookies(page)],
    "entered": [entered.status_code, entered.headers.get("Strict-Transport-Security"), cookies(entered)],
    "location": entered.headers.get("Location"),
    "plain": plain.headers.get("Strict-Transport-Security"),
    "secure": page.wsgi_request.is_secure(),
    "absolute": page.wsgi_request.build_absolute_uri("/"),
}))
"""


def looked(folder: Path, **env: str) -> dict[str, Any]:
    """What a browser is answered behind a proxy that ends TLS, and by the way."""
    with installed(folder) as installation:
        said: dict[str, Any] = json.loads(installation.python(LOOK, "jia", "yun-zhou-2026-cheng", **env))
        return said


@pytest.fixture(scope="module")
def behind_tls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return looked(tmp_path_factory.mktemp("tls"), HTTPS="1", TRUSTED_ORIGINS="https://localhost")


def test_cookies_go_over_tls_alone_and_belong_to_this_host(behind_tls: dict[str, Any]) -> None:
    assert behind_tls["entered"][0] == 302
    for cookies, names in (
        (behind_tls["page"][2], {"__Host-csrftoken"}),
        (behind_tls["entered"][2], {"__Host-sessionid"}),
    ):
        assert names <= cookies.keys()
    every = behind_tls["page"][2] | behind_tls["entered"][2]
    assert not every.keys() & {"sessionid", "csrftoken"}
    assert {name: one for name, one in every.items() if one != [True, True, "Lax", "/", ""]} == {}


def test_browsers_are_told_for_a_year_to_come_by_tls(behind_tls: dict[str, Any]) -> None:
    for which in ("page", "entered"):
        assert (behind_tls[which][1] or "").split(";")[0] == f"max-age={A_YEAR}"
    assert behind_tls["plain"] is None  # over plain HTTP the header is no use, and is not sent


def test_what_the_proxy_says_is_believed_and_redirects_stay_on_tls(behind_tls: dict[str, Any]) -> None:
    assert behind_tls["secure"] is True
    assert behind_tls["absolute"] == "https://localhost/"
    assert not behind_tls["location"].startswith("http:")


def test_without_it_no_proxy_is_believed_and_nothing_is_promised(tmp_path: Path) -> None:
    plain = looked(tmp_path, HTTPS="", TRUSTED_ORIGINS="https://localhost")
    assert plain["secure"] is False
    assert (plain["page"][1], plain["entered"][1]) == (None, None)
    assert [secure for secure, *_ in plain["entered"][2].values() if secure] == []
