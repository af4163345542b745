"""A whole installation of its own (data folder, database, processes), for tests that start and kill real ones."""

import atexit
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen
from uuid import UUID

from tests.bearer import Bearer
from tests.crash import environment, killed_at, run, start

FILE = "office.sqlite3"
SETUP = "import django, sys\ndjango.setup()\n"
READ_WHERE_USED = {"CRASH_AT", "CRASH_ONCE"}
"""Of the environment, what the program reads at its moment; the rest becomes settings when it is loaded."""
ASK = """
from django.db import transaction
from office.jobs.queue import enqueue
from tests.office.jobs import tasks
with transaction.atomic():
    print(enqueue(getattr(tasks, sys.argv[1]), *(int(one) if one.isdecimal() else one for one in sys.argv[2:])).uid)
"""
"""Code for `Installation.python`: enqueue one of the tests' tasks; prints its uid."""


class Installation:
    """`env` is what its processes get; `python` runs code in it, `running` a server. One that `installed` made bears its processes."""

    def __init__(self, data_dir: Path, database: str, *, bears: bool = False) -> None:
        self.data_dir = data_dir
        self._bears = bears
        self._bearer: Bearer | None = None
        self.env = environment(data_dir, SECRET_KEY="of the tests", REDIS_URL="", DEMO="1")
        if database:
            self.env["DATABASE_URL"] = database

    def manage(self, *command: str, **env: str) -> subprocess.CompletedProcess[str]:
        """A management command to its end."""
        return self.run("manage.py", *command, **env)

    def python(self, code: str, *args: str, **env: str) -> str:
        """Code to its end, after django.setup(); returns what it printed. Arguments are in sys.argv[1:]."""
        ended = self.run("-c", f"{SETUP}{code}", *args, **env)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.strip()

    def die_at(self, point: str, *command: str) -> None:
        """Run a Python command that must be killed at a point: a test of a point that is never reached fails."""
        killed_at(point, self.run(*command, CRASH_AT=point))

    def run(self, *command: str, **env: str) -> subprocess.CompletedProcess[str]:
        """A Python command to its end: borne where the program is loaded already, unless it must read other settings."""
        if not self._bears or set(env) - READ_WHERE_USED:
            return run(*command, env=self.env | env)
        if self._bearer is None or self._bearer.env != self.env:
            self.close()
            self._bearer = Bearer(self.env)
        return self._bearer.run(*command, timeout=240, **env)

    def close(self) -> None:
        if self._bearer is not None:
            self._bearer.close()
            self._bearer = None

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the database answers, asked past the program."""
        if "DATABASE_URL" not in self.env:
            with closing(sqlite3.connect(self.data_dir / FILE, timeout=30)) as database:
                return list(database.execute(query))
        import psycopg  # noqa: PLC0415 - only where it is needed is it there

        with psycopg.connect(self.env["DATABASE_URL"], autocommit=True) as server:
            return list(server.execute(query.encode()))

    @contextmanager
    def running(self, *command: str, **env: str) -> Iterator[subprocess.Popen[str]]:
        """A management command that goes on; yields when it has printed its first line. Killed at the end if it still runs."""
        process = start("manage.py", *command, env=self.env | env)
        try:
            assert process.stdout is not None
            assert "就绪" in process.stdout.readline()
            yield process
        finally:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def look(installation: Installation, job: str) -> tuple[object, ...]:
    """A job's state and tries."""
    return installation.rows(f"SELECT state, tries FROM jobs_job WHERE uid = '{UUID(job).hex}'")[0]  # noqa: S608 - a UUID


def served(port: int, path: str) -> tuple[int, str]:
    """What the server of a port answers to a GET: status, text."""
    with urlopen(f"http://localhost:{port}{path}", timeout=20) as answer:
        return answer.status, answer.read().decode()


def stop(process: subprocess.Popen[str], number: int = signal.SIGTERM) -> tuple[int, float]:
    """Ask a process to end; returns its status and after how many seconds."""
    since = time.monotonic()
    process.send_signal(number)
    process.wait(timeout=60)
    return process.returncode, time.monotonic() - since


def family(pid: int) -> list[int]:
    """A process and all that it has started."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has ended meanwhile
            found += [one for child in (task / "children").read_text().split() for one in family(int(child))]
    return found


def memory(pid: int) -> float:
    """The proportional set size of a process and all that it has started, in megabytes."""
    rollups = [Path(f"/proc/{one}/smaps_rollup").read_text() for one in family(pid)]
    return sum(int(size) for text in rollups for size in re.findall(r"^Pss: +(\d+) kB", text, re.MULTILINE)) / 1024


@contextmanager
def installed(data_dir: Path) -> Iterator[Installation]:
    """An installation with its tables: on SQLite in the folder, on PostgreSQL in a database of its own beside the tests'.

    The tables are made once a run and copied: bringing an empty database to this version takes longer than most tests.
    """
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        data_dir.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_made_file(), data_dir / FILE)
        with closing(Installation(data_dir, "", bears=True)) as made:
            yield made
        return
    name = f"office_installation_{os.getpid()}_{time.monotonic_ns()}"
    _tell(url, f"CREATE DATABASE {name} TEMPLATE {_made_database(url)}")
    try:
        with closing(Installation(data_dir, _beside(url, name), bears=True)) as made:
            yield made
    finally:
        _tell(url, f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _made_file() -> Path:
    """A SQLite database of this version, whole in one file."""
    folder = Path(tempfile.mkdtemp(prefix="tables-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with_tables(Installation(folder, ""))
    with closing(sqlite3.connect(folder / FILE)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / FILE


@cache
def _made_database(url: str) -> str:
    """The same on the server of the tests, by its name."""
    name = f"office_tables_{os.getpid()}_{time.monotonic_ns()}"
    _tell(url, f"CREATE DATABASE {name}")
    atexit.register(_tell, url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    with tempfile.TemporaryDirectory(prefix="tables-") as folder:
        with_tables(Installation(Path(folder), _beside(url, name)))
    return name


def _beside(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _tell(url: str, statement: str) -> None:
    import psycopg  # noqa: PLC0415 - only where it is needed is it there

    with psycopg.connect(url, autocommit=True) as server:
        server.execute(statement.encode())


def with_tables(installation: Installation) -> Installation:
    """The same, its database brought to this version."""
    ended = run("manage.py", "migrate", "-v0", env=installation.env, timeout=300)
    assert ended.returncode == 0, ended.stderr
    return installation
