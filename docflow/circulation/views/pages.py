"""传阅的列表与传阅页。"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from docflow.circulation import policy
from docflow.circulation.forms import ActForm
from docflow.circulation.models import Circulation
from docflow.circulation.papers import Pages, circulates
from docflow.circulation.selectors.lists import VIEWS, listed, with_progress
from docflow.circulation.selectors.lists import of_paper as circulations_of
from docflow.circulation.selectors.matrix import matrix
from docflow.repealing import repealed_of
from docflow.selectors.links import repeal_of
from office.api import actor_for, note_access
from office.kernel.refusals import Refusal
from office.paging import page_of
from office.tabs import Tab


@require_GET
def circulation_list(request: HttpRequest) -> HttpResponse:
    """传阅：what waits for me to read, what I sent round, what I have read."""
    by = actor_for(request)
    view = request.GET.get("view", "waiting")
    view = view if view in VIEWS else "waiting"
    counts = {key: listed(by, key).count() for key in VIEWS}
    page = page_of(with_progress(listed(by, view)), request.GET.get("page"), count=counts[view])
    tabs = [Tab(label, f"?view={key}", counts[key], key == view) for key, label in VIEWS.items()]
    repealed = repealed_of({one.paper_uid for one in page})
    context = {"page": page, "view": view, "tabs": tabs, "repealed": repealed}
    return render(request, "circulation/pages/circulations.html", context)


@require_GET
def of_paper(request: HttpRequest, paper: UUID) -> HttpResponse:
    """一份文件的传阅：every time that it was sent round."""
    by = actor_for(request)
    found = policy.papers.read(paper, by=by)
    page = page_of(circulations_of(paper), request.GET.get("page"))
    may_start = policy.papers.capacity(found, by=by) is not None
    context = {"paper": found, "page": page, "may_start": may_start}
    return render(request, "circulation/pages/of_paper.html", context)


@require_GET
def circulation_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """传阅：what for, the paper's pages, who has read and what he said, and what I may do."""
    circulation = policy.circulations.read(uid, by=actor_for(request))
    note_access(request, "read", about=circulation.paper_uid, title=str(circulation))
    return circulation_answer(request, circulation)


@require_GET
def circulation_now(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who has read by now, exactly as the page has it."""
    by = actor_for(request)
    circulation = policy.circulations.read(uid, by=by)
    context = {"circulation": circulation, **matrix(circulation, by=by)}
    return render(request, "circulation/partials/_matrix.html", context)


def circulation_answer(
    request: HttpRequest,
    circulation: Circulation,
    *,
    form: ActForm | None = None,
    refusal: Refusal | None = None,
    verb: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page; a refused form stands open where it was, as it was filled."""
    by = actor_for(request)
    circulation = policy.circulations.read(circulation.uid, by=by)
    paper = circulates(circulation.paper_uid)
    context: dict[str, Any] = {
        "circulation": circulation,
        "paper": paper,
        "pages": paper.pages() if paper is not None else Pages(),
        "repeal": repeal_of((paper.uid, *paper.also), by=by) if paper is not None else None,
        "form": form,
        "refusal": refusal,
        "verb": verb,
        **matrix(circulation, by=by),
    }
    return render(request, "circulation/pages/circulation.html", context, status=status)
