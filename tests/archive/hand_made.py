"""A fonds with its archivists, and records put on its shelf by hand: for tests of what comes after filing."""

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from django.db import transaction

from archive.actions.fonds import Described, open_fonds
from archive.arranging.codes import FORMS
from archive.models import Fonds, Origin, Record, RecordFile, RecordReturn, Role, State
from archive.numbering import take_item
from office.api import Actor, Appointment, Department, Organ, actor_of, keep
from office.kernel.clock import now
from office.kernel.ids import uuid7
from tests.factories import a_department, an_organ, appointed

_numbers = count(1)


@dataclass
class Shelf:
    """An organ with two departments, its fonds, two archivists, and somebody who is none."""

    organ: Organ
    fonds: Fonds
    archivist: Appointment
    second: Appointment
    clerk: Appointment
    units: tuple[Department, ...]

    @property
    def by(self) -> Actor:
        return actor_of(self.archivist.person, self.archivist)

    def actor(self, who: Appointment) -> Actor:
        return actor_of(who.person, who)


def described(**fields: Any) -> Described:
    """A fonds that nobody else has."""
    asked = {"code": f"Y{next(_numbers) % 1000:03d}", "name": "某机关全宗", "constituting_unit": "某机关"}
    return Described(**asked | fields)


def a_shelf(template: str = FORMS["DA/T 22"], name: str = "") -> Shelf:
    """An organ whose fonds is open."""
    organ = an_organ(name=name)
    units = (a_department(organ, "办公室"), a_department(organ, "督查科"))
    archivist, second, clerk = appointed(units[0], "archivist"), appointed(units[1], "archivist"), appointed(units[0])
    asked = described(template=template, constituting_unit=organ.name)
    fonds = open_fonds(organ.uid, asked, by=actor_of(archivist.person, archivist), key=uuid7())
    return Shelf(organ, fonds, archivist, second, clerk, units)


def a_record(shelf: Shelf, **fields: Any) -> Record:
    """A record that waits for its number."""
    n = next(_numbers)
    asked: dict[str, Any] = {
        "title": f"关于第{n}件事的通知",
        "number": f"某发〔2026〕{n}号",
        "kind": "通知",
        "author": shelf.organ.name,
        "dated_on": date(2026, 3, 16),
        "year": 2026,
        "retention": "Y",
        "unit": "BGS",
        "pages": 3,
        "origin": Origin.OUTGOING,
        "state": State.CHECKING,
    }
    return Record.objects.create(organ=shelf.organ, fonds=shelf.fonds, **asked | fields)


def returned(record: Record, **fields: Any) -> Record:
    """退回, with its recorded return; and what was put right afterwards."""
    with transaction.atomic():
        RecordReturn.objects.create(
            record=record, revision=record.revision, why="题名有误", by=appointed(a_department(record.organ))
        )
        record.state = State.RETURNED
        record.save()
    record.revision += 1 if fields else 0
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()
    return record


def with_number(record: Record) -> Record:
    """With number and code, and not filed yet."""
    with transaction.atomic():
        record.item, record.code = take_item(record)
        record.save()
    return record


def numbered(record: Record) -> Record:
    """Put on the shelf: with number and code, filed."""
    with transaction.atomic():
        record.item, record.code = take_item(record)
        record.state, record.filed_at, record.digest = State.FILED, now(), "0" * 64
        record.save()
    return record


def with_original(record: Record, content: bytes, media_type: str = "application/pdf") -> Record:
    """With a 正本."""
    with transaction.atomic():
        file = keep(content, media_type)
        RecordFile.objects.create(record=record, role=Role.ORIGINAL, ordinal=1, name="ZB.pdf", file=file, pages=1)
    return record
