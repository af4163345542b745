"""Questions about one person's notifications. Nobody reads those of another."""

from uuid import UUID

from django.db.models import QuerySet

from office.api import Person
from realtime.models import Notification


def unread_count(person: Person) -> int:
    """The number on the bell."""
    return Notification.objects.unread().filter(person=person).count()


def notifications_of(person: Person, *, only_unread: bool = False) -> QuerySet[Notification]:
    """A person's notifications, the newest first."""
    rows = Notification.objects.unread() if only_unread else Notification.objects.all()
    return rows.filter(person=person)


def marked_in(person: Person, reading: UUID) -> int:
    """How many are read because of one act, for the sentence that offers to undo it."""
    return Notification.objects.filter(person=person, read_in=reading).count()


def words_for(count: int) -> str:
    """The number as it is read aloud: 通知，5条未读."""
    return f"通知，{count}条未读" if count else "通知，没有未读"
