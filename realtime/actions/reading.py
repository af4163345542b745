"""已读与撤回。Marking is undone by the key of the act that marked."""

from uuid import UUID

from django.db.models import QuerySet

from office.api import Actor, action
from office.kernel.clock import now
from office.kernel.refusals import NotThere
from realtime.bells import ring
from realtime.models import Notification
from realtime.selectors.notifications import notifications_of


@action
def mark_read(uid: UUID, *, by: Actor, key: UUID) -> Notification:
    """已读：one notification of one's own. One that was read before stays as it was. Raises NotThere."""
    mine = notifications_of(by.person).filter(uid=uid)
    if not mine.exists():
        raise NotThere("该通知")
    _mark(mine, by, key)
    return mine.get()


@action
def mark_all_read(*, by: Actor, key: UUID) -> None:
    """全部已读：those that are unread now; what comes later is not touched."""
    _mark(notifications_of(by.person), by, key)


@action
def undo_reading(reading: UUID, *, by: Actor, key: UUID) -> None:
    """撤回：those that the act `reading` marked are unread again. Where that act was another person's, nothing changes."""
    if notifications_of(by.person).filter(read_in=reading).update(read_at=None, read_in=None):
        ring([by.person])


def _mark(rows: QuerySet[Notification], by: Actor, reading: UUID) -> None:
    if rows.filter(read_at__isnull=True).update(read_at=now(), read_in=reading):
        ring([by.person])  # his other open pages
