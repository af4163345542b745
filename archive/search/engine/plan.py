"""问法：a question as conditions that either engine can put in its own words, so that both mean the same.

Rank is by tiers, not by weights: where the words stand decides, and within a tier the newest comes first. So both engines show the same
pages, and nobody learns from a rank how often a word stands in what he may not read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from archive.search.engine import pinyin
from archive.search.engine.normalise import BLANK, is_han, normalise
from archive.search.engine.port import FACETS, WORDS_LONGEST, Field, Order, Question, Term, TooMuchAsked
from archive.search.engine.tokens import START, tokens_of, whole


@dataclass(frozen=True)
class Phrase:
    """Tokens that follow one another in one string of a field; with `begun` the last may be only the beginning of one."""

    field: str
    tokens: tuple[str, ...]
    begun: bool = False


@dataclass(frozen=True)
class Among:
    """A key of the field is one of these; of none, nothing is."""

    field: str
    values: frozenset[str]


@dataclass(frozen=True)
class Within:
    """Of a day from `since` to `until`, both included."""

    since: date | None
    until: date | None


@dataclass(frozen=True)
class Both:
    """All of `parts` hold and none of `without`."""

    parts: "tuple[Condition, ...]"
    without: "tuple[Condition, ...]" = ()


@dataclass(frozen=True)
class Either:
    """At least so many of the parts hold."""

    parts: "tuple[Condition, ...]"
    least: int = 1


Condition = Phrase | Among | Within | Both | Either


@dataclass(frozen=True)
class Tier:
    """What holds for the hits of one rank. `alone`: whatever it holds for has all that was asked, so that need not be asked again."""

    holds: Condition
    alone: bool = False


@dataclass(frozen=True)
class Plan:
    """What is found, and in which order: by the first of `tiers` that holds (what none holds for comes last), then by `sorting`, upwards.

    `allowed` is who may find it, by what it is narrowed and what it must not have; it is a part of every query there is.
    """

    allowed: Both
    wanted: tuple[Condition, ...]
    tiers: tuple[Tier, ...]
    sorting: str

    @property
    def found(self) -> Both:
        return Both((self.allowed, *self.wanted))

    def of_tier(self, at: int) -> Both:
        """What no tier before holds for. The last one, behind all tiers, is the rest."""
        before = tuple(one.holds for one in self.tiers[:at])
        if at == len(self.tiers):
            return Both((self.found,), before)
        tier = self.tiers[at]
        return Both((self.allowed if tier.alone else self.found, tier.holds), before)


ANYWHERE = tuple(one for one in Field if one is not Field.ANYWHERE)
HEADS = (Field.TITLE, Field.NUMBER)
NAMED = (*HEADS, Field.PEOPLE)
SORTING = {Order.RELEVANCE: "newest", Order.NEWEST: "newest", Order.OLDEST: "oldest", Order.NUMBER: "by_number"}
PIECES = 24
"""Pieces of a question that are looked for loosely."""
ENOUGH = 0.6


def asked(question: Question) -> Plan:
    """Every term as it is."""
    terms = _wanted(question)
    tiers = _tiers(terms) if question.order is Order.RELEVANCE else ()
    return Plan(_allowed(question), tuple(_stands(one) for one in terms), tiers, SORTING[question.order])


def loosely(question: Question) -> Plan:
    """Three fifths of the pieces of the question's terms, or letters that spell a title or a name."""
    terms = _wanted(question)
    pieces = tuple(_stands(one) for one in _pieces(terms))
    degrees = sorted({len(pieces), ceil(0.8 * len(pieces)), ceil(ENOUGH * len(pieces))}, reverse=True) if pieces else []
    near: list[Condition] = [Either(pieces, least) for least in degrees]
    spelt = [way for one in terms for way in _spells(normalise(one.words))]
    tiers = tuple(Tier(one, alone=True) for one in (*near, *spelt)) if question.order is Order.RELEVANCE else ()
    return Plan(_allowed(question), (Either((*near[-1:], *spelt)),), tiers, SORTING[question.order])


