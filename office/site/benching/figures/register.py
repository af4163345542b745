"""register：numbers a second with eight takers at once, against a bare update of one counter's row on the same engine."""

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from django.db import connection, connections, transaction

from docflow.actions.registers import next_number
from docflow.models import Document, NumberEntry
from docflow.walking.performing import put_on_route
from office.site.benching.papers import Town
from office.site.benching.rounds import Spread, rounds_of, seconds

TAKERS = 8
DAY = date(2026, 1, 5)


def measure(rounds: int, size: int) -> Iterator[str]:
    """`size` numbers a round, each in a transaction of its own."""
    town = Town()
    by = town.drafters[0]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_counter (id integer PRIMARY KEY, last integer NOT NULL)")
        cursor.execute("INSERT INTO bench_counter VALUES (1, 0)")

    def take(document: Document) -> None:
        with transaction.atomic():
            next_number(document, signed_on=DAY, by=by)

    def count(_: Document) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE bench_counter SET last = last + 1 WHERE id = 1")

    numbers: list[float] = []
    counts: list[float] = []
    taken = 0
    for n in rounds_of(rounds):
        with transaction.atomic():
            papers = [
                put_on_route(
                    Document(organ=town.code.organ, drafter=by.appointment, code=town.code, kind="通知"), "outgoing"
                )
                for _ in range(size)
            ]
        turns: list[tuple[list[float], Callable[[Document], None]]] = [(numbers, take), (counts, count)]
        for kept, work in turns if n % 2 == 0 else reversed(turns):
            kept.append(size / seconds(partial(_at_once, work, papers)))
        taken += size
    given = sorted(NumberEntry.objects.values_list("number", flat=True))
    if given != list(range(1, taken + 1)):
        raise RuntimeError("numbers are missing or were given twice")
    yield f"{TAKERS}人同时取号 每秒{Spread.of(numbers)}；{taken}个号连续、不重"
    yield f"对照：只改计数的一行 每秒{Spread.of(counts)}"
    yield f"取号/对照 {Spread.of([a / b for a, b in zip(numbers, counts, strict=True)])}"


def _at_once(work: Callable[[Document], None], papers: Sequence[Document]) -> None:
    """Eight threads share the documents. Raises what the first of them raised."""
    failed: list[Exception] = []

    def one(mine: Sequence[Document]) -> None:
        try:
            for paper in mine:
                work(paper)
        except Exception as error:  # raised again below, in the thread that waits
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(papers[n::TAKERS],)) for n in range(TAKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
