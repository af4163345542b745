"""Killed at every named point of a document's life: nothing half-numbered or half-sealed, and it goes on."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from docflow.elements.data import to_data
from tests.docflow.world import NOTICE
from tests.installation import SETUP, Installation, installed

PREPARE = "from office.site.preparing import prepare_demo; prepare_demo()"
GO_ON = """
from office.api import close_block, work_until
from office.jobs.models import Job
work_until(lambda: not Job.objects.open().exists(), timeout=120)
close_block()
from tests.docflow.acts.soundness import assert_sound
assert_sound()
from docflow.models import Document
print(Document.objects.filter(sealed__isnull=False).count())
"""
MINUTES = "from tests.docflow.acts.test_minutes import set_in_type; set_in_type()"
LOOKED_OVER = """
from docflow.actions.proofread import proofread
from docflow.models import Document, Task
from office.api import actor_of
from office.kernel.ids import uuid7
task = Task.objects.get(step="proofread", closed_at=None)
proofread(task.uid, by=actor_of(task.run.document.drafter.person), key=uuid7())
"""
HOW_FAR = """
from docflow.models import Document, Task
document = Document.objects.get()
print(hasattr(document, "sealed"), *Task.objects.filter(run=document.run, closed_at=None).values_list("step", flat=True))
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("city")) as made:
        made.python(PREPARE)
        yield made


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.json"
    path.write_text(json.dumps(to_data(NOTICE), ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.crash("flow.act_kept")
@pytest.mark.crash("flow.mirrored")
@pytest.mark.crash("register.number_taken")
@pytest.mark.crash("page.before_keeping")
@pytest.mark.crash("page.kept")
@pytest.mark.crash("seal.use_written")
@pytest.mark.crash("seal.before_keeping")
@pytest.mark.crash("seal.kept")
@pytest.mark.parametrize(
    "point",
    [
        "flow.act_kept:9",
        "flow.mirrored:1",
        "flow.mirrored:10",
        "register.number_taken",
        "page.before_keeping",
        "page.kept",
        "seal.use_written",
        "seal.before_keeping",
        "seal.kept",
    ],
)
def test_killed_there_nothing_is_half_done_and_it_goes_on(
    city: Installation, paper: Path, tmp_path: Path, point: str
) -> None:
    city.die_at(point, *_rehearsal(paper, tmp_path))
    assert not list((tmp_path / "out").glob("*"))
    city.python(GO_ON)


def test_after_all_that_a_paper_walks_and_the_trail_holds(city: Installation, paper: Path, tmp_path: Path) -> None:
    before = int(city.python(GO_ON))
    city.die_at("flow.mirrored:6", *_rehearsal(paper, tmp_path))
    ended = city.manage(*_rehearsal(paper, tmp_path)[1:])
    assert ended.returncode == 0, ended.stderr
    assert int(city.python(GO_ON)) == before + 2  # its reply too
    assert city.manage("verify_trail").returncode == 0


@pytest.mark.crash("minutes.entered")
def test_killed_while_minutes_become_the_original_they_wait_to_be_looked_over(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with installed(tmp_path_factory.mktemp("minutes")) as made:
        made.python(MINUTES)
        made.die_at("minutes.entered", "-c", SETUP + LOOKED_OVER)
        assert made.python(HOW_FAR) == "False proofread"
        made.python(LOOKED_OVER)
        assert made.python(HOW_FAR) == "True distribute"


def _rehearsal(paper: Path, folder: Path) -> tuple[str, ...]:
    return ("manage.py", "rehearse", "--document", str(paper), "--out", str(folder / "out"))
