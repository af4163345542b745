"""What is known of a historical document. Absent is empty, never invented; what was odd is said in `remarks`."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

TITLE, NUMBER, AUTHOR, SOURCE_ID = 400, 60, 200, 200  # characters that the columns of a record hold


@dataclass(frozen=True)
class AttachedText:
    title: str = ""
    body: tuple[str, ...] = ()


@dataclass(frozen=True)
class Described:
    """One document. `source_id` is its name where it comes from; `facts` are its elements by the Chinese names of DA/T 46.

    `retention` and `code` are what it had before, empty where that is not known. `remarks` are sentences for the archivist.
    """

    source_id: str
    title: str
    number: str = ""
    kind: str = ""
    author: str = ""
    dated_on: dt.date | None = None
    year: int | None = None
    secrecy: str = "公开"
    openness: str = ""
    pages: int = 0
    unit: str = ""
    retention: str = ""
    code: str = ""
    body: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    attachments: tuple[AttachedText, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
