"""机构人员：the tree of organs with a search, one organ, one person."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from office.actor import Actor, actor_of
from office.kernel.rate_limit import within_limit
from office.kernel.refusals import TooOften
from office.models.people import Person
from office.requests import searched_for
from office.selectors.directory import FOUND_AT_MOST, found, organ_listing, organ_tree, person_listing

LOOKS_A_MINUTE = (
    60  # pages of the directory for one person: nobody reads faster, and a program would have everybody by noon
)


@require_GET
def directory(request: HttpRequest) -> HttpResponse:
    """All organs in their order; with q, the people whose name or initials match."""
    reader = _reader(request)
    words = searched_for(request)
    people = found(words, reader) if words else ()
    return render(
        request,
        "office/pages/directory.html",
        {
            "words": words,
            "people": people,
            "at_most": FOUND_AT_MOST if len(people) == FOUND_AT_MOST else 0,
            "branches": () if words else organ_tree(),
        },
    )


@require_GET
def organ(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One organ: its departments, posts and people today."""
    return render(request, "office/pages/organ.html", {"listing": organ_listing(uid, _reader(request))})


@require_GET
def person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One person: what he does today, and the posts that he has left."""
    return render(request, "office/pages/person.html", {"listing": person_listing(uid, _reader(request))})


def _reader(request: HttpRequest) -> Actor:
    """Who looks. Raises TooOften."""
    if not isinstance(request.user, Person):
        raise TypeError("a view of the directory was reached without sign-in")
    if not within_limit("directory", str(request.user.uid), limit=LOOKS_A_MINUTE, seconds=60):
        raise TooOften(f"一分钟内最多看{LOOKS_A_MINUTE}页机构人员。请过一分钟再看。")
    return actor_of(request.user)
