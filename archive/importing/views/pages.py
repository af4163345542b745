"""导入的列表与一批的页面。"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from archive.history import address
from archive.importing.listing import MEDIA_TYPE, refusals_sheet
from archive.importing.models import Batch, BatchState, RowState
from archive.importing.policy import batches, organs_of
from archive.importing.reading.elements import LABELS
from archive.importing.selectors.preview import preview_of, sample_of
from archive.importing.selectors.progress import left_over, progress_of, rows_of
from archive.viruses import scanner
from office.api import actor_for, note_access
from office.kernel.refusals import Refusal
from office.paging import page_of

RETENTIONS = {"": "按保管期限表拟定", "Y": "永久", "D30": "30年", "D10": "10年"}
STEPS = ("送来目录", "对应各列", "预览", "导入")
FLAWS = 50


@require_GET
def batch_list(request: HttpRequest) -> HttpResponse:
    """导入：what was brought, the newest first, and what became of it."""
    by = actor_for(request)
    organs_of(by)
    page = page_of(batches.kept(by), request.GET.get("page"))
    return render(request, "importing/pages/batches.html", {"page": page})


@require_GET
def batch_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """一批导入：its columns, its preview, its progress, or what came of it, as far as it has got."""
    batch = batches.read(uid, by=actor_for(request))
    return batch_answer(request, batch, remap="map" in request.GET)


@require_GET
def batch_now(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The progress by now, exactly as the page has it."""
    batch = batches.read(uid, by=actor_for(request))
    return render(
        request,
        "importing/partials/_progress.html",
        {"batch": batch, "steps": _steps(batch), **_progress(request, batch)},
    )


@require_GET
def refusals(request: HttpRequest, uid: UUID) -> HttpResponse:
    """没有收的各行, as a table to be put right."""
    batch = batches.read(uid, by=actor_for(request))
    note_access(request, "download", about=batch.uid, title=f"{batch.name} 没有收的各行")
    answer = HttpResponse(refusals_sheet(batch), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename="没有收的各行.xlsx") or ""
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def batch_answer(
    request: HttpRequest,
    batch: Batch,
    *,
    remap: bool = False,
    refusal: Refusal | None = None,
    chosen: dict[int, str] | None = None,
) -> HttpResponse:
    """The page in its state; with a refusal it stands above, and what was chosen is still chosen."""
    context: dict[str, Any] = {"batch": batch, "refusal": refusal, "steps": _steps(batch, remap=remap)}
    if batch.state == BatchState.MAPPING or (batch.state == BatchState.READY and remap):
        columns = sample_of(batch)
        if chosen is not None:
            columns = [(n, head, said, chosen.get(n, "")) for n, head, said, _ in columns]
        context |= {"columns": columns, "elements": LABELS.items(), "retentions": _retentions(batch)}
        page = "importing/pages/mapping.html"
    elif batch.state == BatchState.READY:
        found = preview_of(batch)
        context |= {"preview": found, "refused": found.refused[:FLAWS], "odd": found.odd[:FLAWS]}
        context["has_scanner"] = scanner() is not None
        page = "importing/pages/preview.html"
    else:
        context |= _progress(request, batch)
        page = "importing/pages/batch.html"
    return render(request, page, context, status=refusal.status if refusal else 200)


def _retentions(batch: Batch) -> list[tuple[str, str, bool]]:
    return [(value, label, value == batch.retention) for value, label in RETENTIONS.items()]


def _progress(request: HttpRequest, batch: Batch) -> dict[str, Any]:
    """The figures, and the rows that the address asks for: those of one state, else those that are no filed record."""
    progress = progress_of(batch)
    may_take_back = progress.count(RowState.HELD_BACK) + progress.count(RowState.WAITING)
    view = request.GET.get("rows", "")
    of_one_state = view in RowState.values
    page = page_of(rows_of(batch, view) if of_one_state else left_over(batch), request.GET.get("page"))
    return {
        "progress": progress,
        "page": page,
        "rows": [(one, address(one.record.uid) if one.record else "") for one in page],
        "rows_heading": f"{RowState(view).label}的各行" if of_one_state else "没有归档的各行",
        "may_take_back": may_take_back if batch.state in {BatchState.STOPPED, BatchState.DONE} else 0,
    }


def _steps(batch: Batch, *, remap: bool = False) -> list[tuple[str, str]]:
    """(label, class) of each step: behind, now or to come."""
    at = {BatchState.MAPPING: 1, BatchState.READY: 1 if remap else 2}.get(BatchState(batch.state), 3)
    ended = batch.state in {BatchState.DONE, BatchState.TAKEN_BACK}
    return [(label, "ok" if n < at or ended else "now" if n == at else "") for n, label in enumerate(STEPS)]
