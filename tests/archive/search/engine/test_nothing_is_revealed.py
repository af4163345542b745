"""Random users and random questions: each engine gives what a slow reading of all entries gives, the two agree, and nothing tells of the rest."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest

from archive.search.engine.normalise import normalise
from archive.search.engine.port import FACETS, Answer, Field, IndexEntry, Order, Question, SearchIndex, Term
from tests.archive.search.engine import reference
from tests.archive.search.engine.conftest import ENGINES, empty
from tests.archive.search.engine.papers import paged

CHARACTERS = "的国发通知關关于藉借口乾干坤a1〔〕(2 \t，"
KEYS = ["person:1", "person:2", "organ:1", "organ:2", "role:1/archivist", "department:9"]
ENTRIES, QUESTIONS = 250, 150

Indexes = tuple[list[IndexEntry], dict[str, SearchIndex]]


@pytest.fixture(scope="module", params=[1, 2])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Indexes]:
    """The same random entries in every engine."""
    chance = random.Random(request.param)
    entries = [_entry(chance) for _ in range(ENTRIES)]
    held = {}
    made = [empty(engine, tmp_path_factory.mktemp("index")) for engine in ENGINES]
    try:
        for engine, one in zip(ENGINES, made, strict=True):
            held[engine] = one.__enter__()
            held[engine].put(entries)
        yield entries, held
    finally:
        for one in made[: len(held)]:
            one.__exit__(None, None, None)


def test_each_gives_what_a_reading_of_all_gives(filled: Indexes) -> None:
    entries, held = filled
    chance = random.Random(7)
    for _ in range(QUESTIONS):
        question = _question(chance, entries)
        expected = [entry for entry in entries if reference.fits(entry, question)]
        for engine, index in held.items():
            answer = index.ask(question)
            assert {hit.uid for hit in answer.hits} == {entry.uid for entry in expected}, (engine, question)
            assert answer.total == len(expected)
            assert {name: dict(counts) for name, counts in answer.facets.items()} == {
                name: reference.counts(expected, name) for name in question.facets
            }


def test_all_engines_show_the_same_pages_in_every_order(filled: Indexes) -> None:
    entries, held = filled
    chance = random.Random(8)
    for order in [*Order] * 6:
        question = Question(**_question(chance, entries).__dict__ | {"order": order, "size": 20})
        pages = {engine: paged(index, question) for engine, index in held.items()}
        assert len({tuple(one) for one in pages.values()}) == 1, question


def test_what_he_may_not_find_changes_nothing_for_him(filled: Indexes) -> None:
    """An index that holds only what he may find answers word for word the same: hits, order, cursors, counts, suggestions, near ones."""
    entries, held = filled
    chance = random.Random(9)
    readers = frozenset(chance.sample(KEYS, 2))
    his = [entry for entry in entries if entry.readers & readers]
    others = [entry.uid for entry in entries if not entry.readers & readers]
    assert 20 < len(his) < ENTRIES - 20
    asked = [_question(chance, entries) for _ in range(40)]
    questions = [Question(**one.__dict__ | {"readers": readers, "also": frozenset(), "size": 30}) for one in asked]
    for index in held.values():
        before = [_all_that_is_said(index, one) for one in questions]
        index.drop(others)
        after = [_all_that_is_said(index, one) for one in questions]
        index.put(entries)
        assert after == before
        assert {one.uid for one in index.known()} >= {one.uid for one in his}


def _all_that_is_said(index: SearchIndex, question: Question) -> tuple[Answer, Answer, list[str]]:
    typed = question.terms[0].words if question.terms else "g"
    return index.ask(question), index.loosely(question), list(index.suggest(typed, question))


def test_a_suggestion_is_a_title_that_he_may_find(filled: Indexes) -> None:
    entries, held = filled
    chance = random.Random(10)
    for typed in ["国", "发通", "的", "gf", "guo", "ab", "关于", *(_text(chance, 3) for _ in range(30))]:
        question = _question(chance, entries)
        question = Question(**question.__dict__ | {"terms": ()})
        titles = {entry.title for entry in entries if reference.fits(entry, question)}
        said = {engine: list(index.suggest(typed, question)) for engine, index in held.items()}
        assert len({tuple(one) for one in said.values()}) == 1
        assert set(said["tantivy"]) <= titles
        if said["tantivy"] == [] and normalise(typed):
            assert not [title for title in titles if normalise(typed) in normalise(title)]


def _entry(chance: random.Random) -> IndexEntry:
    return IndexEntry(
        uid=UUID(int=chance.getrandbits(128)),
        version=chance.randint(0, 9),
        readers=frozenset(chance.sample(KEYS, chance.randint(0, 3))),
        title=_text(chance, 12),
        numbers=tuple(_text(chance, 6) for _ in range(chance.randint(0, 2))),
        people=tuple(_text(chance, 3) for _ in range(chance.randint(0, 2))),
        body=tuple(_text(chance, 30) for _ in range(chance.randint(0, 3))),
        attachments=tuple(_text(chance, 30) for _ in range(chance.randint(0, 2))),
        dated_on=date(2026, 1, 1) + timedelta(chance.randint(0, 30)) if chance.random() < 0.9 else None,
        facets={name: chance.choice("甲乙丙") for name in FACETS if chance.random() < 0.8},
    )


def _question(chance: random.Random, entries: list[IndexEntry]) -> Question:
    def some(most: int) -> frozenset[UUID]:
        return frozenset(entry.uid for entry in chance.sample(entries, chance.choice([0, 0, most])))

    days = sorted(date(2026, 1, 1) + timedelta(chance.randint(0, 30)) for _ in range(2))
    dated = chance.random() < 0.3
    return Question(
        terms=tuple(_term(chance, entries) for _ in range(chance.choice([0, 1, 1, 1, 2, 3]))),
        readers=frozenset(chance.sample(KEYS, chance.randint(0, 4))),
        also=some(5),
        never=some(9),
        narrowed={chance.choice(FACETS): frozenset(chance.sample("甲乙丙", 2))} if chance.random() < 0.3 else {},
        since=days[0] if dated else None,
        until=days[1] if dated and chance.random() < 0.7 else None,
        order=chance.choice(list(Order)),
        size=1000,
        facets=tuple(chance.sample(FACETS, 3)),
    )


def _term(chance: random.Random, entries: list[IndexEntry]) -> Term:
    """Often words that stand somewhere."""
    words = _text(chance, 3)
    if chance.random() < 0.8:
        entry = chance.choice(entries)
        text = chance.choice([entry.title, *entry.numbers, *entry.people, *entry.body, *entry.attachments])
        start = chance.randrange(len(text))
        words = text if chance.random() < 0.1 else text[start : start + chance.randint(1, 5)]
    where = chance.choice([Field.ANYWHERE] * 5 + [*Field])
    return Term(words, where, excluded=chance.random() < 0.15)


def _text(chance: random.Random, most: int) -> str:
    return "".join(chance.choices(CHARACTERS, k=chance.randint(1, most)))
