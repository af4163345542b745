"""归档文件目录 as page, PDF and XLSX; 归档登记表; 备考表; 归档章 on a copy."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from archive import policy
from archive.actions.class_notes import check_note, write_note
from archive.actions.print_out import AT_ONCE, ask_for_printout
from archive.arranging.catalogue import COLUMNS
from archive.forms.fonds import CatalogueFilter, NoteForm
from archive.history import address
from archive.models import ClassNote, Fonds, Form
from archive.numbering import class_in_words
from archive.printing import catalogue_pdf, note_pdf, stamped_pdf
from archive.selectors.catalogue import (
    MOST_PRINTED,
    Class,
    catalogue,
    lines,
    missing_numbers,
    note_of,
    offered,
    printed_note,
    proposed_note,
    records_of,
    void_numbers,
)
from archive.selectors.registration import filed_of, registration_sheet
from archive.selectors.units import unit_names
from archive.views.fonds import done
from archive.views.retention_tables import workbook
from docflow.api import sheet_pdf
from office.api import Actor, actor_for, key_of, note_access, served_pdf
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal
from office.kernel.spans import spans
from office.kernel.xlsx_text import xlsx_bytes

A_PAGE = 50
WIDTHS = (6, 30, 24, 24, 60, 10, 8, 8, 16)


@dataclass(frozen=True)
class Asked:
    """A fonds and what of it was chosen, with the form that says so."""

    fonds: Fonds
    of: Class
    form: CatalogueFilter

    @property
    def query(self) -> str:
        """The same choice as the end of an address."""
        return query_of(self.fonds, self.of)


def query_of(fonds: Fonds, of: Class) -> str:
    """A fonds and what of it is chosen, as the end of an address."""
    told = {"fonds": str(fonds.uid)}
    told |= {"year": str(of.year)} if of.year is not None else {}
    told |= {"retention": of.retention} if of.retention else {}
    told |= {"unit": of.unit or "-"} if of.unit is not None else {}
    return urlencode(told)


@require_GET
def catalogue_page(request: HttpRequest) -> HttpResponse:
    """归档文件目录：in the order of the 档号, a page at a time."""
    by = actor_for(request)
    if not policy.organs_kept(by):
        raise NotAllowed("归档文件目录由本机关档案管理员查看。找文件请用检索。")
    asked = _asked(request, by=by)
    if asked is None:
        return render(request, "archive/pages/catalogue.html", {"fonds": None})
    return _answer(request, asked, by=by)


@require_GET
def catalogue_file(request: HttpRequest) -> FileResponse:
    """归档文件目录 on paper."""
    asked = _required(request)
    _refuse_large(records_of(asked.fonds, asked.of).count())
    made = catalogue(asked.fonds, asked.of, most=MOST_PRINTED)
    pdf = catalogue_pdf(made)
    note_access(request, "download", about=asked.fonds.uid, title=f"{asked.fonds}归档文件目录 {asked.of.in_words}")
    return served_pdf(pdf, f"归档文件目录 {asked.fonds.code} {asked.of.in_words}.pdf")


@require_GET
def catalogue_table(request: HttpRequest) -> HttpResponse:
    """归档文件目录 as a spreadsheet: every text is a text."""
    asked = _required(request)
    made = catalogue(asked.fonds, asked.of)
    note_access(request, "download", about=asked.fonds.uid, title=f"{asked.fonds}归档文件目录 {asked.of.in_words}")
    rows = [(one.ordinal, *one.cells[1:7], int(one.pages) if one.pages else "", one.remark) for one in made.lines]
    content = xlsx_bytes(made.title, [COLUMNS, *rows], widths=WIDTHS)
    return workbook(content, f"归档文件目录 {asked.fonds.code} {asked.of.in_words}.xlsx")


@require_GET
def registration_file(request: HttpRequest) -> FileResponse:
    """归档登记表 on paper, of what is filed of the same choice."""
    asked = _required(request)
    _refuse_large(filed_of(asked.fonds, asked.of).count())
    pdf = sheet_pdf(registration_sheet(asked.fonds, asked.of))
    note_access(request, "download", about=asked.fonds.uid, title=f"{asked.fonds}归档登记表 {asked.of.in_words}")
    return served_pdf(pdf, f"归档登记表 {asked.fonds.code} {asked.of.in_words}.pdf")


@require_POST
def print_out(request: HttpRequest, form: str) -> HttpResponse:
    """打印 of many records: asked for, and looked at on a page of its own."""
    by, asked = actor_for(request), _required(request)
    if form not in Form.values:
        raise NotThere("该打印件")
    try:
        made = ask_for_printout(asked.fonds.uid, Form(form), asked.of, by=by, key=key_of(request))
    except NotThere:
        raise
    except Refusal as refusal:
        return _answer(request, asked, by=by, refusal=refusal, status=refusal.status)
    return redirect(made)


@require_POST
def write_class_note(request: HttpRequest) -> HttpResponse:
    """写备考表。"""
    by, asked = actor_for(request), _required(request)
    if not asked.of.is_lowest:
        raise NotThere("该备考表")
    form = NoteForm(request.POST)
    if (
        done(form, lambda given: write_note(asked.fonds.uid, asked.of, by=by, key=given["key"], text=given["text"]))
        is None
    ):
        return _answer(request, asked, by=by, form=form, status=422)
    messages.success(request, f"{asked.of.in_words}的备考表已写好，可以打印。")
    return redirect(f"{reverse('archive:catalogue')}?{asked.query}")


@require_POST
def check_class_note(request: HttpRequest, uid: UUID) -> HttpResponse:
    """检查备考表。"""
    note = check_note(uid, by=actor_for(request), key=key_of(request))
    messages.success(request, "已检查，检查人和日期印在备考表上。")
    told = {"fonds": str(note.fonds.uid), "year": str(note.year), "retention": note.retention, "unit": note.unit or "-"}
    return redirect(f"{reverse('archive:catalogue')}?{urlencode(told)}")


@require_GET
def class_note_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """备考表 on paper."""
    by = actor_for(request)
    rows = ClassNote.objects.filter(uid=uid, fonds__in=policy.fondses.kept(by))
    note = rows.select_related("fonds__organ", "arranged_by__person", "checked_by__person").first()
    if note is None:
        raise NotThere("该备考表")
    of = Class(note.year, note.retention, note.unit)
    pdf = note_pdf(printed_note(note, of))
    note_access(request, "download", about=note.fonds.uid, title=f"{note.fonds}备考表 {of.in_words}")
    return served_pdf(pdf, f"备考表 {note.fonds.code} {of.in_words}.pdf")


@require_GET
def stamped_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """加盖归档章的副本, for the archivist of its organ."""
    by = actor_for(request)
    item = policy.records.kept(by).select_related("fonds").filter(uid=uid).first()
    if item is None:
        raise NotThere("该档案")
    pdf = stamped_pdf(item)
    note_access(request, "download", about=item.uid, title=f"{item}（加盖归档章的副本）")
    return served_pdf(pdf, f"{item.code} 归档章副本.pdf")


def _refuse_large(count: int) -> None:
    if count > AT_ONCE:
        raise Invalid(f"有{count}件，要排一会儿。请在归档文件目录页上按打印，印好后通知您。")


def _asked(request: HttpRequest, *, by: Actor) -> Asked | None:
    fondses = list(policy.fondses.kept(by))
    named = {str(one.uid): one for one in fondses}
    if (wanted := request.GET.get("fonds")) and wanted not in named:
        raise NotThere("该全宗")
    fonds = named.get(wanted or "") or next(iter(fondses), None)
    if fonds is None:
        return None
    form = CatalogueFilter(fondses, offered(fonds), unit_names(fonds), request.GET, initial={"fonds": str(fonds.uid)})
    return Asked(fonds, form.chosen(), form)


def _required(request: HttpRequest) -> Asked:
    asked = _asked(request, by=actor_for(request))
    if asked is None:
        raise NotThere("该全宗")
    return asked


def _answer(
    request: HttpRequest,
    asked: Asked,
    *,
    by: Actor,
    form: NoteForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    fonds, of = asked.fonds, asked.of
    page = Paginator(records_of(fonds, of), A_PAGE).get_page(request.GET.get("page"))
    records = list(page)
    context = {
        "fonds": fonds,
        "of": of,
        "filter": asked.form,
        "query": asked.query,
        "page": page,
        "refusal": refusal,
        "is_large": page.paginator.count > AT_ONCE,
        "rows": [
            (line, address(one.uid)) for line, one in zip(lines(records, page.start_index()), records, strict=True)
        ],
    }
    if of.is_lowest:
        note = note_of(fonds, of)
        context |= {
            "note": note,
            "void": void_numbers(fonds, of),
            "missing": [(class_in_words(one), spans(gaps)) for one, gaps in missing_numbers(fonds, of).items()],
            "form": form or NoteForm(initial={"text": note.text if note else proposed_note(fonds, of)}),
            "may_check": note is not None and note.checked_by is None and note.arranged_by.person != by.person,
            "grown": note is not None and note.items != page.paginator.count,
        }
    return render(request, "archive/pages/catalogue.html", context, status=status)
