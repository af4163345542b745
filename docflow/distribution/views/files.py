"""来件的页面图像、正本与附件：served only through the delivery's policy."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from docflow.distribution import policy
from docflow.distribution.selectors.paper import attachments_of, sealed_of
from docflow.workshop import page_image
from office.api import actor_for, note_access, read, served
from office.kernel.refusals import NotThere


@require_GET
def delivered_image(request: HttpRequest, uid: UUID, page: int) -> HttpResponse:
    """One page of the sealed file."""
    sealed = sealed_of(policy.deliveries.read(uid, by=actor_for(request)))
    if not 1 <= page <= sealed.pages:
        raise NotThere("该页")
    answer = HttpResponse(page_image(sealed.sm3, read(sealed.file), page), content_type="image/webp")
    answer["Cache-Control"] = "private, max-age=300"
    return answer


@require_GET
def delivered_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """正本：the very file that was sealed."""
    delivery = policy.deliveries.read(uid, by=actor_for(request))
    sealed, document = sealed_of(delivery), delivery.document
    note_access(request, "download", about=delivery.uid, title=str(document))
    return served(sealed.file, f"{document.number or document.title}.pdf")


@require_GET
def delivered_attachment(request: HttpRequest, uid: UUID, attachment: UUID) -> FileResponse:
    """下载随文的附件。"""
    delivery = policy.deliveries.read(uid, by=actor_for(request))
    row = attachments_of(delivery).filter(uid=attachment).first()
    if row is None:
        raise NotThere("该附件")
    note_access(request, "download", about=delivery.uid, title=f"{delivery.document}：{row.name}")
    return served(row.file, row.name)
