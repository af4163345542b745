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


def whole_number(name: str, usual: int, env: Mapping[str, str] = os.environ, most: int = 1_000_000_000) -> int:
    """The variable as a whole number; `usual` where it is not set. Raises ImproperlyConfigured for what is none, or is larger than `most`."""
    given = (env.get(name) or str(usual)).strip()
    if not given.isascii() or not given.isdecimal() or int(given) > most:
        raise ImproperlyConfigured(f"{name} 应是0到{most}的整数，现在是“{given}”。请改正，或去掉它，按{usual}算。")
    return int(given)


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
            raise ImproperlyConfigured(f"SECRET_KEY 太容易猜中。请另取一个64个字符的：{DRAW}")
        return given
    if os.environ.get("DATABASE_URL") and not trying:
        raise ImproperlyConfigured(f"没有设 SECRET_KEY。几个进程要用同一个：请用 {DRAW} 取一个，给每个进程都设上。")
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
        raise ImproperlyConfigured("DATABASE_URL 须以 postgres:// 开头。要用本机的 SQLite，请去掉它。")
    try:
        port = str(parts.port or "")
    except ValueError as error:
        raise ImproperlyConfigured(
            "DATABASE_URL 里的端口不是1到65535的数。请写成 postgres://user:password@host:5432/name。"
        ) from error
    pool = whole_number("DATABASE_POOL", 0)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": port,
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
            "ELASTICSEARCH_URL 须写成 https://user:password@host:9200，几个地址之间用逗号隔开。要用 DATA_DIR 里的索引，请去掉它。"
        )
    if authority and servers:
        if any(one.scheme != "https" for one in servers):
            raise ImproperlyConfigured(
                "ELASTICSEARCH_CA 只用于 https：ELASTICSEARCH_URL 里有 http 的地址。请改成 https，或去掉 ELASTICSEARCH_CA。"
            )
        if not Path(authority).is_file():
            raise ImproperlyConfigured(f"ELASTICSEARCH_CA 指的文件不在：{authority}。请写明证书文件（PEM）所在的位置。")
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
                f"{data_dir} 里有演示城市的 {name}，不能用于正式办公。请用 DATA_DIR 另设一个数据目录；只是演练的，设 DEMO=1。"
            )


def mail_server(env: Mapping[str, str]) -> MailServer | None:
    """Where mail is handed in; None without EMAIL_HOST."""
    host, user = env.get("EMAIL_HOST", ""), env.get("EMAIL_USER", "")
    if not host:
        return None
    port = whole_number("EMAIL_PORT", 465, env, most=65535)
    return MailServer(host, port, user, env.get("EMAIL_PASSWORD", ""), env.get("EMAIL_FROM") or user)
