"""值班日志、电话记录：each as a list that is looked through and written into, and one entry with what was added to it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from docflow.api import sheet_pdf
from meetings.duty.models import DutyUnit
from meetings.dutydesk.actions.registers import MOST_FILES, record_call, write_log
from meetings.dutydesk.forms import CallForm, FindForm, LogForm, as_of
from meetings.dutydesk.models import CallEntry, LogEntry
from meetings.dutydesk.policy import desks, read_call_entry, read_file, read_log_entry
from meetings.dutydesk.selectors.people import staff_at
from meetings.dutydesk.selectors.registers import calls_of, log_of, weather_of_days
from meetings.dutydesk.selectors.sheets import log_sheet
from meetings.dutydesk.views.parts import tabs_of
from office.api import Actor, actor_for, files_of, note_access, searched_for, served, served_pdf
from office.kernel.clock import now, today
from office.kernel.refusals import NotThere, Refusal
from office.kernel.wording import full_day
from office.notices import say
from office.paging import page_of

Entry = LogEntry | CallEntry
Written = LogForm | CallForm


def _log(unit: DutyUnit, form: Any, files: Any, corrects: UUID | None, by: Actor) -> LogEntry:
    return write_log(unit.uid, form.said(), files, corrects, by=by, key=form.key_given)


def _call(unit: DutyUnit, form: Any, files: Any, corrects: UUID | None, by: Actor) -> CallEntry:
    return record_call(unit.uid, form.said(), files, corrects, by=by, key=form.key_given)


Write = Callable[[DutyUnit, Any, Any, UUID | None, Actor], Entry]
FORMS: dict[str, tuple[type[Written], Write]] = {"log": (LogForm, _log), "calls": (CallForm, _call)}
"""By the name of its page."""


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest, uid: UUID) -> HttpResponse:
    """值班日志."""
    return _register(request, uid, "log")


@require_GET
def log_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """一天的值班日志 on paper; today's, where the address names no day."""
    unit = desks.read_inside(uid, by=actor_for(request))
    find = FindForm(request.GET)
    day = (find.cleaned_data["day"] if find.is_valid() else None) or today()
    name = f"{unit}值班日志 {full_day(day)}"
    note_access(request, "download", about=unit.uid, title=name)
    return served_pdf(sheet_pdf(log_sheet(unit, day)), f"{name}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def calls(request: HttpRequest, uid: UUID) -> HttpResponse:
    """电话记录."""
    return _register(request, uid, "calls")


def _register(request: HttpRequest, uid: UUID, name: str) -> HttpResponse:
    by = actor_for(request)
    unit = desks.read_inside(uid, by=by)
    if request.method != "POST":
        return _list(request, unit, name, by, FORMS[name][0](initial=as_of()))
    form, refusal = _write(request, unit, name, by)
    if refusal is None and not form.errors:
        say(request, "已记下。")
        return redirect(f"dutydesk:{name}", uid)
    return _list(request, unit, name, by, form, refusal=refusal)


def _write(
    request: HttpRequest, unit: DutyUnit, name: str, by: Actor, corrects: UUID | None = None
) -> tuple[Written, Refusal | None]:
    """Write it down; the form with what is wrong in it, or the refusal."""
    kind, write = FORMS[name]
    form = kind(request.POST)
    if not form.is_valid():
        return form, None
    try:
        write(unit, form, files_of(request, MOST_FILES), corrects, by)
    except NotThere:
        raise
    except Refusal as refused:
        return form, refused
    return form, None


def _list(
    request: HttpRequest,
    unit: DutyUnit,
    name: str,
    by: Actor,
    form: Written,
    *,
    refusal: Refusal | None = None,
) -> HttpResponse:
    note_access(request, "read", about=unit.uid, title=f"{unit}{'值班日志' if name == 'log' else '电话记录'}")
    find = FindForm(request.GET)
    day = find.cleaned_data["day"] if find.is_valid() else None
    words = searched_for(request)
    rows: Any = log_of(unit, day, words) if name == "log" else calls_of(unit, day, words)
    page = page_of(rows, request.GET.get("page"))
    context = {
        "unit": unit,
        "tabs": tabs_of(unit, name, by=by),
        "page": page,
        "rows": _with_weather(unit, page) if name == "log" else (),
        "day": day or today(),
        "find": find,
        "form": form,
        "refusal": refusal,
        "is_open": bool(form.errors) or refusal is not None,
        "is_begun": "write" in request.GET,
        "may_write": desks.writes(unit, by=by),
        "staff": staff_at(unit, now()),
        "asked": bool(day or words),
    }
    status = refusal.status if refusal is not None else 422 if form.errors else 200
    return render(request, f"dutydesk/pages/{name}.html", context, status=status)


def _with_weather(unit: DutyUnit, rows: Iterable[LogEntry]) -> list[tuple[LogEntry, str]]:
    """Each entry with the weather of its day."""
    there = list(rows)
    weather = weather_of_days(unit, {one.day for one in there})
    return [(one, weather.get(one.day, "")) for one in there]


@require_http_methods(["GET", "HEAD", "POST"])
def log_entry(request: HttpRequest, uid: UUID) -> HttpResponse:
    """值班日志的一条；加更正."""
    by = actor_for(request)
    return _entry(request, read_log_entry(uid, by=by), "log", by)


@require_http_methods(["GET", "HEAD", "POST"])
def call_entry(request: HttpRequest, uid: UUID) -> HttpResponse:
    """电话记录的一条；加更正."""
    by = actor_for(request)
    return _entry(request, read_call_entry(uid, by=by), "calls", by)


def _entry(request: HttpRequest, entry: Entry, name: str, by: Actor) -> HttpResponse:
    form, refusal = FORMS[name][0](initial=_as_it_was(entry, name)), None
    if request.method == "POST":
        form, refusal = _write(request, entry.unit, name, by, entry.uid)
        if refusal is None and not form.errors:
            say(request, "已加更正，原记录不动。")
            return redirect(entry)
    note_access(request, "read", about=entry.unit.uid, title=f"{entry.unit}：{entry}"[:400])
    context: dict[str, Any] = {
        "unit": entry.unit,
        "entry": entry,
        "name": name,
        "tabs": tabs_of(entry.unit, name, by=by),
        "files": list(entry.files.select_related("file")),
        "corrections": list(entry.corrections.prefetch_related("files").order_by("pk")),
        "matters": list(entry.matters.all()),
        "form": form,
        "refusal": refusal,
        "is_open": bool(form.errors) or refusal is not None,
        "given": defaultdict(str),
        "may_write": desks.writes(entry.unit, by=by) and entry.corrects_id is None,
    }
    status = refusal.status if refusal is not None else 422 if form.errors else 200
    return render(request, "dutydesk/pages/entry.html", context, status=status)


def _as_it_was(entry: Entry, name: str) -> dict[str, Any]:
    """A correction begins with the words that it corrects."""
    return {field: getattr(entry, field) for field in FORMS[name][0].base_fields if hasattr(entry, field)} | as_of(
        entry.at
    )


@require_GET
def file(request: HttpRequest, uid: UUID) -> FileResponse:
    """下载附件."""
    row = read_file(uid, by=actor_for(request))
    note_access(request, "download", about=row.unit.uid, title=f"{row.unit}：{row.name}"[:400])
    return served(row.file, row.name)
