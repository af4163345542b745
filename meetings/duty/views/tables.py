"""电话表、统计、XLSX."""

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from meetings.duty.actions.bring_table import bring_table, read_table
from meetings.duty.forms import SeenForm, first_fault
from meetings.duty.models import DutyUnit, Turn
from meetings.duty.policy import rosters, units
from meetings.duty.rules.bars import Counted, bars_of
from meetings.duty.rules.month import next_month, weekday
from meetings.duty.rules.pay import RATES
from meetings.duty.selectors.months import holidays_in_words, paid_counts_of, rate_words, turns_counted
from meetings.duty.tables import month_words, phone_lines, roster_bytes, statistics_bytes
from meetings.duty.views.rosters import roster_answer
from meetings.duty.wording import hours_words
from meetings.views.asking import day_asked
from office.api import Actor, actor_for, key_of, note_access
from office.kernel.clock import start_of, today
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.kernel.xlsx_text import MEDIA_TYPE
from office.notices import say

LARGEST = 5 * 1024 * 1024


@require_GET
def phones(request: HttpRequest, uid: UUID) -> HttpResponse:
    """电话表：who is on duty on a day, and how they are reached; of the month where it is asked for."""
    by = actor_for(request)
    unit = units.read(uid, by=by)
    day = day_asked(request)
    whole = request.GET.get("whole") == "month"
    first = day.replace(day=1) if whole else day
    until = next_month(day) if whole else day + timedelta(days=1)
    rows = Turn.objects.published().filter(
        shift__roster__unit=unit, starts_at__lt=start_of(until), ends_at__gt=start_of(first)
    )
    turns = rows.select_related("person", "role", "shift").order_by("starts_at", "role__order", "place", "pk")
    own = is_own_organ(unit, by)
    if whole:
        turns = turns.distinct()
    note_access(request, "read", about=unit.uid, title=f"{unit}：值班电话表")
    context = {
        "unit": unit,
        "day": day,
        "weekday": weekday(day),
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "today": today(),
        "whole": whole,
        "lines": phone_lines(_once(turns) if whole else turns, is_own_organ=own),
        "own": own,
    }
    return render(request, "duty/pages/phones.html", context)


def _once(turns: object) -> list[Turn]:
    """Everybody once a role, as he first comes."""
    found: dict[tuple[int, int], Turn] = {}
    for one in turns:  # type: ignore[attr-defined]
        found.setdefault((one.role_id, one.person_id), one)
    return sorted(found.values(), key=lambda one: (one.role.order, one.person.name))


def is_own_organ(unit: DutyUnit, by: Actor) -> bool:
    """Whether telephones are shown in full."""
    return unit.organ_id in {one.organ.pk for one in by.appointments}


@require_GET
def statistics(request: HttpRequest, uid: UUID) -> HttpResponse:
    """值班统计与补贴，of a month or a year."""
    by = actor_for(request)
    unit = units.read(uid, by=by)
    year, month = _asked(request)
    people = _counted(unit, year, month)
    context = {
        "unit": unit,
        "year": year,
        "month": month,
        "months": range(1, 13),
        "period": month_words(month, year),
        "people": people,
        "bars": bars_of(people),
        "rates": RATES,
        "counted_as": holidays_in_words(unit, year),
        "sum": sum(one.total for one in people),
        "money": sum(one.money for one in people),
        "keeps": units.keeps(unit, by=by),
        "query": _query(year, month),
    }
    return render(request, "duty/pages/statistics.html", context)


@require_GET
def counted_turns(request: HttpRequest, uid: UUID, person: UUID) -> HttpResponse:
    """一个人的哪些班：those that a figure of the statistics counts, of a month or a year, on one kind of day or on all."""
    by = actor_for(request)
    unit = units.read(uid, by=by)
    year, month = _asked(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in RATES else ""
    counted = turns_counted(unit, *_span(year, month), person, kind)
    if not counted:
        raise NotThere("这些班")
    context = {
        "unit": unit,
        "who": counted[0].person,
        "period": month_words(month, year),
        "kind": RATES.get(kind, ""),
        "turns": [(one, hours_words(one.starts_at, one.ends_at), rate_words(unit, one)) for one in counted],
        "query": _query(year, month),
    }
    return render(request, "duty/pages/counted_turns.html", context)


@require_GET
def statistics_table(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The same as a spreadsheet, with the allowance: for those who keep the unit."""
    by = actor_for(request)
    unit = units.read(uid, by=by)
    units.ask_keeper(unit, by=by)
    year, month = _asked(request)
    title = f"{unit}{month_words(month, year)}值班统计与补贴"
    note_access(request, "download", about=unit.uid, title=title)
    return _file(statistics_bytes("值班统计与补贴", _counted(unit, year, month)), title)


def _asked(request: HttpRequest) -> tuple[int, date | None]:
    try:
        year = int(request.GET.get("year", "")[:4])
    except ValueError:
        year = today().year
    year = year if 2000 <= year < 2100 else today().year
    asked = request.GET.get("month", "")
    month = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 0
    return year, date(year, month, 1) if 1 <= month <= 12 else None


def _query(year: int, month: date | None) -> str:
    return f"?year={year}{f'&month={month.month}' if month else ''}"


def _span(year: int, month: date | None) -> tuple[date, date]:
    """Its first day and its last."""
    return month or date(year, 1, 1), (next_month(month) if month else date(year + 1, 1, 1)) - timedelta(days=1)


def _counted(unit: DutyUnit, year: int, month: date | None) -> list[Counted]:
    return paid_counts_of(unit, *_span(year, month))


@require_GET
def roster_table(request: HttpRequest, uid: UUID) -> HttpResponse:
    """值班表 as a spreadsheet."""
    by = actor_for(request)
    roster = rosters.read(uid, by=by)
    note_access(request, "download", about=roster.uid, title=str(roster))
    return _file(roster_bytes(roster, is_own_organ=is_own_organ(roster.unit, by)), str(roster))


@require_POST
def bring(request: HttpRequest, uid: UUID) -> HttpResponse:
    """导入值班表：read first, outside the transaction; then all of it or nothing."""
    by = actor_for(request)
    roster = rosters.read(uid, by=by)
    units.ask_keeper(roster.unit, by=by)
    try:
        form = SeenForm(request.POST)
        if not form.is_valid():
            raise Invalid(f"没有导入：{first_fault(form)}")
        file = request.FILES.get("table")
        if file is None:
            raise Invalid("没有选值班表。请先选填好姓名的XLSX值班表。", field="table")
        if (file.size or 0) > LARGEST:
            raise Invalid(f"没有读取“{file.name}”：超过{LARGEST // 1024 // 1024}兆字节，不像值班表。", field="table")
        given = form.cleaned_data
        rows = read_table(file.read(), str(file.name))
        bring_table(uid, rows, seen=given["version"], insists=given["insists"], by=by, key=key_of(request))
    except NotThere:
        raise
    except Refusal as refusal:
        return roster_answer(request, rosters.read(uid, by=by), by, refused="bring", refusal=refusal)
    say(request, "已导入值班表。")
    return redirect(roster)


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx") or ""
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
