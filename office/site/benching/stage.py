"""A stage: a data folder of its own, and on PostgreSQL a database of its own beside the product's. Both are gone afterwards."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex, token_urlsafe
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

Environment = dict[str, str]
POOL = (
    "4"  # connections that a process keeps; without a pool every request opens one, which would hide what a step costs
)


class StageError(Exception):
    """Nothing can be measured; the words say why."""


@dataclass(frozen=True)
class Stage:
    """Where something is measured."""

    env: Environment
    database: str
    """Its database's name on the server; empty: SQLite in the folder."""


@contextmanager
def stages(url: str) -> Iterator[Callable[[], AbstractContextManager[Environment]]]:
    """Gives stages with all tables and nothing in them; `url` empty: on SQLite.

    The tables are made once, on a stage of their own, and copied: bringing an empty database to this version takes longer than
    many a figure. Raises StageError where they cannot be made.
    """
    with _stage(url) as first:
        command = [sys.executable, "manage.py", "migrate", "-v0"]
        ended = subprocess.run(command, cwd=root(), env=first.env, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603 - the product's own command
        if ended.returncode:
            raise StageError(f"没有建成表，什么也没有量：{_last_line(ended.stderr) or '建表的进程被中断了'}")

        @contextmanager
        def another() -> Iterator[Environment]:
            with _stage(url, first.database) as stage:
                if not url:
                    shutil.copytree(first.env["DATA_DIR"], stage.env["DATA_DIR"], dirs_exist_ok=True)
                yield stage.env

        yield another


@contextmanager
def _stage(url: str, template: str = "template1") -> Iterator[Stage]:
    with _folder() as folder:
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "ANCHOR_DIR"}}
        env = kept | {
            "DATA_DIR": folder,
            "SECRET_KEY": token_urlsafe(48),
            "DJANGO_SETTINGS_MODULE": "office.site.settings",
        }
        if not url:
            yield Stage(env | {"REDIS_URL": ""}, "")
            return
        with _database_beside(url, template) as name:
            parts = urlsplit(url)
            own = urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, ""))
            env |= {"DATABASE_URL": own, "DATABASE_POOL": POOL, "DEMO": "1"}  # a rehearsal: the city is the demo's
            yield Stage(env, name)


def _folder() -> TemporaryDirectory[str]:
    try:
        return TemporaryDirectory(prefix="bench-")
    except OSError as error:
        raise StageError(f"不能建临时目录，什么也没有量：{error.strerror}。请用 TMPDIR 另选一处。") from error


@contextmanager
def _database_beside(url: str, template: str) -> Iterator[str]:
    import psycopg  # noqa: PLC0415 - the embedded shape does without

    name = f"office_bench_{os.getpid()}_{token_hex(4)}"
    try:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    except psycopg.Error as error:
        raise StageError(
            f"不能在 DATABASE_URL 的服务器上另建一个库，什么也没有量：{_first_line(str(error))}"
        ) from error
    try:
        yield name
    finally:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _first_line(said: str) -> str:
    return said.partition("\n")[0]


def _last_line(said: str) -> str:
    return said.strip().rpartition("\n")[2].strip()


def root() -> Path:
    """The folder of manage.py."""
    return Path(__file__).resolve().parents[3]
