"""What a closed paper hands over, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from office.api import Appointment, Department, Organ, StoredFile


@dataclass(frozen=True)
class Part:
    """One file of it. `role` is a code of the filing rules: ZB 正本, DG 定稿, CLD 处理单, FJ 附件.

    A stored file, or the bytes of one that was made for this; `suffix` is its extension with the dot.
    """

    role: str
    title: str
    media_type: str
    suffix: str
    file: StoredFile | None = None
    content: bytes = field(default=b"", repr=False)
    pages: int = 0
    made_by: str = ""


@dataclass(frozen=True)
class Deed:
    """One step of its way: what was done, by whom in which post as they were then, when; `person` is the uid, empty for the platform."""

    act: str
    name: str
    post: str
    department: str
    organ: str
    at: datetime
    opinion: str = ""
    person: str = ""


@dataclass(frozen=True)
class Signature:
    """A signature as it lies in the main file: the CMS, its certificates (DER, the signer's first), the algorithm's OID."""

    cms: bytes = field(repr=False)
    certificates: tuple[bytes, ...] = field(repr=False)
    algorithm: str = ""
    signed_at: datetime | None = None


@dataclass(frozen=True)
class LinkedPaper:
    """Another paper, and what it is to this one (复文, 废止 …)."""

    uid: UUID
    word: str
    title: str
    number: str


@dataclass(frozen=True)
class Filing:
    """A closed paper. `organ` is the one whose record it becomes; `department` the one that did it, `responsible` the person who did.

    `attachments` are the texts that stand in the document itself; `promised` the names under 附件说明 for
    which there must be files.
    `manner` of what came in: handle (办件) or read (阅件); `from_organ` its sender where that is of this installation.
    `check` is what a check of the main file's seals found, as `verify --json` says it; empty where there is nothing to check;
    `signatures` are those that lie in it.
    `readers` are the keys by which the paper is open to people without an end.
    """

    uid: UUID
    outgoing: bool
    organ: Organ
    department: Department
    responsible: Appointment
    clerks: tuple[Appointment, ...]
    title: str
    number: str
    own_number: str
    kind: str
    author: str
    dated_on: date | None
    closed_at: datetime
    url: str
    source: str
    manner: str = ""
    from_organ: Organ | None = None
    secrecy: str = "公开"
    secrecy_period: str = ""
    urgency: str = ""
    disclosure: str = ""
    main_recipients: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    deeds: tuple[Deed, ...] = ()
    check: Mapping[str, Any] = field(default_factory=dict)
    signatures: tuple[Signature, ...] = ()
    checked_at: datetime | None = None
    links: tuple[LinkedPaper, ...] = ()
    body: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    attachments: tuple[tuple[str, tuple[str, ...]], ...] = ()
    promised: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Closed:
    """A paper whose route has ended as finished; `organ` is the row key of its organ."""

    uid: UUID
    organ: int
    closed_at: datetime
