"""紧急事件的列表、一页、统计。"""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from docflow.api import codes_to_draft_under
from meetings.duty.models import DutyUnit
from meetings.urgent.actions.facts import as_told
from meetings.urgent.actions.instruct import may_answer, may_be_given_to
from meetings.urgent.actions.keep_limits import organs_kept
from meetings.urgent.models import Finding, InstructedTask, Instruction, Stage, UrgentEvent
from meetings.urgent.policy import events, units
from meetings.urgent.selectors.lists import VIEWS, running_clocks, view_of, with_names
from meetings.urgent.selectors.page import (
    alarms_of,
    clocks_of,
    instructions_of,
    papers_of,
    reports_of,
    shown_clock,
)
from meetings.urgent.selectors.statistics import FIGURES, behind, counted, units_counted
from office.api import Actor, actor_for, history_of, note_access, served
from office.kernel.clock import now, today
from office.kernel.refusals import NotAllowed, NotThere, Refusal
from office.paging import page_of
from office.tabs import Tab

MONTHS_BACK = 24
DRILLS = "drills"
NOBODY = "紧急事件的统计给值班单位的人和机关领导看。请与管理值班的处室联系。"


@require_GET
def event_list(request: HttpRequest) -> HttpResponse:
    """紧急事件: open, waiting for me, closed; drills are marked."""
    by = actor_for(request)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "open"
    counts = {key: view_of(by, key).count() for key in VIEWS}
    page = page_of(with_names(view_of(by, view)), request.GET.get("page"), count=counts[view])
    shown = list(page.object_list)
    clocks, moment = running_clocks(shown), now()
    context = {
        "page": page,
        "view": view,
        "rows": [(one, shown_clock(clocks[one.pk], moment) if one.pk in clocks else None) for one in shown],
        "tabs": [Tab(label, f"?view={key}", counts[key], key == view) for key, label in VIEWS.items()],
        "may_open": units.handling(by).exists(),
        "may_keep": bool(organs_kept(by)),
        "may_count": events.concern(by),
    }
    return render(request, "urgent/pages/events.html", context)


@require_GET
def event_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """一起事件."""
    event = events.read(uid, by=actor_for(request))
    if "X-Refresh" not in request.headers:  # an open page looks again by itself: it was read once
        note_access(request, "read", about=event.uid, title=str(event))
    return event_answer(request, event)


def event_answer(
    request: HttpRequest,
    event: UrgentEvent,
    *,
    given: dict[str, str] | None = None,
    chosen: list[str] | None = None,
    refused: str = "",
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it is now; a refused form comes back as it was filled, `refused` naming it and `given["which"]` its object."""
    by = actor_for(request)
    event = events.read(event.uid, by=by)
    handled, led = events.handled(event, by=by), events.led(event, by=by)
    reports = reports_of(event)
    is_mine = event.unit in handled
    is_reported = any(one.stage == Stage.FIRST for one in reports)
    papers = papers_of(reports)
    context = {
        "event": event,
        "facts": facts_shown(event),
        "clocks": clocks_of(event),
        "alarms": [(one, events.may_acknowledge(one, by=by, acting=[*handled, *led])) for one in alarms_of(event)],
        "reports": [(one, papers.get(one.pk, [])) for one in reports],
        "stages": _stages(event, is_mine=is_mine, is_reported=is_reported),
        "handled": handled,
        "may_telephone": is_mine and event.is_open,
        "may_reopen": is_mine and not event.is_open,
        "may_judge": bool(led) or any(one.pk != event.unit_id for one in handled),
        "may_instruct": bool(led),
        "findings": list(event.findings.all()),
        "faults": Finding.What.choices,
        "instructions": [(one, _tasks(one, by, handled, led)) for one in instructions_of(event)],
        "offered": may_be_given_to(event, by) if led else [],
        "codes": codes_to_draft_under(event.unit.organ) if is_mine and reports else [],
        "history": list(reversed(history_of(event.uid))),
        "now": now(),
        "given": defaultdict(str, given or {}),
        "chosen": chosen or [],
        "refused": refused,
        "refusal": refusal,
    }
    return render(request, "urgent/pages/event.html", context, status=status)


@require_GET
def file(request: HttpRequest, uid: UUID) -> FileResponse:
    """下载一份报告的附件."""
    row = events.read_file(uid, by=actor_for(request))
    event = row.report.event
    note_access(request, "download", about=event.uid, title=f"{event}：{row.name}"[:400])
    return served(row.file, row.name)


@require_GET
def statistics(request: HttpRequest) -> HttpResponse:
    """统计: by unit and month, drills apart."""
    by = actor_for(request)
    if not events.concern(by):
        raise NotAllowed(NOBODY)
    months = _months()
    month = _month(request, months)
    context = {
        "month": month,
        "months": months,
        "figures": FIGURES,
        "parts": [
            ("真实事件", "", counted(by, month, drills=False)),
            ("演练", DRILLS, counted(by, month, drills=True)),
        ],
    }
    return render(request, "urgent/pages/statistics.html", context)


@require_GET
def counted_rows(request: HttpRequest, uid: UUID, name: str) -> HttpResponse:
    """一个数字数的是哪些: of one unit and month."""
    by = actor_for(request)
    unit = units_counted(by).filter(uid=uid).first()
    if unit is None or name not in FIGURES:
        raise NotThere("这项统计")
    month, drills = _month(request, _months()), request.GET.get("of") == DRILLS
    context = {
        "unit": unit,
        "month": month,
        "label": FIGURES[name],
        "drills": drills,
        "behind": behind(unit, month, name, drills=drills, by=by),
    }
    return render(request, "urgent/pages/counted_rows.html", context)


def _month(request: HttpRequest, months: list[date]) -> date:
    """The one that is asked for, else the present one."""
    wanted = request.GET.get("month", "")
    return next((one for one in months if f"{one:%Y-%m}" == wanted), months[0])


def facts_shown(event: UrgentEvent) -> list[list[str]]:
    """Label by label; its name and its kind stand at the head of the page already."""
    return [one for one in as_told(event) if one[0] not in ("事件", "类别和级别")]


def _stages(event: UrgentEvent, *, is_mine: bool, is_reported: bool) -> list[tuple[str, str]]:
    """The reports that he may send now, the next one first."""
    if not is_mine or not event.is_open:
        return []
    first = [Stage.FOLLOW_UP, Stage.DAILY, Stage.FINAL] if is_reported else [Stage.FIRST, Stage.FINAL]
    return [(str(one.value), str(one.label)) for one in first]


def _tasks(
    said: Instruction, by: Actor, handled: list[DutyUnit], led: list[DutyUnit]
) -> list[tuple[InstructedTask, bool, bool]]:
    """Each part with whether he may feed back, and whether he may close it."""
    closes = said.unit in handled or said.unit in led
    return [
        (
            one,
            one.closed_at is None and may_answer(one, by=by, handled=handled),
            closes and one.closed_at is None and one.fed_back_at is not None,
        )
        for one in said.tasks.all()
    ]


def _months() -> list[date]:
    """This month and those before it."""
    first = today().replace(day=1)
    back = []
    for n in range(MONTHS_BACK):
        years, month = divmod(first.month - 1 - n, 12)
        back.append(date(first.year + years, month + 1, 1))
    return back
