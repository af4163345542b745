"""借阅的阅看、打印、下载。Each answer asks anew whether the loan holds at this moment, is nobody else's, and is kept by no cache."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from archive.loans.models import Loan
from archive.loans.policy import loans
from archive.loans.reading import MOST_COPIED, Opened, opened_by
from archive.loans.rendering import marked_copy, marked_page
from office.api import Actor, actor_for, note_access
from office.kernel.refusals import NotAllowed, NotThere

FOR_HIM_ALONE = "private, no-store"


@require_GET
def reading_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """阅看: the pages that the loan opens, each a picture with his name in it."""
    by = actor_for(request)
    loan = loans.to_read(uid, by=by)
    note_access(request, "read", about=_record(loan), title=_title(loan))
    answer = render(request, "loans/pages/reading.html", {"loan": loan, "opened": opened_by(loan)})
    answer["Cache-Control"] = FOR_HIM_ALONE
    return answer


@require_GET
def term(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How long it still holds; an open page asks once a minute, and is drawn anew when it holds no more."""
    by = actor_for(request)
    loan = loans.read(uid, by=by)
    if not loans.is_borrower(loan, by=by):
        raise NotThere("该借阅单")
    answer = render(request, "loans/partials/_term.html", {"loan": loan})
    if not loan.is_readable:
        answer["HX-Refresh"] = "true"
    answer["Cache-Control"] = FOR_HIM_ALONE
    return answer


@require_GET
def page_image(request: HttpRequest, uid: UUID, file: UUID, page: int) -> HttpResponse:
    """One page. A line of its own in the access log, about the loan: the record's own line is that of the page round it."""
    by = actor_for(request)
    loan, one = _opened(uid, file, by=by)
    if not 1 <= page <= one.pages:
        raise NotThere("该页")
    note_access(request, "read", about=loan.uid, title=f"{loan}：{one.file.title or one.file.name}第{page}页"[:400])
    return _alone(HttpResponse(marked_page(one.file, page, by=by), content_type="image/webp"))


@require_GET
def printed(request: HttpRequest, uid: UUID, file: UUID) -> HttpResponse:
    """打印件, opened in the browser to be printed."""
    by = actor_for(request)
    loan, one = _opened(uid, file, by=by)
    if not loan.may_print:
        raise NotAllowed("这次借阅没有给打印。要打印的，请另行申请时写明。")
    note_access(request, "print", about=_record(loan), title=_title(loan, one))
    answer = _copy(one, by=by, use="借阅打印")
    answer["Content-Disposition"] = 'inline; filename="print.pdf"'
    return _alone(answer)


@require_GET
def downloaded(request: HttpRequest, uid: UUID, file: UUID) -> HttpResponse:
    """下载 of a copy with the watermark; the file itself is given to no borrower."""
    by = actor_for(request)
    loan, one = _opened(uid, file, by=by)
    if not loan.may_download:
        raise NotAllowed("这次借阅没有给下载。要下载的，请另行申请时写明。")
    note_access(request, "download", about=_record(loan), title=_title(loan, one))
    answer = _copy(one, by=by, use="借阅下载")
    name = f"{loan.number or loan.title}-{one.file.title or one.file.name}-借阅件.pdf".replace("/", "／")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return _alone(answer)


def _opened(uid: UUID, file: UUID, *, by: Actor) -> tuple[Loan, Opened]:
    """The file, if this loan opens it at this moment."""
    loan = loans.to_read(uid, by=by)
    found = next((one for one in opened_by(loan) if one.file.uid == file), None)
    if found is None:
        raise NotThere("该文件")
    return loan, found


def _copy(one: Opened, *, by: Actor, use: str) -> HttpResponse:
    if not one.pages:
        raise NotThere("该文件")
    if one.pages > MOST_COPIED:
        raise NotAllowed(f"这个文件有{one.pages}页，一次最多打印或下载{MOST_COPIED}页。请到档案室办理。")
    return HttpResponse(marked_copy(one.file, by=by, use=use), content_type="application/pdf")


def _alone(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = FOR_HIM_ALONE
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _record(loan: Loan) -> UUID | None:
    return loan.record.uid if loan.record is not None else None


def _title(loan: Loan, one: Opened | None = None) -> str:
    return f"{loan}：{one.file.title or one.file.name}"[:400] if one is not None else str(loan)
