"""step：one flow step (核稿) over HTTP on PostgreSQL, against a bare Django view that writes the same rows."""

import os
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.test import Client
from django.urls import reverse

from docflow.models import Task
from office.kernel.ids import uuid7
from office.site.benching.crowd import Form, press, signed_in
from office.site.benching.footprint import Footprint, watched
from office.site.benching.papers import Town, Waiting
from office.site.benching.processes import THREADS, WORKERS, gunicorn
from office.site.benching.reference.views import review
from office.site.benching.rounds import Spread, percentile, rounds_of

PEOPLE = 4
OPINION = "内容可行，请审核。"
WANTED = 0.5


class Desk:
    """Prepared documents as the forms that are posted for them."""

    def __init__(self) -> None:
        self.town = Town()
        self._headers: dict[UUID, dict[str, str]] = {}

    def steps(self, count: int) -> list[Form]:
        """For the product."""
        return [
            Form(_address(one), _fields(one), self._browser(one) | {"Accept": "text/html"})
            for one in self.town.papers(count)
        ]

    def writes(self, count: int) -> list[Form]:
        """For the reference."""
        return [Form(f"/review/{one.task}/", _fields(one), self._browser(one)) for one in self.town.papers(count)]

    def _browser(self, one: Waiting) -> dict[str, str]:
        if one.holder.uid not in self._headers:
            self._headers[one.holder.uid] = signed_in(one.holder)
        return self._headers[one.holder.uid]


def measure(rounds: int, size: int) -> Iterator[str]:
    """`size` steps a round, posted by four people at once; product and reference in turn, each first every other time."""
    desk = Desk()
    ours, bare = footprints(desk.town)
    yield f"一步写 {ours}；产品 {ours.statements} 条语句，对照 {bare.statements} 条（登录的2条在外）"
    env = dict(os.environ)
    product, reference = "office.site.wsgi", "office.site.benching.reference.wsgi"
    with gunicorn(product, env, "/healthz") as here, gunicorn(reference, env, "/") as there:
        press(here, desk.steps(2 * PEOPLE), PEOPLE)  # both have loaded all that a step needs
        press(there, desk.writes(2 * PEOPLE), PEOPLE)
        rates: dict[int, list[float]] = {here: [], there: []}
        each: dict[int, list[float]] = {here: [], there: []}
        for n in rounds_of(rounds):
            forms = {here: desk.steps(size), there: desk.writes(size)}
            for port in (here, there) if n % 2 == 0 else (there, here):
                pressed = press(port, forms[port], PEOPLE)
                rates[port].append(pressed.rate)
                each[port] += pressed.each
    yield f"gunicorn gthread {WORKERS}×{THREADS}，{PEOPLE}人同时，每轮{size}步"
    yield f"产品 每秒{Spread.of(rates[here])}，{_times(each[here])}"
    yield f"对照 每秒{Spread.of(rates[there])}，{_times(each[there])}"
    ratio = Spread.of([ours / theirs for ours, theirs in zip(rates[here], rates[there], strict=True)])
    yield f"产品/对照 {ratio}；要求不低于{WANTED}"


def footprints(town: Town) -> tuple[Footprint, Footprint]:
    """What one step writes, the product's and the reference's. Raises RuntimeError where they differ: the comparison would be of no worth."""
    mine, others = town.papers(2)
    client = Client(SERVER_NAME="localhost")
    client.force_login(mine.holder)
    with watched() as ours:
        answer = client.post(_address(mine), _fields(mine))
    if answer.status_code != 302:
        raise RuntimeError(f"the step was not done: {answer.status_code}")
    request = HttpRequest()
    request.method, request.user = "POST", others.holder
    request.POST = QueryDict(urlencode(_fields(others)))
    with watched() as bare:
        review(request, others.task)
    if not ours.same_rows(bare) or not Task.objects.filter(uid=others.task, outcome="done").exists():
        raise RuntimeError(f"the reference writes other rows than the step:\n{ours}\n{bare}")
    return ours, bare


def _address(one: Waiting) -> str:
    return reverse("docflow:act", args=[one.task, "review"])


def _fields(one: Waiting) -> dict[str, str]:
    return {"key": str(uuid7()), "opinion": OPINION, "seen": "1", "next": str(one.next.uid)}


def _times(each: Sequence[float]) -> str:
    return f"一步 p50 {1000 * percentile(each, 0.5):.0f} ms、p95 {1000 * percentile(each, 0.95):.0f} ms"
