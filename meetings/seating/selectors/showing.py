"""座次图给谁看什么：the sitters of a picture as an organiser, a guest who sees names, or one who sees only his own seat gets them."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from meetings.convening.models import Invitation
from meetings.seating.policy import Sight
from meetings.seating.rules.picture import Sitter
from meetings.seating.selectors.situation import Situation


@dataclass(frozen=True)
class Choice:
    """What an organiser has chosen in the picture or in the list: somebody, and perhaps a seat for him."""

    who: Invitation | None = None
    seat: str = ""


@dataclass(frozen=True)
class Line:
    """Somebody in the list of people, by rank from 1."""

    rank: int
    invitation: Invitation
    unit: str
    code: str
    words: str
    is_locked: bool
    is_chosen: bool


def sitters(there: Situation, sight: Sight, mine: Invitation | None, chosen: Choice, address: str) -> dict[str, Sitter]:
    """By the code of a seat. Each leads an organiser on: to choose somebody, then to choose his seat."""
    if sight == Sight.OWN:
        return _own(there, mine)
    close = {key for pair in there.too_close for key in pair}
    found = {}
    for code in there.hall.by_code:
        one = there.seated.get(code)
        lead = ""
        if sight == Sight.CHANGES:
            lead = _lead(address, one, code, chosen)
        if one is None:
            found[code] = Sitter(
                address=lead,
                manner="now" if code == chosen.seat else "plan",
                letters="in-now" if code == chosen.seat else "axis",
            )
            continue
        is_marked = one == mine if sight == Sight.NAMES else one == chosen.who or code == chosen.seat
        is_close = one.pk in close and sight == Sight.CHANGES
        found[code] = Sitter(
            name=one.person.name,
            uid=str(one.uid) if sight == Sight.CHANGES else "",
            said=("，您的座位" if one == mine else "") + ("，与要避开的人相邻" if is_close else ""),
            is_locked=one.pk in there.locked and sight == Sight.CHANGES,
            manner="now" if is_marked else "near" if is_close else "held",
            letters="in-now" if is_marked else "in-held",
            address=lead,
        )
    return found


def _own(there: Situation, mine: Invitation | None) -> dict[str, Sitter]:
    """Who sits elsewhere, and whether anybody does, is not told."""
    found = {code: Sitter(manner="off", letters="axis", name="") for code in there.hall.by_code}
    if mine is not None and (code := there.at.get(mine.pk, "")) in found:
        found[code] = Sitter(name=mine.person.name, said="，您的座位", manner="now", letters="in-now")
    return found


def _lead(address: str, one: Invitation | None, code: str, chosen: Choice) -> str:
    if chosen.who is None:
        return f"{address}?{urlencode({'who': one.uid})}#act" if one is not None else ""
    if one == chosen.who:
        return f"{address}#act"
    return f"{address}?{urlencode({'who': chosen.who.uid, 'seat': code})}#act"


def lines(there: Situation, chosen: Choice) -> list[Line]:
    """Everybody who comes, by rank."""
    own = there.plan.meeting.organ_id
    return [
        Line(
            rank,
            one,
            unit_of(one, own),
            there.at.get(one.pk, ""),
            there.hall.words(there.at.get(one.pk, "")),
            one.pk in there.locked,
            one == chosen.who,
        )
        for rank, one in enumerate(there.people, 1)
    ]


def unit_of(one: Invitation, own: int) -> str:
    """His department, or his organ where he comes from another one."""
    department = one.appointment.post.department
    return department.name if department.organ_id == own else department.organ.short_name or department.organ.name


def seats_to_choose(there: Situation) -> Mapping[str, str]:
    """By code: 第2排5座 沈岚, as a list to choose from."""
    return {
        seat.code: f"{seat.words.partition('，')[0]} {there.seated[seat.code].person.name if seat.code in there.seated else '空'}"
        for seat in there.hall.in_order
    }
