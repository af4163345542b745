"""换班、替班：申请、答复、批准、撤回；安排值班的处室直接换."""

from uuid import UUID

from django.db.models import Q

from meetings.duty.exchanging import changes_of, exchange, refuse_what_breaks
from meetings.duty.models import OPEN, PoolMember, Swap, SwapState, Turn
from meetings.duty.policy import swaps as asked
from meetings.duty.policy import turns, units
from meetings.duty.swapping import (
    ask_keepers,
    ask_other,
    end,
    lapsed_at,
    note,
    refuse_approver,
    refuse_begun,
    words_of,
)
from meetings.duty.wording import turn_words
from office.api import Actor, Person, action
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.text import clean_line
from office.kernel.wording import moment_in_words

NOT_ASKED = "没有申请"
REASON = 200


@action
def ask_swap(
    turn_uid: UUID, other_uid: UUID, other_turn_uid: UUID | None = None, *, reason: str = "", by: Actor, key: UUID
) -> Swap:
    """申请换班（给出对方的班）或替班（不给）：of one's own turn that has not begun. A swap that would break a rule, or meets an absence, is refused at once.

    Raises NotThere, NotAllowed, Conflicting, SomebodyWasFirst.
    """
    turn = turns.take(turn_uid, by=by)
    if turn.person_id != by.person.pk:
        raise NotAllowed(f"{NOT_ASKED}：{turn_words(turn)}现在由{turn.person}值，由本人申请。")
    words = clean_line(reason, "缘由", REASON, field="reason")
    other, other_turn = _other(turn, other_uid, other_turn_uid, by=by)
    refuse_begun([one for one in (turn, other_turn) if one], NOT_ASKED)
    for one in (turn, other_turn):
        if one and (open_one := _open_of(one)):
            raise SomebodyWasFirst(f"{NOT_ASKED}：{turn_words(one)}已在换班：{words_of(open_one)}。先撤回或等它办完。")
    refuse_what_breaks(changes_of(turn, other, other_turn, turn.person), before=NOT_ASKED)
    swap = Swap.objects.create(
        turn=turn, other_turn=other_turn, asker=by.person, other=other, reason=words, asked_at=now()
    )
    ask_other(swap)
    note(swap, "swap_asked", by=by, said=words)
    return swap


def _other(turn: Turn, other_uid: UUID, other_turn_uid: UUID | None, *, by: Actor) -> tuple[Person, Turn | None]:
    unit = turn.shift.roster.unit
    members = PoolMember.objects.filter(role__unit=unit, person__uid=other_uid).select_related("person")
    member = members.first()
    if member is None:
        raise Invalid("没有办：对方不在这个单位的值班人员中。请从列出的人里选。", field="other")
    if member.person_id == turn.person_id:
        raise Invalid("没有办：请选另一个人。", field="other")
    if other_turn_uid is None:
        return member.person, None
    found = turns.read(other_turn_uid, by=by)
    if found.shift.roster.unit_id != unit.pk or found.person_id != member.person_id:
        raise Invalid(f"没有办：所选的班不是{member.person}的。请重新选择。", field="other_turn")
    return member.person, found


def _open_of(turn: Turn) -> Swap | None:
    return Swap.objects.filter(Q(turn=turn) | Q(other_turn=turn), state__in=OPEN).first()


@action
def agree_to_swap(swap_uid: UUID, *, by: Actor, key: UUID) -> Swap:
    """同意换班：by the other; it then waits for whoever keeps the unit."""
    swap = _taken(swap_uid, SwapState.ASKED, by=by)
    if swap.other_id != by.person.pk:
        raise NotAllowed(f"没有办：由{swap.other}答复。")
    _still_theirs(swap)
    refuse_what_breaks(_changes(swap), before="没有同意")
    swap.state, swap.agreed_at = SwapState.AGREED, now()
    swap.save(update_fields=["state", "agreed_at"])
    ask_keepers(swap)
    note(swap, "swap_agreed", by=by)
    return swap


@action
def decline_swap(swap_uid: UUID, *, said: str = "", by: Actor, key: UUID) -> Swap:
    """不同意：by the other."""
    swap = _taken(swap_uid, SwapState.ASKED, by=by)
    if swap.other_id != by.person.pk:
        raise NotAllowed(f"没有办：由{swap.other}答复。")
    words = clean_line(said, "答复", REASON, field="said")
    return end(swap, SwapState.DECLINED, by=by, said=words, verb="swap_declined")


