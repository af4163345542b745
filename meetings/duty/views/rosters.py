"""排班：the editor of a month, with what the solver said, bars of fairness, and conflicts where they are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from meetings.duty.actions.following import follow_patterns
from meetings.duty.actions.making import accept_run, ask_for_roster, drop_run, stop_run
from meetings.duty.actions.rosters import drop_roster, give_turn, lock_turns, publish_roster
from meetings.duty.changing import Conflicting, new_conflicts
from meetings.duty.drifting import drift_of
from meetings.duty.forms import GiveForm, LockForm, RunForm, SeenForm, first_fault
from meetings.duty.models import DutyRole, Roster, RosterRun, RunState
from meetings.duty.policy import rosters, units
from meetings.duty.problems import Month, Seat, month_of
from meetings.duty.rota import terms_of
from meetings.duty.rules.bars import bars_of
from meetings.duty.rules.month import next_month
from meetings.duty.selectors.months import counts_of, seat_key, table_of, unknown_year
from meetings.duty.selectors.people import homes_of
from meetings.duty.wording import hours_words, place_words
from office.api import Actor, Person, actor_for, history_of, key_of
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.notices import say

F = TypeVar("F", bound=forms.Form)


@require_GET
def roster_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """For those who keep the unit the editor, for others the published month."""
    by = actor_for(request)
    roster = rosters.read(uid, by=by)
    if not units.keeps(roster.unit, by=by):
        return redirect(f"{roster.unit.get_absolute_url()}?month={roster.month:%Y-%m}")
    return roster_answer(request, roster, by)


@require_GET
def roster_now(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far the job is, exactly as the page has it; once it is done the whole page is asked for."""
    by = actor_for(request)
    roster = rosters.read(uid, by=by)
    units.ask_keeper(roster.unit, by=by)
    run = _run(roster)
    answer = render(request, "duty/partials/_run.html", {"roster": roster, "run": run})
    if run is None or run.state != RunState.RUNNING:
        answer["HX-Refresh"] = "true"
    return answer


