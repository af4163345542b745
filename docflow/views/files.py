"""页面图像与正本：served only through the document's policy."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from docflow import policy
from docflow.selectors.paging import page_source
from docflow.workshop import page_image as image_of
from office.api import actor_for, note_access, served
from office.kernel.refusals import NotThere


@require_GET
def page_image(request: HttpRequest, uid: UUID, page: int) -> HttpResponse:
    """One page of the document as it stands: of the sealed file once there is one, else of the typeset text."""
    document = policy.documents.read(uid, by=actor_for(request))
    pages, content, name = page_source(document)
    if not 1 <= page <= pages:
        raise NotThere("该页")
    answer = HttpResponse(image_of(name, content, page), content_type="image/webp")
    answer["Cache-Control"] = "private, max-age=300"
    return answer


@require_GET
def sealed_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """正本：the sealed file, to keep."""
    document = policy.documents.read(uid, by=actor_for(request))
    sealed = getattr(document, "sealed", None)
    if sealed is None:
        raise NotThere("正本")
    note_access(request, "download", about=document.uid, title=str(document))
    return served(sealed.file, f"{document.number or document.title}.pdf")
