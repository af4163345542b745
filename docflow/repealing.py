"""废止，as lists and other rooms ask for it: of papers of any kind, and of the document that was delivered or that a piece came in as."""

from collections.abc import Collection
from uuid import UUID

from docflow.circulation.papers import circulates
from docflow.distribution.models import Delivery
from docflow.incoming.models import Incoming
from docflow.selectors.links import Repeal, repeal_of, repealed_among
from office.api import Actor


def repeal_of_paper(uid: UUID, *, by: Actor) -> Repeal | None:
    """Whether it is repealed; by what, where he may read that."""
    known = circulates(uid)
    return repeal_of((uid, *(known.also if known is not None else ())), by=by)


def repealed_of(uids: Collection[UUID]) -> set[UUID]:
    """Those of these papers and deliveries that are repealed, for a list of what somebody may read, in a fixed number of queries."""
    arrived = Incoming.objects.filter(uid__in=uids, delivery__isnull=False)
    documents = dict(arrived.values_list("uid", "delivery__document__uid"))
    documents |= dict(Delivery.objects.filter(uid__in=uids).values_list("uid", "document__uid"))
    repealed = repealed_among({*uids, *documents.values()})
    return {uid for uid in uids if uid in repealed or documents.get(uid) in repealed}
