"""Killed at every point of a reply and of a sign-in: nothing half, nothing twice; whoever comes next goes on."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from tests.installation import SETUP, Installation, installed

STEPS = (
    "from tests.meetings.attendance.steps import look, step;"
    " [step(one, sys.argv[1]) for one in sys.argv[2:]]; print(look(sys.argv[1]))"
)
MAKE = "from tests.meetings.attendance.steps import make; print(make(sys.argv[1]))"
_offsets = count(10_000, 10_000)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("attendance")) as made:
        yield made


@pytest.fixture
def made(installation: Installation) -> str:
    return installation.python(MAKE, str(next(_offsets))).strip()


def steps(installation: Installation, made: str, *names: str) -> dict[str, Any]:
    """Done in a process of its own; what there is afterwards."""
    found: dict[str, Any] = json.loads(installation.python(STEPS, made, *names))
    return found


def killed_and_done(installation: Installation, point: str, name: str, made: str) -> dict[str, Any]:
    """Killed there nothing has changed; done then, and once more with the same key, it is done once."""
    before = steps(installation, made)
    installation.die_at(point, "-c", SETUP + STEPS, made, name)
    assert steps(installation, made) == before
    after = steps(installation, made, name)
    assert steps(installation, made, name) == after
    assert after["acts"] == before["acts"] + 1
    return after


@pytest.mark.crash("attendance.replied")
@pytest.mark.crash("attendance.leave_asked")
@pytest.mark.crash("attendance.leave_agreed")
def test_answered_asked_and_agreed_to(installation: Installation, made: str) -> None:
    came = killed_and_done(installation, "attendance.replied", "come", made)
    assert (came["answers"], came["replies"], came["todos"]) == (["comes", "open", "open", "open"], 1, 3)
    asked = killed_and_done(installation, "attendance.leave_asked", "leave", made)
    assert (asked["leaves"], asked["todos"]) == (["asked"], 3)
    agreed = killed_and_done(installation, "attendance.leave_agreed", "agree", made)
    assert agreed["answers"] == ["comes", "open", "open", "open", "replaced"]
    assert (agreed["leaves"], agreed["todos"]) == (["agreed"], 3)


@pytest.mark.crash("attendance.named")
@pytest.mark.crash("attendance.signed_in")
@pytest.mark.crash("attendance.signed_in_for")
def test_named_and_signed_in(installation: Installation, made: str) -> None:
    named = killed_and_done(installation, "attendance.named", "name", made)
    assert (named["answers"], named["todos"]) == (["comes", "open", "open", "open", "open"], 3)
    assert killed_and_done(installation, "attendance.signed_in", "sign", made)["signed"] == 1
    assert killed_and_done(installation, "attendance.signed_in_for", "clerk", made)["signed"] == 3


@pytest.mark.crash("attendance.taken_in")
@pytest.mark.crash("attendance.list_brought")
def test_taken_in_and_brought(installation: Installation, made: str) -> None:
    taken = killed_and_done(installation, "attendance.taken_in", "take-in", made)
    assert (taken["signed"], len(taken["answers"])) == (1, 5)
    assert killed_and_done(installation, "attendance.list_brought", "list", made)["signed"] == 2
