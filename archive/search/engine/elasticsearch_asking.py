"""Conditions in Elasticsearch's words, and the fields they are asked of."""

from collections.abc import Mapping
from typing import Any

from archive.search.engine.plan import Among, Both, Condition, Either, Phrase, Plan, Within
from archive.search.engine.shape import KEYS, SORTED, SPELT, TEXTS, Shape

Body = dict[str, Any]

SETTINGS: Mapping[str, Any] = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}
"""One shard: counts are exact, and a city's papers are few. As many copies as there are other nodes, up to one."""

_TEXT: Body = {"type": "text", "analyzer": "whitespace", "norms": False}
_KEY: Body = {"type": "keyword"}
MAPPINGS: Mapping[str, Any] = {
    "dynamic": "strict",
    "_source": {"includes": ["digest", "title_shown"]},
    "properties": {
        **dict.fromkeys(TEXTS, _TEXT | {"index_phrases": True}),
        **dict.fromkeys(SPELT, _TEXT),
        **dict.fromkeys((*KEYS, *SORTED), _KEY),
        "day": {"type": "integer"},
        "digest": _KEY | {"index": False, "doc_values": False},
        "title_shown": _KEY | {"index": False, "doc_values": False},
    },
}


def document(shaped: Shape) -> Body:
    """What is written for an entry; its version is the document's own."""
    return {
        **shaped.texts,
        **shaped.keys,
        **shaped.sorting,
        **({"day": shaped.day} if shaped.day is not None else {}),
        "digest": shaped.digest,
        "title_shown": shaped.title,
    }


def query(condition: Condition) -> Body:
    """The same condition as a query; it is asked as a filter, so nothing is weighed."""
    match condition:
        case Phrase(field, tokens, begun):
            return {"match_phrase_prefix" if begun else "match_phrase": {field: " ".join(tokens)}}
        case Among(field, values):
            return {"terms": {field: sorted(values)}} if values else {"match_none": {}}
        case Within(since, until):
            bounds = {"gte": since.toordinal() if since else None, "lte": until.toordinal() if until else None}
            return {"range": {"day": {name: day for name, day in bounds.items() if day is not None}}}
        case Both(parts, without):
            return {"bool": {"filter": [query(one) for one in parts], "must_not": [query(one) for one in without]}}
        case Either((), _):
            return {"match_none": {}}
        case Either((only,), 1):
            return query(only)
        case Either(parts, least):
            return {"bool": {"should": [query(one) for one in parts], "minimum_should_match": least}}


def ranked(plan: Plan) -> Body:
    """What is found, and as its score the first tier that holds: the number of tiers for the first, 0 for none."""
    most = len(plan.tiers)
    tiers = [
        {"constant_score": {"filter": query(one.holds), "boost": float(most - at)}} for at, one in enumerate(plan.tiers)
    ]
    found: Body = {"filter": [query(plan.found)]}
    return {"bool": found | ({"should": [{"dis_max": {"queries": tiers}}]} if tiers else {})}
