"""材料的阅看、打印、下载。Each answer asks anew whether it is open to him at this moment, is nobody else's, and is kept by no cache."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from docflow.api import Shown, has_own_page, shown_as, while_it_holds
from meetings.materials.forms import NoteForm
from meetings.materials.models import MaterialVersion, Note
from meetings.materials.policy import Seen, materials
from meetings.materials.rendering import MOST_COPIED, marked_copy, marked_page, pages_of
from meetings.materials.views.organising import FOR_HIM_ALONE, titled
from office.api import Actor, actor_for, actor_of, note_access
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal

LOOK_AGAIN = 60
"""Seconds after which an open page asks at the latest whether it may still be read."""


@require_GET
def reading_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """阅看: page by page, each a picture with his name in it; his own notes beside it."""
    return reading_answer(request, uid)


def reading_answer(
    request: HttpRequest,
    uid: UUID,
    *,
    form: NoteForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it is now; a refused note comes back as it was written."""
    by = actor_for(request)
    seen = materials.to_read(uid, by=by)
    version = seen.material.version
    note_access(request, "read", about=seen.material.uid, title=str(seen.material))
    pages, trouble = _pages(version)
    notes = list(Note.objects.filter(material=seen.material, person=by.person).select_related("version"))
    now_read = [one for one in notes if one.version_id == version.pk]
    media_type = version.file.media_type
    context: dict[str, Any] = {
        "seen": seen,
        "material": seen.material,
        "meeting": seen.meeting,
        "version": version,
        "pages": [(n, [one for one in now_read if one.page == n]) for n in range(1, pages + 1)],
        "count": pages,
        "trouble": trouble,
        "is_retyped": shown_as(media_type) == Shown.RETYPED,
        "has_own_page": has_own_page(media_type),
        "notes": [*now_read, *(one for one in notes if one.version_id != version.pk)],
        "may_be_copied": 0 < pages <= MOST_COPIED,
        "most": MOST_COPIED,
        "form": form or NoteForm(),
        "refusal": refusal,
        "pause": LOOK_AGAIN,
    }
    answer = render(request, "materials/pages/reading.html", context, status=status)
    answer["Cache-Control"] = FOR_HIM_ALONE
    return answer


@require_GET
def standing(request: HttpRequest, uid: UUID, n: int) -> HttpResponse:
    """Whether version `n` is still what he reads; an open page asks at every bell and once a minute, and is drawn anew when it is not."""
    try:
        seen = materials.to_read(uid, by=actor_for(request))
    except (NotThere, NotAllowed):
        if not getattr(request, "htmx", False):
            raise
        return HttpResponse(status=404, headers={"HX-Refresh": "true"})  # the page that he had open is his no more
    context = {"seen": seen, "material": seen.material, "version": seen.material.version, "pause": LOOK_AGAIN}
    answer = render(request, "materials/partials/_standing.html", context)
    if seen.material.version.n != n:
        answer["HX-Refresh"] = "true"
    answer["Cache-Control"] = FOR_HIM_ALONE
    return answer


@require_GET
def page_image(request: HttpRequest, uid: UUID, n: int, page: int) -> HttpResponse:
    """One page of the version that is read now; a line of its own in the access log."""
    by = actor_for(request)
    seen = materials.to_read(uid, by=by)
    version = seen.material.version
    if version.n != n or not 1 <= page <= pages_of(version):
        raise NotThere("该页")
    note_access(request, "read", about=seen.material.uid, title=titled(seen.material, page))
    answer = HttpResponse(marked_page(version, page, seen=seen), content_type="image/webp")
    materials.to_read(uid, by=_he_now(by))
    answer["Cache-Control"] = FOR_HIM_ALONE
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_GET
def printed(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """打印件, opened in the browser to be printed."""
    by = actor_for(request)
    seen = materials.to_read(uid, by=by)
    if not seen.may_print:
        raise NotAllowed("这份材料没有给打印。要打印的，请与会务人员联系。")
    note_access(request, "print", about=seen.material.uid, title=str(seen.material))
    answer = _copy(seen, by=by, use="会议材料打印")
    answer["Content-Disposition"] = 'inline; filename="print.pdf"'
    return answer


@require_GET
def downloaded(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """下载 of a copy with the watermark; the file itself is given to no reader."""
    by = actor_for(request)
    seen = materials.to_read(uid, by=by)
    if not seen.may_download:
        raise NotAllowed("这份材料没有给下载。要下载的，请与会务人员联系。")
    note_access(request, "download", about=seen.material.uid, title=str(seen.material))
    answer = _copy(seen, by=by, use="会议材料下载")
    name = f"{seen.material}-会议材料.pdf".replace("/", "／")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return answer


def _copy(seen: Seen, *, by: Actor, use: str) -> StreamingHttpResponse:
    version = seen.material.version
    pages = pages_of(version)
    if not pages:
        raise NotThere("该文件")
    if pages > MOST_COPIED:
        raise NotAllowed(f"这份材料有{pages}页，一次最多打印或下载{MOST_COPIED}页。请与会务人员联系。")

    def ask() -> None:
        materials.to_read(seen.material.uid, by=_he_now(by))

    copy = marked_copy(version, pages, seen=seen, use=use, ask=ask)
    ask()
    answer = StreamingHttpResponse(while_it_holds(copy, ask), content_type="application/pdf")
    answer["Content-Length"] = str(len(copy))
    answer["Cache-Control"] = FOR_HIM_ALONE
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _pages(version: MaterialVersion) -> tuple[int, str]:
    """How many, or why there are none at this moment."""
    try:
        return pages_of(version), ""
    except Invalid as refusal:
        return 0, refusal.sentence


def _he_now(by: Actor) -> Actor:
    """The same person in the posts that he holds at this moment. Raises NotAllowed where he holds none."""
    return actor_of(by.person)
