"""Killed at every point of filing: nothing twice, nothing lost, nothing half; whoever comes next goes on."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from tests.archive.checking.clamd import Server
from tests.installation import SETUP, Installation, installed

STEPS = "from tests.archive.steps import look, step; [step(one, sys.argv[1]) for one in sys.argv[2:]]; print(look(sys.argv[1]))"
MAKE = "from tests.archive.steps import make; print(make(sys.argv[1]))"
PRINT = """
from archive.actions.print_out import ask_for_printout
from archive.models import Form
from archive.selectors.catalogue import Class
from office.kernel.ids import uuid7
from tests.archive.hand_made import a_record, a_shelf, numbered
shelf = a_shelf(name="云州市某局")
numbered(a_record(shelf, title="题名"))
print(ask_for_printout(shelf.fonds.uid, Form.CATALOGUE, Class(), by=shelf.by, key=uuid7()).uid)
"""
PRINTED = """
from archive.models import Printout
from office.api import work_until
from office.jobs.models import Job
from realtime.models import Notification
work_until(lambda: not Job.objects.open().filter(task="archive.tasks.make_printout").exists(), timeout=120)
made = Printout.objects.get(uid=sys.argv[1])
print(made.state, made.file is not None, Notification.objects.filter(about=made.uid).count())
"""
PARTS = ["CLD-01.pdf", "DG-01.pdf", "GC-01.xml", "QM-01.xml", "ZB-01.pdf"]
_offsets = count(10_000, 10_000)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """With a virus scanner: nothing is left to a person, unless a step leaves it."""
    guard = Server()
    with installed(tmp_path_factory.mktemp("archive")) as made:
        made.env["CLAMD_URL"] = guard.address
        yield made
    guard.close()


@pytest.fixture
def paper(installation: Installation) -> str:
    return installation.python(MAKE, str(next(_offsets)))


def steps(installation: Installation, paper: str, *names: str) -> dict[str, Any]:
    """Done in a process of its own; what there is afterwards."""
    found: dict[str, Any] = json.loads(installation.python(STEPS, paper, *names))
    return found


def killed(installation: Installation, point: str, name: str, paper: str) -> dict[str, Any]:
    installation.die_at(point, "-c", SETUP + STEPS, paper, name)
    return steps(installation, paper)


@pytest.mark.crash("archive.collected")
def test_killed_while_collecting_there_is_no_record_then_one(installation: Installation, paper: str) -> None:
    assert killed(installation, "archive.collected", "collect", paper) == {"records": 0}
    found = steps(installation, paper, "collect", "collect")
    assert (found["records"], found["state"], found["files"]) == (1, "arranging", PARTS)


@pytest.mark.crash("archive.number_taken")
def test_killed_while_numbering_no_number_is_lost(installation: Installation, paper: str) -> None:
    steps(installation, paper, "collect")
    found = killed(installation, "archive.number_taken", "confirm", paper)
    assert (found["state"], found["item"], found["last"]) == ("arranging", None, 0)
    found = steps(installation, paper, "confirm")
    assert (found["state"], found["item"], found["last"]) == ("filed", 1, 1)


@pytest.mark.crash("archive.described")
@pytest.mark.crash("archive.checked")
@pytest.mark.crash("archive.filed")
@pytest.mark.parametrize("point", ["archive.described", "archive.checked", "archive.filed"])
def test_killed_on_the_way_to_the_shelf_the_next_worker_files_it_once(
    installation: Installation, paper: str, point: str
) -> None:
    steps(installation, paper, "collect")
    found = killed(installation, point, "confirm", paper)
    assert (found["state"], found["item"], found["digest"]) == ("checking", 1, 0)
    found = steps(installation, paper, "collect")
    assert (found["records"], found["state"], found["item"], found["last"]) == (1, "filed", 1, 1)
    assert (found["files"], found["digest"]) == (sorted([*PARTS, "YSJ-01.xml"]), 64)


@pytest.mark.crash("archive.decided")
def test_killed_while_deciding_nothing_is_decided(installation: Installation, paper: str) -> None:
    steps(installation, paper, "collect", "leave_to_a_person")
    assert killed(installation, "archive.decided", "judge", paper)["state"] == "waiting"
    assert steps(installation, paper, "judge")["state"] == "filed"


@pytest.mark.crash("archive.return_recorded")
@pytest.mark.crash("archive.collected_again")
def test_killed_while_returning_or_collecting_again_it_goes_on(installation: Installation, paper: str) -> None:
    steps(installation, paper, "collect", "confirm")
    found = killed(installation, "archive.return_recorded", "give_back", paper)
    assert (found["state"], found["returns"]) == ("filed", 0)
    found = steps(installation, paper, "give_back")
    assert (found["state"], found["returns"]) == ("returned", 1)
    found = killed(installation, "archive.collected_again", "again", paper)
    assert (found["state"], found["revision"], found["files"]) == ("collecting", 2, [])
    found = steps(installation, paper, "collect", "confirm")
    assert (found["records"], found["state"], found["revision"], found["item"], found["last"]) == (1, "filed", 2, 1, 1)


@pytest.mark.crash("archive.printed")
def test_killed_when_it_is_printed_it_is_printed_again_and_told_once(installation: Installation) -> None:
    printout = installation.python(PRINT)
    installation.die_at("archive.printed", "-c", SETUP + PRINTED, printout)
    assert installation.python(PRINTED, printout).split() == ["done", "True", "1"]
    assert installation.python(PRINTED, printout).split() == ["done", "True", "1"]
