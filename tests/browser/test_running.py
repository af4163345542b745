"""The pages of numbers, 代字 and routes, each before the one whose work it is, in every mode."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser.looking import look, session_of
from tests.docflow.acts.test_keeping import leaves, suspended
from tests.docflow.acts.test_reserving import close, numbered_as, reserved, the_register
from tests.docflow.world import Office, a_draft, a_signed, an_office

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.browser.urls")]


@pytest.fixture
def screens(transactional_db: None) -> dict[str, list[str]]:
    """The addresses that each of three people has work at, by his session."""
    office, other = an_office(), an_office(code="外政发")
    kept = reserved(office, 3)
    numbered_as(a_signed(office).rechecked(), kept[1])
    consulted, halted = a_draft(office, consult=True).sent().reviewed(), suspended(a_draft(office).sent())
    leaves(office.consulted[0])
    a_signed(other).rechecked().numbered()
    close(other)
    register, shut = the_register(office).uid, the_register(other).uid
    keeping = [f"/papers/{paper.uid}/keep/" for paper in (consulted, halted)]
    return {
        session_of(office.clerk): ["/registers/", "/registers/reserve/", *_of(register, "", "report/", "close/")],
        session_of(other.reviewer): [*_of(shut, ""), "/registers/codes/new/", *_codes(other)],
        session_of(office.flow_keeper): ["/papers/", "/papers/?view=long", *keeping],
        session_of(office.head): [halted.document.get_absolute_url()],
    }


def _of(register: object, *pages: str) -> list[str]:
    return [f"/registers/{register}/{page}" for page in pages]


def _codes(office: Office) -> list[str]:
    return ["/registers/codes/", f"/registers/codes/{office.code.uid}/"]


def test_pages_of_running_the_office(
    screens: dict[str, list[str]], chromium: "Browser", live_server: LiveServer, photographs: Path
) -> None:
    wrong: list[str] = []
    for cookie, paths in screens.items():
        wrong += look(chromium, live_server.url, paths, cookie, photographs)
    assert wrong == []
