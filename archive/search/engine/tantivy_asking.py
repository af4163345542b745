"""Conditions in tantivy's words. Queries are built, never parsed: what a user typed is text and nothing else.

A text is kept twice: its tokens, without places, for a word of one character; and each token with its neighbour, in their places, for
longer ones. A pair is rare where a character is not, so a phrase of pairs is many times faster than one of characters.
"""

from datetime import date
from itertools import pairwise
from operator import add

import tantivy
from tantivy import FieldType, Occur, Query

from archive.search.engine.plan import Among, Both, Condition, Either, Phrase, Within
from archive.search.engine.shape import KEYS, SORTED, TEXTS, Shape

PAIRED = (*TEXTS, "initials")
FEW = 64


def schema() -> tantivy.Schema:
    """The fields of `shape`, and what is given back of a hit."""
    builder = tantivy.SchemaBuilder()
    for name in PAIRED:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
        builder.add_text_field(_pairs(name), tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("syllables", tokenizer_name="whitespace", index_option="position")
    for name in KEYS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True, stored=name == "uid")
    for name in SORTED:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_integer_field("version", indexed=True, fast=True, stored=True)
    builder.add_text_field("digest", tokenizer_name="raw", index_option="basic", stored=True)
    builder.add_text_field("title_shown", tokenizer_name="raw", index_option="basic", stored=True)
    return builder.build()


def document(shaped: Shape) -> tantivy.Document:
    """What is written for an entry."""
    made = tantivy.Document()
    for name, texts in shaped.texts.items():
        for text in texts:
            made.add_text(name, text)
            if name in PAIRED:
                tokens = text.split(" ")
                made.add_text(_pairs(name), " ".join(map(add, tokens, tokens[1:])))
    for name, values in shaped.keys.items():
        for value in values:
            made.add_text(name, value)
    for name, value in shaped.sorting.items():
        made.add_text(name, value)
    if shaped.day is not None:
        made.add_integer("day", shaped.day)
    made.add_integer("version", shaped.version)
    made.add_text("digest", shaped.digest)
    made.add_text("title_shown", shaped.title)
    return made


def query(condition: Condition, of: tantivy.Schema) -> Query:
    """The same condition as tantivy's query."""
    match condition:
        case Phrase(field, tokens, begun):
            return _phrase(field, tokens, of, begun=begun)
        case Among(field, values):
            return _among(field, sorted(values), of)
        case Within(since, until):
            return Query.range_query(of, "day", FieldType.Integer, _ordinal(since), _ordinal(until))
        case Both(parts, without):
            must = [(Occur.Must, query(one, of)) for one in parts] or [(Occur.Must, Query.all_query())]
            return Query.boolean_query([*must, *((Occur.MustNot, query(one, of)) for one in without)])
        case Either((), _):
            return Query.empty_query()
        case Either((only,), 1):
            return query(only, of)
        case Either(parts, least):
            return Query.boolean_query([(Occur.Should, query(one, of)) for one in parts], least)


def _among(field: str, values: list[str], of: tantivy.Schema) -> Query:
    """A set of terms is gathered whole before anything else is looked at, in each part of a question: a few are looked for one by one."""
    if not values:
        return Query.empty_query()
    if len(values) > FEW:
        return Query.term_set_query(of, field, values)
    return Query.boolean_query([(Occur.Should, Query.term_query(of, field, one, "basic")) for one in values])


def _phrase(field: str, tokens: tuple[str, ...], of: tantivy.Schema, *, begun: bool) -> Query:
    if begun:
        return Query.phrase_prefix_query(of, field, list(tokens))
    if len(tokens) == 1:
        return Query.term_query(of, field, tokens[0], "basic")
    pairs: list[str | tuple[int, str]] = [first + second for first, second in pairwise(tokens)]
    if len(pairs) == 1:
        return Query.term_query(of, _pairs(field), "".join(tokens), "basic")
    return Query.phrase_query(of, _pairs(field), pairs)


def _pairs(field: str) -> str:
    return f"{field}_pairs"


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None
