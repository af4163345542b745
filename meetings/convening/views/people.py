"""参会人员：found and invited, by groups, as units; put in order, withdrawn."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from meetings.convening.actions.people_acts import (
    invite_by_agenda,
    invite_organ,
    invite_people,
    move_person,
    reorder_people,
    withdraw_organ,
    withdraw_person,
)
from meetings.convening.forms import ArrangePeopleForm, GroupForm, PeopleForm, UnitForm
from meetings.convening.forms.people import CAPACITIES
from meetings.convening.inviting import in_force
from meetings.convening.models import Capacity, Meeting
from meetings.convening.policy import meetings
from meetings.convening.selectors.choices import Choice, units_for
from meetings.convening.selectors.guests import found_people, group_of, groups_of
from office.api import Actor, actor_for, searched_for
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.notices import say
from office.paging import A_PAGE, page_of

INCOMPLETE = "没有办理：有的地方填得不对，或表单不完整。请改正或刷新页面后再办。"


@require_GET
def people_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """参会人员, and who else may be meant."""
    by = actor_for(request)
    return _page(request, _meeting(uid, by), by)


@require_POST
def invite_chosen(request: HttpRequest, uid: UUID) -> HttpResponse:
    """邀请所选的人."""
    by = actor_for(request)
    meeting = _meeting(uid, by)
    form = PeopleForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, by, refusal=Invalid(INCOMPLETE))
    given = form.cleaned_data
    try:
        invite_people(uid, given["people"], given["capacity"], by=by, key=given["key"])
    except Refusal as refusal:
        return _page(request, meeting, by, refusal=refusal)
    say(request, f"已邀请{len(given['people'])}人。")
    return redirect("convening:people", uid)


@require_POST
def invite_group(request: HttpRequest, uid: UUID) -> HttpResponse:
    """邀请一组，or whoever the agenda names."""
    by = actor_for(request)
    meeting = _meeting(uid, by)
    form = GroupForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, by, refusal=Invalid(INCOMPLETE))
    given = form.cleaned_data
    try:
        if given["group"] == "agenda":
            invite_by_agenda(uid, by=by, key=given["key"])
        else:
            chosen = group_of(given["group"], meeting, by)
            invite_people(uid, chosen, given["capacity"], by=by, key=given["key"])
    except Refusal as refusal:
        return _page(request, meeting, by, refusal=refusal)
    say(request, "已邀请。")
    return redirect("convening:people", uid)


@require_POST
def invite_one_unit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """邀请单位派人."""
    by = actor_for(request)
    meeting = _meeting(uid, by)
    form = UnitForm(request.POST, units=_units(meeting))
    if not form.is_valid():
        return _page(request, meeting, by, unit_form=form, refusal=Invalid(INCOMPLETE))
    given = form.cleaned_data
    try:
        made = invite_organ(
            uid, given["unit"], given["capacity"], given["most"], given["requirement"], by=by, key=given["key"]
        )
    except Refusal as refusal:
        return _page(request, meeting, by, unit_form=form, refusal=refusal)
    say(request, f"已邀请{made}。")
    return redirect("convening:people", uid)


@require_POST
def arrange_people(request: HttpRequest, uid: UUID) -> HttpResponse:
    """上移、下移、撤回; by protocol where no row is named."""
    by = actor_for(request)
    meeting = _meeting(uid, by)
    form = ArrangePeopleForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, by, refusal=Invalid(INCOMPLETE))
    try:
        moved = _arrange(meeting, form.cleaned_data, by)
    except NotThere:
        raise
    except Refusal as refusal:
        return _page(request, meeting, by, refusal=refusal)
    address = reverse("convening:people", args=[uid])
    return redirect(f"{address}?page={_page_of(meeting, moved)}#person-{moved}" if moved is not None else address)


def _page_of(meeting: Meeting, uid: UUID) -> int:
    """The page of the list on which he stands."""
    return [row.uid for row in in_force(meeting)].index(uid) // A_PAGE + 1


def _arrange(meeting: Meeting, given: dict[str, Any], by: Actor) -> UUID | None:
    """Whom it moved, so that whoever uses the keyboard goes on there."""
    key, pressed = given["key"], given["up"] or given["down"]
    if given["remove"] is not None:
        withdraw_person(meeting.uid, given["remove"], by=by, key=key)
    elif given["remove_unit"] is not None:
        withdraw_organ(meeting.uid, given["remove_unit"], by=by, key=key)
    elif pressed is None:
        reorder_people(meeting.uid, by=by, key=key)
    else:
        place = max(1, _place(meeting, pressed) + (-1 if given["up"] is not None else 1))
        move_person(meeting.uid, pressed, place, by=by, key=key)
    found: UUID | None = pressed
    return found


def _place(meeting: Meeting, uid: UUID) -> int:
    """Among those of his capacity, counted from one."""
    rows = in_force(meeting)
    one = next((row for row in rows if row.uid == uid), None)
    if one is None:
        raise NotThere("该参会人")
    return [row.pk for row in rows if row.capacity == one.capacity].index(one.pk) + 1


def _page(
    request: HttpRequest,
    meeting: Meeting,
    by: Actor,
    *,
    unit_form: UnitForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    words = searched_for(request, "find", limit=40)
    rows = meeting.invitations.filter(withdrawn_at__isnull=True).order_by("order", "pk")
    page = page_of(
        rows.select_related("person", "appointment__post__department__organ", "item", "named_through__organ"),
        request.GET.get("page"),
    )
    units = meeting.invited_organs.filter(withdrawn_at__isnull=True).select_related("organ", "department")
    context = {
        "meeting": meeting,
        "page": page,
        "units": units,
        "words": words,
        "found": found_people(words, meeting),
        "groups": groups_of(meeting, by) if meeting.is_ahead else [],
        "capacities": CAPACITIES,
        "unit_form": unit_form or UnitForm(units=_units(meeting), initial={"capacity": Capacity.ATTENDING}),
        "may": meeting.is_ahead,
        "refusal": refusal,
        "chosen": set(request.POST.getlist("people")),
    }
    return render(request, "convening/pages/people.html", context, status=refusal.status if refusal else 200)


def _meeting(uid: UUID, by: Actor) -> Meeting:
    """One that he prepares."""
    meeting = meetings.read(uid, by=by)
    meetings.ask_organiser(meeting, by=by)
    return meeting


def _units(meeting: Meeting) -> list[Any]:
    departments, organs = units_for(meeting.organ)
    return [("本机关处室", _pairs(departments)), ("机关", _pairs(organs))]


def _pairs(choices: list[Choice]) -> list[tuple[str, str]]:
    return [(str(one.uid), one.label) for one in choices]
