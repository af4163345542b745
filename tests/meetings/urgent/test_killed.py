"""Killed at every point of an event's way: nothing half, nothing twice, nobody forgotten."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from tests.installation import SETUP, Installation, installed

STEPS = (
    "from tests.meetings.urgent.steps import look, step; [step(one, sys.argv[1]) for one in sys.argv[2:]];"
    " print(look(sys.argv[1]))"
)
MAKE = "from tests.meetings.urgent.steps import make; print(make(sys.argv[1]))"
_offsets = count(10_000, 10_000)
NOTHING = {
    "events": 0, "clocks": 0, "told": 0, "todos": 0, "reports": 0, "sent": 0, "overdue": 0, "in_app": 0, "mail": [],
}  # fmt: skip


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("urgent")) as made:
        yield made


def steps(installation: Installation, made: str, *names: str) -> dict[str, Any]:
    """Done in a process of its own; what there is afterwards."""
    found: dict[str, Any] = json.loads(installation.python(STEPS, made, *names))
    return found


def killed(installation: Installation, point: str, name: str, made: str) -> dict[str, Any]:
    installation.die_at(point, "-c", SETUP + STEPS, made, name)
    return steps(installation, made)


@pytest.mark.crash("urgent.opened")
@pytest.mark.crash("urgent.called")
@pytest.mark.crash("urgent.reported")
@pytest.mark.crash("urgent.overdue")
@pytest.mark.crash("urgent.sent_out")
def test_killed_anywhere_it_goes_on_and_does_nothing_twice(installation: Installation) -> None:
    made = installation.python(MAKE, str(next(_offsets)))
    for point in ("urgent.opened", "urgent.called"):
        assert killed(installation, point, "begin", made) == NOTHING
    begun = steps(installation, made, "begin", "begin")
    assert begun == NOTHING | {"events": 1, "clocks": 2, "told": 1, "todos": 1, "in_app": 1}
    assert killed(installation, "urgent.called", "tend_next", made) == begun
    assert killed(installation, "urgent.overdue", "tend_late", made) == begun
    late = steps(installation, made, "tend_late", "tend_late")
    assert late == begun | {"told": 3, "todos": 2, "overdue": 1, "in_app": 3}
    sent = killed(installation, "urgent.sent_out", "send_mail", made)
    assert sent == late | {"mail": ["sending"]}
    given_up = steps(installation, made, "send_mail")
    assert given_up["mail"] == ["unknown"], (
        "whether it went out nobody knows: the next way is gone, and it is not sent again"
    )
    assert given_up["in_app"] > late["in_app"]
    assert killed(installation, "urgent.reported", "report", made) == given_up
    reported = steps(installation, made, "report", "report")
    assert (reported["reports"], reported["sent"]) == (1, 1)
