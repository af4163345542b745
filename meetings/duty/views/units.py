"""值班单位：its month for everybody who sees it; settings and people for those who keep it."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.duty.actions.people import (
    add_members,
    enter_absence_for,
    pair,
    remove_member,
    save_member,
    unpair,
)
from meetings.duty.actions.rosters import open_roster
from meetings.duty.actions.units import save_pattern, save_role, save_unit
from meetings.duty.forms import (
    AbsenceOfForm,
    MemberForm,
    MonthForm,
    PairForm,
    PatternForm,
    PeopleForm,
    RoleForm,
    UidForm,
    UnitForm,
    first_fault,
    initial_of,
)
from meetings.duty.models import Absence, DutyUnit
from meetings.duty.policy import NAMES, units
from meetings.duty.rules.month import next_month
from meetings.duty.selectors.mine import OnToday
from meetings.duty.selectors.months import asked_month, month_before, roster_of, table_of, unknown_year
from meetings.duty.selectors.on_duty import next_on_duty, on_duty
from meetings.duty.selectors.people import (
    absences_ahead,
    absent_on_duty,
    candidates,
    pairings_of,
    people_of,
    pool_of,
    swaps_waiting,
)
from meetings.duty.views.typed import member_rows, pattern_rows, role_rows
from office.api import Actor, Department, Organ, actor_for, key_of
from office.kernel.clock import now, today
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal
from office.notices import say

MOST_PEOPLE = 400
Form = TypeVar("Form", bound=forms.Form)


@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    """All that he sees."""
    by = actor_for(request)
    rows = list(units.seen(by).select_related(*NAMES).distinct().order_by("order", "pk"))
    there: dict[int, list[Any]] = {one.pk: [] for one in rows}
    for turn in on_duty(rows, now()):
        there[turn.shift.roster.unit_id].append(turn)
    context = {
        "rows": [(OnToday(one, there[one.pk]), units.keeps(one, by=by)) for one in rows],
        "may_register": units.organs(by).exists(),
    }
    return render(request, "duty/pages/units.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_unit(request: HttpRequest) -> HttpResponse:
    """登记值班单位: the system administrator's."""
    by = actor_for(request)
    if not units.organs(by).exists():
        raise NotAllowed("值班单位由机关的系统管理员登记。")
    return _described(request, None, by)


