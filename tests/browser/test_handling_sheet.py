"""处理单 as a page, of a paper that was returned and mended: in light, dark, large type and on the phone."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from docflow.actions.hand_back import return_to
from office.kernel.ids import uuid7
from tests.browser.looking import MODES, Mode, look
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
def its_drafter(paper: Paper) -> str:
    """The cookie of its drafter."""
    drafter = Client()
    drafter.force_login(paper.office.drafter.person)
    return drafter.cookies["sessionid"].value


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_the_sheet(
    its_drafter: str, chromium: "Browser", live_server: LiveServer, paper: Paper, photographs: Path, mode: Mode
) -> None:
    paths = [f"/documents/{paper.uid}/handling-sheet/"]
    assert look(chromium, live_server.url, paths, mode, its_drafter, photographs) == []
