"""接报登记和各次报告的表单。"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from meetings.urgent.actions.open_event import open_event
from meetings.urgent.actions.send_report import MOST_FILES, Told, send_report
from meetings.urgent.forms import EventForm, ReportForm, initial_now, initial_of
from meetings.urgent.forms.event import FactsForm
from meetings.urgent.models import Stage, UrgentEvent
from meetings.urgent.policy import events, units
from office.api import actor_for, files_of
from office.kernel.refusals import NotAllowed, NotThere, Refusal, SomebodyWasFirst

WRITTEN = {one.value: str(one.label) for one in (Stage.FIRST, Stage.FOLLOW_UP, Stage.DAILY, Stage.FINAL)}


@require_http_methods(["GET", "POST"])
def new_event(request: HttpRequest) -> HttpResponse:
    """接报登记. With `ask` in it nothing is registered: the form comes back with the questions of the kind that was chosen."""
    by = actor_for(request)
    offered = list(units.handling(by))
    if not offered:
        refusal = NotAllowed("紧急事件由此刻值班的人或管理值班的处室登记。请打值班电话报告。")
        if request.method == "GET":
            raise refusal
        return _new(request, EventForm(initial=request.POST.dict(), units=[]), refusal=refusal, status=refusal.status)
    if request.method == "GET":
        return _new(request, EventForm(initial=initial_now(), units=offered))
    if "ask" in request.POST:
        return _new(request, EventForm(initial=request.POST.dict(), units=offered))
    form = EventForm(request.POST, units=offered)
    if not form.is_valid():
        return _new(request, form, status=422)
    unit = UUID(form.cleaned_data["unit"]) if form.cleaned_data["unit"] else None
    try:
        event = open_event(
            form.facts(), unit=unit, drill=form.cleaned_data["is_drill"], by=by, key=form.cleaned_data["key"]
        )
    except NotThere:
        raise
    except Refusal as refusal:
        return _new(request, form, refusal=refusal, status=refusal.status)
    messages.success(request, "已登记，时限开始计时。")
    return redirect(event)


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, uid: UUID, stage: str) -> HttpResponse:
    """一次书面报告."""
    by = actor_for(request)
    event = events.read(uid, by=by)
    if stage not in WRITTEN:
        raise NotThere("该报告")
    if request.method == "GET":
        if event.unit not in events.handled(event, by=by):
            raise NotAllowed(f"报告由{event.unit}此刻值班的人或管理处室报送。您可以看，不能这样办。")
        return _report(request, event, stage, ReportForm(initial=initial_of(event) | {"seen": event.written_reports}))
    if "ask" in request.POST:
        return _report(request, event, stage, ReportForm(initial=request.POST.dict()))
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _report(request, event, stage, form, status=422)
    given = form.cleaned_data
    told = Told(stage=stage, facts=form.facts(), text=given["text"], is_nil=given["is_nil"], seen=given["seen"])
    try:
        sent = send_report(event.uid, told, files_of(request, MOST_FILES), by=by, key=given["key"])
    except NotThere:
        raise
    except SomebodyWasFirst as first:
        return _report(request, event, stage, _with_what_is_seen_now(form, event), refusal=first, status=first.status)
    except Refusal as refusal:
        return _report(request, event, stage, form, refusal=refusal, status=refusal.status)
    messages.success(request, f"已报送{sent}。")
    return redirect(event)


def _new(request: HttpRequest, form: EventForm, *, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    at_its_field(form, refusal)
    return render(request, "urgent/pages/new.html", {"form": form, "refusal": refusal}, status=status)


def _report(
    request: HttpRequest,
    event: UrgentEvent,
    stage: str,
    form: ReportForm,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    at_its_field(form, refusal)
    newer = event.reports.exclude(stage=Stage.TELEPHONE).order_by("place").last() if refusal is not None else None
    context = {
        "event": event,
        "newer": newer if isinstance(refusal, SomebodyWasFirst) else None,
        "is_reported": stage == Stage.FIRST and event.reports.filter(stage=Stage.FIRST).exists(),
        "stage": stage,
        "label": WRITTEN[stage],
        "form": form,
        "refusal": refusal,
        "superior": event.unit.superior,
        "most_files": MOST_FILES,
        "files_lost": bool(request.FILES),
    }
    return render(request, "urgent/pages/report.html", context, status=status)


def _with_what_is_seen_now(form: ReportForm, event: UrgentEvent) -> ReportForm:
    """The form as it was typed; sent once more, it stands on the report that came first and is shown with it."""
    return ReportForm({name: form.data[name] for name in form.data} | {"seen": str(event.written_reports)})


def at_its_field(form: FactsForm, refusal: Refusal | None) -> None:
    if refusal is not None:
        form.put_refusal(refusal.field, refusal.sentence)
