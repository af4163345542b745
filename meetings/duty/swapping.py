"""What all acts on a swap share: whom it waits for, who is told, and that it lapses when its turns are no longer theirs."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from meetings.duty.models import OPEN, Swap, SwapState, Turn
from meetings.duty.policy import OF_A_SWAP
from meetings.duty.wording import turn_words
from office.api import Actor, Appointment, Person, close_todo, heads_of, open_todo, record, valid_appointments
from office.kernel.clock import now
from office.kernel.refusals import NotAllowed, SomebodyWasFirst
from realtime import api as realtime

ROOM, GLYPH = "duty", "值"


def words_of(swap: Swap) -> str:
    """张三12月5日主班与李四12月9日主班换班; 李四替张三12月5日主班."""
    if swap.other_turn is None:
        return f"{swap.other}替{swap.asker}值{turn_words(swap.turn)}"
    return f"{swap.asker}{turn_words(swap.turn)}与{swap.other}{turn_words(swap.other_turn)}换班"


def refuse_begun(turns: Iterable[Turn], before: str) -> None:
    """Raises SomebodyWasFirst once a shift runs."""
    moment = now()
    for one in turns:
        if one.shift.starts_at <= moment:
            raise SomebodyWasFirst(f"{before}：{turn_words(one)}已经开始。值班中要换人的，请用“立即接班”。")


def ask_other(swap: Swap) -> None:
    """It waits for him whose turn it would be."""
    holders = list(valid_appointments().filter(person=swap.other))
    _open(swap, "答复换班", holders)
    _tell([swap.other], f"{swap.asker}请您{'换班' if swap.other_turn_id else '替班'}：{words_of(swap)}", swap)


def ask_keepers(swap: Swap) -> None:
    """It waits for those who keep the unit."""
    close_todo(ROOM, _task(swap), why="对方已同意")
    holders = approvers_of(swap)
    _open(swap, "批准换班", holders)
    whom = [one.person for one in holders if one.person_id not in (swap.asker_id, swap.other_id)]
    _tell(whom, f"{words_of(swap)}，请批准", swap)


def approvers_of(swap: Swap) -> list[Appointment]:
    """The people of the keeping department; where a leader on duty swaps, its heads, if it has any."""
    unit = swap.turn.shift.roster.unit
    heads = list(heads_of(unit.kept_by)) if swap.turn.role.leads else []
    return heads or keepers_of(unit.kept_by_id)


def refuse_approver(swap: Swap, by: Actor, before: str) -> None:
    """Raises NotAllowed, naming who decides."""
    if by.person.pk not in {one.person_id for one in approvers_of(swap)}:
        unit = swap.turn.shift.roster.unit
        who = f"{unit.kept_by}的负责人" if swap.turn.role.leads else str(unit.kept_by)
        raise NotAllowed(f"{before}：{words_of(swap)}由{who}批准。")


def keepers_of(department: int) -> list[Appointment]:
    """The people of a department."""
    return list(valid_appointments().filter(post__department=department))


def end(swap: Swap, state: SwapState, *, by: Actor | None, said: str = "", verb: str) -> Swap:
    """It waits for nobody any more; the two are told, but not who did it."""
    swap.state, swap.decided_at, swap.said = state, now(), said
    swap.decided_names = by.names() if by is not None else {}
    swap.save(update_fields=["state", "decided_at", "said", "decided_names"])
    close_todo(ROOM, _task(swap), why=str(SwapState(state).label), done_by=by.appointment if by else None)
    whom = [one for one in (swap.asker, swap.other) if by is None or one.pk != by.person.pk]
    _tell(whom, f"{words_of(swap)}：{SwapState(state).label}", swap, said)
    note(swap, verb, by=by, said=said)
    return swap


def note(swap: Swap, verb: str, *, by: Actor | None, said: str = "") -> None:
    """Into the history of the unit."""
    unit = swap.turn.shift.roster.unit
    record(
        by,
        f"duty.{verb}",
        stream=f"duty:{unit.uid}",
        about=swap.uid,
        title=f"{unit}{swap}",
        opinion=f"{words_of(swap)}{f'（{said}）' if said else ''}",
    )


def lapse_of(turns: Iterable[int]) -> None:
    """Open swaps of turns that were given to others by another way."""
    keys = list(turns)
    for one in _open_swaps().filter(Q(turn__in=keys) | Q(other_turn__in=keys)):
        end(one, SwapState.LAPSED, by=None, said="班已由别的办法换了人。", verb="swap_lapsed")


def lapsed_at(moment: datetime) -> list[Swap]:
    """Those one of whose shifts has begun."""
    begun = Q(turn__shift__starts_at__lte=moment) | Q(other_turn__shift__starts_at__lte=moment)
    return list(_open_swaps().filter(begun))


def _open_swaps() -> QuerySet[Swap]:
    return Swap.objects.filter(state__in=OPEN).select_related(*OF_A_SWAP).order_by("pk")


def _task(swap: Swap) -> str:
    return f"swap:{swap.uid}"


def _open(swap: Swap, step: str, holders: list[Appointment]) -> None:
    open_todo(
        room=ROOM,
        kind=GLYPH,
        about=swap.uid,
        task=_task(swap),
        title=words_of(swap),
        step=step,
        url=swap.get_absolute_url(),
        holders=holders,
        from_name=swap.asker.name,
    )


def _tell(whom: list[Person], title: str, swap: Swap, body: str = "") -> None:
    realtime.notify(
        whom, kind="duty", title=title[:400], body=body or swap.reason, url=swap.get_absolute_url(), about=swap.uid
    )
