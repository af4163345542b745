"""A stage: a data folder of its own, and on PostgreSQL a database of its own beside the product's. Both are gone afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

Environment = dict[str, str]
POOL = (
    "4"  # connections that a process keeps; without a pool every request opens one, which would hide what a step costs
)


@contextmanager
def stage(url: str) -> Iterator[Environment]:
    """The environment of what is measured; `url` empty: SQLite in the folder."""
    with TemporaryDirectory(prefix="bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "ANCHOR_DIR"}}
        env = kept | {
            "DATA_DIR": folder,
            "SECRET_KEY": token_urlsafe(48),
            "DJANGO_SETTINGS_MODULE": "office.site.settings",
        }
        if not url:
            yield env | {"REDIS_URL": ""}
            return
        with _database_beside(url) as own:
            yield env | {"DATABASE_URL": own, "DATABASE_POOL": POOL, "DEMO": "1"}  # a rehearsal: the city is the demo's


@contextmanager
def _database_beside(url: str) -> Iterator[str]:
    import psycopg  # noqa: PLC0415 - the embedded shape does without

    name = f"office_bench_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
    try:
        parts = urlsplit(url)
        yield urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, ""))
    finally:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def root() -> Path:
    """The folder of manage.py."""
    return Path(__file__).resolve().parents[3]
