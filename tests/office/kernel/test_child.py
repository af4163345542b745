"""The resident child: real processes, really killed."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from office.kernel.child import Child, ChildDied, ChildTimeout, FailedInChild
from tests.crash import alive, environment, run, soon, start
from tests.office.kernel import works

WORKS = works.__name__


@pytest.fixture
def child() -> Iterator[Child]:
    child = Child()
    yield child
    child.end()


def test_it_works_in_one_process_that_is_not_this_one(child: Child) -> None:
    assert child.pid is None
    first = child.run(f"{WORKS}.own_pid")
    assert first != os.getpid()
    assert (child.run(f"{WORKS}.own_pid"), child.pid) == (first, first)


@pytest.mark.parametrize("value", [b"x" * 3_000_000, {"字": [1, (2.5, None)]}, ""])
def test_arguments_and_results_are_what_they_were(child: Child, value: object) -> None:
    assert child.run("copy.copy", value) == value


def test_it_knows_no_django(child: Child) -> None:
    assert not [name for name in child.run(f"{WORKS}.modules") if name.partition(".")[0] == "django"]


def test_an_exception_is_told_with_its_place_and_the_child_goes_on(child: Child) -> None:
    pid = child.run(f"{WORKS}.own_pid")
    with pytest.raises(FailedInChild) as told:
        child.run(f"{WORKS}.raise_it", "没有这一页")
    assert (told.value.kind, told.value.message) == ("builtins.LookupError", "没有这一页")
    assert "raise_it" in told.value.__notes__[0]
    for path in (f"{WORKS}.return_something_unpicklable", f"{WORKS}.missing", "nowhere.at_all"):
        with pytest.raises(FailedInChild):
            child.run(path)
    assert child.run(f"{WORKS}.own_pid") == pid


def test_what_it_prints_does_not_disturb_the_pipe(child: Child) -> None:
    assert [child.run(f"{WORKS}.print_something"), child.run(f"{WORKS}.double", 2)] == ["printed", 4]


def test_killed_in_the_middle_it_is_missed_and_replaced(child: Child, tmp_path: Path) -> None:
    begun = tmp_path / "begun"

    def kill() -> None:
        soon(lambda: begun.exists() and begun.read_text() != "")
        os.kill(int(begun.read_text()), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    with pytest.raises(ChildDied, match="-9"):
        child.run(f"{WORKS}.say_when_begun", str(begun), 30)
    killer.join()
    assert child.pid is None
    assert child.run(f"{WORKS}.double", 2) == 4


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT])
def test_a_crash_in_a_library_is_a_death_of_the_child_alone(child: Child, number: int) -> None:
    with pytest.raises(ChildDied, match=str(-number)):
        child.run(f"{WORKS}.kill_oneself", int(number))
    assert child.run(f"{WORKS}.double", 2) == 4


def test_killed_at_rest_it_is_replaced_unnoticed(child: Child) -> None:
    first = child.run(f"{WORKS}.own_pid")
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert child.run(f"{WORKS}.own_pid") != first


def test_work_that_takes_too_long_is_ended(child: Child) -> None:
    with pytest.raises(ChildTimeout):
        child.run(f"{WORKS}.take_time", timeout=0.5)
    assert child.run(f"{WORKS}.double", 2) == 4


def test_it_ends_after_its_rest() -> None:
    child = Child(rest=2)  # a busy machine may keep this thread waiting for a while between two calls
    pid = child.run(f"{WORKS}.own_pid")
    assert child.run(f"{WORKS}.sleep", 2.5) == "醒"  # work is no rest
    assert child.pid == pid
    soon(lambda: not alive(pid))
    assert child.run(f"{WORKS}.own_pid") != pid
    child.end()


def test_threads_take_turns(child: Child) -> None:
    answers: dict[int, object] = {}

    def ask(n: int) -> None:
        answers[n] = child.run(f"{WORKS}.double", n)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {n: 2 * n for n in range(12)}


def test_a_turn_that_does_not_come_is_not_waited_for_any_longer(child: Child, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    busy = threading.Thread(target=child.run, args=(f"{WORKS}.say_when_begun", str(begun), 1.5))
    busy.start()
    soon(begun.exists)
    with pytest.raises(ChildTimeout, match="turn"):
        child.run(f"{WORKS}.double", 2, timeout=0.2)
    busy.join()
    assert child.run(f"{WORKS}.double", 2) == 4  # and nobody's work was disturbed


def test_ended_it_lets_short_work_end_and_kills_long_work(child: Child, tmp_path: Path) -> None:
    for seconds, patience, dies in ((0.3, 5, False), (30, 0.2, True)):
        begun = tmp_path / f"begun-{patience}"
        deaths: list[ChildDied] = []

        def work(begun: Path = begun, seconds: float = seconds, deaths: list[ChildDied] = deaths) -> None:
            try:
                child.run(f"{WORKS}.say_when_begun", str(begun), seconds)
            except ChildDied as died:
                deaths.append(died)

        worker = threading.Thread(target=work)
        worker.start()
        soon(begun.exists)
        child.end(patience)
        worker.join(10)
        assert (bool(deaths), child.pid) == (dies, None)


PARENT = """
import sys
from office.kernel.child import Child
Child().run("tests.office.kernel.works.say_when_begun", sys.argv[1], 60)
"""


def test_it_ends_with_its_parent_even_in_the_middle_of_work(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    parent = start("-c", PARENT, str(begun))
    soon(lambda: begun.exists() and begun.read_text() != "")
    pid = int(begun.read_text())
    assert alive(pid)
    parent.kill()
    parent.communicate()
    soon(lambda: not alive(pid))


def test_a_forked_copy_of_the_parent_gets_a_child_of_its_own(child: Child) -> None:
    mine = child.run(f"{WORKS}.own_pid")
    code = (
        "import os, sys\nfrom office.kernel import child\n"
        "first = child.run('os.getpid')\npid = os.fork()\nsecond = child.run('os.getpid')\nchild.end()\n"
        "print('same' if first == second else 'another', flush=True)\n"
        "pid and sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))\n"
    )
    assert sorted(run("-c", code, env=dict(os.environ)).stdout.split()) == ["another", "same"]
    assert child.run(f"{WORKS}.own_pid") == mine


@pytest.mark.crash("child.asked")
@pytest.mark.crash("child.worked")
@pytest.mark.parametrize("point", ["child.asked", "child.worked"])
def test_killed_at_each_point_the_caller_hears_and_the_next_child_works(
    child: Child, point: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    died = tmp_path / "died"
    for name, value in environment(tmp_path, CRASH_AT=point, CRASH_ONCE=str(died)).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ChildDied, match="-9"):
        child.run(f"{WORKS}.double", 2)
    assert died.exists()
    assert child.run(f"{WORKS}.double", 2) == 4