def suggested(begun: str, question: Question) -> Plan:
    """Titles that begin with it, hold it, or are spelt so."""
    typed = normalise(begun)[:WORDS_LONGEST]
    ways: list[Condition] = []
    if typed:
        held = tuple(tokens_of(typed))
        ways = [Phrase(Field.TITLE.value, (START, *held)), Phrase(Field.TITLE.value, held), *_spells(typed)]
    tiers = tuple(Tier(one, alone=True) for one in ways)
    return Plan(_allowed(replace(question, terms=())), (Either(tuple(ways)),), tiers, "newest")


def _wanted(question: Question) -> list[Term]:
    return [one for one in question.terms if not one.excluded and normalise(one.words)]


def _allowed(question: Question) -> Both:
    """Who asks, by what he narrowed it, and without what he left out."""
    if unknown := {*question.narrowed, *question.facets} - set(FACETS):
        raise ValueError(f"not facets: {unknown}")
    if sum(len(normalise(one.words)) for one in question.terms) > WORDS_LONGEST:
        raise TooMuchAsked(WORDS_LONGEST)
    may = Either((Among("readers", question.readers), Among("uid", frozenset(one.hex for one in question.also))))
    narrowed = tuple(Among(name, values) for name, values in sorted(question.narrowed.items()))
    dated = (Within(question.since, question.until),) if question.since or question.until else ()
    taken = (Among("uid", frozenset(one.hex for one in question.never)),) if question.never else ()
    unwanted = tuple(_stands(one) for one in question.terms if one.excluded and normalise(one.words))
    return Both((may, *narrowed, *dated), (*taken, *unwanted))


def _stands(term: Term, only: Iterable[Field] = ANYWHERE) -> Condition:
    """The term as it is, where it says, and in none but these fields."""
    tokens = tuple(tokens_of(normalise(term.words)))
    fields = [one for one in only if term.where in (Field.ANYWHERE, one)]
    return Either(tuple(Phrase(one.value, tokens) for one in fields))


def _tiers(terms: list[Term]) -> tuple[Tier, ...]:
    """文号相同；题名相同；都在文号中；题名以此开头；都在题名和文号中；有在题名、文号、人名中的."""
    if not terms:
        return ()
    plain = normalise(BLANK.join(one.words for one in terms))
    same = frozenset([whole(plain)])
    return (
        Tier(Among("number_whole", same)),
        Tier(Among("title_whole", same)),
        Tier(Both(tuple(_stands(one, [Field.NUMBER]) for one in terms)), alone=True),
        Tier(Phrase(Field.TITLE.value, (START, *tokens_of(plain)))),
        Tier(Both(tuple(_stands(one, HEADS) for one in terms)), alone=True),
        Tier(Either(tuple(_stands(one, NAMED) for one in terms)), alone=len(terms) == 1),
    )


def _pieces(terms: list[Term]) -> list[Term]:
    """Pairs of neighbouring Chinese characters; words and figures of an alphabet stay whole."""
    pieces: dict[Term, None] = {}
    for term in terms:
        for run in _runs(normalise(term.words)):
            pairs = [run[at : at + 2] for at in range(len(run) - 1)] if is_han(run[0]) and len(run) > 1 else [run]
            pieces |= dict.fromkeys(replace(term, words=one) for one in pairs)
    return list(pieces)[:PIECES]


def _runs(normalised: str) -> list[str]:
    """Stretches of Chinese, and of letters and figures; signs are left out."""
    runs, before = [""], None
    for one in normalised:
        kind = is_han(one) if one.isalnum() else None
        if kind is None or kind is not before:
            runs.append("")
        if kind is not None:
            runs[-1] += one
        before = kind
    return [one for one in runs if one]


def _spells(typed: str) -> list[Condition]:
    """By first letters (from the beginning first), then by syllables."""
    if not pinyin.TYPED.fullmatch(typed):
        return []
    ways = pinyin.readings(typed)
    return [
        Phrase("initials", (START, *typed)),
        Phrase("initials", tuple(typed)),
        *([Either(tuple(Phrase("syllables", one, begun=True) for one in ways))] if ways else []),
    ]
