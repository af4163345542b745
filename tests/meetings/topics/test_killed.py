"""Killed at every point of a topic's way: nothing half, nothing twice; whoever comes next goes on."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from tests.installation import SETUP, Installation, installed

STEPS = (
    "from tests.meetings.topics.steps import look, step; [step(one, sys.argv[1]) for one in sys.argv[2:]];"
    " print(look(sys.argv[1]))"
)
MAKE = "from tests.meetings.topics.steps import make; print(make(sys.argv[1]))"
_offsets = count(10_000, 10_000)
NOTHING = {"calls": 0, "asked": 0, "told": 0, "topics": [], "waiting": 0, "agenda": 2, "version": 0}


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("topics")) as made:
        yield made


@pytest.fixture
def made(installation: Installation) -> str:
    return installation.python(MAKE, str(next(_offsets)))


def steps(installation: Installation, made: str, *names: str) -> dict[str, Any]:
    """Done in a process of its own; what there is afterwards."""
    found: dict[str, Any] = json.loads(installation.python(STEPS, made, *names))
    return found


def killed(installation: Installation, point: str, name: str, made: str) -> dict[str, Any]:
    installation.die_at(point, "-c", SETUP + STEPS, made, name)
    return steps(installation, made)


@pytest.mark.crash("topics.called")
@pytest.mark.crash("topics.handed_in")
@pytest.mark.crash("topics.decided")
@pytest.mark.crash("topics.placed")
def test_killed_on_the_way_it_stands_where_it_stood_and_the_agenda_with_it(
    installation: Installation, made: str
) -> None:
    assert killed(installation, "topics.called", "call", made) == NOTHING
    called = steps(installation, made, "call", "call")
    assert called == NOTHING | {"calls": 1, "asked": 2, "told": 3}
    drafted = killed(installation, "topics.handed_in", "hand_in", made)
    assert drafted == called | {"topics": ["draft"], "waiting": 1}
    handed_in = steps(installation, made, "hand_in", "hand_in")
    assert handed_in == drafted | {"topics": ["asked"], "asked": 1}
    reviewed = steps(installation, made, "review", "review")
    assert reviewed == handed_in
    for point in ("topics.decided", "topics.placed"):
        assert killed(installation, point, "decide", made) == reviewed
    decided = steps(installation, made, "decide", "decide")
    assert decided == reviewed | {"topics": ["admitted"], "waiting": 0, "agenda": 3, "version": 1}


@pytest.mark.crash("topics.reminded")
def test_killed_while_it_reminds_it_reminds_once(installation: Installation, made: str) -> None:
    called = steps(installation, made, "call")
    assert killed(installation, "topics.reminded", "tend", made) == called
    assert steps(installation, made, "tend", "tend") == called | {"told": called["told"] + 3}
