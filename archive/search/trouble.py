"""索引不顺：what is wrong with the index, as pages, the log and the system administrators are told; and what is being done about it."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from archive.search.engine.port import IndexUnavailable
from archive.search.models import Progress
from office.api import close_todo, holders_waiting, open_todo, operators
from office.kernel.clock import now

logger = logging.getLogger(__name__)

INDEX, REBUILDING = "index", "rebuilding"
"""Rows that say what is wrong."""
PATIENCE = timedelta(minutes=1)
"""How long nothing is taken in before the administrators are called: a server may be started anew."""
ROOM, KIND, TASK, STEP = "search", "检索", "index", "系统管理"
ABOUT = UUID("0192a000-0000-7000-8000-736561726368")


@dataclass(frozen=True)
class Trouble:
    """`says`: why nothing is taken in; `rebuilding`: how far a lost index has been made anew. Both empty when all is well."""

    says: str = ""
    rebuilding: str = ""


def trouble() -> Trouble:
    """What is wrong now."""
    said = dict(Progress.objects.filter(name__in=[INDEX, REBUILDING]).values_list("name", "says"))
    return Trouble(said.get(INDEX, ""), said.get(REBUILDING, ""))


def all_is_well() -> None:
    """The index is whole and takes in what it is told."""
    if trouble() == Trouble():
        return
    with transaction.atomic():
        Progress.objects.filter(name__in=[INDEX, REBUILDING]).delete()
        close_todo(ROOM, TASK, why="索引已恢复")


def something_is_wrong(error: IndexUnavailable) -> None:
    """Nothing was taken in: pages say so until it is. Said once in the log, when it began; to the administrators, when it lasts."""
    row, new = Progress.objects.get_or_create(name=INDEX, defaults={"says": str(error)[:200]})
    Progress.objects.filter(name=REBUILDING).delete()
    if new:
        logger.warning("the index takes nothing in: %s", error)
    elif now() - row.at > PATIENCE:
        _call(f"检索的索引收不进新的内容：{row.says}")


def being_rebuilt(why: str, done: int, total: int) -> None:
    """A lost index is being made anew, and so far has it come: pages say so, and the administrators are told why."""
    _, new = Progress.objects.update_or_create(
        name=REBUILDING, defaults={"says": f"已收入{done}件，共{total}件", "at": now()}
    )
    if new:
        logger.warning("the index is made anew: %s", why)
        _call(f"检索的索引正在自动重建：{why}")


def _call(title: str) -> None:
    """The system administrators, once."""
    with transaction.atomic():
        if holders_waiting(ROOM, TASK) or not (holders := operators()):
            return
        open_todo(
            room=ROOM,
            kind=KIND,
            about=ABOUT,
            task=TASK,
            title=title[:400],
            step=STEP,
            url=reverse("search:search"),
            holders=holders,
        )
