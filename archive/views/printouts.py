"""打印件：how far a large catalogue or 登记表 is, and the file."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from archive import policy
from archive.models import Printout
from archive.printouts import class_of, seconds_left
from archive.views.catalogue import query_of
from office.api import actor_for, note_access, served
from office.kernel.refusals import NotThere


@require_GET
def printout(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far it is, and where it is fetched."""
    return render(request, "archive/pages/printout.html", _shown(_read(request, uid)))


@require_GET
def printout_now(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The same by now, exactly as the page has it."""
    return render(request, "archive/partials/_printout.html", _shown(_read(request, uid)))


@require_GET
def printout_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """The file, once it is there."""
    made = _read(request, uid)
    if made.file is None:
        raise NotThere("该打印件")
    of = class_of(made).in_words
    note_access(request, "download", about=made.fonds.uid, title=f"{made.fonds}{made} {of}")
    return served(made.file, f"{made} {made.fonds.code} {of}.pdf")


def _read(request: HttpRequest, uid: UUID) -> Printout:
    rows = Printout.objects.filter(fonds__in=policy.fondses.kept(actor_for(request)))
    made = rows.select_related("fonds", "file", "asked_by__person").filter(uid=uid).first()
    if made is None:
        raise NotThere("该打印件")
    return made


def _shown(made: Printout) -> dict[str, Any]:
    of = class_of(made)
    back = f"{reverse('archive:catalogue')}?{query_of(made.fonds, of)}"
    return {"made": made, "of": of.in_words, "seconds": seconds_left(made), "back": back}
