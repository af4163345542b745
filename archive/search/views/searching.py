"""检索页：one box, results as one types. What the box gives back while somebody types is a part of what the page gives when it is loaded."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from archive.search.asked_in_address import (
    ORDERS,
    asked_in,
    canonical,
    left_out,
    place_in,
    typed_in,
    without,
    written_place,
)
from archive.search.engine.port import IndexUnavailable
from archive.search.models import SavedSearch
from archive.search.selectors.facets import chips_of, facets_of
from archive.search.selectors.finding import find, help_for, titles_begun
from archive.search.trouble import trouble
from office.api import Actor, actor_for, note_access

LONG_ENOUGH = 2
"""Characters from which on titles are offered."""


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """检索：everything that he may read, in the office and on the shelf."""
    by = actor_for(request)
    typed, asked = typed_in(request.GET), asked_in(request.GET)
    if not asked.is_nothing:
        note_access(request, "search", title=(typed or canonical(request.GET))[:200])
    context: dict[str, Any] = {
        "typed": typed,
        "asked": asked,
        "orders": [(one.value, label, one is asked.order) for one, label in ORDERS.items()],
        "hidden": _hidden(request),
        "canonical": canonical(request.GET),
        "chips": chips_of(request.GET),
        "all": without(request.GET, *set(request.GET) - {"q", "order"}),
        "left_out": left_out(request.GET),
        "trouble": trouble(),
        **_answer(request, by),
    }
    fragment = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined] # of the htmx middleware
    if not fragment:
        context["saved"] = SavedSearch.objects.filter(person=by.person)
    page = "search/partials/_found.html" if fragment else "search/pages/search.html"
    response = render(request, page, context)
    patch_vary_headers(response, ["HX-Request"])
    if fragment:  # the address goes with what is typed, in its short form
        response["HX-Replace-Url"] = f"{request.path}?{context['canonical']}"
    return response


def _answer(request: HttpRequest, by: Actor) -> dict[str, Any]:
    """What was found, or what helps; where the index does not answer, that."""
    typed, asked = typed_in(request.GET), asked_in(request.GET)
    if asked.is_nothing:
        return {}
    try:
        found = find(asked, by=by, after=place_in(request.GET))
        if not found.count:
            return {"help": help_for(asked, typed, by=by)}
        return {
            "found": found,
            "facets": facets_of(found.facets, request.GET),
            "next": written_place(found.next),
            "is_first": not place_in(request.GET),
            "first": without(request.GET),
            "titles": titles_begun(typed, by=by) if len(typed) >= LONG_ENOUGH else (),
        }
    except IndexUnavailable as error:
        return {"unavailable": str(error)}


def _hidden(request: HttpRequest) -> list[tuple[str, str]]:
    """The conditions that a new word goes on with."""
    names = [name for name in request.GET if name not in {"q", "after", "order", "since", "until"}]
    return [(name, value) for name in names for value in request.GET.getlist(name) if value][:100]
