"""大份的目录和登记表：made outside any lock, with what is done so far written down for whoever waits."""

from collections.abc import Callable

from archive.models import Form, Printout, PrintoutState
from archive.printing import catalogue_pdf
from archive.selectors.catalogue import MOST_PRINTED, Class, catalogue
from archive.selectors.registration import registration_sheet
from docflow.api import sheet_pdf
from office.kernel.clock import now

A_STEP = 100  # records after which the progress is written
SECONDS_EACH = 0.006
"""For a record to be set: what is estimated before anything is known."""


def class_of(made: Printout) -> Class:
    return Class(made.year, made.retention, made.unit)


def make(made: Printout) -> bytes:
    """The PDF. Slow: call it outside a transaction. Raises Invalid where there is nothing to print any more, or too much."""
    of, counted = class_of(made), _counting(made)
    if made.form == Form.CATALOGUE:
        listed = catalogue(made.fonds, of, most=MOST_PRINTED, seen=counted)
        _now(made, PrintoutState.SETTING)
        return catalogue_pdf(listed)
    sheet = registration_sheet(made.fonds, of, seen=counted)
    _now(made, PrintoutState.SETTING)
    return sheet_pdf(sheet)


def _counting(made: Printout) -> Callable[[int], None]:
    def seen(done: int) -> None:
        if done % A_STEP == 0:
            Printout.objects.filter(pk=made.pk).update(state=PrintoutState.COLLECTING, done=done)

    return seen


def _now(made: Printout, state: PrintoutState) -> None:
    Printout.objects.filter(pk=made.pk).update(state=state, done=made.total)


def seconds_left(made: Printout) -> int:
    """How long it may still take, by the number of records; at least one second."""
    gone = (now() - made.asked_at).total_seconds()
    return max(1, round(made.total * SECONDS_EACH * 2 - gone))
