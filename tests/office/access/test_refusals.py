"""A refusal answers in its words and status, as page, fragment or problem; "not yours" and "not there" are one answer."""

import re

import pytest
from django.test import Client

from office.api import Person
from tests.office.access.pages import RAISED
from tests.office.access.test_log import STATUS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("how", STATUS)
def test_a_page_says_the_sentence_and_a_way_back(signed_in: Client, how: str) -> None:
    answer = signed_in.get(f"/t/refuse/{how}", headers={"Referer": "http://testserver/t/list"})
    page = answer.content.decode()
    assert answer.status_code == STATUS[how]
    assert str(RAISED[how]) in page
    assert "<h1>" in page
    assert ('href="/"' if how == "not-yours" else 'href="http://testserver/t/list"') in page


def test_the_way_back_does_not_lead_elsewhere(signed_in: Client) -> None:
    answer = signed_in.get("/t/refuse/large", headers={"Referer": "https://example.org/trap"})
    assert "example.org" not in answer.content.decode()


@pytest.mark.parametrize("how", STATUS)
def test_a_fragment_goes_where_refusals_are_shown(signed_in: Client, how: str) -> None:
    answer = signed_in.get(f"/t/refuse/{how}", headers={"HX-Request": "true"})
    assert answer.status_code == STATUS[how]
    assert str(RAISED[how]) in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert answer.headers["HX-Retarget"] == "#refused"
    assert 'id="refused"' in signed_in.get("/me/").content.decode()
    assert "HX-Request" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("path", "accept"), [("/api/v1/refuse/", "*/*"), ("/t/refuse/", "application/json")], ids=["api", "widget"]
)
@pytest.mark.parametrize("how", STATUS)
def test_a_program_gets_a_problem(signed_in: Client, path: str, accept: str, how: str) -> None:
    answer = signed_in.get(f"{path}{how}", headers={"Accept": accept})
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["detail"], body["said"]) == (STATUS[how], str(RAISED[how]), str(RAISED[how]))
    assert body["instance"] == f"{path}{how}"
    assert body.get("field") == ("title" if how == "invalid" else None)


@pytest.mark.parametrize("path", ["/no-such-page", "/api/v1/no-such"])
def test_an_address_that_is_none_answers_like_everything_else(signed_in: Client, path: str) -> None:
    answer = signed_in.get(path)
    assert answer.status_code == 404
    assert "可能已撤回、地址有误，或不在您的阅读范围。" in (
        answer.json()["detail"] if "api" in path else answer.content.decode()
    )


def test_not_yours_and_not_there_are_one_answer(signed_in: Client) -> None:
    """But for the path and what changes with every page: the form's key and mark."""

    def bare(path: str, **headers: str) -> tuple[int, str]:
        answer = signed_in.get(path, headers=headers)
        page = answer.content.decode().replace(path, "PATH")
        page = re.sub(r'(name="csrfmiddlewaretoken" value=|"X-CSRFToken": )"[^"]+"', "", page)
        return answer.status_code, re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "KEY", page)

    assert bare("/t/refuse/nothing") == bare("/no-such-page")
    for kind in ({}, {"Accept": "application/json"}, {"HX-Request": "true"}):
        assert bare("/t/refuse/not-yours", **kind) == bare("/t/refuse/gone", **kind)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_sent_to_sign_in(client: Client, method: str) -> None:
    back = {"Referer": "http://testserver/t/list?page=2"}
    page = getattr(client, method)("/t/read?kind=read", headers=back)
    if method == "get":
        assert (page.status_code, page.headers["Location"]) == (302, "/accounts/login/?next=/t/read%3Fkind%3Dread")
    else:
        assert page.status_code == 401
        assert "/accounts/login/?next=http%3A//testserver/t/list%3Fpage%3D2" in page.content.decode()
    fragment = getattr(client, method)("/t/read", headers=back | {"HX-Request": "true"})
    assert fragment.status_code == 401
    assert fragment.headers["HX-Redirect"] == "/accounts/login/?next=http%3A//testserver/t/list%3Fpage%3D2"
    program = getattr(client, method)("/api/v1/list")
    assert (program.status_code, program.json()["title"]) == (401, "请先登录")


def test_a_wrong_host_is_answered_and_not_a_second_error() -> None:
    answer = Client().get("/t/open", headers={"Host": "evil.example", "Referer": "http://evil.example/"})
    assert answer.status_code == 400


def test_pages_of_the_house_are_guarded_by_the_watched_client(signed_in: Client) -> None:
    with pytest.raises(AssertionError, match="a GET wrote"):
        signed_in.get("/t/careless")


def test_an_inactive_person_is_a_visitor(signed_in: Client, person: Person) -> None:
    person.is_active = False
    person.save()
    assert signed_in.get("/t/read").status_code == 302
