"""What was taken in is described, checked and filed, or stays in the queue with the reason."""

from archive.actions.describe import describe
from archive.checking import run_check
from archive.importing.actions.shelve import shelve
from archive.models import Record, Stage, State
from office.api import Actor
from office.kernel import crash
from office.kernel.ids import uuid7


def admit(item: Record, *, by: Actor | None) -> Record:
    """Slow: call it outside a transaction. What is filed already, or waits for somebody, is left as it is."""
    if item.state != State.CHECKING:
        return item
    described = describe(item.uid, by=None, key=uuid7())
    report = run_check(described, Stage.FILING, by)
    crash.point("importing.checked")
    return shelve(item.uid, report.uid, by=by, key=uuid7())
