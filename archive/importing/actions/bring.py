"""送来目录。"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from archive.importing.models import Batch, Row
from archive.importing.packages import Files
from archive.importing.policy import organs_of
from archive.importing.reading.elements import guessed
from archive.importing.reading.sheets import ROWS
from archive.models import Fonds
from archive.policy import ARCHIVIST
from office.api import Actor, action, grant, keep, record, role_key
from office.kernel import child
from office.kernel.refusals import Invalid, NotThere
from office.kernel.uploads import clean_name, examine
from office.kernel.uploads.kinds import CSV, XLSX

SHEETS = frozenset({XLSX.media_type, CSV.media_type})
UNKNOWN = "这种文件不能上传"
"""Said of what is no kind of file: then what may be uploaded elsewhere is listed, of which a catalogue is only two."""
ZIP = "application/zip"
SECONDS = 10  # of work on one catalogue
QUEUE = 30


@dataclass(frozen=True)
class Catalogue:
    """A catalogue that was read: rows are (line, cells)."""

    name: str
    content: bytes
    media_type: str
    header: list[str]
    rows: list[tuple[int, list[str]]]


def read_catalogue(content: bytes, name: str) -> Catalogue:
    """Examine and read a catalogue in a child. Slow: call it outside a transaction. Raises Invalid, TooLarge."""
    try:
        found = examine(content, name)
    except Invalid as refusal:
        raise (_no_sheet(clean_name(name)) if UNKNOWN in refusal.sentence else refusal) from refusal
    if found.media_type not in SHEETS:
        raise _no_sheet(found.name)
    try:
        said: dict[str, Any] = child.run_stranger(
            "archive.importing.reading.sheets.read_sheet",
            content,
            found.media_type,
            timeout=SECONDS + QUEUE,
            cpu=SECONDS,
        )
    except child.ChildTimeout as error:
        raise Invalid(
            f"没有读取“{found.name}”：现在要看的文件太多，没有轮到。请稍后再送来。", field="catalogue"
        ) from error
    except child.ChildError as error:
        raise Invalid(
            f"没有读取“{found.name}”：文件读不出。请用WPS或Excel打开后另存一份再送来。", field="catalogue"
        ) from error
    if said["flaw"]:
        raise Invalid(f"没有读取“{found.name}”：{said['flaw']}", field="catalogue")
    if said["more"]:
        raise Invalid(f"没有读取“{found.name}”：超过{ROWS}行。请分成几张目录，分批导入。", field="catalogue")
    rows = [(int(line), [_storable(cell) for cell in cells]) for line, cells in said["rows"]]
    if not rows:
        raise Invalid(
            f"没有读取“{found.name}”：第一张表里没有表头，或表头下没有行。请补上后再送来。", field="catalogue"
        )
    return Catalogue(found.name, content, found.media_type, [_storable(one) for one in said["header"]], rows)


def _no_sheet(name: str) -> Invalid:
    return Invalid(f"没有读取“{name}”：它不是XLSX或CSV表格。请用WPS或Excel另存一份再送来。", field="catalogue")


@action
def bring(
    catalogue: Catalogue, fonds: UUID, package: bytes | None, package_name: str, *, by: Actor, key: UUID
) -> Batch:
    """送来目录：a catalogue, and the ZIP with its files, wait to be mapped and looked at. Raises Invalid, TooLarge, NotThere."""
    into = Fonds.objects.select_related("organ").filter(uid=fonds, organ__in=organs_of(by)).first()
    if into is None:
        raise NotThere("该全宗")
    if package is not None:
        Files(package, package_name)
    batch = Batch.objects.create(
        organ=into.organ,
        fonds=into,
        name=catalogue.name,
        catalogue=keep(catalogue.content, catalogue.media_type),
        package_name=package_name if package is not None else "",
        package=keep(package, ZIP) if package is not None else None,
        header=catalogue.header,
        mapping={str(n): element for n, element in guessed(catalogue.header).items()},
        brought_by=by.appointment,
    )
    Row.objects.bulk_create(Row(batch=batch, line=line, cells=cells) for line, cells in catalogue.rows)
    grant(batch.uid, role_key(into.organ, ARCHIVIST), why="导入")
    record(
        by,
        "imports.brought",
        stream=f"import:{batch.uid}",
        about=batch.uid,
        title=batch.name,
        rows=len(catalogue.rows),
    )
    return batch


def _storable(text: str) -> str:
    return "".join(one for one in text if one != "\x00" and not "\ud800" <= one <= "\udfff")
