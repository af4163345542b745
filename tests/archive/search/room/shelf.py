"""Records on a shelf, made by hand, and what somebody finds of them."""

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from django.db import transaction

from archive.models import Fonds, Record, RecordFile, RecordReturn
from archive.models.records import Origin, State
from archive.search.asking import Asked
from archive.search.catching_up import tend_index
from archive.search.selectors.finding import find_all
from archive.search.words import terms_of
from office.api import Actor, StoredFile, grant, organ_key
from office.kernel.clock import now
from office.models import Organ
from tests.factories import a_department, appointed

_numbers = count(1)


def a_fonds(organ: Organ) -> Fonds:
    found = Fonds.objects.filter(organ=organ).first()
    return found or Fonds.objects.create(
        organ=organ, code=f"Z{next(_numbers):03}", name=organ.name, constituting_unit=organ.name
    )


def a_record(
    organ: Organ,
    title: str,
    *,
    body: tuple[str, ...] = (),
    readers: tuple[str, ...] = (),
    files: tuple[tuple[str, StoredFile], ...] = (),
    **columns: Any,
) -> Record:
    """A filed one, open to its organ unless readers are named; files by their roles."""
    n = next(_numbers)
    usual: dict[str, Any] = {
        "year": 2026,
        "dated_on": date(2026, 3, 16),
        "kind": "通知",
        "retention": "Y",
        "author": organ.name,
    }
    columns = usual | columns
    with transaction.atomic():
        item = Record.objects.create(
            organ=organ,
            fonds=a_fonds(organ),
            origin=columns.pop("origin", Origin.HISTORICAL),
            title=title,
            code=columns.pop("code", f"{a_fonds(organ).code}-WS·2026-Y-BGS-{n:04}"),
            digest="0" * 64,
            state=State.CHECKING,
            text={"body": list(body), "attachments": columns.pop("attached", [])},
            **columns,
        )
        for ordinal, (role, file) in enumerate(files, 1):
            RecordFile.objects.create(record=item, role=role, ordinal=ordinal, name=f"{ordinal}.pdf", file=file)
        item.state, item.filed_at = State.FILED, now()
        item.save()
        grant(item.uid, *(readers or (organ_key(organ),)), why="归档")
    return item


def taken_back(item: Record) -> None:
    """Returned to the office."""
    keeper = appointed(a_department(item.organ), "archivist")
    RecordReturn.objects.create(record=item, revision=item.revision, why="责任者写错", by=keeper)
    Record.objects.filter(pk=item.pk).update(state=State.RETURNED, moved_at=now())


def found_by(by: Actor, words: str) -> list[UUID]:
    """What he finds when the index knows all."""
    assert tend_index()
    return found_at_once(by, words)


def found_at_once(by: Actor, words: str) -> list[UUID]:
    """What he finds now, whatever the index knows."""
    return [one.uid for one in find_all(Asked(terms_of(words)), by=by)]
