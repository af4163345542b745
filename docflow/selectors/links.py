"""联系与废止：what a paper is linked with, as far as the reader may know; and whether it is still in force, for everybody."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from docflow.models import Document, Link, LinkKind, Run, Sealed
from docflow.models.papers import Paper
from office.api import Actor, may_read_all, readable
from office.kernel.clock import day_of

WORDS = {
    LinkKind.REPLIES_TO: ("答复", "复文"),
    LinkKind.FORWARDS: ("转发", "转发于"),
    LinkKind.AMENDS: ("修改", "被修改于"),
    LinkKind.REPEALS: ("废止", "被废止于"),
    LinkKind.SAME_MATTER: ("同一事项", "同一事项"),
}
"""What the other is to this paper: seen from the one that says it, and from the other."""
MOST_FOUND = 8


@dataclass(frozen=True)
class Linked:
    """One paper that this one is linked with. `outgoing`: this paper says it of the other."""

    uid: UUID
    word: str
    outgoing: bool
    paper: Paper
    at: date


@dataclass(frozen=True)
class Repeal:
    """By what and on which day a paper was repealed; `paper` is None for whoever may not read that."""

    on: date
    paper: Paper | None


def links_of(paper: Paper, *, by: Actor) -> list[Linked]:
    """The links of a paper whose other end he may read; of the rest he learns nothing."""
    rows = list(Link.objects.filter(Q(from_uid=paper.uid) | Q(to_uid=paper.uid), removed_at__isnull=True))
    others = {row.to_uid if row.from_uid == paper.uid else row.from_uid for row in rows}
    there = papers_of(may_read_all(by, others))
    found = []
    for row in rows:
        outgoing = row.from_uid == paper.uid
        other = there.get(row.to_uid if outgoing else row.from_uid)
        if other is not None:
            word = WORDS[LinkKind(row.kind)][0 if outgoing else 1]
            found.append(Linked(row.uid, word, outgoing, other, day_of(row.at)))
    return found


def papers_of(uids: Collection[UUID]) -> dict[UUID, Paper]:
    """The papers of these uids, whichever kind they are of: a query for each kind."""
    kinds: dict[str, list[UUID]] = {}
    for kind, uid in Run.objects.filter(paper_uid__in=uids).values_list("paper_kind", "paper_uid"):
        kinds.setdefault(kind, []).append(uid)
    models: dict[str, Any] = {model._meta.model_name or "": model for model in Paper.__subclasses__()}
    rows = (row for kind, some in kinds.items() for row in models[kind].objects.filter(uid__in=some))
    return {row.uid: row for row in rows}


def found(words: str, *, by: Actor, without: UUID) -> list[Paper]:
    """Papers that he may read, by title or number, the newest first: what another may be linked with."""
    hits: list[Paper] = []
    for model in Paper.__subclasses__():
        kind: Any = model
        if not model.found_by:
            continue
        rows = readable(kind.objects.exclude(uid=without), by)
        for word in words.split():
            wanted = Q()
            for name in model.found_by:
                wanted |= Q(**{f"{name}__icontains": word})
            rows = rows.filter(wanted)
        hits += list(rows.order_by("-moved_at")[:MOST_FOUND])
    return sorted(hits, key=lambda one: one.moved_at, reverse=True)[:MOST_FOUND]


def repealed_among(uids: Iterable[UUID]) -> dict[UUID, tuple[date, UUID]]:
    """Those of the papers that are repealed: on which day, by which paper. A draft repeals nothing before it is sealed."""
    rows = Link.objects.filter(to_uid__in=list(uids), kind=LinkKind.REPEALS, removed_at__isnull=True)
    pairs = list(rows.order_by("at").values_list("to_uid", "from_uid", "at"))
    if not pairs:
        return {}
    sources = papers_of({source for _, source, _ in pairs})
    sealed = set(Sealed.objects.filter(document__uid__in=sources).values_list("document__uid", flat=True))
    return {
        target: (_day(sources[source]) or day_of(at), source)
        for target, source, at in reversed(pairs)
        if source in sources and (source in sealed or not isinstance(sources[source], Document))
    }


def repeal_of(uids: Iterable[UUID], *, by: Actor) -> Repeal | None:
    """Whether what these uids stand for is repealed (a piece that came in, and the document that it is)."""
    there = repealed_among(uids)
    if not there:
        return None
    on, source = min(there.values(), key=lambda one: one[0])
    papers = papers_of(may_read_all(by, [source]))
    return Repeal(on, papers.get(source))


def _day(paper: Paper) -> date | None:
    return getattr(paper, "signed_on", None)
