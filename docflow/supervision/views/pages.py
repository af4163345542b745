"""督办事项的列表与一页，佐证材料。"""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from docflow.supervision import policy
from docflow.supervision.forms import asked_in
from docflow.supervision.lights import MEANING, WORDS, Colour
from docflow.supervision.models import Evidence, Matter, SupervisionLevel
from docflow.supervision.scoring import LABELS
from docflow.supervision.selectors.counting import period_of
from docflow.supervision.selectors.lists import VIEWS, Asked, narrowed, view_of, with_lights
from docflow.supervision.selectors.page import page_of_matter
from office.api import actor_for, named, note_access, served, unit
from office.kernel.refusals import NotThere, Refusal
from office.paging import page_of
from office.tabs import Tab


@require_GET
def matters(request: HttpRequest) -> HttpResponse:
    """督办：what waits for me, what my unit undertakes, what I supervise; conditions in the address."""
    by = actor_for(request)
    asked = asked_in(request)
    view = request.GET.get("view", "mine")
    view = view if view in VIEWS else "mine"
    counts = {key: view_of(by, key).count() for key in VIEWS}
    rows = narrowed(view_of(by, view).select_related("leader__person"), asked)
    page = page_of(rows, request.GET.get("page"))
    context = {
        "page": page,
        "rows": with_lights(page.object_list),
        "view": view,
        "tabs": [Tab(label, f"?view={key}", counts[key], key == view) for key, label in VIEWS.items()],
        "asked": asked,
        "chips": _chips(request, asked),
        "lights": [(one.value, f"{WORDS[one]}·{MEANING[one]}") for one in Colour],
        "levels": SupervisionLevel.choices,
        "may_open": policy.opening(by) is not None,
        "supervises": bool(policy.organs_supervised(by)),
    }
    return render(request, "supervision/pages/matters.html", context)


def _chips(request: HttpRequest, asked: Asked) -> list[tuple[str, str]]:
    """Each condition that no field of the form holds, and the address without it."""
    found: list[tuple[str, str]] = []
    if asked.unit is not None and (where := unit(asked.unit)) is not None:
        found.append((f"承办：{where}", _without(request, "unit")))
    if asked.leader is not None and (who := named([str(asked.leader)]).get(str(asked.leader))) is not None:
        found.append((f"责任领导：{who.person.name}", _without(request, "leader")))
    if asked.organ is not None and (organ := unit(asked.organ)) is not None:
        found.append((f"督办机关：{organ}", _without(request, "organ")))
    if asked.count:
        found.append((LABELS[asked.count], _without(request, "count")))
    if asked.period:
        found.append((f"{period_of(asked.period).in_words}在办的", _without(request, "period")))
    return found


def _without(request: HttpRequest, name: str) -> str:
    left = {key: value for key, value in request.GET.items() if key not in {name, "page"}}
    return f"?{urlencode(left)}"


@require_GET
def matter_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """督办事项：what is to be done, each unit's part on one board, and what I may do."""
    matter = policy.matters.read(uid, by=actor_for(request))
    note_access(request, "read", about=matter.uid, title=str(matter))
    return matter_answer(request, matter)


def matter_answer(
    request: HttpRequest,
    matter: Matter,
    *,
    given: dict[str, Any] | None = None,
    refused: str = "",
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it is now; a refused form comes back as it was filled, `refused` naming the verb."""
    by = actor_for(request)
    matter = policy.matters.read(matter.uid, by=by)
    context = {
        "matter": matter,
        "page": page_of_matter(matter, by=by),
        "given": given or {},
        "refused": refused,
        "refusal": refusal,
    }
    return render(request, "supervision/pages/matter.html", context, status=status)


@require_GET
def evidence(request: HttpRequest, uid: UUID, evidence: UUID) -> FileResponse:
    """下载佐证材料。"""
    matter = policy.matters.read(uid, by=actor_for(request))
    row = Evidence.objects.select_related("file").filter(uid=evidence, feedback__part__matter=matter).first()
    if row is None:
        raise NotThere("该佐证材料")
    note_access(request, "download", about=matter.uid, title=f"{matter}：{row.name}")
    return served(row.file, row.name)
