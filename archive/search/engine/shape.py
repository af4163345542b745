"""入索引的样子：an entry as both engines take it in. The names of its parts are the names of the fields in either index."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from archive.search.engine.normalise import normalise, strings_of
from archive.search.engine.pinyin import spelt
from archive.search.engine.port import FACETS, Field, IndexEntry
from archive.search.engine.tokens import START, sorted_by, tokens_of, whole, written

LAYOUT = 1
"""Raised when an index that was filled before cannot be asked as it is."""
TEXTS = tuple(one.value for one in Field if one is not Field.ANYWHERE)
SPELT = ("initials", "syllables")
KEYS = ("uid", "readers", "title_whole", "number_whole", *FACETS)
SORTED = ("newest", "oldest", "by_number")
VALUE_LONGEST = 200
FACET_MOST, FACET_SHOWN = 10_000, 200
"""Values of a facet that are counted, and those that are told."""
LAST = "99999999"


@dataclass(frozen=True)
class Shape:
    """`texts` are tokens held apart by blanks, a string each; `keys` are compared as they are; `sorting` ends with the uid, so no two are the same."""

    uid: str
    version: int
    digest: str
    title: str
    texts: Mapping[str, list[str]]
    keys: Mapping[str, list[str]]
    sorting: Mapping[str, str]
    day: int | None


def shape(entry: IndexEntry) -> Shape:
    """Everything that is worked out of an entry. Hostile text does no harm: it is text."""
    title = normalise(entry.title)
    numbers = [plain for number in entry.numbers if (plain := normalise(number))]
    people = [plain for name in entry.people for plain in strings_of(name)]
    spellings = [spelt(one) for one in (title, *people) if one]
    return Shape(
        uid=entry.uid.hex,
        version=entry.version,
        digest=readers_digest(entry.readers),
        title=clean(entry.title),
        texts={
            Field.TITLE.value: [written([START, *tokens_of(title)])] if title else [],
            Field.NUMBER.value: [written(tokens_of(one)) for one in numbers],
            Field.PEOPLE.value: [written(tokens_of(one)) for one in people],
            Field.BODY.value: _strings(entry.body),
            Field.ATTACHMENT.value: _strings(entry.attachments),
            "initials": [written([START, *(one[0] for one in spelling)]) for spelling in spellings],
            "syllables": [written(spelling) for spelling in spellings],
        },
        keys={
            "uid": [entry.uid.hex],
            "readers": sorted(entry.readers),
            "title_whole": [whole(title)] if title else [],
            "number_whole": [whole(one) for one in numbers],
            **{name: [value] for name in FACETS if (value := clean(entry.facets.get(name, ""))[:VALUE_LONGEST])},
        },
        sorting=_sorting(entry.uid.hex, numbers, entry.dated_on),
        day=entry.dated_on.toordinal() if entry.dated_on else None,
    )


def readers_digest(readers: Iterable[str]) -> str:
    """What a set of keys is recognised by."""
    return sha256("\n".join(sorted(readers)).encode()).hexdigest()[:32]


def clean(text: str) -> str:
    """Text that can be written as UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _strings(texts: Iterable[str]) -> list[str]:
    return [written(tokens_of(one)) for text in texts for one in strings_of(text)]


def _sorting(uid: str, numbers: list[str], day: date | None) -> dict[str, str]:
    """Each is sorted upwards; what is of no day, or of no number, comes last whichever way."""
    return {
        "newest": (_backwards(day) if day else LAST) + uid,
        "oldest": (day.isoformat().replace("-", "") if day else LAST) + uid,
        "by_number": f"{sorted_by(numbers[0] if numbers else '')} {uid}",
    }


def _backwards(day: date) -> str:
    return f"{int(LAST) - (day.year * 10000 + day.month * 100 + day.day):08}"


def counted(buckets: Iterable[tuple[str, int]]) -> dict[str, int]:
    """A facet's counts, the most frequent first."""
    return dict(sorted(buckets, key=lambda one: (-one[1], one[0]))[:FACET_SHOWN])
