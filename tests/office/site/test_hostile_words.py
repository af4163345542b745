"""Words that cannot be kept: refused beside their field with everything as it was written; looked for, they find nothing."""

import pytest
from django.urls import reverse

from office.kernel.ids import uuid7
from tests.docflow.incoming.inbox import a_piece, an_intake
from tests.docflow.world import Office, a_draft, an_office
from tests.office.site.city import signed_in

pytestmark = pytest.mark.django_db

LISTS = ["office:directory", "docflow:documents", "docflow:papers", "incoming:list"]
UNFIT = ["可行\u202e。", "可行\x1b。", "可行\x00。"]


@pytest.fixture
def office() -> Office:
    return an_office()


@pytest.mark.parametrize("address", LISTS)
def test_a_search_with_nul_is_a_search(office: Office, address: str) -> None:
    for who in (office.flow_keeper, office.clerk):
        assert signed_in(who.person).get(reverse(address), {"q": "供\x00热"}).status_code in {200, 403}


def test_a_search_for_a_paper_to_link_with_nul(office: Office) -> None:
    page = a_draft(office).document.get_absolute_url()
    assert signed_in(office.drafter.person).get(page, {"find": "供\x00热"}).status_code == 200


@pytest.mark.parametrize("words", UNFIT)
def test_an_opinion_comes_back_with_what_is_wrong(office: Office, words: str) -> None:
    outgoing, incoming = a_draft(office).sent(), a_piece(office)
    for who, address in (
        (office.head, reverse("docflow:act", args=[outgoing.task("review").uid, "review"])),
        (office.clerk, reverse("incoming:act", args=[incoming.task("review").uid, "review"])),
    ):
        answer = signed_in(who.person).post(address, {"key": uuid7(), "opinion": words})
        assert answer.status_code == 422
        assert 'id="opinion"' in answer.content.decode()
        assert words.replace("\x00", "\ufffd") in answer.content.decode() or words in answer.content.decode()
    assert "没有办理：意见第1行" in answer.content.decode() or "\x00" in words


@pytest.mark.parametrize("name", ["sender", "their_number", "title"])
def test_a_registration_with_nul_comes_back(office: Office, name: str) -> None:
    given = {"class_code": "收办", "sender": "省厅", "title": "通知", "their_number": "1号", "copies": "1"}
    answer = signed_in(office.clerk.person).post(reverse("incoming:new"), {"key": uuid7()} | given | {name: "省\x00厅"})
    assert answer.status_code == 422


def test_the_registration_form_sent_twice_registers_once(office: Office) -> None:
    given = {"class_code": "收办", "sender": "省厅", "title": "通知", "copies": "1"}
    given |= {"intake": str(an_intake(office).uid), "key": str(uuid7())}
    client, address = signed_in(office.clerk.person), reverse("incoming:new")
    first, again = client.post(address, given), client.post(address, given)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first.headers["Location"] == again.headers["Location"]
    other = client.post(address, given | {"key": str(uuid7())})
    assert other.status_code == 409
    assert "登记过" in other.content.decode()
