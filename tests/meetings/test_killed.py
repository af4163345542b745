"""Killed at every point of a booking's life: nothing half, nothing twice; whoever comes next goes on."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from tests.installation import SETUP, Installation, installed

STEPS = "from tests.meetings.steps import look, step; [step(one, sys.argv[1]) for one in sys.argv[2:]]; print(look(sys.argv[1]))"
MAKE = "from tests.meetings.steps import make; print(make(sys.argv[1]))"
_offsets = count(10_000, 10_000)
NOTHING = {"states": [], "series": [], "blocked": 0, "waiting": [], "todos": 0, "told": 0, "acts": 0}


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("meetings")) as made:
        yield made


@pytest.fixture
def made(installation: Installation) -> str:
    return installation.python(MAKE, str(next(_offsets))).strip()


def steps(installation: Installation, made: str, *names: str) -> dict[str, Any]:
    """Done in a process of its own; what there is afterwards."""
    found: dict[str, Any] = json.loads(installation.python(STEPS, made, *names))
    return found


def killed(installation: Installation, point: str, name: str, made: str) -> dict[str, Any]:
    installation.die_at(point, "-c", SETUP + STEPS, made, name)
    return steps(installation, made)


@pytest.mark.crash("meetings.held")
@pytest.mark.crash("meetings.cancelled")
@pytest.mark.crash("meetings.offer_taken")
def test_booked_freed_and_taken_by_who_waited(installation: Installation, made: str) -> None:
    assert killed(installation, "meetings.held", "book", made) == NOTHING
    waited = steps(installation, made, "book", "book", "wait")
    assert waited == NOTHING | {"states": ["approved"], "acts": 1, "waiting": ["waiting"]}
    assert killed(installation, "meetings.cancelled", "cancel", made) == waited
    offered = steps(installation, made, "cancel", "cancel")
    assert (offered["states"], offered["waiting"], offered["todos"]) == (["cancelled", "offered"], ["offered"], 1)
    assert killed(installation, "meetings.offer_taken", "take", made) == offered
    taken = steps(installation, made, "take", "take")
    assert (taken["states"], taken["waiting"], taken["todos"]) == (["cancelled", "approved"], ["taken"], 0)


@pytest.mark.crash("meetings.series_held")
@pytest.mark.crash("meetings.blocked")
@pytest.mark.crash("meetings.released")
def test_a_series_a_blocking_and_a_no_show(installation: Installation, made: str) -> None:
    assert killed(installation, "meetings.series_held", "series", made) == NOTHING
    assert steps(installation, made, "series", "series")["series"] == [4]
    booked = steps(installation, made, "book", "begin")
    assert killed(installation, "meetings.released", "release", made) == booked
    released = steps(installation, made, "release", "release")
    assert (released["states"], released["told"]) == (["released"], booked["told"] + 1)
    assert killed(installation, "meetings.blocked", "block", made) == released
    assert steps(installation, made, "block", "block")["blocked"] == 1
