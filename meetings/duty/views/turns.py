"""一班：换班、替班、立即接班；and a swap with what its people may do."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from meetings.duty.actions.swaps import (
    agree_to_swap,
    approve_swap,
    ask_swap,
    decline_swap,
    refuse_swap,
    swap_at_once,
    withdraw_swap,
)
from meetings.duty.actions.take_over import take_over
from meetings.duty.changing import Conflicting
from meetings.duty.forms import SaidForm, SwapForm, TakeOverForm, first_fault
from meetings.duty.models import OPEN, Swap, SwapState, Turn
from meetings.duty.policy import swaps, turns, units
from meetings.duty.selectors.swapping import choices_for, swap_about, takers_of
from meetings.duty.swapping import approvers_of, words_of
from meetings.duty.wording import hours_words, turn_words
from office.api import Actor, actor_for, history_of, key_of
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.notices import say

REFUSABLE = {"agree", "decline", "withdraw", "approve", "refuse"}


@require_GET
def turn_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """一班."""
    by = actor_for(request)
    return turn_answer(request, turns.read(uid, by=by), by)


def turn_answer(
    request: HttpRequest, turn: Turn, by: Actor, *, refused: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    """The page; after a refused form with why."""
    unit, moment = turn.shift.roster.unit, now()
    keeps, is_own = units.keeps(unit, by=by), turn.person_id == by.person.pk
    published = turn.shift.roster.is_published
    is_ahead = published and turn.shift.starts_at > moment
    is_running = published and turn.starts_at <= moment < turn.ends_at
    swap = swap_about(turn)
    may_swap = is_ahead and (is_own or keeps) and swap is None
    takers = takers_of(turn) if is_running else []
    context = {
        "turn": turn,
        "unit": unit,
        "words": turn_words(turn),
        "hours": hours_words(turn.starts_at, turn.ends_at),
        "is_own": is_own,
        "keeps": keeps,
        "is_ahead": is_ahead,
        "is_running": is_running,
        "swap": swap,
        "swap_words": words_of(swap) if swap else "",
        "may_ask": may_swap and is_own,
        "may_at_once": may_swap and keeps,
        "choices": choices_for(turn) if may_swap else [],
        "may_take": is_running and not is_own and any(one.pk == by.person.pk for one in takers),
        "takers": [one for one in takers if one.pk != turn.person_id] if keeps else [],
        "refused": refused,
        "refusal": refusal,
        "may_insist": isinstance(refusal, Conflicting) and not refusal.is_final and refused == "at-once",
        "given": request.POST.dict(),
    }
    return render(request, "duty/pages/turn.html", context, status=refusal.status if refusal else 200)


@require_POST
def turn_do(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """申请换班、直接换班、立即接班."""
    by = actor_for(request)
    turn = turns.read(uid, by=by)
    if verb not in {"swap", "at-once", "take-over"}:
        raise NotThere("该办法")
    try:
        if verb == "take-over":
            return _take_over(request, turn, by)
        form = SwapForm(request.POST)
        if not form.is_valid():
            raise Invalid(f"没有办：{first_fault(form)}")
        given: dict[str, Any] = form.cleaned_data
        other, other_turn = given["give"]
        if verb == "swap":
            swap = ask_swap(turn.uid, other, other_turn, reason=given["reason"], by=by, key=key_of(request))
            say(request, f"已申请，等{swap.other}答复。")
            return redirect(swap)
        swap_at_once(
            turn.uid,
            other,
            other_turn,
            reason=given["reason"],
            insists=given["insists"],
            by=by,
            key=key_of(request),
        )
        say(request, "已换，两人已通知。")
        return redirect(turn.shift.roster)
    except NotThere:
        raise
    except Refusal as refusal:
        return turn_answer(request, turns.read(uid, by=by), by, refused=verb, refusal=refusal)


def _take_over(request: HttpRequest, turn: Turn, by: Actor) -> HttpResponse:
    form = TakeOverForm(request.POST)
    if not form.is_valid():
        raise Invalid(f"没有办：{first_fault(form)}")
    given = form.cleaned_data
    part = take_over(turn.uid, given["taker"], reason=given["reason"], by=by, key=key_of(request))
    say(request, f"{part.person}已接班，从现在起由其值班。")
    return redirect("duty:unit", turn.shift.roster.unit.uid)


@require_GET
def swap_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """换班."""
    by = actor_for(request)
    return swap_answer(request, swaps.read(uid, by=by), by)


def swap_answer(
    request: HttpRequest, swap: Swap, by: Actor, *, refused: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    """The page; after a refused act with why."""
    unit = swap.turn.shift.roster.unit
    asked, agreed = swap.state == SwapState.ASKED, swap.state == SwapState.AGREED
    context = {
        "swap": swap,
        "unit": unit,
        "words": words_of(swap),
        "may_answer": asked and swap.other_id == by.person.pk,
        "may_withdraw": swap.state in OPEN and swap.asker_id == by.person.pk,
        "may_decide": agreed and by.person.pk in {one.person_id for one in approvers_of(swap)},
        "waits_for": swap.other if asked else unit.kept_by if agreed else "",
        "hours": hours_words(swap.turn.shift.starts_at, swap.turn.shift.ends_at),
        "other_hours": hours_words(swap.other_turn.shift.starts_at, swap.other_turn.shift.ends_at)
        if swap.other_turn
        else "",
        "history": history_of(swap.uid),
        "refused": refused,
        "refusal": refusal,
        "given": request.POST.dict(),
    }
    return render(request, "duty/pages/swap.html", context, status=refusal.status if refusal else 200)


@require_POST
def swap_do(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """同意、不同意、撤回、批准、不批准."""
    by = actor_for(request)
    swap = swaps.read(uid, by=by)
    if verb not in REFUSABLE:
        raise NotThere("该办法")
    form = SaidForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(f"没有办：{first_fault(form)}")
        key, said = key_of(request), form.cleaned_data["said"]
        if verb == "agree":
            agree_to_swap(uid, by=by, key=key)
        elif verb == "withdraw":
            withdraw_swap(uid, by=by, key=key)
        elif verb == "approve":
            approve_swap(uid, by=by, key=key)
        elif verb == "decline":
            decline_swap(uid, said=said, by=by, key=key)
        else:
            refuse_swap(uid, said=said, by=by, key=key)
    except NotThere:
        raise
    except Refusal as refusal:
        return swap_answer(request, swaps.read(uid, by=by), by, refused=verb, refusal=refusal)
    say(request, SAID[verb])
    return redirect(swap)


SAID = {
    "agree": "已同意，等安排值班的处室批准。",
    "decline": "已答复不同意。",
    "withdraw": "已撤回。",
    "approve": "已批准，班已换好，两人已通知。",
    "refuse": "没有批准，两人已通知。",
}
