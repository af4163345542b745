"""Killed in the middle of an act on materials: all of it or nothing; whoever tries again goes on."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from tests.installation import SETUP, Installation, installed

STEPS = "from tests.meetings.materials.steps import look, step; [step(one, sys.argv[1]) for one in sys.argv[2:]]; print(look(sys.argv[1]))"
MAKE = "from tests.meetings.materials.steps import make; print(make(sys.argv[1]))"
_offsets = count(10_000, 10_000)
NOTHING = {"states": [], "versions": 0, "numbers": [], "back": 0, "told": 0, "acts": 0}


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("materials")) as made:
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


@pytest.mark.crash("materials.brought")
@pytest.mark.crash("materials.handed_out")
@pytest.mark.crash("materials.replaced")
@pytest.mark.crash("materials.returned")
@pytest.mark.crash("materials.recalled")
def test_brought_handed_out_replaced_returned_and_recalled(installation: Installation, made: str) -> None:
    assert killed(installation, "materials.brought", "bring", made) == NOTHING
    draft = steps(installation, made, "bring", "bring")
    assert draft == NOTHING | {"states": ["draft"], "versions": 1, "acts": 1}
    assert killed(installation, "materials.handed_out", "hand_out", made) == draft
    out = steps(installation, made, "hand_out", "hand_out")
    assert out == draft | {"states": ["handed_out"], "numbers": [1, 2, 3], "told": 3, "acts": 2}
    assert killed(installation, "materials.replaced", "replace", made) == out
    replaced = steps(installation, made, "replace", "replace")
    assert replaced == out | {"versions": 2, "told": 6, "acts": 3}
    assert killed(installation, "materials.returned", "return", made) == replaced
    assert steps(installation, made, "return", "return") == replaced | {"back": 1, "acts": 4}
    assert killed(installation, "materials.recalled", "recall", made)["states"] == ["handed_out"]
    over = steps(installation, made, "recall", "recall")
    assert (over["states"], over["told"], over["acts"]) == (["recalled"], 9, 5)


@pytest.mark.crash("materials.all_handed_out")
def test_all_at_once(installation: Installation, made: str) -> None:
    draft = steps(installation, made, "bring")
    assert killed(installation, "materials.all_handed_out", "hand_out_all", made) == draft
    out = steps(installation, made, "hand_out_all", "hand_out_all")
    assert (out["states"], out["numbers"], out["told"]) == (["handed_out"], [1, 2, 3], 3)
