"""一期刊物印什么: what stands on the pages of an issue, from its entries before it is signed, as it was signed after."""

from dataclasses import replace
from typing import Any

from django.db.models import Prefetch

from docflow.briefs.models import Brief, Issue, Item, Periodical
from docflow.briefs.paper import Paper, Piece

MOST_READERS = 12
WITH_SOURCES = Prefetch("item__sources", Brief.objects.select_related("organ", "department"))


def paper_of(issue: Issue) -> Paper:
    """The paper as it is now."""
    return _from_data(issue.paper) if issue.paper else _from_entries(issue)


def sources_in_words(item: Item) -> str:
    """市教育局、市财政局: whose briefs it was made of, each once. Of many items, fetch `WITH_SOURCES` first."""
    rows = sorted(item.sources.all(), key=lambda one: one.place)
    return "、".join(dict.fromkeys(one.unit_name for one in rows))


def readers_in_words(periodical: Periodical) -> str:
    rows = periodical.readers.select_related("organ", "department", "appointment__person", "appointment__post")
    named = [_addressed(one) for one in rows]
    shown = "、".join(named[:MOST_READERS])
    return f"{shown}等{len(named)}个单位和领导" if len(named) > MOST_READERS else shown


def _addressed(one: Any) -> str:
    if one.appointment is not None:
        return f"{one.appointment.person.name}{one.appointment.post.title}"
    return str(one.unit_name)


def _from_entries(issue: Issue) -> Paper:
    periodical = issue.periodical
    entries = issue.entries.select_related("item").prefetch_related(WITH_SOURCES).order_by("place")
    return Paper(
        name=periodical.name,
        organ=periodical.desk.organ.name,
        pieces=tuple(_piece(one.item) for one in entries),
        readers=readers_in_words(periodical),
        editor=str(issue.names.get("name", "")),
    )


def _piece(item: Item) -> Piece:
    body = tuple(line.strip(" \u3000") for line in item.text.split("\n") if line.strip())
    return Piece(title=item.title, body=body, sources=sources_in_words(item))


def _from_data(data: dict[str, Any]) -> Paper:
    pieces = tuple(Piece(one["title"], tuple(one["body"]), one["sources"]) for one in data["pieces"])
    return replace(Paper(**(data | {"pieces": ()})), pieces=pieces)
