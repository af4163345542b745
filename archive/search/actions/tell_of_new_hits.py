"""新结果通知：who keeps a search is told of what it finds now and did not find before, of each thing once.

New is what came into the index since, and what he could not read when he saved the search. The index is asked about these alone.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.http import QueryDict
from django.urls import reverse

from archive.models import Record
from archive.search.alone import alone
from archive.search.asked_in_address import asked_in
from archive.search.asking import sight_of
from archive.search.engine.port import IndexUnavailable, Question
from archive.search.index_in_use import the_index
from archive.search.models import Entry, SavedHit, SavedSearch
from office.api import Actor, actor_of, grants_by, grants_to, keys_of, may_read_all
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import NotAllowed
from realtime import api as realtime

MOST = 500
"""New things that are looked at for a search at a time."""


def tell_of_new_hits() -> int:
    """Look through all kept searches whose owners want to be told. → how many were. Nothing while the index does not answer."""
    with alone() as mine:
        newest = Entry.objects.aggregate(newest=Max("opened_at"))["newest"] if mine else None
        if newest is None:
            return 0
        searches = SavedSearch.objects.filter(tells=True, checked_at__lt=newest, person__is_active=True)
        return sum(_tell_in_turn(saved) for saved in searches.select_related("person"))


def _tell_in_turn(saved: SavedSearch) -> bool:
    """One that cannot be asked now is asked when the index answers, or when its owner has a post again."""
    try:
        return _tell(saved)
    except (IndexUnavailable, NotAllowed):
        return False


def _tell(saved: SavedSearch) -> bool:
    by, until = actor_of(saved.person), now()
    new = _new_for(saved, by, until)
    hits = _hits_among(new, saved, by)
    with transaction.atomic():
        SavedHit.objects.bulk_create([SavedHit(saved=saved, uid=uid) for uid in hits], ignore_conflicts=True)
        crash.point("search.hits_noted")
        saved.checked_at = max(new.values()) if len(new) == MOST else until
        saved.save(update_fields=["checked_at"])
        if hits:
            realtime.notify(
                [saved.person],
                kind="search",
                title=f"“{saved.name}”有{len(hits)}件新结果",
                url=reverse("search:saved", args=[saved.uid]),
                about=saved.uid,
            )
    return bool(hits)


def _new_for(saved: SavedSearch, by: Actor, until: datetime) -> dict[UUID, datetime]:
    """What he may find and could not before, with the moments since which, the oldest first."""
    told = SavedHit.objects.filter(saved=saved, uid=OuterRef("uid"))
    before = grants_by(keys_of(by), OuterRef("uid"), saved.saved_at).filter(since__lte=saved.saved_at)
    rows = Entry.objects.filter(opened_at__gt=saved.checked_at, opened_at__lte=until)
    rows = rows.filter(Exists(grants_to(by, OuterRef("uid")))).exclude(Exists(told))
    rows = rows.exclude(Exists(before), known_at__lt=saved.saved_at)
    new = rows.order_by("opened_at").values_list("uid", "opened_at")[:MOST]
    known = _known_as_papers([uid for uid, _ in new], by)
    return {uid: at for uid, at in new if at and uid not in known}


def _known_as_papers(new: list[UUID], by: Actor) -> set[UUID]:
    """Records of papers that he could find already."""
    rows = Record.objects.filter(uid__in=new).values_list("paper_uid", "uid")
    papers = {paper: record for paper, record in rows if paper}
    return {papers[uid] for uid in may_read_all(by, papers)}


def _hits_among(new: dict[UUID, datetime], saved: SavedSearch, by: Actor) -> list[UUID]:
    if not new:
        return []
    asked, sight = asked_in(QueryDict(saved.asked)), sight_of(by)
    question = Question(
        terms=asked.terms,
        readers=frozenset(),
        also=frozenset(new),
        never=sight.never,
        narrowed=asked.narrowed,
        since=asked.since,
        until=asked.until,
        size=MOST,
    )
    return [one.uid for one in the_index().ask(question).hits]
