"""Conditions in tantivy's words. Queries are built, never parsed: what a user typed is text and nothing else."""

from datetime import date

import tantivy
from tantivy import FieldType, Occur, Query

from archive.search.engine.plan import Among, Both, Condition, Either, Phrase, Within
from archive.search.engine.shape import KEYS, SORTED, SPELT, TEXTS, Shape


def schema() -> tantivy.Schema:
    """The fields of `shape`, and what is given back of a hit."""
    builder = tantivy.SchemaBuilder()
    for name in (*TEXTS, *SPELT):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
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
            return Query.term_set_query(of, field, sorted(values)) if values else Query.empty_query()
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


def _phrase(field: str, tokens: tuple[str, ...], of: tantivy.Schema, *, begun: bool) -> Query:
    if begun:
        return Query.phrase_prefix_query(of, field, list(tokens))
    if len(tokens) == 1:
        return Query.term_query(of, field, tokens[0], "basic")
    return Query.phrase_query(of, field, list(tokens))


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None
