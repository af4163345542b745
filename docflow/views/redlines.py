"""花脸稿。"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from docflow import policy
from docflow.elements import redline as compare
from docflow.models import Document, Version
from docflow.selectors.versions import elements_of
from office.api import actor_for, note_access
from office.kernel.refusals import NotThere


@require_GET
def redline(request: HttpRequest, uid: UUID) -> HttpResponse:
    """花脸稿：any two versions of a document, with what was struck out and added."""
    document = policy.documents.read(uid, by=actor_for(request))
    new = _version(document, request.GET.get("to"), document.current)
    old = _version(document, request.GET.get("from"), max(new.n - 1, 1))
    note_access(request, "read", about=document.uid, title=str(document))
    parts = compare.redline(elements_of(old), elements_of(new))
    context = {"document": document, "old": old, "new": new, "parts": parts, "versions": list(document.versions.all())}
    return render(request, "docflow/pages/redline.html", context)


def _version(document: Document, asked: str | None, otherwise: int) -> Version:
    n = int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < 7 else otherwise
    found = document.versions.filter(n=n).first()
    if found is None:
        raise NotThere("该稿")
    return found
