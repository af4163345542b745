"""全宗：opened, described, its 档号 template tried, its departments coded."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from archive import policy
from archive.actions import fonds as acts
from archive.arranging.codes import FORMS, SPECIMEN, Parts, code_of
from archive.forms.fonds import FondsForm, ImportTableForm, OpenFondsForm, UnitsForm
from archive.models import Fonds
from archive.selectors.retention import table_in_force
from office.api import Actor, Organ, actor_for
from office.kernel.clock import today
from office.kernel.refusals import Invalid, NotAllowed


@require_GET
def fonds_list(request: HttpRequest) -> HttpResponse:
    """全宗：those that he keeps, and the organs that have none yet."""
    by = actor_for(request)
    kept = policy.organs_kept(by)
    if not kept:
        raise NotAllowed("全宗由本机关档案管理员管理。")
    context = {
        "fondses": policy.fondses.kept(by),
        "without": Organ.objects.filter(pk__in=kept, fonds__isnull=True),
    }
    return render(request, "archive/pages/fondses.html", context)


@require_http_methods(["GET", "POST"])
def open_fonds(request: HttpRequest) -> HttpResponse:
    """立全宗。"""
    by = actor_for(request)
    without = Organ.objects.filter(pk__in=policy.organs_kept(by), fonds__isnull=True).first()
    if without is None:
        raise NotAllowed("全宗由本机关档案管理员立；您所在的机关已经立了，或您不是档案管理员。")
    if request.method == "GET":
        asked = {"name": without.name, "constituting_unit": without.name, "template": FORMS["DA/T 22"]}
        return _opening(request, OpenFondsForm(by, initial=asked))
    form = OpenFondsForm(by, request.POST)

    def deed(given: dict[str, Any]) -> Fonds:
        return acts.open_fonds(given["organ"].uid, form.described(), by=by, key=given["key"])

    if (fonds := done(form, deed)) is None:
        return _opening(request, form, status=422)
    messages.success(request, f"已立全宗{fonds}。请核对机构代码，导入经批准的保管期限表。")
    return redirect("archive:fonds", uid=fonds.uid)


@require_http_methods(["GET", "POST"])
def fonds_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """一个全宗：what it is, how its 档号 are written, its departments and tables."""
    by = actor_for(request)
    fonds = policy.fondses.read(uid, by=by)
    if request.method == "GET":
        return settings_answer(request, fonds, by=by)
    form = FondsForm(request.POST)

    def deed(given: dict[str, Any]) -> Fonds:
        return acts.change_fonds(uid, form.described(), by=by, key=given["key"], reason=given["reason"])

    if done(form, deed) is None:
        return settings_answer(request, fonds, by=by, form=form, status=422)
    messages.success(request, "已保存。此后归档的按新的写，已编的档号不变。")
    return redirect("archive:fonds", uid=uid)


@require_GET
def code_example(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The template that is being written, tried: a part of the page."""
    fonds = policy.fondses.read(uid, by=actor_for(request))
    asked = request.GET.get("template", fonds.template)
    return render(request, "archive/partials/_code_example.html", example(fonds, asked))


@require_POST
def code_units(request: HttpRequest, uid: UUID) -> HttpResponse:
    """定机构代码。"""
    by = actor_for(request)
    fonds = policy.fondses.read(uid, by=by)
    form = UnitsForm(fonds, request.POST)

    def deed(given: dict[str, Any]) -> Fonds:
        return acts.set_unit_codes(uid, form.codes(), by=by, key=given["key"])

    if done(form, deed) is None:
        return settings_answer(request, fonds, by=by, units=form, status=422)
    messages.success(request, "机构代码已保存，此后归档的按新的编号。")
    return redirect("archive:fonds", uid=uid)


def settings_answer(
    request: HttpRequest,
    fonds: Fonds,
    *,
    by: Actor,
    form: FondsForm | None = None,
    units: UnitsForm | None = None,
    importing: ImportTableForm | None = None,
    flaws: tuple[Any, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The page of a fonds, with what was refused."""
    asked = form.data.get("template", "") if form is not None else fonds.template
    in_force = table_in_force(fonds)
    units = units or UnitsForm(fonds)
    context = {
        "fonds": fonds,
        "form": form or FondsForm(initial=acts.describe(fonds).__dict__),
        "numbered": acts.is_numbered(fonds),
        "units": units,
        "uncoded": [bound.label for bound in units.units if not bound.value()],
        "tables": fonds.retention_tables.select_related("imported_by__person"),
        "in_force": in_force,
        "importing": importing or ImportTableForm(initial={"since": today()}),
        "flaws": flaws[:50],
        "left_out": len(flaws[50:]),
        "forms": FORMS.items(),
        **example(fonds, asked),
    }
    return render(request, "archive/pages/fonds.html", context, status=status)


def example(fonds: Fonds, template: str) -> dict[str, Any]:
    """A template tried on a record of this fonds: two 档号, or what is wrong with it."""
    unit = fonds.unit_codes.values_list("code", flat=True).first() or SPECIMEN.unit
    year = today().year
    try:
        return {
            "examples": [
                code_of(template, Parts(fonds.code, "WS", year, "Y", unit, 1)),
                code_of(template, Parts(fonds.code, "WS", year, "D30", unit, 128)),
            ],
            "template_flaw": "",
        }
    except Invalid as refusal:
        return {"examples": [], "template_flaw": refusal.sentence}


def done(form: Form, deed: Callable[[dict[str, Any]], Any]) -> Any:
    """What the action answered; None where the form is to be shown again with what is wrong in it."""
    if not form.is_valid():
        return None
    try:
        return deed(form.cleaned_data)
    except Invalid as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return None


def _opening(request: HttpRequest, form: OpenFondsForm, status: int = 200) -> HttpResponse:
    return render(request, "archive/pages/open_fonds.html", {"form": form, "forms": FORMS.items()}, status=status)