@action
def withdraw_swap(swap_uid: UUID, *, by: Actor, key: UUID) -> Swap:
    """撤回：by who asked, while it is not decided."""
    swap = _taken(swap_uid, *OPEN, by=by)
    if swap.asker_id != by.person.pk:
        raise NotAllowed(f"没有办：由{swap.asker}撤回。")
    return end(swap, SwapState.WITHDRAWN, by=by, verb="swap_withdrawn")


@action
def approve_swap(swap_uid: UUID, *, by: Actor, key: UUID) -> Swap:
    """批准换班：the turns change hands; rules are looked at once more, since other turns may have changed meanwhile."""
    swap = _taken(swap_uid, SwapState.AGREED, by=by)
    refuse_approver(swap, by, "没有批准")
    _still_theirs(swap)
    refuse_begun([one for one in (swap.turn, swap.other_turn) if one], "没有批准")
    changes, words = _changes(swap), words_of(swap)
    refuse_what_breaks(changes, before="没有批准")
    end(swap, SwapState.APPROVED, by=by, verb="swap_approved")
    crash.point("duty.swap_half_done")
    exchange(changes, by=by, why=words, before="没有批准", tells=False)
    return swap


@action
def refuse_swap(swap_uid: UUID, *, said: str = "", by: Actor, key: UUID) -> Swap:
    """不批准：with the reason."""
    swap = _taken(swap_uid, SwapState.AGREED, by=by)
    refuse_approver(swap, by, "没有办")
    words = clean_line(said, "为什么不批准", REASON, field="said")
    if not words:
        raise Invalid("请写明为什么不批准，两人都会看到。", field="said")
    return end(swap, SwapState.REFUSED, by=by, said=words, verb="swap_refused")


@action
def swap_at_once(
    turn_uid: UUID,
    other_uid: UUID,
    other_turn_uid: UUID | None = None,
    *,
    reason: str = "",
    insists: bool = False,
    by: Actor,
    key: UUID,
) -> Turn:
    """直接换班：by whoever keeps the unit, without asking the two; both are told. Raises Conflicting, which he may override but for absences and two places at once."""
    turn = turns.take(turn_uid, by=by)
    units.ask_keeper(turn.shift.roster.unit, by=by)
    other, other_turn = _other(turn, other_uid, other_turn_uid, by=by)
    refuse_begun([one for one in (turn, other_turn) if one], "没有换")
    words = clean_line(reason, "缘由", REASON, field="reason")
    exchange(changes_of(turn, other, other_turn, turn.person), by=by, why=words, before="没有换", insists=insists)
    turn.refresh_from_db()
    return turn


def tend_swaps() -> int:
    """By the clock: an open swap one of whose shifts has begun lapses. → how many."""
    found = [one.uid for one in lapsed_at(now())]
    for uid in found:
        lapse_swap(uid, by=None, key=uuid7())
    return len(found)


@action
def lapse_swap(swap_uid: UUID, *, by: None, key: UUID) -> Swap:
    """失效：nobody decided in time."""
    swap = Swap.objects.select_related("turn__shift__roster__unit").get(uid=swap_uid)
    units.lock(swap.turn.shift.roster.unit.uid)
    swap = next((one for one in lapsed_at(now()) if one.uid == swap_uid), swap)
    if swap.state in OPEN:
        end(swap, SwapState.LAPSED, by=None, said="班次已经开始。", verb="swap_lapsed")
    return swap


def _taken(uid: UUID, *states: str, by: Actor) -> Swap:
    """With its unit locked, in one of some states. Raises NotThere, SomebodyWasFirst."""
    swap = asked.take(uid, by=by)
    if swap.state not in states:
        name = swap.decided_names.get("name", "")
        who = f"{name}{moment_in_words(swap.decided_at)}已办过：" if name and swap.decided_at else "现在是："
        raise SomebodyWasFirst(f"没有办：{words_of(swap)}，{who}{swap.get_state_display()}。")
    return swap


def _still_theirs(swap: Swap) -> None:
    if swap.turn.person_id != swap.asker_id or (swap.other_turn and swap.other_turn.person_id != swap.other_id):
        raise SomebodyWasFirst("没有办：其中的班已经换给别人。请撤回后重新申请。")


def _changes(swap: Swap) -> list[tuple[Turn, Person]]:
    return changes_of(swap.turn, swap.other, swap.other_turn, swap.asker)
