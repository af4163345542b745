"""借阅的阅看、打印、下载。Each answer asks anew whether the loan holds at this moment, is nobody else's, and is kept by no cache."""

from math import ceil
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from archive.gathering import FORMATS
from archive.loans.models import Loan
from archive.loans.policy import loans
from archive.loans.reading import MOST_COPIED, Leafed, Opened, leafed, opened_by
from archive.loans.rendering import marked_copy, marked_page
from docflow.api import while_it_holds
from office.api import Actor, actor_for, actor_of, note_access
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, NotThere

FOR_HIM_ALONE = "private, no-store"
LOOK_AGAIN = 60
"""Seconds after which an open page asks at the latest whether the loan still holds."""


@require_GET
def reading_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """阅看: a file that the loan opens (`?file=`, else the first that can be shown), page by page, each a picture with his name in it."""
    by = actor_for(request)
    loan = loans.to_read(uid, by=by)
    opened = opened_by(loan)
    chosen = _chosen(request.GET.get("file", ""), opened)
    note_access(request, "read", about=_record(loan), title=_title(loan, chosen))
    context: dict[str, Any] = {"loan": loan, "opened": opened, "chosen": chosen, "most": MOST_COPIED}
    if chosen is not None:
        context |= {"format": FORMATS.get(chosen.file.file.media_type, "")} | _leafed(chosen)
    answer = render(request, "loans/pages/reading.html", context | {"pause": _pause(loan)})
    answer["Cache-Control"] = FOR_HIM_ALONE
    return answer


@require_GET
def term(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How long it still holds; an open page asks at every bell, once a minute and at the end, and is drawn anew when it holds no more."""
    by = actor_for(request)
    try:
        loan = loans.read(uid, by=by)
        if not loans.is_borrower(loan, by=by):
            raise NotThere("该借阅单")
    except NotThere:
        if not getattr(request, "htmx", False):
            raise
        return HttpResponse(status=404, headers={"HX-Refresh": "true"})  # the page that he had open is his no more
    answer = render(request, "loans/partials/_term.html", {"loan": loan, "pause": _pause(loan)})
    if not loan.is_readable:
        answer["HX-Refresh"] = "true"
    answer["Cache-Control"] = FOR_HIM_ALONE
    return answer


@require_GET
def page_image(request: HttpRequest, uid: UUID, file: UUID, page: int) -> HttpResponse:
    """One page. A line of its own in the access log, about the loan: the record's own line is that of the page round it."""
    by = actor_for(request)
    loan, one = _opened(uid, file, by=by)
    if not 1 <= page <= leafed(one).pages:
        raise NotThere("该页")
    note_access(request, "read", about=loan.uid, title=f"{loan}：{one.name}第{page}页"[:400])
    answer = HttpResponse(marked_page(one.file, page, loan=loan), content_type="image/webp")
    loans.to_read(uid, by=_he_now(by))
    answer["Cache-Control"] = FOR_HIM_ALONE
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_GET
def printed(request: HttpRequest, uid: UUID, file: UUID) -> HttpResponseBase:
    """打印件, opened in the browser to be printed."""
    by = actor_for(request)
    loan, one = _opened(uid, file, by=by)
    if not loan.may_print:
        raise NotAllowed("这次借阅没有给打印。要打印的，请另行申请时写明。")
    note_access(request, "print", about=_record(loan), title=_title(loan, one))
    answer = _copy(loan, one, by=by, use="借阅打印")
    answer["Content-Disposition"] = 'inline; filename="print.pdf"'
    return answer


@require_GET
def downloaded(request: HttpRequest, uid: UUID, file: UUID) -> HttpResponseBase:
    """下载 of a copy with the watermark; the file itself is given to no borrower."""
    by = actor_for(request)
    loan, one = _opened(uid, file, by=by)
    if not loan.may_download:
        raise NotAllowed("这次借阅没有给下载。要下载的，请另行申请时写明。")
    note_access(request, "download", about=_record(loan), title=_title(loan, one))
    answer = _copy(loan, one, by=by, use="借阅下载")
    name = f"{loan.number or loan.title}-{one.name}-借阅件.pdf".replace("/", "／")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return answer


def _opened(uid: UUID, file: UUID, *, by: Actor) -> tuple[Loan, Opened]:
    """The file, if this loan opens it at this moment."""
    loan = loans.to_read(uid, by=by)
    found = next((one for one in opened_by(loan) if one.file.uid == file), None)
    if found is None:
        raise NotThere("该文件")
    return loan, found


def _chosen(text: str, opened: list[Opened]) -> Opened | None:
    """The file that is asked for by its uid. Raises NotThere for one that the loan does not open."""
    if not text:
        return next((one for one in opened if one.is_seen), next(iter(opened), None))
    found = next((one for one in opened if str(one.file.uid) == text), None)
    if found is None:
        raise NotThere("该文件")
    return found


def _leafed(chosen: Opened) -> dict[str, Any]:
    """Its pages, or why there are none at this moment: the other files stay within reach."""
    try:
        return {"leafed": leafed(chosen), "trouble": ""}
    except Invalid as refusal:
        return {"leafed": Leafed(chosen, 0), "trouble": refusal.sentence}


def _copy(loan: Loan, one: Opened, *, by: Actor, use: str) -> StreamingHttpResponse:
    found = leafed(one)
    if not found.pages:
        raise NotThere("该文件")
    if not found.may_be_copied:
        raise NotAllowed(f"这个文件有{found.pages}页，一次最多打印或下载{MOST_COPIED}页。请到档案室办理。")

    def ask() -> None:
        loans.to_read(loan.uid, by=_he_now(by))

    copy = marked_copy(one.file, found.numbers, loan=loan, use=use, ask=ask)
    ask()
    answer = StreamingHttpResponse(while_it_holds(copy, ask), content_type="application/pdf")
    answer["Content-Length"] = str(len(copy))
    answer["Cache-Control"] = FOR_HIM_ALONE
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _he_now(by: Actor) -> Actor:
    """The same person in the posts that he holds at this moment. Raises NotAllowed where he holds none."""
    return actor_of(by.person)


def _pause(loan: Loan) -> int:
    """Seconds until an open page asks again: at the end itself, where that is near."""
    left = ceil((loan.until - now()).total_seconds()) + 1 if loan.is_readable and loan.until is not None else 0
    return max(0, min(LOOK_AGAIN, left))


def _record(loan: Loan) -> UUID | None:
    return loan.record.uid if loan.record is not None else None


def _title(loan: Loan, one: Opened | None) -> str:
    return f"{loan}：{one.name}"[:400] if one is not None else str(loan)
