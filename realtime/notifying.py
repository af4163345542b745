"""通知的写入：row first, ring second."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from office.api import Appointment, Person
from office.kernel.transactions import require_transaction
from realtime.bells import person_key, ring
from realtime.models import Notification


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One of many notifications of one matter: whom it tells, where it leads, and the key by which it is told once."""

    whom: Sequence[Appointment | Person]
    url: str
    about: UUID
    key: str = ""


def notify_each(notices: Iterable[Notice], *, kind: str, title: str, body: str = "") -> None:
    """`notify` for many places at once, in the same number of queries as for one."""
    require_transaction()
    rows: list[Notification] = []
    told: list[Appointment | Person] = []
    for notice in notices:
        _refuse_elsewhere(notice.url)
        told += notice.whom
        rows += [
            Notification(
                person_id=person, kind=kind, title=title, body=body, url=notice.url, about=notice.about, key=notice.key
            )
            for person in {person_key(one) for one in notice.whom}
        ]
    rows.sort(key=lambda row: (row.person_id, row.key))  # in the order of the people's keys, as below
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    ring(told)


def notify(
    whom: Iterable[Appointment | Person],
    *,
    kind: str,
    title: str,
    url: str,
    about: UUID | None = None,
    body: str = "",
    key: str = "",
) -> None:
    """Tell people something: one row each, in the transaction of the act, and a ring when that is committed.

    A person named twice, also through two appointments, is told once. With `key`, a person is told once for ever, whoever says it
    again and from whichever process. `url` is a path of this site. Raises OutsideTransactionError, ValueError.
    """
    require_transaction()
    _refuse_elsewhere(url)
    told = {person_key(one): one for one in whom}
    # in the order of the people's keys: two acts that tell the same people wait for each other, and never in a ring
    rows = [
        Notification(person_id=person, kind=kind, title=title, body=body, url=url, about=about, key=key)
        for person in sorted(told)
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=bool(key))
    ring(told.values())


def _refuse_elsewhere(url: str) -> None:
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError(f"a notification leads to a path of this site, not to {url!r}")
