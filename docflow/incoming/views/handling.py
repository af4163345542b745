"""收文处理单 as a page and on paper."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from docflow.incoming import policy
from docflow.incoming.selectors.incoming_sheet import incoming_sheet
from docflow.views.handling import sheet_file, sheet_page
from office.api import actor_for
from office.kernel.clock import now


@require_GET
def handling_sheet(request: HttpRequest, uid: UUID) -> HttpResponse:
    """处理单 as a page: the same words as on paper."""
    by = actor_for(request)
    incoming = policy.incomings.read_handling(uid, by=by)
    file = reverse("incoming:handling_sheet_file", args=[uid])
    return sheet_page(request, incoming, incoming_sheet(incoming, by=by, at=now()), file=file)


@require_GET
def handling_sheet_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """处理单 on paper, to keep: PDF/A with numbered pages."""
    by = actor_for(request)
    incoming = policy.incomings.read_handling(uid, by=by)
    return sheet_file(request, incoming, incoming_sheet(incoming, by=by, at=now()))
