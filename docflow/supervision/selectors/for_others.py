"""What another room asks of supervision: to whom an organ may give a matter, who answers for one, how far those stand that it opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from docflow.supervision.models import Matter, MatterState
from docflow.supervision.policy import circle_of, leaders_of, opening
from office.api import Actor, Appointment, Organ, Unit


@dataclass(frozen=True)
class MatterStanding:
    """How far a matter is, for who opened it: no more than that it is open or over. Its page says more to whoever may read it."""

    uid: UUID
    number: str
    state: str
    words: str
    url: str

    @property
    def is_over(self) -> bool:
        return self.state != MatterState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == MatterState.CLOSED


def units_to_give_to(organ: Organ) -> list[Unit]:
    """The departments of an organ, then the other organs to which it may give a matter."""
    return [*organ.departments.open().select_related("organ"), *circle_of(organ)]


def leaders_to_answer(organ: Organ) -> list[Appointment]:
    """Who may answer for a matter of an organ."""
    return list(leaders_of(organ).order_by("post__order", "pk"))


def may_open_matters(by: Actor) -> bool:
    """Whether he may open one in any of his posts."""
    return opening(by) is not None


def matter_standings(uids: Iterable[UUID]) -> dict[UUID, MatterStanding]:
    """How far the named matters are, in one query."""
    return {
        one.uid: MatterStanding(one.uid, one.number, one.state, one.get_state_display(), one.get_absolute_url())
        for one in Matter.objects.filter(uid__in=list(uids))
    }
