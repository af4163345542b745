"""收集的一遍：closed papers, and meetings whose minutes are issued, that have no record yet are found and asked for. It can be run at any time, by anybody, twice at once, and die."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from archive.models import Fonds, Record
from archive.tasks import collect_meeting, collect_paper
from docflow.api import Closed, closed_papers
from meetings.api import closed_meetings
from office.api import Job, enqueue
from office.kernel.clock import now

A_STRETCH = 500
FIRST = UUID(int=0)
LOOK_BACK = timedelta(days=1)
"""A paper is closed, to others, when its act is committed: far longer than any act takes, each time is walked again."""


class Sweep:
    """The clock's: the first of a process looks at everything, for nobody knows how long none had run; the next ones at the last day."""

    def __init__(self) -> None:
        self._has_begun = False

    def __call__(self) -> int:
        asked = sweep(everything=not self._has_begun)
        self._has_begun = True
        return asked


def sweep(*, everything: bool = False) -> int:
    """Ask for what is missing; returns how many papers and meetings. One of an organ without a fonds waits until one is opened."""
    fonds = set(Fonds.objects.values_list("organ", flat=True))
    if not fonds:
        return 0
    asked = 0
    for closed_ones, collect_one in ((closed_papers, collect_paper), (closed_meetings, collect_meeting)):
        after = None if everything else (now() - LOOK_BACK, FIRST)
        while closed := closed_ones(after, A_STRETCH):
            after = (closed[-1].closed_at, closed[-1].uid)
            for one in _missing(one for one in closed if one.organ in fonds):
                with transaction.atomic():
                    enqueue(collect_one, str(one.uid), key=key_of(one))
                asked += 1
    return asked


def key_of(paper: Closed) -> str:
    """While a job with this key is open, no other is made."""
    return f"archive/collect/{paper.uid}"


def _missing(closed: Iterable[Closed]) -> list[Closed]:
    """Those without a record; a paper whose job came to no end is the operator's to try again, and is not asked for at every turn."""
    papers = {one.uid: one for one in closed}
    for uid in Record.objects.filter(paper_uid__in=papers).values_list("paper_uid", flat=True):
        if uid is not None:
            del papers[uid]
    keys = {key_of(one): uid for uid, one in papers.items()}
    for key in Job.objects.filter(key__in=keys).exclude(state="done").values_list("key", flat=True).distinct():
        del papers[keys[key]]
    return list(papers.values())
