"""What the environment says, turned into Django's settings."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from office.kernel.mail import MailServer

JsonDict = dict[str, Any]

SOON = {"socket_connect_timeout": 1, "socket_timeout": 2}
"""Seconds that a page waits for the cache before it does without."""
KEPT = 100_000
"""Entries that a process keeps in its own memory, about 40 MB of them. Of Django's 300 a few hundred visitors leave nothing, nor of the tries counted there."""

DRAW = 'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'


def flag(name: str) -> bool:
    """True when the variable is set to 1, true, yes or on."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def data_folder(given: str, usual: Path) -> Path:
    """The data folder: made where there is none, closed to other users. Raises ImproperlyConfigured where that cannot be."""
    folder = Path(given or usual).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o750)
        usable = os.access(folder, os.R_OK | os.W_OK | os.X_OK)
    except OSError:
        usable = False
    if not usable:
        raise ImproperlyConfigured(f"数据目录 {folder} 不能建立或不能读写。请核对权限，或用 DATA_DIR 另选一个。")
    return folder


def secret_key(data_dir: Path) -> str:
    """The signing key: of the environment, else of a private file that the first start makes (embedded shape).

    Raises ImproperlyConfigured for one that somebody could guess, but in a demonstration or a test.
    """
    trying = flag("DEMO") or "PYTEST_VERSION" in os.environ
    if given := os.environ.get("SECRET_KEY"):
        if not trying and (len(given) < 32 or len(set(given)) < 10 or given.startswith("django-insecure")):
            raise ImproperlyConfigured(f"SECRET_KEY can be guessed. Draw one of 64 characters: {DRAW}")
        return given
    if os.environ.get("DATABASE_URL") and not trying:
        raise ImproperlyConfigured("SECRET_KEY is not set. Several processes must share one: give it to each of them.")
    return private_text(data_dir / "keys" / "secret_key", lambda: secrets.token_urlsafe(48))


def private_text(path: Path, make: Any) -> str:
    """Read a file that only its owner may read; made once, whole, by whoever comes first."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_name(f"{path.name}.{os.getpid()}")
        part.touch(mode=0o600)
        part.write_text(make(), encoding="ascii")
        try:
            os.link(part, path)
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return path.read_text(encoding="ascii")


def database(url: str, data_dir: Path) -> JsonDict:
    """`postgres://user:password@host:port/name` → PostgreSQL; empty → SQLite in the data folder."""
    if not url:
        return {
            "ENGINE": "office.kernel.sqlite",
            "NAME": data_dir / "office.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
            "TEST": {"NAME": os.environ.get("TEST_SQLITE") or data_dir / f"test-{os.getpid()}.sqlite3"},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// ; leave it out for SQLite.")
    pool = int(os.environ.get("DATABASE_POOL", "0"))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": pool}} if pool else {},
    }


def broker(url: str) -> tuple[JsonDict, JsonDict]:
    """`redis://…` → channel layer and cache on Redis; empty → both in the memory of the one process."""
    if not url:
        return (
            {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}},
            {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "max_entries": KEPT}},
        )
    # redis-py's own time limit would end idle listeners; its small pool would drop listeners that come at once
    host = {"address": url, "socket_timeout": None, "max_connections": 1_000_000}
    return (
        {"default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [host]}}},
        {
            "default": {
                "BACKEND": "office.kernel.cache.RedisOrHere",
                "LOCATION": url,
                "OPTIONS": SOON,
                "max_entries": KEPT,
            }
        },
    )


def search_server(addresses: str, authority: str) -> tuple[str, str]:
    """Where Elasticsearch is, and the file of the certificate by which its https is known; as they are given, when they can be used.

    What is wrong is said without the addresses: they hold passwords.
    """
    servers = [urlsplit(one.strip()) for one in addresses.split(",")] if addresses else []
    if any(one.scheme not in {"http", "https"} or not one.hostname for one in servers):
        raise ImproperlyConfigured(
            "ELASTICSEARCH_URL must hold addresses like https://user:password@host:9200, commas between; leave it out for the index in DATA_DIR."
        )
    if authority and servers:
        if any(one.scheme != "https" for one in servers):
            raise ImproperlyConfigured(
                "ELASTICSEARCH_CA is of use with https alone: ELASTICSEARCH_URL has an http address."
            )
        if not Path(authority).is_file():
            raise ImproperlyConfigured(f"ELASTICSEARCH_CA names no file: {authority}.")
    return addresses, authority


def demo_is_allowed() -> bool:
    """In the embedded shape, where demonstrations live, and where `DEMO=1` says so."""
    return not os.environ.get("DATABASE_URL") or flag("DEMO")


def refuse_demo_in_production(data_dir: Path) -> None:
    """The demonstration's seals and passwords are for trying only: no process on a database of its own starts with them.

    Raises ImproperlyConfigured. `DEMO=1` allows it, for rehearsals of the production shape.
    """
    if demo_is_allowed():
        return
    for name in ("demo-ca", "demo-accounts.json"):
        if (data_dir / name).exists():
            raise ImproperlyConfigured(
                f"{data_dir} holds {name} of the demonstration. Give the installation a data folder of its own."
            )


def mail_server(env: Mapping[str, str]) -> MailServer | None:
    """Where mail is handed in; None without EMAIL_HOST."""
    host, user = env.get("EMAIL_HOST", ""), env.get("EMAIL_USER", "")
    if not host:
        return None
    port = int(env.get("EMAIL_PORT") or "465")
    return MailServer(host, port, user, env.get("EMAIL_PASSWORD", ""), env.get("EMAIL_FROM") or user)
