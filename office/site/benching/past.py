"""A past of any length: documents that were written, handled, sent and done with, with all the rows that they left behind."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from docflow.distribution.models import Delivery, DeliveryState, Manner
from docflow.incoming.models import Incoming, IncomingClass, IncomingState, Source, Track
from docflow.models import Act, Document, FlowVersion, IssuingCode, Run, Task
from docflow.models.documents import State
from office.api import Deadline, Todo, appointment_key, role_key
from office.kernel.clock import now, today
from office.kernel.ids import uuid7
from office.models import Appointment, Organ, Reader, TodoHolder
from office.site.benching.lengthening import Stretch, stretch
from realtime.models import Notification

BATCH = 2000
SHARE = 100  # one of so many documents was drafted by the person who is measured, and one passed through his hands
STEPS = (("draft", "拟稿"), ("review", "处室审核"), ("sign_off", "签发"))
TENTH = 10
CLERKS, DONE, DAY = "document_clerk", "已办", timedelta(days=1)
ORDER = (Document, Delivery, Incoming, Task, Act, Todo, TodoHolder, Deadline, Reader, Notification)
"""In which they are inserted: what a row points at before itself."""


@dataclass(frozen=True)
class Cast:
    """Who is in it: the person whose desk it is, his colleagues, an organ that is written to and one of its people."""

    me: Appointment
    others: Sequence[Appointment]
    code: IssuingCode
    receiver: Organ
    flow: FlowVersion

    @property
    def organ(self) -> Organ:
        return self.me.organ

    def other(self, n: int) -> Appointment:
        return self.others[n % len(self.others)]


@dataclass(frozen=True)
class Story:
    """The rows of one paper, and of what came of it: the runs, then what hangs on them once they have their keys."""

    runs: tuple[Run, ...]
    rest: Callable[[], Iterator[Model]]


def be_over(cast: Cast, count: int) -> Stretch:
    """So many documents were drafted, reviewed, signed, delivered and closed; one in ten came to our own organ and was registered there."""
    register = _class_of(cast.organ)
    with stretch((Run, *ORDER)) as rows:
        _insert(_over(cast, n, register) for n in range(count))
    return rows


def be_waiting(cast: Cast, *, mine: int, sent: int, others: int) -> None:
    """What goes on now: so many tasks that wait for the person, so many of his own that others have, so many of others with others."""
    stories = [_on_its_way(cast, cast.other(n), cast.me, n, due=n % 3 != 0) for n in range(mine)]
    stories += [_on_its_way(cast, cast.me, cast.other(n), n, due=False) for n in range(sent)]
    stories += [_on_its_way(cast, cast.other(n), cast.other(n + 1), n, due=n % 2 == 0) for n in range(others)]
    _insert(iter(stories))
    Notification.objects.bulk_create(
        Notification(person=cast.me.person, kind="todo", title=f"请您办理第{n}件", url="/", key=f"waits:{n}")
        for n in range(mine)
    )


def analysed() -> None:
    """The planner knows the tables as they are now, as after a night of autovacuum."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _class_of(organ: Organ) -> IncomingClass:
    found, _ = IncomingClass.objects.get_or_create(organ=organ, code="量办", label="办件", track=Track.HANDLE)
    return found


def _over(cast: Cast, n: int, register: IncomingClass) -> Story:
    hands = (
        cast.me if n % SHARE == 0 else cast.other(n),
        cast.other(n + 1),
        cast.me if n % SHARE == 1 else cast.other(n + 2),
    )
    at = now() - DAY * (30 + n % 1500)
    document = _document(cast, hands[0], at, state=State.CLOSED, closed_at=at + 9 * DAY, number=f"量〔{1000 + n}〕号")
    document.run.ended_at = document.closed_at
    comes_in = n % TENTH == 0
    run = Run(paper_kind="incoming", paper_uid=uuid7(), flow=cast.flow, ended_at=at + 9 * DAY)

    def rest() -> Iterator[Model]:
        yield document
        for seq, ((step, label), who) in enumerate(zip(STEPS, hands, strict=True), 1):
            yield from _step(document, f"t{seq}", step, label, who, at + seq * DAY, closed=True)
            yield Act(
                run=document.run, seq=seq, kind="complete", step=step, data={}, by=who, names={}, key=uuid7(), at=at
            )
        yield Reader(object_uid=document.uid, key=role_key(document.organ, CLERKS), why="本机关文书", since=at)
        yield from _delivered(cast, document, at, run=run if comes_in else None, register=register)

    return Story((document.run, run) if comes_in else (document.run,), rest)


