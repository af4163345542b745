"""废止，as other rooms ask for it: of a paper of any kind, and of the document that it came in as."""

from uuid import UUID

from docflow.circulation.papers import circulates
from docflow.selectors.links import Repeal, repeal_of
from office.api import Actor


def repeal_of_paper(uid: UUID, *, by: Actor) -> Repeal | None:
    """Whether it is repealed; by what, where he may read that."""
    known = circulates(uid)
    return repeal_of((uid, *(known.also if known is not None else ())), by=by)
