"""Servers as processes of their own, and what they take of the memory."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from types import MappingProxyType

from office.site.benching.stage import Environment, root

WORKERS, THREADS = 2, 4


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def gunicorn(application: str, env: Environment, path: str) -> Iterator[int]:
    """The production shape's server; yields its port when `path` is answered."""
    port = free_port()
    command = ["-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    command += ["--workers", str(WORKERS), "--threads", str(THREADS), "--keep-alive", "75", "--log-level", "error"]
    with running(command, env) as process:
        until_answered(port, path, process)
        yield port


@contextmanager
def running(command: list[str], env: Environment) -> Iterator["subprocess.Popen[bytes]"]:
    """A Python command that goes on by itself, ended with the block."""
    process = subprocess.Popen([sys.executable, *command], cwd=root(), env=env, stdout=subprocess.DEVNULL)  # noqa: S603 - the product's own commands
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def until_answered(
    port: int,
    path: str,
    process: "subprocess.Popen[bytes]",
    *,
    headers: Mapping[str, str] = MappingProxyType({"Host": "localhost"}),
    patience: float = 120,
) -> int:
    """Ask until it answers; returns the status. Raises TimeoutError, and ChildProcessError when it has ended."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if process.poll() is not None:
            raise ChildProcessError(f"the server ended with status {process.returncode}")
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (ConnectionError, TimeoutError):  # a server under load is slow to load its pages
            time.sleep(0.02)
        finally:
            connection.close()
    raise TimeoutError(f"nobody answered {path} within {patience} s")


def family(pid: int) -> list[int]:
    """A process and all that it has started."""
    lines = [(task / "children").read_text(encoding="ascii") for task in Path(f"/proc/{pid}/task").iterdir()]
    return [pid, *(one for line in lines for child in line.split() for one in family(int(child)))]


def memory(pid: int) -> float:
    """The proportional set size of a process and all that it has started, in MB."""
    rollups = [Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii") for one in family(pid)]
    return sum(int(size) for text in rollups for size in re.findall(r"^Pss: +(\d+) kB", text, re.MULTILINE)) / 1024


def worked(pid: int) -> float:
    """The processor's seconds that a process has taken so far, which other work on the machine does not stretch."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