@require_GET
def unit_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """值班单位：who is on now, who comes next, and its month."""
    by = actor_for(request)
    unit = units.read(uid, by=by)
    month = asked_month(request.GET.get("month", ""))
    roster, keeps = roster_of(unit, month), units.keeps(unit, by=by)
    shown = roster if roster is not None and roster.is_published else None
    context = {
        "unit": unit,
        "month": month,
        "before": month_before(month),
        "after": next_month(month),
        "roster": shown,
        "draft": roster if keeps and roster is not None and not roster.is_published else None,
        "table": table_of(shown, reader=by.person) if shown is not None else None,
        "on": on_duty([unit], now()),
        "next": next_on_duty(unit, now()),
        "keeps": keeps,
        "unknown_year": unknown_year(month),
        "may_register": units.organs(by).filter(pk=unit.organ_id).exists(),
    }
    if keeps:
        context |= {"swaps": swaps_waiting(unit), "absent": absent_on_duty(unit)}
    return render(request, "duty/pages/unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """设置：the unit itself, its roles, its patterns."""
    by = actor_for(request)
    return _described(request, _kept_or_registered(uid, by), by)


def _kept_or_registered(uid: UUID, by: Actor) -> DutyUnit:
    unit = units.read(uid, by=by)
    if not units.organs(by).filter(pk=unit.organ_id).exists():
        units.ask_keeper(unit, by=by)
    return unit


def _described(
    request: HttpRequest,
    unit: DutyUnit | None,
    by: Actor,
    *,
    refusal: Refusal | None = None,
    refused: str = "",
) -> HttpResponse:
    status = refusal.status if refusal else 200
    governs = units.organs(by)
    organs = list(governs.order_by("path")[:500]) if unit is None else [unit.organ]
    names_keeper = unit is None or governs.filter(pk=unit.organ_id).exists()
    choices = _choices(unit, organs) if names_keeper else {}
    if request.method == "POST" and refusal is None:
        form, status = UnitForm(request.POST, choices=choices), 422
        if form.is_valid():
            try:
                made = save_unit(unit.uid if unit else None, form.described(), by=by, key=key_of(request))
            except NotThere:
                raise
            except Refusal as found:
                refusal, status = found, found.status
                if found.field in form.fields:
                    form.add_error(found.field, found.sentence)
            else:
                say(request, f"已登记“{made}”。")
                return redirect("duty:settings", made.uid)
    else:
        form = UnitForm(initial=initial_of(unit) if unit else None, choices=choices)
    context: dict[str, Any] = {
        "form": form,
        "unit": unit,
        "names_keeper": names_keeper,
        "keeps": unit is not None and units.keeps(unit, by=by),
        "refusal": refusal if refusal is not None and (refused or refusal.field not in form.fields) else None,
    }
    if unit is not None:
        typed = request.POST if refused else None
        context |= {
            "roles": list(unit.roles.all()),
            "role_rows": role_rows(unit, typed if refused == "role" else None),
            "pattern_rows": pattern_rows(unit, typed if refused == "pattern" else None),
        }
    return render(request, "duty/pages/settings.html", context, status=status)


def _choices(unit: DutyUnit | None, organs: list[Organ]) -> dict[str, list[tuple[str, Any]]]:
    grouped: dict[str, list[tuple[str, str]]] = {}
    for organ in organs[:50]:
        grouped[organ.name] = []
    for one in _keepers(organs):
        grouped.setdefault(one.organ.name, []).append((str(one.uid), one.name))
    above = units.superiors(organs[0]) if organs else DutyUnit.objects.none()
    if unit is not None:
        above = above.exclude(pk=unit.pk)
    superiors = [(str(one.uid), f"{one.organ} {one}") for one in above[:200]]
    if unit is not None:
        _offer_as_it_is(unit, grouped[unit.organ.name], superiors)
    return {
        **({"organ": [(str(one.uid), one.name) for one in organs]} if unit is None else {}),
        "kept_by": [(name, those) for name, those in grouped.items() if those]
        if len(organs) > 1
        else next(iter(grouped.values()), []),
        "superior": [("", "没有上级"), *superiors],
    }


def _offer_as_it_is(unit: DutyUnit, keepers: list[tuple[str, str]], superiors: list[tuple[str, str]]) -> None:
    """What stands there though nobody could choose it anew: a list without it would save another in its place, unasked."""
    keeper, above = unit.kept_by, unit.superior
    if str(keeper.uid) not in dict(keepers):
        keepers.append((str(keeper.uid), f"{keeper}（已撤销）"))
    if above is not None and str(above.uid) not in dict(superiors):
        superiors.append((str(above.uid), f"{above.organ} {above}{'' if above.in_use else '（停用）'}"))


def _keepers(organs: list[Organ]) -> Any:
    rows = Department.objects.open().filter(organ__in=organs).select_related("organ")
    return rows.order_by("organ__path", "order", "pk")


@require_GET
def people_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """人员：pools, pairs, absences."""
    by = actor_for(request)
    unit = units.read(uid, by=by)
    units.ask_keeper(unit, by=by)
    return people_answer(request, unit)


def people_answer(
    request: HttpRequest, unit: DutyUnit, *, refused: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    """The page; after a refused form with what was written."""
    people = people_of(unit)
    listed = pool_of(unit)
    typed = request.POST if refused == "member" else None
    context = {
        "unit": unit,
        "roles": [
            (role, member_rows([one for one in listed if one.member.role_id == role.pk], typed))
            for role in unit.roles.filter(in_use=True)
        ],
        "candidates": list(
            candidates(unit).order_by("post__department__order", "post__department", "post__order", "pk")[:MOST_PEOPLE]
        ),
        "people": people,
        "pairings": pairings_of(unit),
        "absences": absences_ahead({one.pk for one in people}),
        "reasons": Absence.Reason.choices,
        "today": today(),
        "refused": refused,
        "refusal": refusal,
        "given": request.POST.dict(),
    }
    return render(request, "duty/pages/people.html", context, status=refusal.status if refusal else 200)


Deed = Callable[[HttpRequest, DutyUnit, Actor], HttpResponse]


@require_POST
def unit_do(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """Everything that its keepers do on the pages 设置 and 人员, and that begins a month."""
    by = actor_for(request)
    unit = units.read(uid, by=by)
    if verb not in DEEDS:
        raise NotThere("该办法")
    units.ask_keeper(unit, by=by)
    try:
        return DEEDS[verb](request, unit, by)
    except NotThere:
        raise
    except Refusal as refusal:
        if verb in {"role", "pattern"}:
            return _described(request, unit, by, refusal=refusal, refused=verb)
        if verb == "month":
            say(request, refusal.sentence)
            return redirect(unit)
        return people_answer(request, unit, refused=verb, refusal=refusal)


def _role(request: HttpRequest, unit: DutyUnit, by: Actor) -> HttpResponse:
    form = _valid(RoleForm(request.POST))
    made = save_role(unit.uid, form.cleaned_data["known"], form.said(), by=by, key=key_of(request))
    say(request, f"已登记岗位“{made}”。")
    return redirect("duty:settings", unit.uid)


def _shift(request: HttpRequest, unit: DutyUnit, by: Actor) -> HttpResponse:
    form = _valid(PatternForm(request.POST, roles=list(unit.roles.values_list("uid", flat=True))))
    made = save_pattern(unit.uid, form.cleaned_data["known"], form.said(), by=by, key=key_of(request))
    say(request, f"已登记班次“{made}”。")
    return redirect("duty:settings", unit.uid)


def _add(request: HttpRequest, unit: DutyUnit, by: Actor) -> HttpResponse:
    form = _valid(PeopleForm(request.POST, people=[one.person.uid for one in candidates(unit)]))
    given = form.cleaned_data
    add_members(unit.uid, given["role"], given["people"], by=by, key=key_of(request))
    say(request, "已加入值班人员。")
    return redirect("duty:people", unit.uid)


def _member(request: HttpRequest, unit: DutyUnit, by: Actor) -> HttpResponse:
    form = _valid(MemberForm(request.POST))
    made = save_member(form.cleaned_data["member"], unit.uid, form.serves(), by=by, key=key_of(request))
    say(request, f"已修改{made.person}。")
    return redirect("duty:people", unit.uid)


def _remove(request: HttpRequest, unit: DutyUnit, by: Actor) -> HttpResponse:
    remove_member(_valid(UidForm(request.POST)).cleaned_data["uid"], unit.uid, by=by, key=key_of(request))
    say(request, "已去掉。已排的班不变，要换的请在排班表里换。")
    return redirect("duty:people", unit.uid)


def _pair(request: HttpRequest, unit: DutyUnit, by: Actor) -> HttpResponse:
    given = _valid(PairForm(request.POST)).cleaned_data
    pair(unit.uid, given["one"], given["other"], together=given["together"], by=by, key=key_of(request))
    say(request, "已登记。")
    return redirect("duty:people", unit.uid)


def _unpair(request: HttpRequest, unit: DutyUnit, by: Actor) -> HttpResponse:
    unpair(_valid(UidForm(request.POST)).cleaned_data["uid"], unit.uid, by=by, key=key_of(request))
    say(request, "已去掉约定。")
    return redirect("duty:people", unit.uid)


def _absence(request: HttpRequest, unit: DutyUnit, by: Actor) -> HttpResponse:
    form = _valid(AbsenceOfForm(request.POST))
    given = form.cleaned_data
    enter_absence_for(
        unit.uid,
        given["person"],
        *form.days(),
        given["reason"],
        anyway=given["anyway"],
        by=by,
        key=key_of(request),
    )
    say(request, "已登记。")
    return redirect("duty:people", unit.uid)


def _month(request: HttpRequest, unit: DutyUnit, by: Actor) -> HttpResponse:
    form = _valid(MonthForm(request.POST))
    return redirect(open_roster(unit.uid, form.cleaned_data["month"], by=by, key=key_of(request)))


DEEDS: dict[str, Deed] = {
    "role": _role,
    "pattern": _shift,
    "add": _add,
    "member": _member,
    "remove": _remove,
    "pair": _pair,
    "unpair": _unpair,
    "absence": _absence,
    "month": _month,
}
"""The verbs, by their word in the address."""


def _valid(form: Form) -> Form:
    """Raises Invalid with what is wrong."""
    if not form.is_valid():
        raise Invalid(f"没有办：{first_fault(form)}")
    return form
