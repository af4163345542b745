"""A fonds, its archivist, and records in it made by hand, whole and ready to be checked."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.db import transaction

from archive.actions.file_record import manifest_digest
from archive.describing import completed
from archive.models import Fonds, Origin, Record, RecordFile, Role, State
from office.api import Actor, Appointment, Organ, actor_of, keep
from office.kernel.clock import now
from tests.factories import a_department, an_organ, appointed

TEXT = "关于做好冬季供热保障工作的通知".encode()
ACTS = ("拟稿", "核稿", "签发", "复核", "用印")


@dataclass
class Room:
    """One organ's fonds."""

    organ: Organ
    fonds: Fonds
    archivist: Appointment
    colleague: Appointment
    count: list[int] = field(default_factory=lambda: [0])

    @property
    def actor(self) -> Actor:
        return actor_of(self.archivist.person, self.archivist)


_codes = count(109)


def a_room() -> Room:
    organ = an_organ()
    office = a_department(organ, "办公室")
    code = f"Z{next(_codes):03}"
    fonds = Fonds.objects.create(organ=organ, code=code, name=organ.name, constituting_unit=organ.name)
    return Room(organ, fonds, appointed(office, "archivist"), appointed(office))


def described(item: Record) -> dict[str, Any]:
    """What filing says of an outgoing document."""
    began = now() - timedelta(days=3)
    return {
        "题名": item.title,
        "文件编号": item.number,
        "责任者": item.author,
        "业务实体": [
            {
                "业务行为": act,
                "机构人员名称": f"综合科 张第{place}",
                "行为时间": (began + timedelta(hours=place)).isoformat(),
            }
            for place, act in enumerate(ACTS, 1)
        ],
    }


def a_record(room: Room, *, files: dict[str, tuple[Role, bytes, str]] | None = None, **fields: Any) -> Record:
    """A record with text files where a real one has PDF, unless told otherwise: {"name": (role, content, media type)}."""
    room.count[0] += 1
    n = room.count[0]
    item = Record.objects.create(
        organ=room.organ,
        fonds=room.fonds,
        **{
            "origin": Origin.OUTGOING,
            "state": State.CHECKING,
            "title": "关于做好冬季供热保障工作的通知",
            "number": f"云政办发〔2026〕{n}号",
            "kind": "通知",
            "author": room.organ.name,
            "dated_on": date(2026, 3, 5),
            "year": 2026,
            "pages": 1,
            "proposed": "D30",
            "proposed_why": "本机关的通知",
            "retention": "D30",
            "confirmed_by": room.archivist,
            "confirmed_at": now(),
        }
        | fields,
    )
    if not item.metadata:
        item.metadata = described(item)
        item.save(update_fields=["metadata"])
    if files is None:
        files = {
            "正本.txt": (Role.ORIGINAL, TEXT, "text/plain"),
            "定稿.txt": (Role.FINAL_TEXT, TEXT + b"1", "text/plain"),
            "处理单.txt": (Role.HANDLING_SHEET, TEXT + b"2", "text/plain"),
        }
    with transaction.atomic():
        for ordinal, (name, (role, content, media_type)) in enumerate(files.items(), 1):
            RecordFile.objects.create(
                record=item, role=role, ordinal=ordinal, name=name, title=name, file=keep(content, media_type)
            )
    return item


def filed(item: Record) -> Record:
    """As filing leaves it."""
    item.state, item.code, item.item = State.FILED, f"{item.fonds.code}-WS·2026-D30-0001", 1
    item.metadata = completed(item)
    item.filed_at, item.digest = now(), manifest_digest(item)
    item.save()
    return item


def stored_at(row: RecordFile) -> Any:
    """Where the content of a file lies."""
    from office.files import store  # noqa: PLC0415 - the tests look behind the port
    from office.kernel.files import FolderStore  # noqa: PLC0415

    there = store()
    assert isinstance(there, FolderStore)
    return there.path(row.file.sm3)


def change_a_byte(row: RecordFile) -> None:
    """As a failing disk would."""
    place = stored_at(row)
    content = bytearray(place.read_bytes())
    content[len(content) // 2] ^= 1
    place.chmod(0o640)
    place.write_bytes(bytes(content))
