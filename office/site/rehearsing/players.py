"""Who played: the people of one carried document on both sides, with what each did, for whoever wants to sign in as them."""

from collections.abc import Iterator

from docflow.distribution.models import Delivery
from docflow.incoming.models import Incoming
from docflow.models import Document, Run
from office.api import Appointment, named

Played = list[tuple[Appointment, str]]


def sides_of(document: Document) -> Iterator[tuple[str, Played]]:
    """发文方 and 收文方, each with its people in the order in which they first acted, and what they did."""
    yield "发文方", _merged(_steps(document.run))
    deliveries = document.deliveries.select_related("receiver").order_by("receiver__level", "pk")
    incoming = Incoming.objects.select_related("run").filter(delivery__in=deliveries).order_by("pk").first()
    if incoming is not None:
        yield "收文方", _merged([*_receipt(incoming.delivery), *_steps(incoming.run)])
    last = deliveries.last()
    if last is not None:
        yield last.receiver.short_name, _merged(_receipt(last))


def _steps(run: Run) -> Played:
    done = run.tasks.filter(outcome="done").select_related("holder").order_by("pk")
    holders = named(str(task.holder.uid) for task in done if task.holder is not None)
    return [(holders[str(task.holder.uid)], task.label) for task in done if task.holder is not None]


def _receipt(delivery: Delivery | None) -> Played:
    signer = delivery.settled_names.get("appointment") if delivery is not None else None
    return [(one, "签收") for one in named([signer]).values()] if signer else []


def _merged(rows: Played) -> Played:
    """Each person once, the steps joined."""
    by_person: dict[int, tuple[Appointment, list[str]]] = {}
    for who, what in rows:
        by_person.setdefault(who.person_id, (who, []))[1].append(what)
    return [(who, "、".join(dict.fromkeys(steps))) for who, steps in by_person.values()]
