"""操作轨迹的页面：who sees whose acts, in which words, by which conditions, with links to what he may open."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from docflow.history import ACTS
from office.api import Appointment, record
from office.kernel.clock import today
from office.models import AccessEntry
from office.trail.sealing import seal
from office.trail.wording import act_in_words, address_of, all_acts, name_acts
from tests.docflow.world import a_draft, an_office
from tests.factories import a_department, an_organ, appointed
from tests.reading import ReadingClient
from tests.rooms import ROOMS, ROOT


def browser(who: Appointment) -> Client:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def rows(answer: Any) -> list[str]:
    """The rows of the table, without their markup."""
    body = re.search(r"<tbody>(.*?)</tbody>", answer.content.decode(), re.DOTALL)
    found = re.findall(r"<tr.*?</tr>", body[1], re.DOTALL) if body else []
    return [" ".join(re.sub("<.*?>", " ", row).split()) for row in found]


def recorded_acts() -> Iterator[str]:
    """Every name that some code passes to `record`, or to a verb's completion as `verb`."""
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                named = [one.value for one in node.keywords if one.arg == "verb"]
                second = node.args[1:2] if getattr(node.func, "id", "") == "record" else []
                for given in (*named, *second):
                    if isinstance(given, ast.Constant) and isinstance(given.value, str) and "." in given.value:
                        yield given.value


def test_every_act_that_is_recorded_has_its_word() -> None:
    acts = set(recorded_acts())
    assert len(acts) > 30
    assert acts <= all_acts().keys()
    assert {f"docflow.{act}" for act in ACTS} <= acts  # and no word is left over


def test_a_room_names_its_acts_and_their_place() -> None:
    from office.kernel.ids import uuid7  # noqa: PLC0415 - beside its one use

    uid = uuid7()
    assert act_in_words("docflow.signed_off") == "签发"
    assert address_of("docflow.signed_off", uid) == f"/papers/{uid}/"
    assert address_of("docflow.signed_off", None) == address_of("jobs.set_aside", uid) == ""
    assert act_in_words("gone.forgotten") == "gone.forgotten"
    before = all_acts()
    name_acts("docflow", ACTS)  # a room that is loaded twice says the same
    assert all_acts() == before


@pytest.mark.django_db
class TestWhoSeesWhat:
    def test_everybody_sees_his_own_acts(self) -> None:
        paper = a_draft().sent().reviewed()
        found = rows(browser(paper.office.head).get("/trail/"))
        assert len(found) == 1
        assert "核稿" in found[0]
        assert paper.office.head.person.name in found[0]
        assert rows(browser(paper.office.leader).get("/trail/")) == []

    def test_a_flow_administrator_sees_his_organ(self) -> None:
        office, other = an_office(), an_office(code="外政发")
        a_draft(office).sent()
        a_draft(other).sent()
        found = rows(browser(office.flow_keeper).get("/trail/"))
        assert len(found) == 2
        assert all(office.drafter.person.name in row for row in found)

    def test_an_auditor_sees_all_and_the_access_log(self) -> None:
        office, other = an_office(), an_office(code="外政发")
        auditor = appointed(a_department(an_organ()), "auditor")
        a_draft(office).sent()
        a_draft(other).sent()
        client = browser(auditor)
        assert len(rows(client.get("/trail/"))) == 4
        client.get("/documents/00000000-0000-7000-8000-000000000000/")
        found = rows(client.get("/trail/access/"))
        assert "未获准许" in found[0]
        assert "没有找到该公文" in found[0]
        assert (
            AccessEntry.objects.order_by("-pk")[0].title == "访问日志"
        )  # that he looked is seen by the next who looks

    def test_the_access_log_is_the_auditors_alone(self) -> None:
        office = an_office()
        for who in (office.drafter, office.flow_keeper, office.leader):
            client = browser(who)
            assert client.get("/trail/access/").status_code == 403
            assert "/trail/access/" not in client.get("/trail/").content.decode()

    def test_only_what_he_may_open_is_a_link(self) -> None:
        paper = a_draft().sent()
        auditor = appointed(a_department(an_organ()), "auditor")
        address = f'href="/papers/{paper.uid}/"'
        assert address in browser(paper.office.drafter).get("/trail/").content.decode()
        shown = browser(auditor).get("/trail/").content.decode()
        assert address not in shown
        assert str(paper.document) in shown  # that it happened he does see


@pytest.mark.django_db
class TestConditions:
    def test_day_person_and_act(self) -> None:
        paper = a_draft().sent().reviewed()
        client = browser(paper.office.flow_keeper)
        assert len(rows(client.get("/trail/", {"act": "docflow.reviewed"}))) == 1
        assert len(rows(client.get("/trail/", {"who": paper.office.drafter.person.name}))) == 2
        assert len(rows(client.get("/trail/", {"day": f"{today():%Y-%m-%d}"}))) == 3
        assert rows(client.get("/trail/", {"day": "2020-01-01"})) == []
        assert rows(client.get("/trail/", {"who": "没有这人"})) == []

    @pytest.mark.parametrize("given", [{"day": "昨天"}, {"act": "docflow.nothing"}, {"who": "张\x00三"}, {"page": "0"}])
    def test_what_is_no_condition_is_said_and_left_out(self, given: dict[str, str]) -> None:
        paper = a_draft()
        answer = browser(paper.office.drafter).get("/trail/", given)
        assert answer.status_code == 200
        assert len(rows(answer)) == 1
        assert ('class="wrong"' in answer.content.decode()) is ("page" not in given)

    def test_what_the_system_did_can_be_asked_for(self) -> None:
        a_draft().sent()
        client = browser(appointed(a_department(an_organ()), "auditor"))
        assert rows(client.get("/trail/", {"who": "系统"})) == []
        with transaction.atomic():
            record(None, "office.anchor_mended", stream="trail:anchor")
        (found,) = rows(client.get("/trail/", {"who": "系统"}))
        assert "补记外存锚" in found
        assert len(rows(client.get("/trail/"))) == 3

    def test_the_block_is_named_once_it_is_made(self) -> None:
        paper = a_draft()
        client = browser(paper.office.drafter)
        assert "尚未封存" in rows(client.get("/trail/"))[0]
        block = seal()
        assert block is not None
        assert f"第{block.n}块" in rows(client.get("/trail/"))[0]

    def test_fifty_a_page(self) -> None:
        office = an_office()
        for _ in range(51):
            a_draft(office)
        client = browser(office.drafter)
        assert len(rows(client.get("/trail/"))) == 50
        assert len(rows(client.get("/trail/", {"page": "2"}))) == 1
