"""The page after an error: what was kept, and a number that leads to the line in the log; or what is missing, where it is not a fault of ours."""

import errno
import logging
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from office.access.answers import bare_answer

log = logging.getLogger(__name__)

FULL = {errno.ENOSPC, errno.EDQUOT}
AWAY = ("08", "57")  # classes of SQLSTATE: no connection, the operator is ending it
GONE_ON_SQLITE = ("database is locked", "unable to open database file", "disk I/O error")


@dataclass(frozen=True)
class Missing:
    """What the service lacks at the moment, and what whoever asked is told."""

    status: int
    sentence: str


NO_DATABASE = Missing(503, "数据库暂时没有应答，这一步没有办。写好的文字请先不要关掉，过一会儿再按一次；不会重复办理。")
NO_ROOM = Missing(507, "存储空间已满，这一步没有办，已保存的都在。写好的文字请先复制，并马上告诉系统管理员。")


def broken(request: HttpRequest) -> HttpResponse:
    """500, 503 or 507, without asking the database anything: it may be what broke."""
    if (missing := what_is_missing(sys.exc_info()[1])) is not None:
        log.error("not done, %s: %s %s", missing.status, request.method, request.path)
        return bare_answer(request, "没有办成", missing.sentence, missing.status)
    reference = f"{secrets.token_hex(2)}-{secrets.token_hex(1)}".upper()
    log.error("broken page %s: %s %s", reference, request.method, request.path)
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)


def what_is_missing(error: BaseException | None) -> Missing | None:
    """None: nothing, it is a fault of the program."""
    for one in _chain(error):
        if isinstance(one, OSError) and one.errno in FULL:
            return NO_ROOM
        if isinstance(one, DatabaseError | InterfaceError) and (missing := _of_database(one)) is not None:
            return missing
    return None


def _of_database(error: Exception) -> Missing | None:
    """As the driver says: PostgreSQL by its code, SQLite in words."""
    said, cause = str(error), error.__cause__
    if "disk is full" in said or getattr(cause, "sqlstate", None) == "53100":
        return NO_ROOM
    if type(cause).__module__.startswith("psycopg"):
        state = getattr(cause, "sqlstate", None)
        lost = isinstance(error, OperationalError | InterfaceError) and (state is None or state.startswith(AWAY))
        return NO_DATABASE if lost else None
    return NO_DATABASE if any(words in said for words in GONE_ON_SQLITE) else None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
