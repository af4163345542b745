"""处理单 as a page, of a paper that was returned and mended and of a piece that came in: in light, dark, large type and on the phone."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from docflow.actions.hand_back import return_to
from docflow.circulation.actions.circulate import circulate
from office.kernel.ids import uuid7
from tests.browser.looking import look, session_of
from tests.docflow.incoming.inbox import Piece, a_piece
from tests.docflow.world import NOTICE, Paper, a_draft

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.browser.urls")]


@pytest.fixture
def paper(transactional_db: None) -> Paper:
    paper = a_draft(consult=True).sent().reviewed()
    second = paper.office.consulted[1]
    task = paper.task("countersign", second)
    return_to(task.uid, "draft", by=paper.office.actor(second), key=uuid7(), reason="请写明检查组的组成。" * 6)
    paper.write(replace(NOTICE, cc=("市委办公室", "市政协办公室")))
    return paper.sent().countersigned().examined().signed()


@pytest.fixture
def piece(paper: Paper) -> Piece:
    """What came in at the same office: instructed, reported, and sent round."""
    office = paper.office
    piece = a_piece(office).reviewed().proposed(days=5).instructed(lead_unit=office.units[0].uid, days=5).reported()
    circulate(piece.uid, [office.leader.uid], purpose="请阅知", by=office.actor(office.clerk), key=uuid7())
    return piece


@pytest.fixture
def its_drafter(paper: Paper) -> str:
    """The cookie of its drafter."""
    return session_of(paper.office.drafter)


@pytest.fixture
def its_clerk(piece: Piece) -> str:
    """The cookie of the clerk who registered it."""
    return session_of(piece.office.clerk)


def test_the_sheet(
    its_drafter: str,
    its_clerk: str,
    chromium: "Browser",
    live_server: LiveServer,
    paper: Paper,
    piece: Piece,
    photographs: Path,
) -> None:
    paths = [f"/documents/{paper.uid}/handling-sheet/"]
    wrong = look(chromium, live_server.url, paths, its_drafter, photographs)
    paths = [f"/incoming/{piece.uid}/handling-sheet/", f"/incoming/{piece.uid}/"]
    assert wrong + look(chromium, live_server.url, paths, its_clerk, photographs) == []
    assert _run_out(chromium, live_server.url + paths[0], its_clerk) == []


def _run_out(chromium: "Browser", address: str, session: str) -> list[str]:
    """What is wider than its cell in large type."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page = context.new_page()
    page.goto(address)
    page.evaluate("document.documentElement.dataset.type = 'large'")
    cells = "[...document.querySelectorAll('.slip :is(th, td)')].filter(one => one.scrollWidth > one.clientWidth)"
    wide: list[str] = page.evaluate(f"{cells}.map(one => one.innerText)")
    context.close()
    return wide
