"""议程的编排：add at the end, up and down, change, take out; with the clock beside each item."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from meetings.convening.actions.agenda_items import add_item, change_item, item_of, move_item, remove_item
from meetings.convening.forms import ArrangeForm, ItemForm
from meetings.convening.forms.agenda import initial_of
from meetings.convening.models import AgendaItem, Meeting
from meetings.convening.policy import meetings
from meetings.convening.selectors.choices import Choice, reporters_for, units_for
from meetings.convening.selectors.page import agenda_of
from office.api import Actor, Unit, actor_for, key_of, unit
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.notices import say


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """议程, and the form that adds to it."""
    by = actor_for(request)
    meeting = _meeting(uid, by)
    if request.method != "POST":
        return _page(request, meeting, by)
    form = _item_form(request, meeting)
    if not form.is_valid():
        return _page(request, meeting, by, form=form, status=422)
    try:
        item = add_item(uid, form.wanted(), by=by, key=key_of(request))
    except Refusal as refusal:
        return _page(request, meeting, by, form=form, refusal=refusal)
    say(request, f"已列入第{item.place}项。")
    return redirect("convening:agenda", uid)


@require_POST
def arrange_agenda(request: HttpRequest, uid: UUID) -> HttpResponse:
    """上移、下移、去掉, or to the place where it was dragged."""
    by = actor_for(request)
    meeting = _meeting(uid, by)
    form = ArrangeForm(request.POST)
    refusal: Refusal = Invalid("没有调整：这张表单不完整。请刷新页面后再办。")
    if form.is_valid():
        try:
            moved = _arrange(meeting, form.cleaned_data, by)
        except NotThere:
            raise
        except Refusal as found:
            refusal = found
        else:
            return redirect(f"{reverse('convening:agenda', args=[uid])}{f'#item-{moved}' if moved else ''}")
    return _page(request, meeting, by, refusal=refusal)


def _arrange(meeting: Meeting, given: dict[str, Any], by: Actor) -> UUID | None:
    """The item that was moved, so that whoever uses the keyboard goes on there."""
    version, key = given["version"] or 0, given["key"]
    if given["remove"] is not None:
        remove_item(meeting.uid, given["remove"], version, by=by, key=key)
        return None
    pressed = given["up"] or given["down"]
    if pressed is not None:
        place = item_of(meeting, pressed).place + (-1 if given["up"] is not None else 1)
        move_item(meeting.uid, pressed, place, version, by=by, key=key)
    elif given["moved"] is not None:
        move_item(meeting.uid, given["moved"], given["stand_at"] or 1, version, by=by, key=key)
    else:
        raise Invalid("没有调整：请选择要移动的议程项。")
    found: UUID | None = pressed or given["moved"]
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def item_page(request: HttpRequest, uid: UUID, item: UUID) -> HttpResponse:
    """改一项：with the people of the unit that reports; 列席单位."""
    by = actor_for(request)
    meeting = _meeting(uid, by)
    found = item_of(meeting, item)
    if request.method != "POST":
        form = ItemForm(initial=initial_of(found), offered=_offered(meeting, found.unit))
        return _item_answer(request, meeting, found, form)
    form = _item_form(request, meeting)
    if "look" in request.POST:
        form = ItemForm(
            initial={name: form[name].value() for name in form.fields}, offered=_offered(meeting, _unit_in(request))
        )
        return _item_answer(request, meeting, found, form)
    if not form.is_valid():
        return _item_answer(request, meeting, found, form, status=422)
    version = form.cleaned_data["version"] or 0
    try:
        change_item(uid, item, form.wanted(), version, by=by, key=key_of(request))
    except Refusal as refusal:
        return _item_answer(request, meetings.read(uid, by=by), found, form, refusal=refusal)
    say(request, "已保存。")
    return redirect("convening:agenda", uid)


def _item_answer(
    request: HttpRequest,
    meeting: Meeting,
    item: AgendaItem,
    form: ItemForm,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    if refusal is not None and refusal.field in form.fields:
        form.add_error(refusal.field, refusal.sentence)
    context = {
        "meeting": meeting,
        "item": item,
        "form": form,
        "refusal": refusal if refusal is not None and not form.errors else None,
    }
    status = refusal.status if refusal is not None else status
    return render(request, "convening/pages/item.html", context, status=status)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    by: Actor,
    *,
    form: ItemForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    meeting = meetings.read(meeting.uid, by=by)
    lines, schedule = agenda_of(meeting)
    form = form or ItemForm(offered=_offered(meeting, None))
    if refusal is not None and refusal.field in form.fields and form.is_bound:
        form.add_error(refusal.field, refusal.sentence)
    context = {
        "meeting": meeting,
        "lines": lines,
        "schedule": schedule,
        "form": form,
        "may": meeting.is_ahead,
        "refusal": refusal if refusal is not None and not (form.is_bound and form.errors) else None,
        "to": reverse("convening:arrange_agenda", args=[meeting.uid]),
    }
    status = refusal.status if refusal is not None else status
    return render(request, "convening/pages/agenda.html", context, status=status)


def _meeting(uid: UUID, by: Actor) -> Meeting:
    """One that he prepares."""
    meeting = meetings.read(uid, by=by)
    meetings.ask_organiser(meeting, by=by)
    return meeting


def _item_form(request: HttpRequest, meeting: Meeting) -> ItemForm:
    return ItemForm(request.POST, offered=_offered(meeting, _unit_in(request)))


def _unit_in(request: HttpRequest) -> Unit | None:
    """The unit that a form holds, where there is such a one."""
    try:
        return unit(UUID(request.POST.get("unit", "")[:40]))
    except ValueError:
        return None


def _offered(meeting: Meeting, chosen: Unit | None) -> dict[str, list[Any]]:
    departments, organs = units_for(meeting.organ)
    groups = [("本机关处室", _pairs(departments)), ("机关", _pairs(organs))]
    return {
        "units": [group for group in groups if group[1]],
        "reporters": _pairs(reporters_for(chosen, meeting.organ)),
    }


def _pairs(choices: list[Choice]) -> list[tuple[str, str]]:
    return [(str(one.uid), f"{one.label}（{one.small}）" if one.small else one.label) for one in choices]
