"""start：the embedded shape from its command to the first page, and its memory at rest after a document was typeset and sealed."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from django.db import connections

from docflow.actions.ask_to_seal import ask_to_seal
from docflow.models import Document, IssuingCode, Task
from office.api import Organ, actor_of, heads_of
from office.kernel import child
from office.kernel.ids import uuid7
from office.site.benching.crowd import signed_in
from office.site.benching.papers import ORGAN
from office.site.benching.processes import family, free_port, memory, running, until_answered, worked
from office.site.benching.rounds import Spread, rounds_of
from office.site.preparing import prepare_demo
from office.site.rehearsing.casting import cast_for
from office.site.rehearsing.life import Life
from office.site.rehearsing.sample import HEATING

PAGE, DESK = "/accounts/login/", "/"
REST = 65  # seconds; the child ends after a minute without work
WANTED_SECONDS, WANTED_MB = 5, 300


def measure(rounds: int, size: int) -> Iterator[str]:
    """`rounds` starts after the first, for which no reference exists; then `size` documents in the server, and rest."""
    prepare_demo()
    child.end()
    browser = signed_in(heads_of(Organ.objects.get(name=ORGAN))[0].person)
    connections.close_all()
    env = dict(os.environ)
    first, *later = [_start(env, browser) for _ in rounds_of(1 + rounds)]
    yield f"首次启动到登录页 {first.page:.1f} s，到工作台 {first.desk:.1f} s，其中处理器 {first.worked:.1f} s"
    yield f"以后每次到登录页 {Spread.of([one.page for one in later])} s，要求不超过{WANTED_SECONDS} s"
    yield f"到已登录的人的工作台 {Spread.of([one.desk for one in later])} s，其中处理器 {Spread.of([one.worked for one in later])} s"
    port = free_port()
    with running(["manage.py", "serve"], env | {"PORT": str(port)}) as server:
        until_answered(port, PAGE, server)
        until_answered(port, DESK, server, headers=browser)
        fresh = memory(server.pid)
        for _ in range(size):
            _issue()
        busy = memory(server.pid)
        time.sleep(REST)
        rest, processes = memory(server.pid), len(family(server.pid))
    yield f"内存（PSS，全部进程） 刚启动 {fresh:.0f} MB；刚排版盖章 {busy:.0f} MB；静止{REST} s后 {rest:.0f} MB、{processes}个进程，要求不超过{WANTED_MB} MB"


@dataclass(frozen=True)
class Started:
    """Seconds by the clock to the sign-in page and to the desk of somebody who is signed in; seconds of the processor in all."""

    page: float
    desk: float
    worked: float


def _start(env: dict[str, str], browser: dict[str, str]) -> Started:
    port = free_port()
    since = time.monotonic()
    with running(["manage.py", "serve"], env | {"PORT": str(port)}) as server:
        statuses = [until_answered(port, PAGE, server)]
        page = time.monotonic() - since
        statuses.append(until_answered(port, DESK, server, headers=browser))
        desk = time.monotonic() - since
        if statuses != [200, 200]:
            raise RuntimeError(f"the first pages answered {statuses}")
        return Started(page, desk, worked(server.pid))


def _issue() -> None:
    """One document to its seal; here people act, typesetting and sealing are the server's."""
    life = Life(cast_for(IssuingCode.objects.select_related("organ").get(code="云政办发")), HEATING)
    list(takewhile(lambda line: "发文字号" not in line, life.walk()))
    document = life.document
    _soon(lambda: _seal_task(document) is not None)
    task = _seal_task(document)
    if task is None or task.holder is None:
        raise LookupError("the seal has no keeper")
    ask_to_seal(task.uid, by=actor_of(task.holder.person, task.holder), key=uuid7(), opinion="")
    _soon(lambda: Document.objects.filter(pk=document.pk, sealed__isnull=False).exists())
    connections.close_all()


def _seal_task(document: Document) -> Task | None:
    open_ones = Task.objects.select_related("holder__person").filter(run__document=document, closed_at=None)
    return open_ones.filter(step="seal").first()


def _soon(so: Callable[[], bool], patience: float = 180) -> None:
    until = time.monotonic() + patience
    while not so():
        if time.monotonic() > until:
            raise TimeoutError("the server did not typeset or seal the document")
        time.sleep(0.2)
