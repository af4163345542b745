"""Killing for real. A test marked `@pytest.mark.crash("room.point")` answers for a point in the code, and dies there by `die_at`."""

import ast
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    """This process's environment, with data of its own."""
    return os.environ | {"DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "office.site.settings"} | more


def run(*command: str, env: dict[str, str], timeout: float = 240) -> subprocess.CompletedProcess[str]:
    """A Python command (`-c`, `-m`, `manage.py …`) to its end."""
    return subprocess.run(  # noqa: S603 - the tests' own commands
        [sys.executable, *command], cwd=ROOT, env=env, timeout=timeout, capture_output=True, text=True, check=False
    )


def start(*command: str, env: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """A Python command that goes on by itself; its standard output can be read."""
    return subprocess.Popen([sys.executable, *command], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)  # noqa: S603 - likewise


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and was not waited for does not."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return "\nState:\tZ" not in status


def soon(so: Callable[[], bool], seconds: float = 120) -> float:
    """Wait until something is so; returns after how many seconds."""
    since = time.monotonic()
    while not so():
        assert time.monotonic() - since < seconds, "it did not come to be so"
        time.sleep(0.01)
    return time.monotonic() - since


def die_at(point: str, *command: str, env: dict[str, str]) -> None:
    """Run a Python command that must be killed at a point: a test of a point that is never reached fails."""
    killed_at(point, run(*command, env=env | {"CRASH_AT": point}))


def killed_at(point: str, ended: subprocess.CompletedProcess[str]) -> None:
    """A process was asked to die at a point, and did."""
    assert ended.returncode == -signal.SIGKILL, f"not killed at {point}: {ended.returncode}\n{ended.stderr}"


def answered_for(folders: Iterable[Path] = (ROOT / "tests",)) -> set[str]:
    """The points that a test is marked with."""
    names: set[str] = set()
    for file in (file for folder in folders for file in folder.rglob("test_*.py")):
        text = file.read_text(encoding="utf-8")
        if "mark.crash(" in text:
            names.update(
                argument.value
                for node in ast.walk(ast.parse(text))
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "crash"
                for argument in node.args
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            )
    return names
