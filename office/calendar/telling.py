"""Whom an import concerns is told: this room rings nobody itself, so whoever can ring says here that it wants to hear of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from office.calendar.models import Deadline
from office.models.people import Appointment


@dataclass(frozen=True)
class Recounted:
    """A deadline that an import has counted anew with another result: what it was due at, and who holds its task."""

    deadline: Deadline
    from_due_at: datetime
    holders: tuple[Appointment, ...]

    @property
    def has_moved(self) -> bool:
        """Whether its day is another; else it is only no longer provisional."""
        return self.deadline.due_at != self.from_due_at


Teller = Callable[[str, Sequence[Recounted]], None]
_tellers: list[Teller] = []


def on_recounted_deadlines(teller: Teller) -> Teller:
    """Decorator: called inside the transaction of the import, with the import's name and what it changed."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def tell(import_name: str, recounted: Sequence[Recounted]) -> None:
    """Tell all who asked; an import that cannot be told of does not happen."""
    for teller in _tellers:
        teller(import_name, recounted)
