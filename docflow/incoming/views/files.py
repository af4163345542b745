"""来文的页面图像、文件、核验：served only through the policy of what came in."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from docflow.distribution import policy as distribution
from docflow.distribution.selectors.paper import sealed_of
from docflow.incoming import policy
from docflow.incoming.models import Incoming, Source
from docflow.incoming.readings import page_picture
from docflow.selectors.seal_register import entry_of
from docflow.selectors.verification import verify_content
from docflow.views.findings import findings
from docflow.workshop import page_image as image_of
from office.api import StoredFile, actor_for, note_access, read, served
from office.kernel.clock import now
from office.kernel.rate_limit import within_limit
from office.kernel.refusals import NotThere, TooOften
from office.kernel.wording import full_moment

CHECKS_A_MINUTE = 20


@require_GET
def page_image(request: HttpRequest, uid: UUID, page: int) -> HttpResponse:
    """One page: of our own sealed file, or of a stranger's in a child with limits."""
    incoming = policy.incomings.read(uid, by=actor_for(request))
    file = _file(incoming)
    if not 1 <= page <= incoming.pages:
        raise NotThere("该页")
    if incoming.source == Source.DELIVERY:
        return _picture(image_of(file.sm3, read(file), page))
    return _picture(page_picture(file.sm3, read(file), file.media_type, page))


@require_GET
def intake_image(request: HttpRequest, uid: UUID, page: int) -> HttpResponse:
    """One page of a file that is being registered, for whoever brought it."""
    intake = policy.intakes.read(uid, by=actor_for(request))
    if not 1 <= page <= intake.pages:
        raise NotThere("该页")
    return _picture(page_picture(intake.file.sm3, read(intake.file), intake.file.media_type, page))


@require_GET
def delivery_image(request: HttpRequest, uid: UUID, page: int) -> HttpResponse:
    """One page of a delivery that is being registered, for whoever it came to, as long as the organ has it."""
    sealed = sealed_of(distribution.deliveries.read(uid, by=actor_for(request)))
    if not 1 <= page <= sealed.pages:
        raise NotThere("该页")
    return _picture(image_of(sealed.sm3, read(sealed.file), page))


@require_GET
def main_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """来文原件, to keep."""
    incoming = policy.incomings.read(uid, by=actor_for(request))
    note_access(request, "download", about=incoming.uid, title=f"{incoming}：{incoming.file_name}")
    return served(_file(incoming), incoming.file_name)


@require_GET
def enclosure(request: HttpRequest, uid: UUID, n: int) -> FileResponse:
    """随文附件."""
    incoming = policy.incomings.read(uid, by=actor_for(request))
    row = incoming.enclosures.select_related("file").filter(n=n).first()
    if row is None or (incoming.file is not None and incoming.kept_file is None):
        raise NotThere("该附件")
    note_access(request, "download", about=incoming.uid, title=f"{incoming}：{row.name}")
    return served(row.file, row.name)


@require_GET
def check(request: HttpRequest, uid: UUID) -> HttpResponse:
    """核验：the seals of the file as it is kept, checked now; what was found on arrival stays beside it."""
    by = actor_for(request)
    incoming = policy.incomings.read(uid, by=by)
    if not within_limit("check", str(by.person.uid), limit=CHECKS_A_MINUTE, seconds=60):
        raise TooOften(f"一分钟内最多核验{CHECKS_A_MINUTE}次。请过一分钟再试。")
    found = verify_content(read(_file(incoming)))
    context = {
        "incoming": incoming,
        "findings": findings(found, entry_of(found.revisions)),
        "at": full_moment(now()),
    }
    return render(request, "incoming/pages/check.html", context)


def _file(incoming: Incoming) -> StoredFile:
    if incoming.kept_file is None:
        raise NotThere("来文原件")
    return incoming.kept_file


def _picture(content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type="image/webp")
    answer["Cache-Control"] = "private, max-age=300"
    return answer
