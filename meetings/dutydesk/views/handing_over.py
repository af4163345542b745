"""交接班：the list with what is missing, the sheet to be signed, and the signed one."""

from dataclasses import asdict
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from docflow.api import sheet_pdf
from meetings.duty.models import DutyUnit, Turn
from meetings.dutydesk.actions.hand_over import add_to_hand_over, hand_over, may_add, take_over
from meetings.dutydesk.forms import AddForm, HandOverForm, TakeOverForm
from meetings.dutydesk.models import HandOver, PendingMatter
from meetings.dutydesk.policy import desks, read_hand_over
from meetings.dutydesk.selectors.hand_overs import due_hand_over, may_take_over, missing, prefilled
from meetings.dutydesk.selectors.sheets import hand_over_sheet
from meetings.dutydesk.views.doing import Deeds, refused
from meetings.dutydesk.views.parts import tabs_of
from office.api import Actor, actor_for, note_access, served_pdf
from office.kernel.clock import day_of, now
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.kernel.wording import full_day
from office.notices import say
from office.paging import page_of


@require_GET
def hand_over_list(request: HttpRequest, uid: UUID) -> HttpResponse:
    """交接班记录，和缺的."""
    by = actor_for(request)
    unit = desks.read_inside(uid, by=by)
    rows = HandOver.objects.filter(unit=unit).select_related("receipt").order_by("-ends_at", "-pk")
    context = {
        "unit": unit,
        "tabs": tabs_of(unit, "hand_overs", by=by),
        "page": page_of(rows, request.GET.get("page")),
        "missing": missing(unit),
        "due": due_hand_over(unit, by=by),
    }
    return render(request, "dutydesk/pages/hand_overs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_hand_over(request: HttpRequest, uid: UUID) -> HttpResponse:
    """交班: with what the registers of the shift say already."""
    by = actor_for(request)
    unit = desks.read_inside(uid, by=by)
    if request.method != "POST":
        return _sheet(request, unit, by)
    form = HandOverForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(form.fault())
        made = hand_over(uid, form.cleaned_data["turn"], form.said(), by=by, key=form.key_given)
    except NotThere:
        raise
    except Refusal as refused:
        return _sheet(request, unit, by, form=form, refusal=refused)
    say(request, "已交班，等接班的人确认。")
    return redirect(made)


def _sheet(
    request: HttpRequest,
    unit: DutyUnit,
    by: Actor,
    *,
    form: HandOverForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    due = due_hand_over(unit, by=by)
    context = {
        "unit": unit,
        "tabs": tabs_of(unit, "hand_overs", by=by),
        "due": due,
        "form": form or _begun(unit, due),
        "refusal": refusal,
        "pending": list(PendingMatter.objects.filter(unit=unit, closed_at__isnull=True).order_by("opened_at", "pk")),
    }
    return render(
        request, "dutydesk/pages/new_hand_over.html", context, status=refusal.status if refusal is not None else 200
    )


def _begun(unit: DutyUnit, due: Turn | None) -> HandOverForm:
    if due is None:
        return HandOverForm()
    said = prefilled(unit, due.shift.starts_at, min(now(), due.shift.ends_at))
    return HandOverForm(initial={"turn": due.uid, **asdict(said)})


@require_GET
def hand_over_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """一次交接班."""
    by = actor_for(request)
    found = read_hand_over(uid, by=by)
    note_access(request, "read", about=found.unit.uid, title=str(found))
    return _answer(request, found, by)


@require_GET
def hand_over_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """交接班记录 on paper: PDF/A with numbered pages."""
    found = read_hand_over(uid, by=actor_for(request))
    note_access(request, "download", about=found.unit.uid, title=str(found))
    return served_pdf(sheet_pdf(hand_over_sheet(found)), f"{found}记录 {full_day(day_of(found.ends_at))}.pdf")


def _answer(
    request: HttpRequest,
    found: HandOver,
    by: Actor,
    *,
    refusal: Refusal | None = None,
    given: dict[str, str] | None = None,
) -> HttpResponse:
    found = read_hand_over(found.uid, by=by)
    receipt = getattr(found, "receipt", None)
    context = {
        "unit": found.unit,
        "one": found,
        "receipt": receipt,
        "notes": list(found.notes.all()),
        "tabs": tabs_of(found.unit, "hand_overs", by=by),
        "may_take_over": receipt is None and may_take_over(found, by=by),
        "may_add": may_add(found, by=by),
        "refusal": refusal,
        "given": given or {},
    }
    return render(
        request, "dutydesk/pages/hand_over.html", context, status=refusal.status if refusal is not None else 200
    )


DEEDS: Deeds = {
    "take-over": (
        TakeOverForm,
        lambda uid, by, form: take_over(uid, form.cleaned_data["remarks"], by=by, key=form.key_given),
        "已接班。",
    ),
    "add": (
        AddForm,
        lambda uid, by, form: add_to_hand_over(uid, form.cleaned_data["text"], by=by, key=form.key_given),
        "已补充，原记录不动。",
    ),
}


@require_POST
def do_hand_over(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """接班确认、补充."""
    by = actor_for(request)
    found = read_hand_over(uid, by=by)
    if (came_back := refused(request, DEEDS, verb, uid, by)) is not None:
        refusal, given = came_back
        return _answer(request, found, by, refusal=refusal, given=given)
    return redirect(found)
