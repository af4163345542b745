"""What a paper is linked with, for the archive: all of it; who may follow a link is asked when it is shown."""

from uuid import UUID

from django.db.models import Q

from docflow.filing.values import LinkedPaper
from docflow.models import Link, LinkKind
from docflow.selectors.links import WORDS, papers_of


def linked_papers(uid: UUID) -> tuple[LinkedPaper, ...]:
    """The links that stand, the earliest first."""
    rows = list(Link.objects.filter(Q(from_uid=uid) | Q(to_uid=uid), removed_at__isnull=True).order_by("at", "pk"))
    there = papers_of({row.to_uid if row.from_uid == uid else row.from_uid for row in rows})
    found = []
    for row in rows:
        says_it = row.from_uid == uid
        other = there.get(row.to_uid if says_it else row.from_uid)
        if other is not None:
            word = WORDS[LinkKind(row.kind)][0 if says_it else 1]
            found.append(LinkedPaper(other.uid, word, str(other), getattr(other, "their_number", "") or other.number))
    return tuple(found)
