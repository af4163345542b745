"""The invariants are worth something: faults seeded into a copy of the engine are found by them."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

HOUSE = Path(__file__).parents[3]
RUNS = 150


@dataclass(frozen=True)
class Fault:
    """One changed place in the engine, and the invariant that must notice it."""

    name: str
    file: str
    right: str
    wrong: str
    invariant: str


FAULTS = [
    Fault(
        "a sibling left open on return",
        "board.py",
        "        self.close_tasks_of(visit_id, _CLOSED_WITH[outcome])\n",
        "        if outcome != 'returned':\n            self.close_tasks_of(visit_id, _CLOSED_WITH[outcome])\n",
        "3",
    ),
    Fault(
        "an opinion dropped",
        "board.py",
        "        self.opinions.append(opinion)\n",
        "        self.opinions = [o for o in self.opinions if (o.step, o.by) != (task.step, self.act.by)] + [opinion]\n",
        "2",
    ),
    Fault(
        "a finished run with a task",
        "walking.py",
        '            board.close_under(child.id, "not_needed")\n',
        '            board.close_visit(child.id, "not_needed")\n',
        "3",
    ),
    Fault(
        "a consent counted twice",
        "asking.py",
        "    return consents >= min(step.quorum, len(visit.parties))\n",
        "    return consents * 2 >= min(step.quorum, len(visit.parties))\n",
        "12",
    ),
    Fault(
        "a lost holder",
        "verbs.py",
        '        self._take(task, "")\n',
        '        self._take(replace(task, pool=()), "")\n',
        "4",
    ),
    Fault(
        "a consent to another text stands",
        "returning.py",
        "Keep(lambda answer: answer.digest == digest, ",
        "Keep(lambda _: True, ",
        "5",
    ),
    Fault(
        "a text that the signer has not seen",
        "regions.py",
        "    return last is not None and last.digest == board.digest\n",
        "    return last is not None\n",
        "11",
    ),
]


def house_with(tmp_path: Path) -> Path:
    """A copy of the engine and of what strolls over it, and of nothing else."""
    for part in ("docflow", "tests", "tests/docflow"):
        (tmp_path / part).mkdir(exist_ok=True)
        (tmp_path / part / "__init__.py").touch()
    for part in ("docflow/flow", "tests/docflow/flow"):
        copytree(HOUSE / part, tmp_path / part, ignore=ignore_patterns("__pycache__", "test_*"))
    return tmp_path


def hunt(house: Path) -> subprocess.CompletedProcess[str]:
    """Strolls over the engine of that house."""
    return subprocess.run(  # noqa: S603 - our own interpreter on our own copy
        [sys.executable, "-P", "-m", "tests.docflow.flow.hunt", str(RUNS)],
        cwd=house,
        env={"PYTHONPATH": str(house), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_finds_a_seeded_fault(fault: Fault, tmp_path: Path) -> None:
    file = house_with(tmp_path) / "docflow/flow" / fault.file
    text = file.read_text(encoding="utf-8")
    assert text.count(fault.right) == 1, "the place for this fault is not in the engine any more"
    file.write_text(text.replace(fault.right, fault.wrong), encoding="utf-8")
    found = hunt(tmp_path)
    assert found.returncode == 1, f"not found in {RUNS} strolls: {found.stderr}"
    assert found.stdout.startswith(f"{fault.invariant}:"), found.stdout


def test_finds_nothing_in_the_engine_as_it_is(tmp_path: Path) -> None:
    found = hunt(house_with(tmp_path))
    assert found.returncode == 0, found.stdout + found.stderr