def roster_answer(
    request: HttpRequest, roster: Roster, by: Actor, *, refused: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    """The editor; after a refused form with what was wrong."""
    month = month_of(roster)
    wrong = month.broken
    role = _role_asked(request, roster)
    year = roster.month.replace(month=1)
    run = _run(roster)
    context = {
        "roster": roster,
        "unit": roster.unit,
        "month": roster.month,
        "table": table_of(roster, reader=by.person, seats=month.seats, wrong=wrong),
        "wrong": wrong,
        "terms": terms_of(month.problem, month.filled) if month.filled else (),
        "run": run,
        "proposed": _proposed(month, run),
        "roles": [one for one in roster.unit.roles.all() if one.in_use],
        "role": role,
        "bars": bars_of(
            counts_of(
                roster.unit,
                year,
                next_month(roster.month) - timedelta(days=1),
                role=role,
                draft=None if roster.is_published else roster,
            )
        ),
        "year": roster.month.year,
        "unknown_year": unknown_year(roster.month),
        "drift": drift_of(roster),
        "history": history_of(roster.uid),
        "refused": refused,
        "refusal": refusal,
        "may_insist": isinstance(refusal, Conflicting) and not refusal.is_final,
    }
    return render(request, "duty/pages/roster.html", context, status=refusal.status if refusal else 200)


def _role_asked(request: HttpRequest, roster: Roster) -> DutyRole | None:
    asked = request.GET.get("role", "")
    return next((one for one in roster.unit.roles.all() if str(one.uid) == asked), None)


def _run(roster: Roster) -> RosterRun | None:
    return RosterRun.objects.filter(roster=roster).select_related("asked_by__person").first()


def _proposed(month: Month, run: RosterRun | None) -> list[tuple[Seat, str]]:
    """What a proposal for a published month would change: whose turn becomes whose."""
    if run is None or not month.roster.is_published or run.state not in {RunState.DONE, RunState.IMPOSSIBLE}:
        return []
    found = {(shift, role, place): person for shift, role, place, person in run.proposal}
    return [
        (one, month.people[found[one.key]].name)
        for one in month.seats
        if one.turn and found.get(one.key, one.turn.person_id) != one.turn.person_id and found[one.key] in month.people
    ]


@require_GET
def place_page(request: HttpRequest, uid: UUID, shift: UUID, role: UUID, place: int) -> HttpResponse:
    """改人：everybody who could have a place, each with what it would break."""
    by = actor_for(request)
    roster = rosters.read(uid, by=by)
    units.ask_keeper(roster.unit, by=by)
    return place_answer(request, roster, (shift, role, place))


@dataclass(frozen=True)
class _Choice:
    """Somebody who could have a place: how much he serves this month and this year, and what it would break."""

    person: Person
    home: str
    month: int
    year: int
    wrong: list[str]
    is_final: bool


def place_answer(
    request: HttpRequest, roster: Roster, where: tuple[UUID, UUID, int], *, refusal: Refusal | None = None
) -> HttpResponse:
    """The page; after a refused choice with why."""
    key = seat_key(roster, *where)
    month = month_of(roster)
    seat = month.seat(key) if key else None
    if seat is None:
        raise NotThere("这一班")
    homes = homes_of(set(month.people))
    served = {one.key: sum(one.served.values()) for one in month.problem.members}
    serving = {one.key for one in month.problem.members if any(role == seat.role.name for role, _ in one.pools)}
    choices = []
    has_begun = roster.is_published and seat.shift.starts_at <= now()
    for person in () if has_begun else month.people.values():
        if person.pk not in serving or (seat.turn and seat.turn.person_id == person.pk):
            continue
        found = new_conflicts(month, {seat.key: person.pk})
        here = sum(one.turn is not None and one.turn.person_id == person.pk for one in month.seats)
        wrong = [one.words for one in found]
        is_final = bool(found) and Conflicting(found).is_final
        choices.append(_Choice(person, homes.get(person.pk, ""), here, served[person.pk] + here, wrong, is_final))
    choices.sort(key=lambda one: (one.is_final, len(one.wrong), one.year, one.month))
    context = {
        "roster": roster,
        "unit": roster.unit,
        "seat": seat,
        "words": place_words(seat.shift, seat.role),
        "hours": hours_words(seat.shift.starts_at, seat.shift.ends_at),
        "choices": choices,
        "has_begun": has_begun,
        "refusal": refusal,
        "given": request.POST.dict(),
    }
    return render(request, "duty/pages/place.html", context, status=refusal.status if refusal else 200)


Deed = Callable[[HttpRequest, Roster, Actor], HttpResponse]


@require_POST
def roster_do(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """Everything that its keepers do with a month."""
    by = actor_for(request)
    roster = rosters.read(uid, by=by)
    if verb not in DEEDS:
        raise NotThere("该办法")
    units.ask_keeper(roster.unit, by=by)
    try:
        return DEEDS[verb](request, roster, by)
    except NotThere:
        raise
    except Refusal as refusal:
        fresh = rosters.read(uid, by=by)
        where = _where(request)
        if verb == "give" and where is not None:
            return place_answer(request, fresh, where, refusal=refusal)
        return roster_answer(request, fresh, by, refused=verb, refusal=refusal)


def _make(request: HttpRequest, roster: Roster, by: Actor) -> HttpResponse:
    seen = _valid(SeenForm(request.POST)).cleaned_data["version"]
    ask_for_roster(roster.uid, replans=False, seen=seen, by=by, key=key_of(request))
    say(request, "已开始自动排班。可以离开本页，完成后通知您。")
    return redirect(roster)


def _replan(request: HttpRequest, roster: Roster, by: Actor) -> HttpResponse:
    seen = _valid(SeenForm(request.POST)).cleaned_data["version"]
    ask_for_roster(roster.uid, replans=True, seen=seen, by=by, key=key_of(request))
    say(request, "已开始重新安排，改动尽量少。可以离开本页，完成后通知您。")
    return redirect(roster)


def _stop(request: HttpRequest, roster: Roster, by: Actor) -> HttpResponse:
    stop_run(roster.uid, by=by, key=key_of(request))
    say(request, "已停下。排班表没有变。")
    return redirect(roster)


def _accept(request: HttpRequest, roster: Roster, by: Actor) -> HttpResponse:
    given = _valid(RunForm(request.POST)).cleaned_data
    accept_run(
        roster.uid,
        given["run"],
        seen=given["version"],
        insists=given["insists"],
        by=by,
        key=key_of(request),
    )
    say(request, "已采用，有变动的人已通知。")
    return redirect(roster)


def _drop_run(request: HttpRequest, roster: Roster, by: Actor) -> HttpResponse:
    drop_run(roster.uid, _valid(RunForm(request.POST)).cleaned_data["run"], by=by, key=key_of(request))
    say(request, "没有采用。排班表没有变。")
    return redirect(roster)


def _give(request: HttpRequest, roster: Roster, by: Actor) -> HttpResponse:
    given = _valid(GiveForm(request.POST)).cleaned_data
    where = _where(request)
    place = seat_key(roster, *where) if where else None
    if place is None:
        raise NotThere("这一班")
    give_turn(
        roster.uid,
        place,
        given["person"],
        seen=given["version"],
        insists=given["insists"],
        by=by,
        key=key_of(request),
    )
    say(request, "已改人，有关的人已通知。" if roster.is_published else "已改人。")
    return redirect(roster)


def _lock(request: HttpRequest, roster: Roster, by: Actor, *, locked: bool = True) -> HttpResponse:
    given = _valid(LockForm(request.POST)).cleaned_data
    lock_turns(roster.uid, [given["turn"]], locked=locked, seen=given["version"], by=by, key=key_of(request))
    say(request, "已锁定，自动排班不改这一班。" if locked else "已解锁。")
    return redirect(roster)


def _unlock(request: HttpRequest, roster: Roster, by: Actor) -> HttpResponse:
    return _lock(request, roster, by, locked=False)


def _publish(request: HttpRequest, roster: Roster, by: Actor) -> HttpResponse:
    given = _valid(SeenForm(request.POST)).cleaned_data
    publish_roster(roster.uid, seen=given["version"], insists=given["insists"], by=by, key=key_of(request))
    say(request, "已发布，值班的人已通知。")
    return redirect(roster)


def _follow(request: HttpRequest, roster: Roster, by: Actor) -> HttpResponse:
    seen = _valid(SeenForm(request.POST)).cleaned_data["version"]
    follow_patterns(roster.uid, seen=seen, by=by, key=key_of(request))
    say(request, "班次已照现在的设置更新。" + ("时间有变动的人已通知。" if roster.is_published else ""))
    return redirect(roster)


def _drop(request: HttpRequest, roster: Roster, by: Actor) -> HttpResponse:
    seen = _valid(SeenForm(request.POST)).cleaned_data["version"]
    unit = drop_roster(roster.uid, seen=seen, by=by, key=key_of(request))
    say(request, "已去掉草稿。")
    return redirect(unit)


DEEDS: dict[str, Deed] = {
    "make": _make,
    "replan": _replan,
    "stop": _stop,
    "accept": _accept,
    "leave": _drop_run,
    "give": _give,
    "lock": _lock,
    "unlock": _unlock,
    "publish": _publish,
    "follow": _follow,
    "drop": _drop,
}
"""The verbs, by their word in the address."""


def _where(request: HttpRequest) -> tuple[UUID, UUID, int] | None:
    try:
        place = int(request.POST.get("place", "")[:4])
        return UUID(request.POST.get("shift", "")), UUID(request.POST.get("role", "")), place
    except ValueError:
        return None


def _valid(form: F) -> F:
    """Raises Invalid with what is wrong."""
    if not form.is_valid():
        raise Invalid(f"没有办：{first_fault(form)}")
    return form
