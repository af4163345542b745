"""公文列表与公文页。"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from docflow import policy
from docflow.distribution.selectors.senders import section
from docflow.forms import ActForm
from docflow.models import Document
from docflow.selectors.dossier import dossier
from docflow.selectors.keeping import suspension_of
from docflow.selectors.links import repealed_among
from docflow.selectors.lists import VIEWS, listed
from docflow.selectors.paging import page_source
from docflow.views.doors import completion, doors
from docflow.views.keeping import keeping_of
from docflow.views.papers import companions
from office.api import actor_for, note_access, words_of
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.paging import page_of


@require_GET
def document_list(request: HttpRequest) -> HttpResponse:
    """公文：what waits for me, what I drafted, what passed through my hands, all I may read."""
    by = actor_for(request)
    view = request.GET.get("view", "waiting")
    view = view if view in VIEWS else "waiting"
    words = words_of(request, "q", at_most=100)
    counts = {key: listed(by, key, "").count() for key in VIEWS}
    page = page_of(listed(by, view, words), request.GET.get("page"), count=None if words else counts[view])
    tabs = [
        {"label": label, "address": f"?view={key}", "count": counts[key], "current": key == view}
        for key, label in VIEWS.items()
    ]
    repealed = repealed_among(one.uid for one in page)
    context = {"page": page, "view": view, "tabs": tabs, "q": words, "repealed": repealed}
    return render(request, "docflow/pages/documents.html", context)


@require_GET
def document_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """公文：its page, its elements, who holds it, what was said, and what I may do with it."""
    document = policy.documents.read(uid, by=actor_for(request))
    note_access(request, "read", about=document.uid, title=str(document))
    return document_answer(request, document)


def document_answer(
    request: HttpRequest,
    document: Document,
    *,
    form: ActForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with a refused form as it was filled."""
    by = actor_for(request)
    document = policy.documents.read(document.uid, by=by)
    context: dict[str, Any] = {"document": document, "form": form, "refusal": refusal, **dossier(document, by=by)}
    offered = [offer for offer, _ in context.pop("offers")]
    task = context["task"]
    context["complete"] = completion(task, offered) if task else None
    context["doors"] = list(doors(document, offered, context.pop("colleagues")))
    context["keeping"] = keeping_of(document, offered, context["waiting"], by=by)
    context["suspension"] = suspension_of(document.run)
    may_see_handling = policy.documents.may_see_handling(document, by=by)
    context["handling_sheet"] = reverse("docflow:handling_sheet", args=[document.uid]) if may_see_handling else ""
    context |= section(document, by=by)
    context |= companions(request, document, by=by) | _pages(document)
    return render(request, "docflow/pages/document.html", context, status=status)


def _pages(document: Document) -> dict[str, Any]:
    """How many pages there are to show, or why there are none."""
    try:
        pages, _, source = page_source(document)
    except NotThere:
        return {"pages": [], "source": ""}
    except Invalid as refusal:
        return {"pages": [], "source": "", "refused_page": refusal.sentence}
    return {"pages": range(1, pages + 1), "source": source}
