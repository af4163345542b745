"""找到的：hits as the index gave them, each shown from the database, once more by permission; and what helps where nothing was found."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from archive.search.asking import Asked, Sight, sight_of
from archive.search.engine.port import Answer, BadCursor, Field, Hit, SearchIndex, Term
from archive.search.index_in_use import the_index
from archive.search.marking import Piece, excerpt, marked
from archive.search.models import Entry, Kind
from archive.search.words import without, written
from docflow import api as docflow
from office.api import Actor, may_read_all, readable

A_PAGE = 20
ALL_AT_ONCE = 500
ALIKE = 10
BY_CODE = 20
WORDS_COUNTED = 6
CODE_MARKS = frozenset("-·")


@dataclass(frozen=True)
class Shown:
    """An entry as an answer: its title, numbers and the place where the words stand, in pieces."""

    entry: Entry
    title: list[Piece]
    number: list[Piece]
    excerpt: list[Piece]
    place: str
    repealed: bool = False


@dataclass(frozen=True)
class Found:
    """A page of answers. `next` is the cursor of the page after this one, empty on the last; `by_code` are those whose 档号 was typed."""

    total: int
    shown: tuple[Shown, ...]
    facets: Mapping[str, Mapping[str, int]]
    next: tuple[str, ...]
    by_code: tuple[Shown, ...] = ()

    @property
    def count(self) -> int:
        """All of them."""
        return self.total + len(self.by_code)


@dataclass(frozen=True)
class Help:
    """For a question that found nothing: what is alike, what each of its words finds, what it finds without conditions, titles by pinyin."""

    alike: tuple[Shown, ...]
    words: tuple["Counted", ...]
    unnarrowed: int
    titles: Sequence[str]


@dataclass(frozen=True)
class Counted:
    """How much one word finds by itself, and the question without it where that may find something."""

    word: str
    total: int
    rest: str


def find(asked: Asked, *, by: Actor, after: tuple[str, ...] = (), size: int = A_PAGE) -> Found:
    """A page of what he may find, in a fixed number of queries. Raises IndexUnavailable. A cursor that is none gives the first page."""
    index, sight = the_index(), sight_of(by)
    try:
        answer = index.ask(sight.question(asked, size=size, after=after))
    except BadCursor:
        after = ()
        answer = index.ask(sight.question(asked, size=size))
    entries = _entries(answer.hits, by)
    coded = [] if after else _by_code(asked, entries, by)
    repealed = _repealed([*coded, *entries])
    return Found(
        total=answer.total - (len(answer.hits) - len(entries)),
        shown=tuple(_shown(one, asked.terms, repealed) for one in entries),
        facets=answer.facets,
        next=_next(answer, size),
        by_code=tuple(_shown(one, asked.terms, repealed) for one in coded),
    )


def find_all(asked: Asked, *, by: Actor) -> list[Entry]:
    """All that he may find, in the order of the question. Raises IndexUnavailable."""
    index, sight = the_index(), sight_of(by)
    found: list[Entry] = []
    after: tuple[str, ...] = ()
    while True:
        answer = index.ask(sight.question(asked, size=ALL_AT_ONCE, after=after, facets=()))
        found += _entries(answer.hits, by)
        if not (after := _next(answer, ALL_AT_ONCE)):
            return found + _by_code(asked, found, by)


def help_for(asked: Asked, typed: str, *, by: Actor) -> Help:
    """What to offer where nothing was found, all by the same permission. Raises IndexUnavailable."""
    index, sight = the_index(), sight_of(by)
    hits = index.loosely(sight.question(asked, size=ALIKE, facets=())).hits if asked.terms else ()
    alike = _entries(hits, by)
    repealed = _repealed(alike)
    narrowed = bool(asked.narrowed or asked.since or asked.until)
    return Help(
        alike=tuple(_shown(one, asked.terms, repealed) for one in alike),
        words=tuple(_counted(index, sight, asked, typed)),
        unnarrowed=_count(index, sight, Asked(asked.terms)) if narrowed else 0,
        titles=titles_for(typed, index, sight) if asked.terms else (),
    )


def titles_for(typed: str, index: SearchIndex, sight: Sight) -> Sequence[str]:
    """Titles that begin with, hold, or by pinyin spell what was typed."""
    return list(dict.fromkeys(index.suggest(typed, sight.question(Asked(), size=1, facets=()))))


def titles_begun(typed: str, *, by: Actor) -> Sequence[str]:
    """The same for somebody who is typing. Raises IndexUnavailable."""
    return titles_for(typed, the_index(), sight_of(by))


def _counted(index: SearchIndex, sight: Sight, asked: Asked, typed: str) -> Iterator[Counted]:
    if len(asked.terms) < 2:
        return
    wanted = [term for term in asked.terms if not term.excluded][:WORDS_COUNTED]
    totals = {term: _count(index, sight, replace(asked, terms=(term,))) for term in wanted}
    for term, total in totals.items():
        in_the_way = total == 0 or all(totals.values())
        yield Counted(written(term), total, without(typed, term) if in_the_way else "")


def _count(index: SearchIndex, sight: Sight, asked: Asked) -> int:
    return index.ask(sight.question(asked, size=1, facets=())).total


def _next(answer: Answer, size: int) -> tuple[str, ...]:
    return answer.hits[-1].cursor if len(answer.hits) == size else ()


def _entries(hits: Sequence[Hit], by: Actor) -> list[Entry]:
    """The entries of hits, in their order, asked again whether he may read them: the index may be a moment behind."""
    uids = [one.uid for one in hits]
    mine = may_read_all(by, uids)
    found = {one.uid: one for one in Entry.objects.filter(uid__in=mine).select_related("organ")}
    return [found[uid] for uid in uids if uid in found]


def _by_code(asked: Asked, already: Iterable[Entry], by: Actor) -> list[Entry]:
    """档号 are looked up as such and are no words: a figure in them would be found wherever somebody looks for that figure."""
    code = _code(asked.terms)
    if not code:
        return []
    there = {one.uid for one in already}
    rows = readable(Entry.objects.filter(kind=Kind.RECORD, code__startswith=code), by).select_related("organ")
    return [one for one in rows.order_by("code")[:BY_CODE] if one.uid not in there]


def _code(terms: tuple[Term, ...]) -> str:
    """What was typed, where it can be a 档号 or its beginning."""
    if len(terms) != 1 or terms[0].excluded or terms[0].where not in {Field.ANYWHERE, Field.NUMBER}:
        return ""
    words = terms[0].words
    return words if len(words) >= 4 and CODE_MARKS & set(words) and any(one.isdigit() for one in words) else ""


def _repealed(entries: Sequence[Entry]) -> set[UUID]:
    """Those of the entries whose paper is repealed; a record as the paper that it was filed from."""
    records = [one.uid for one in entries if one.kind == Kind.RECORD]
    filed = Entry.objects.filter(filed_as__in=records).values_list("uid", "filed_as")
    stands_for = {one.uid: one.uid for one in entries if one.kind != Kind.RECORD}
    stands_for |= {uid: record for uid, record in filed if record is not None}
    return {stands_for[uid] for uid in docflow.repealed_of(stands_for)}


def _shown(entry: Entry, terms: tuple[Term, ...], repealed: Collection[UUID]) -> Shown:
    body = excerpt(entry.body, terms, Field.BODY)
    attached = [] if body else excerpt(entry.attachments, terms, Field.ATTACHMENT)
    people = [] if body or attached else excerpt(entry.people, terms, Field.PEOPLE)
    place = "附件" if attached else "机关与人名" if people else ""
    number = marked(" ".join(entry.numbers), terms, Field.NUMBER)
    return Shown(
        entry, marked(entry.title, terms, Field.TITLE), number, body or attached or people, place, entry.uid in repealed
    )
