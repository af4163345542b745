"""Killed while sending, signing or looking after receipts: every organ has it exactly once, and it goes on to 办结."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from docflow.elements.data import to_data
from tests.docflow.world import NOTICE
from tests.installation import Installation, installed

PREPARE = "from office.site.preparing import prepare_demo; prepare_demo()"
GO_ON = """
from office.api import close_block, work_until
from office.jobs.models import Job
work_until(lambda: not Job.objects.open().exists(), timeout=120)
close_block()
from tests.docflow.acts.soundness import assert_sound
assert_sound()
from docflow.distribution.models import Delivery
from docflow.models import Document
document = Document.objects.order_by("-pk").first()
print(document.state, document.deliveries.filter(state="delivered").count(), document.deliveries.count())
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


@pytest.mark.crash("distribution.rows_made")
@pytest.mark.crash("distribution.sent")
@pytest.mark.crash("distribution.settled")
@pytest.mark.crash("distribution.all_in")
@pytest.mark.parametrize(
    ("point", "state", "awaited", "sent"),
    [
        ("distribution.rows_made", "sealed", 0, 0),
        ("distribution.sent", "sealed", 0, 0),
        ("distribution.settled:1", "distributed", 9, 9),
        ("distribution.settled:10", "distributed", 1, 10),
        ("distribution.all_in", "distributed", 0, 10),
    ],
)
def test_killed_there_everybody_has_it_once_and_it_goes_on(
    city: Installation, paper: Path, tmp_path: Path, point: str, state: str, awaited: int, sent: int
) -> None:
    city.die_at(point, "manage.py", "rehearse", "--document", str(paper), "--out", str(tmp_path / "out"))
    assert city.python(GO_ON) == f"{state} {awaited} {sent}"
