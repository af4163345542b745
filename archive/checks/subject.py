"""What is checked: a record with its files as they were recorded and as they were found, and what stands around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Scan(StrEnum):
    """What a virus scanner said of a file."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNSCANNED = "unscanned"


class Seals(StrEnum):
    """What a check of a file's signatures said."""

    VALID = "valid"
    UNTRUSTED = "untrusted"
    INVALID = "invalid"
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"
    UNCHECKED = "unchecked"
    """It has signatures of a kind that is not checked here."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file. `size`, `sm3` and `media_type` are what was recorded; `found_…` what lies in the store now, None where nothing lies there.

    `kind` is what its content shows it to be, `flaw` why it cannot be read, `pdfa` the flavour that a PDF claims (“PDF/A-2b”), `pdfa_flaws`
    the rules of it that it breaks, `judge` who said so, `pdfa_doubt` why he cannot, `unfit` what makes it unfit for keeping: a password, active content.
    """

    name: str
    role: str
    size: int
    sm3: str
    media_type: str
    title: str = ""
    pages: int = 0
    found_size: int | None = None
    found_sm3: str | None = None
    kind: str = ""
    flaw: str = ""
    found_pages: int = 0
    pdfa: str = ""
    pdfa_flaws: tuple[str, ...] = ()
    pdfa_doubt: str = ""
    judge: str = ""
    unfit: tuple[str, ...] = ()
    seals: Seals = Seals.UNSIGNED
    seals_say: str = ""
    scan: Scan = Scan.UNSCANNED
    scan_says: str = ""

    @property
    def there(self) -> bool:
        return self.found_sm3 is not None

    @property
    def unchanged(self) -> bool:
        return self.found_sm3 == self.sm3 and self.found_size == self.size


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the handling: what, who, when."""

    act: str
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The lowest class of the record's fonds: how far it is numbered, and which numbers have no record."""

    last: int
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """An information package: what its catalogue lists and what lies in it, by name and SM3; `flaws` of its layout and its papers."""

    listed: Mapping[str, str]
    contained: Mapping[str, str]
    layout_flaws: tuple[str, ...] = ()
    paper_flaws: tuple[str, ...] = ()
    metadata_flaws: tuple[str, ...] = ()
    unreadable: str = ""
    digest_before: str = ""
    digest_after: str = ""
    stated_items: int | None = None
    stated_bytes: int | None = None
    items: int = 1


@dataclass(frozen=True, slots=True)
class Subject:
    """A record. `described` is its description by the Chinese names of DA/T 46, every value a text; `columns` the same as the lists hold it,
    `told` the elements that its metadata itself has, where it has been written.

    `expected_code` is the 档号 that its facts give by the fonds' template; `numbered` says that it must have one by now. `listed` is what
    its 电子属性 list, by name and size. `twins` are sentences about other records that say the same. `scanner` names the virus scanner that answered, `carrier` the carrier it came on.
    """

    uid: str
    origin: str
    described: Mapping[str, str]
    files: tuple[FileFacts, ...]
    today: date
    columns: Mapping[str, str] = field(default_factory=dict)
    told: frozenset[str] | None = None
    code: str = ""
    expected_code: str = ""
    code_flaw: str = ""
    numbered: bool = False
    twins: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    steps_needed: tuple[str, ...] = ()
    attachments_stated: tuple[str, ...] | None = None
    neighbours: Neighbours | None = None
    scope: str = ""
    scope_confirmed_by: str = ""
    listed: Mapping[str, int] | None = None
    manifest: str = ""
    manifest_found: str = ""
    unreachable: str = ""
    acts_flaw: str = ""
    scanner: str = ""
    scanner_says: str = ""
    carrier: str = ""
    package: Package | None = None

    @property
    def of_ours(self) -> bool:
        """Made in this system: its seals and its process are ours to answer for."""
        return self.origin in {"outgoing", "meeting"}

    @property
    def issued(self) -> bool:
        """A document that went out: numbered, with its final text and its handling sheet. The record of a meeting has none of these."""
        return self.origin == "outgoing"

    @property
    def historical(self) -> bool:
        return self.origin == "historical"
