"""导入工作日历的两步：look at what a table would change, then let it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from office.calendar import policy
from office.calendar.actions.import_calendar import digest_in_force, import_calendar
from office.calendar.differences import differences
from office.calendar.knowing import calendar_in_force
from office.calendar.table import LIMIT, decode, missing_holidays, read_table, write_table
from office.calendar.views.year import year_context
from office.kernel.refusals import Invalid, Refusal
from office.requests import actor_for, key_of

ROWS = 50  # a file that is no table at all has a wrong row a line


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """看差别：the table is read and compared; nothing is written."""
    by = actor_for(request)
    policy.importer(by)
    try:
        known = read_table(_brought(request))
    except Refusal as refusal:
        rows = getattr(refusal, "rows", ())
        context = {"refusal": refusal, "rows": rows[:ROWS], "left_out": len(rows[ROWS:])}
        return render(request, "calendar/pages/year.html", year_context(by) | context, status=refusal.status)
    now = calendar_in_force().years.get(known.year)
    context = {
        "known": known,
        "now": now,
        "differences": differences(now, known),
        "missing": missing_holidays(known),
        "table": write_table(known),
        "seen": digest_in_force(known.year),
    }
    return render(request, "calendar/pages/preview.html", context)


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """导入：the table that was looked at comes into force."""
    by, key = actor_for(request), key_of(request)
    try:
        row = import_calendar(request.POST.get("table", ""), by=by, key=key, seen=request.POST.get("seen", ""))
    except Invalid as refusal:  # the form was tampered with: its table was read a moment ago
        return render(
            request, "calendar/pages/year.html", year_context(by) | {"refusal": refusal}, status=refusal.status
        )
    messages.success(request, f"{row}已导入。{told(row.moved)}")
    return redirect(f"{reverse('calendar:year')}?year={row.year}")


def told(moved: int) -> str:
    """What became of the open deadlines."""
    return f"{moved}件事的时限随之改动，已通知办理人。" if moved else "没有时限因此改动。"


def _brought(request: HttpRequest) -> str:
    file = request.FILES.get("table")
    if file is None:
        raise Invalid("没有选文件。请先选择放假安排表。", field="table")
    return decode(file.read(LIMIT + 1))
