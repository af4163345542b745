"""档案：the filing queue of an archivist; for everybody else, the filed records that are open to him."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from archive.actions.batch import Batch
from archive.policy import keeps_records
from archive.selectors.queue import (
    MOST_REASONS,
    TABS,
    findings_of,
    listed,
    retention_options,
    tab_counts,
    unit_options,
    with_own,
    without_fonds,
)
from archive.selectors.reports import reasons_of
from archive.wording import retention_in_words
from office.api import actor_for
from office.kernel.refusals import Refusal
from office.paging import page_of


@require_GET
def record_list(request: HttpRequest) -> HttpResponse:
    """档案：by where they stand."""
    return list_answer(request, tab=request.GET.get("tab", ""))


def list_answer(
    request: HttpRequest,
    *,
    tab: str = "",
    refusal: Refusal | None = None,
    batch: Batch | None = None,
    ticked: frozenset[str] = frozenset(),
    status: int = 200,
) -> HttpResponse:
    """The list, with what came of many and with what was ticked where nothing was done."""
    by = actor_for(request)
    keeper = keeps_records(by)
    tab = tab if keeper and tab in TABS else "arranging" if keeper else "filed"
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    counts = tab_counts(by) if keeper else {}
    page = page_of(listed(by, tab, words), request.GET.get("page"), count=None if words else counts.get(tab))
    tabs = [
        {"label": label, "address": f"?tab={key}", "count": counts[key], "current": key == tab}
        for key, (label, _) in TABS.items()
        if keeper
    ]
    fonds = {one.fonds_id for one in page} if tab == "arranging" else set()
    retentions, units = (retention_options(fonds), unit_options(fonds)) if fonds else ([], {})
    reasons = reasons_of(list(page)) if tab in {"waiting", "refused"} else {}
    for code in sorted({one.retention for one in page} if fonds else ()):
        retentions = with_own(retentions, code, retention_in_words(code))
    rows = [
        (one, with_own(units.get(one.fonds_id, []), one.unit), str(one.uid) in ticked, reasons.get(one.pk, []))
        for one in page
    ]
    context = {
        "page": page,
        "rows": rows,
        "tab": tab,
        "tabs": tabs,
        "q": words,
        "keeper": keeper,
        "retentions": retentions,
        "several": len({one.organ_id for one in page}) > 1,
        "without_fonds": without_fonds(by) if keeper else [],
        "refusal": refusal,
        "batch": batch,
        "most": MOST_REASONS,
        "findings": findings_of([[line.finding for line in lines] for lines in reasons.values()])
        if tab == "waiting"
        else [],
        "given": request.POST,
    }
    return render(request, "archive/pages/records.html", context, status=status)
