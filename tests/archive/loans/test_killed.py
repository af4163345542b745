"""Killed at every point of a loan: nothing half, nothing twice; whoever comes next goes on."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from tests.installation import SETUP, Installation, installed

STEPS = (
    "from tests.archive.loans.steps import look, step; [step(one, sys.argv[1]) for one in sys.argv[2:]];"
    " print(look(sys.argv[1]))"
)
MAKE = "from tests.archive.loans.steps import make; print(make(sys.argv[1]))"
_offsets = count(10_000, 10_000)
NOTHING = {"loans": 0, "state": "", "open": 0, "todos": 0, "extensions": 0}


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("loans")) as made:
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


@pytest.mark.crash("loans.asked")
@pytest.mark.crash("loans.agreed")
@pytest.mark.crash("loans.given_back")
def test_killed_on_the_way_it_stands_where_it_stood_and_goes_on(installation: Installation, made: str) -> None:
    assert killed(installation, "loans.asked", "ask", made) == NOTHING
    asked = steps(installation, made, "ask", "ask")
    assert asked == NOTHING | {"loans": 1, "state": "asked", "todos": 1}
    assert killed(installation, "loans.agreed", "examine", made) == asked
    lent = steps(installation, made, "examine", "examine")
    assert lent == NOTHING | {"loans": 1, "state": "lent", "open": 1}
    assert killed(installation, "loans.given_back", "back", made) == lent
    assert steps(installation, made, "back", "back") == NOTHING | {"loans": 1, "state": "given_back"}


@pytest.mark.crash("loans.extension_asked")
@pytest.mark.crash("loans.expired")
def test_killed_while_it_ends_it_is_shut_all_the_same_and_the_next_turn_says_so(
    installation: Installation, made: str
) -> None:
    lent = steps(installation, made, "ask", "examine")
    assert killed(installation, "loans.extension_asked", "longer", made) == lent
    waiting = steps(installation, made, "longer")
    assert (waiting["extensions"], waiting["todos"]) == (1, 1)
    steps(installation, made, "let_it_end")
    found = killed(installation, "loans.expired", "tend", made)
    assert (found["state"], found["open"], found["extensions"]) == ("lent", 0, 1)
    assert steps(installation, made, "tend", "tend") == NOTHING | {"loans": 1, "state": "expired"}
