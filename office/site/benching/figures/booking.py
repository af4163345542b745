"""booking：the search for a free room over many rooms and bookings; fifty at once on one of them; a booking against a bare view."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.test import Client
from django.urls import reverse

from meetings.api import Need, Slot, free_rooms, slot_of
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.models import Person
from office.site.benching.crowd import Form, answers, press, signed_in
from office.site.benching.examined import asking
from office.site.benching.footprint import Footprint, watched
from office.site.benching.halls import AHEAD, Halls, fields
from office.site.benching.processes import THREADS, WORKERS, gunicorn
from office.site.benching.reference.booking import book as bare_book
from office.site.benching.rounds import Spread, percentile, rounds_of, seconds

ROOMS, PEOPLE, SEARCHES, WRITERS = 500, 50, 40, 4
SHORT = 10  # the shorter calendar has one tenth of the bookings
SEARCH_MS, REFUSED, WANTED = 30, 1.2, 0.5


def measure(rounds: int, size: int) -> Iterator[str]:
    """Searches over a tenth of `size` bookings and over all of them; then, on the longer calendar, fifty at once and the rate."""
    halls = Halls(ROOMS, PEOPLE)
    looked = []
    for bookings in (max(ROOMS, size // SHORT), size):
        there = halls.fill(bookings)
        looked.append(rows_looked_at(halls))
        took = [1000 * one for _ in rounds_of(rounds) for one in searched(halls)]
        yield f"{ROOMS}个会议室、{there}项预订：查找 {looked[-1][0]}条语句，看了{looked[-1][1]}行，p50 {percentile(took, 0.5):.1f} ms、p95 {percentile(took, 0.95):.1f} ms；要求p95不超过{SEARCH_MS} ms"
    yield f"预订多十倍，语句{'一样多' if looked[0][0] == looked[1][0] else '多了'}，看的行{'一样多' if looked[0][1] == looked[1][1] else f'{looked[0][1]}→{looked[1][1]}'}"
    ours, bare = footprints(halls)
    yield f"一次预订写 {ours}；产品 {ours.statements} 条语句，对照 {bare.statements} 条（登录的2条在外）"
    env = dict(os.environ)
    product, reference = "office.site.wsgi", "office.site.benching.reference.wsgi"
    with gunicorn(product, env, "/healthz") as here, gunicorn(reference, env, "/") as there_too:
        yield from at_once(halls, here, rounds)
        yield from rate(halls, {"product": here, "bare": there_too}, rounds)


def needs(halls: Halls) -> list[Need]:
    """Other days, hours, sizes and things, from one search to the next."""
    found = []
    for n in range(SEARCHES):
        slot = slot_of(today() + timedelta(days=1 + n % (AHEAD - 2)), 60 * (9 + n % 8), 60 * (10 + n % 8) + 30)
        found.append(Need(slot, 5 + n % 40, [halls.kinds[n % 3].uid] if n % 2 else []))
    return found


def searched(halls: Halls) -> list[float]:
    """How long each search took at the selector, in seconds."""
    by = halls.actor()
    return [seconds(lambda need=need: list(free_rooms(need, by=by)[:50])) for need in needs(halls)]  # type: ignore[misc]


def rows_looked_at(halls: Halls) -> tuple[int, int]:
    """Statements and rows of all searches."""
    by = halls.actor()
    list(by.roles)
    list(free_rooms(needs(halls)[0], by=by)[:1])  # what a process learns once (the calendar) is not of the search
    with asking() as asked:
        for need in needs(halls):
            list(free_rooms(need, by=by)[:50])
    return len(asked.statements), sum(rows for rows, _ in asked.examined())


def at_once(halls: Halls, port: int, rounds: int) -> Iterator[str]:
    """Fifty people on one slot of one room, and fifty on fifty rooms, in turn."""
    headers = [signed_in(one.person) | {"Accept": "text/html"} for one in halls.people]
    slots = iter(halls.free_slots(4 * (rounds + 1)))
    refused: list[float] = []
    apart: list[float] = []
    ratios: list[float] = []
    for n in rounds_of(rounds + 1):
        one, other = next(slots), next(slots)
        same = answers(port, _forms(headers, [halls.rooms[n % ROOMS].uid] * PEOPLE, one), PEOPLE)
        each = answers(port, _forms(headers, [room.uid for room in halls.rooms[:PEOPLE]], other), PEOPLE)
        came = Counter(status for status, _ in same)
        if came != {302: 1, 409: PEOPLE - 1} or {status for status, _ in each} != {302}:
            raise RuntimeError(f"of {PEOPLE} at once: {came}; apart: {Counter(status for status, _ in each)}")
        if n == 0:
            continue  # both have loaded all that they need
        lost = [took for status, took in same if status == 409]
        refused += lost
        apart += [took for _, took in each]
        ratios.append(percentile(lost, 0.95) / percentile([took for _, took in each], 0.95))
    yield f"{PEOPLE}人同时订一个时段：每轮恰好一人订到，{PEOPLE - 1}人当即得知，p95 {1000 * percentile(refused, 0.95):.0f} ms；同时订{PEOPLE}个会议室 p95 {1000 * percentile(apart, 0.95):.0f} ms"
    yield f"没订到的/各订各的 p95 {Spread.of(ratios)}；要求不超过{REFUSED}"


def _forms(headers: list[dict[str, str]], rooms: list[UUID], slot: Slot) -> list[Form]:
    path = reverse("meetings:book")
    return [Form(path, fields(room, slot, uuid7()), head) for room, head in zip(rooms, headers, strict=True)]


def rate(halls: Halls, ports: dict[str, int], rounds: int) -> Iterator[str]:
    """Bookings a second by a few people at once, the product's and the bare view's in turn, each first every other time."""
    headers = [signed_in(one.person) | {"Accept": "text/html"} for one in halls.people[:WRITERS]]
    slots = iter(halls.free_slots(2 * (rounds + 2)))
    rates: dict[str, list[float]] = {name: [] for name in ports}
    for n in rounds_of(rounds + 1):
        for name in list(ports) if n % 2 == 0 else list(ports)[::-1]:
            slot = next(slots)
            path = reverse("meetings:book") if name == "product" else "/book/"
            forms = [
                Form(path, fields(room.uid, slot, uuid7()), headers[k % WRITERS])
                for k, room in enumerate(halls.rooms[PEOPLE : PEOPLE + 4 * WRITERS])
            ]
            pressed = press(ports[name], forms, WRITERS)
            if n:
                rates[name].append(pressed.rate)
    yield f"gunicorn gthread {WORKERS}×{THREADS}，{WRITERS}人同时"
    yield f"产品 每秒{Spread.of(rates['product'])}"
    yield f"对照 每秒{Spread.of(rates['bare'])}"
    ratio = Spread.of([a / b for a, b in zip(rates["product"], rates["bare"], strict=True)])
    yield f"产品/对照 {ratio}；要求不低于{WANTED}"


def footprints(halls: Halls) -> tuple[Footprint, Footprint]:
    """What one booking writes, the product's and the reference's. Raises RuntimeError where they differ."""
    first, second = halls.free_slots(2)
    person: Person = halls.people[0].person
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    with watched() as ours:
        answer = client.post(reverse("meetings:book"), fields(halls.rooms[-1].uid, first, uuid7()))
    if answer.status_code != 302:
        raise RuntimeError(f"it was not booked: {answer.status_code}")
    request = HttpRequest()
    request.method, request.user = "POST", person
    request.POST = QueryDict(urlencode(fields(halls.rooms[-1].uid, second, uuid7())))
    with watched() as bare:
        bare_book(request)
    if not ours.same_rows(bare):
        raise RuntimeError(f"the reference writes other rows:\n{ours}\n{bare}")
    return ours, bare
