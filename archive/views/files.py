"""档案的文件与页面图像：served only through the record's policy, each download a line of the access log."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from archive.models import Role
from archive.picturing import pages_of, pictures_of
from archive.policy import records
from office.api import actor_for, note_access, served
from office.kernel.refusals import NotThere


@require_GET
def record_file(request: HttpRequest, uid: UUID, file: UUID) -> HttpResponseBase:
    """下载 one file, as it was filed."""
    by = actor_for(request)
    item = records.read(uid, by=by)
    found = records.files(item, by=by).filter(uid=file).first()
    if found is None:
        raise NotThere("该文件")
    note_access(request, "download", about=item.uid, title=f"{item}：{found.title or found.name}"[:400])
    return served(found.file, f"{item.code or item.number or item.title}-{found.name}".replace("/", "／"))


@require_GET
def record_image(request: HttpRequest, uid: UUID, page: int) -> HttpResponse:
    """One page of 正本."""
    by = actor_for(request)
    item = records.read(uid, by=by)
    found = item.current_files.filter(role=Role.ORIGINAL).select_related("file").first()
    if found is None or not records.may_have(item, by=by) or not 1 <= page <= pages_of(found):
        raise NotThere("该页")
    answer = HttpResponse(next(pictures_of(found, [page])), content_type="image/webp")
    answer["Cache-Control"] = "private, max-age=300"
    return answer
