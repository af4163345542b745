"""Every point at which the code may be killed has a test that kills it there."""

import os
import signal
from pathlib import Path

import pytest

from office.kernel import crash
from tests import crash as killing
from tests.rooms import ROOMS, ROOT


def test_every_point_in_the_code_is_answered_for_by_a_test() -> None:
    there = crash.points([ROOT / room for room in ROOMS])
    assert there
    answered = killing.answered_for()
    assert {name: place for name, place in there.items() if name not in answered} == {}, "points without a test"
    assert answered - there.keys() == set(), "tests of points that are gone"


def test_a_point_without_a_name_of_its_own_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text('crash.point("a.b")\n')
    assert crash.points([tmp_path]) == {"a.b": f"{tmp_path / 'one.py'}:1"}
    (tmp_path / "two.py").write_text('crash.point("a.b")\n')
    with pytest.raises(ValueError, match=r"two\.py:1"):
        crash.points([tmp_path])
    (tmp_path / "two.py").write_text("crash.point(name)\n")
    with pytest.raises(ValueError, match=r"two\.py:1"):
        crash.points([tmp_path])


def _passings(asked: str, times: int, **more: str) -> int:
    """How many of some passings a process outlives."""
    code = f"from office.kernel import crash\nfor _ in range({times}): crash.point('a.b'); print('on', flush=True)"
    ended = killing.run("-c", code, env=os.environ | {"CRASH_AT": asked} | more)
    lived = ended.stdout.count("on")
    assert ended.returncode == (0 if lived == times else -signal.SIGKILL), ended.stderr
    return lived


@pytest.mark.parametrize(
    ("asked", "outlived"), [("", 3), ("a.c", 3), ("a.b", 0), ("a.b:1", 0), ("a.b:3", 2), ("a.b:4", 3)]
)
def test_a_process_dies_at_the_passing_that_was_asked_for(asked: str, outlived: int) -> None:
    assert _passings(asked, 3) == outlived


def test_only_the_first_process_dies_where_it_is_asked_once(tmp_path: Path) -> None:
    once = str(tmp_path / "died")
    assert _passings("a.b", 2, CRASH_ONCE=once) == 0
    assert _passings("a.b", 2, CRASH_ONCE=once) == 2