def _on_its_way(cast: Cast, drafter: Appointment, holder: Appointment, n: int, *, due: bool) -> Story:
    at = now() - timedelta(hours=n % 200)
    document = _document(cast, drafter, at, state=State.IN_REVIEW)
    limit = now() + DAY * (n % 12 - 3) if due else None

    def rest() -> Iterator[Model]:
        yield document
        (first, label), (step, name) = STEPS[:2]
        yield from _step(document, "t1", first, label, drafter, at - DAY, closed=True)
        yield from _step(document, "t2", step, name, holder, at, closed=False, due_at=limit)

    return Story((document.run,), rest)


def _document(cast: Cast, drafter: Appointment, at: datetime, **fields: Any) -> Document:
    uid = uuid7()
    return Document(
        uid=uid, organ=cast.organ, run=Run(paper_kind="document", paper_uid=uid, flow=cast.flow), drafter=drafter,
        code=cast.code, kind="通知", form="文件", title=f"关于第{uid.hex[-6:]}件事项的通知", signed_on=today(), opened_at=at,
        moved_at=at, **fields,
    )  # fmt: skip


def _step(
    document: Document,
    name: str,
    step: str,
    label: str,
    who: Appointment,
    at: datetime,
    *,
    closed: bool,
    due_at: datetime | None = None,
) -> Iterator[Model]:
    """A task with its to-do, its right to read and its notice."""
    over = at + DAY if closed else None
    yield Task(
        run=document.run, name=name, step=step, label=label, holder=who, opened_at=at, closed_at=over,
        outcome="done" if closed else "",
    )  # fmt: skip
    todo = Todo(
        room="docflow", kind="文", about=document.uid, task=f"{document.run.uid}/{name}", title=document.title, step=label,
        url=document.get_absolute_url(), since=at, due_at=due_at, closed_at=over, closed_why=DONE if closed else "",
    )  # fmt: skip
    yield todo
    yield TodoHolder(todo=todo, appointment=who, waits=not closed)
    if closed:
        yield Deadline(
            room="docflow", about=document.uid, task=todo.task, title=todo.title, url=todo.url, days=1, starts_at=at,
            due_at=at + DAY, ended_at=over,
        )  # fmt: skip
    yield Reader(object_uid=document.uid, key=appointment_key(who), why=label, since=at)
    if closed:
        yield Notification(
            person=who.person, kind="todo", title=f"《{document.title}》请您{label}", url=todo.url, about=document.uid,
            key=todo.task, at=at, read_at=over, read_in=uuid7(),
        )  # fmt: skip


def _delivered(
    cast: Cast, document: Document, at: datetime, *, run: Run | None, register: IncomingClass
) -> Iterator[Model]:
    """It went to another organ; with `run` it went to our own instead, which registered it and has done with it."""
    receiver = cast.receiver if run is None else cast.organ
    delivery = Delivery(
        document=document, receiver=receiver, manner=Manner.MAIN, state=DeliveryState.SIGNED, sent_by=cast.me,
        sent_names={}, sent_at=at, due_at=at + DAY, settled_at=at + DAY,
    )  # fmt: skip
    yield delivery
    yield Reader(object_uid=delivery.uid, key=role_key(receiver, CLERKS), why="收文机关", since=at)
    if run is not None:
        yield Incoming(
            uid=run.paper_uid, organ=receiver, run=run, title=document.title, registered_by=cast.me, number=document.number,
            incoming_class=register, state=IncomingState.CLOSED, source=Source.DELIVERY, delivery=delivery, sender="某机关",
            moved_at=at, closed_at=at + 9 * DAY,
        )  # fmt: skip
        yield Reader(object_uid=run.paper_uid, key=role_key(receiver, CLERKS), why="本机关文书", since=at)


def _insert(stories: Iterator[Story]) -> None:
    while batch := list(islice(stories, BATCH)):
        with transaction.atomic():
            Run.objects.bulk_create(run for one in batch for run in one.runs)
            kept: dict[type[Model], list[Model]] = {model: [] for model in ORDER}
            for one in batch:
                for row in one.rest():
                    kept[type(row)].append(row)
            for model, rows in kept.items():
                model._default_manager.bulk_create(rows)
