"""Entries and questions of the tests, in few words."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from archive.search.engine.port import Answer, IndexEntry, Question, SearchIndex, Term
from archive.search.engine.tantivy_index import TantivyIndex

READER = "organ:1"


def uid(n: int) -> UUID:
    return UUID(int=n)


def paper(
    n: int,
    title: str = "",
    *,
    body: Iterable[str] = (),
    numbers: Iterable[str] = (),
    people: Iterable[str] = (),
    attachments: Iterable[str] = (),
    readers: Iterable[str] = (READER,),
    on: date | None = None,
    version: int = 1,
    facets: Mapping[str, str] | None = None,
) -> IndexEntry:
    return IndexEntry(
        uid=uid(n),
        version=version,
        readers=frozenset(readers),
        title=title,
        numbers=tuple(numbers),
        people=tuple(people),
        body=tuple(body),
        attachments=tuple(attachments),
        dated_on=on,
        facets=facets or {},
    )


def question(*words: str | Term, readers: Iterable[str] = (READER,), **more: Any) -> Question:
    """Words are terms that may stand anywhere."""
    terms = tuple(one if isinstance(one, Term) else Term(one) for one in words)
    return Question(terms=terms, readers=frozenset(readers), **more)


def numbers(answer: Answer) -> list[int]:
    """The papers of a page, by the number they were made with."""
    return [hit.uid.int for hit in answer.hits]


def found(index: SearchIndex, *words: str | Term, **more: Any) -> set[int]:
    answer = index.ask(question(*words, size=1000, **more))
    assert answer.total == len(answer.hits)
    return set(numbers(answer))


def paged(index: SearchIndex, asked: Question) -> list[int]:
    """Everything, page by page."""
    seen: list[int] = []
    after: tuple[str, ...] = ()
    while True:
        answer = index.ask(replace(asked, after=after))
        if not answer.hits:
            return seen
        seen += numbers(answer)
        after = answer.hits[-1].cursor


def begin(index: SearchIndex) -> None:
    """The first one, which holds nothing."""
    index.beside().swap_in()


def an_index(folder: Path) -> TantivyIndex:
    """An embedded one that holds nothing."""
    index = TantivyIndex(folder)
    begin(index)
    index.release()
    return index
