"""The engine's refusals in the house's words: the same sentence, with the status that a page or a program needs."""

from collections.abc import Iterator
from contextlib import contextmanager

from docflow import flow
from office import api as office
from office.kernel.clock import OFFICE_ZONE
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal, SomebodyWasFirst

_LATE = {"ended", "closed", "taken", "too_late"}
_FIELDS = {
    "missing_opinion": "opinion",
    "missing_stance": "stance",
    "missing_reason": "reason",
    "missing_people": "chosen",
    "missing_field": "fields",
}


@contextmanager
def in_our_words() -> Iterator[None]:
    """Turn the engine's `Refused` into a `Refusal`."""
    try:
        yield
    except flow.Refused as refused:
        raise _refusal(refused) from refused


def _refusal(refused: flow.Refused) -> Refusal:
    if refused.kind in _LATE:
        return SomebodyWasFirst(refused.sentence + _by_whom(refused))
    if refused.kind in _FIELDS:
        return Invalid(refused.sentence, field=_FIELDS[refused.kind])
    if refused.kind == "unknown":
        return NotThere("该环节")
    return NotAllowed(refused.sentence)


def _by_whom(refused: flow.Refused) -> str:
    who = office.appointment(refused.by) if refused.by else None
    if who is None or refused.at is None:
        return ""
    return f"（{who.person.name}，{refused.at.astimezone(OFFICE_ZONE):%m月%d日 %H:%M}）"
