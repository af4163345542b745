"""通知的写入：row first, ring second."""

from collections.abc import Iterable
from uuid import UUID

from office.api import Appointment, Person
from office.kernel.transactions import require_transaction
from realtime.bells import person_key, ring
from realtime.models import Notification


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
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError(f"a notification leads to a path of this site, not to {url!r}")
    told = {person_key(one): one for one in whom}
    # in the order of the people's keys: two acts that tell the same people wait for each other, and never in a ring
    rows = [
        Notification(person_id=person, kind=kind, title=title, body=body, url=url, about=about, key=key)
        for person in sorted(told)
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=bool(key))
    ring(told.values())
