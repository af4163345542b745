"""A process that has the program loaded and bears others of the same environment, each at once as if it had been started anew.

Tests that kill start a process for every point of an act, and loading the program is most of what that takes. One that is borne here is a
process like any other: with its own memory and connections, killed or ended by itself.
"""

import gc
import json
import multiprocessing
import os
import runpy
import select
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


class Bearer:
    """Bears processes in one environment. `close` ends it."""

    def __init__(self, env: dict[str, str]) -> None:
        self.env = dict(env)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bearer"],
            cwd=ROOT,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, *command: str, timeout: float, **env: str) -> subprocess.CompletedProcess[str]:
        """A Python command (`-c`, `manage.py`) to its end; `env` must be of the kind that the program reads where it is used."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with tempfile.TemporaryDirectory(prefix="borne-") as folder:
            print(json.dumps([command, env, folder]), file=self._process.stdin, flush=True)
            if not select.select([self._process.stdout], [], [], timeout)[0]:
                self._process.kill()
                raise subprocess.TimeoutExpired(command, timeout)
            status = int(self._process.stdout.readline())
            out, err = (Path(folder, name).read_text(encoding="utf-8") for name in ("out", "err"))
        return subprocess.CompletedProcess(command, status, out, err)

    def close(self) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()
        self._process.wait(timeout=60)


def bear() -> None:
    """Answer each order on standard input with the exit status of the process that did it (negative: the signal that killed it)."""
    import django  # noqa: PLC0415 - the tests themselves have it
    from django.urls import get_resolver  # noqa: PLC0415

    django.setup()
    assert get_resolver().reverse_dict  # the pages too: whatever acts names an address
    gc.freeze()
    for line in sys.stdin:
        borne = multiprocessing.get_context("fork").Process(target=live, args=json.loads(line))
        borne.start()
        borne.join()
        print(borne.exitcode, flush=True)
        borne.close()


def live(command: list[str], env: dict[str, str], folder: str) -> None:
    """What a Python started with this command would do, in this process."""
    os.environ.update(env)
    for name, stream in (("out", sys.stdout.fileno()), ("err", sys.stderr.fileno())):
        file = os.open(f"{folder}/{name}", os.O_WRONLY | os.O_CREAT, 0o600)
        os.dup2(file, stream)
        os.close(file)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    match command:
        case ["-c", code, *arguments]:
            sys.argv = ["-c", *arguments]
            exec(compile(code, "<string>", "exec"), namespace)  # noqa: S102 - the tests' own code
        case [program, *arguments]:
            sys.argv = [program, *arguments]
            runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    bear()
