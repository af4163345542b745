"""排座：people by rank to seats by protocol. Pure.

Whoever is locked stays. Two who are kept apart do not become neighbours as long as any free seat, or an exchange with one person, avoids it;
what could not be avoided is told by `too_close`. `arrange` gives every seat anew, `follow` changes as little as it can.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from meetings.seating.rules.hall import Hall
from meetings.seating.rules.seats import Seat

Pair = frozenset[int]


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who comes. People are given in the order of their rank. `group`: the unit he comes from; `side`: where he sits at a table with two."""

    key: int
    group: int = 0
    side: str = ""


def arrange(
    hall: Hall,
    people: Sequence[Guest],
    *,
    locked: Mapping[int, str] | None = None,
    apart: Collection[Pair] = (),
    together: bool = False,
) -> dict[int, str]:
    """重排: by person the code of his seat; whoever is not in it found none. `together`: beyond the podium people of one unit sit side by side."""
    here = {one.key for one in people}
    kept = {key: code for key, code in (locked or {}).items() if key in here and code in hall.by_code}
    seating = _Seating(hall, kept, apart, fixed=kept.keys())
    waiting = [one for one in people if one.key not in kept]
    if not together:
        seating.place(waiting, hall.in_order)
        return seating.at
    left = seating.place(waiting, [seat for seat in hall.in_order if seat.on_podium], or_else_wait=True)
    seating.place(_by_unit(left), [seat for seat in hall.side_by_side if not seat.on_podium])
    rest = [one for one in left if one.key not in seating.at]
    seating.place(rest, hall.in_order)
    return seating.at


def follow(
    hall: Hall,
    people: Sequence[Guest],
    *,
    held: Mapping[int, str],
    locked: Collection[int] = (),
    apart: Collection[Pair] = (),
    instead: Mapping[int, int] | None = None,
) -> dict[int, str]:
    """随人员变动: whoever has a seat keeps it, and newcomers get free ones.

    `held` are the seats as they were, those of people who come no more included: their gap on a podium is closed by the rule.
    `instead`: newcomers who take the seat of somebody who has left. Nobody else comes onto the podium while there is room elsewhere.
    """
    here = {one.key for one in people}
    kept = {key: code for key, code in held.items() if key in here and code in hall.by_code}
    empty = {code for key, code in held.items() if key not in here and code in hall.by_code}
    for new, old in (instead or {}).items():
        if new in here and new not in kept and held.get(old) in empty:
            kept[new] = held[old]
            empty.discard(held[old])
    seating = _Seating(hall, kept, apart, fixed=kept.keys())
    for block in {hall.by_code[code].block for code in empty if hall.by_code[code].on_podium}:
        seating.close(block, set(locked))
    newcomers = [one for one in people if one.key not in kept]
    seats = sorted(hall.in_order, key=lambda seat: seat.on_podium)
    seating.place(newcomers, seats)
    return seating.at


def too_close(hall: Hall, at: Mapping[int, str], apart: Iterable[Pair]) -> list[Pair]:
    """The pairs that are neighbours all the same."""
    found = []
    for pair in apart:
        one, other = (at.get(key, "") for key in sorted(pair))
        if one in hall.by_code and other in hall.by_code[one].near:
            found.append(pair)
    return found


def _by_unit(people: Sequence[Guest]) -> list[Guest]:
    """Units by the rank of their first, in each by rank; people of no unit stand alone."""
    first: dict[tuple[int, int], int] = {}
    ranks = {}
    for rank, one in enumerate(people):
        unit = (one.group, 0 if one.group else one.key)
        ranks[one.key] = first.setdefault(unit, rank)
    return sorted(people, key=lambda one: ranks[one.key])


class _Seating:
    """Who sits where while it is being found. `fixed` are not moved to make room for others."""

    def __init__(self, hall: Hall, at: Mapping[int, str], apart: Collection[Pair], *, fixed: Collection[int]) -> None:
        self.hall, self.at, self.fixed = hall, dict(at), set(fixed)
        self.who = {code: key for key, code in self.at.items()}
        self.apart: dict[int, set[int]] = {}
        for one, other in (tuple(pair) for pair in apart):
            self.apart.setdefault(one, set()).add(other)
            self.apart.setdefault(other, set()).add(one)

    def place(self, people: Sequence[Guest], seats: Iterable[Seat], *, or_else_wait: bool = False) -> list[Guest]:
        """Give them the free ones of some seats. → who got none; `or_else_wait`: there are other seats where nobody is too close."""
        free = [seat for seat in seats if seat.code not in self.who]
        left = []
        for one in people:
            seat = self._first(one, free)
            if seat is None and free and not or_else_wait:
                seat = self._exchange(one, free) or free[0]
            if seat is None:
                left.append(one)
                continue
            self._sit(one.key, seat.code)
            free = (
                [other for other in free if other.code not in self.who]
                if one.key in self.apart
                else _without(free, seat)
            )
        return left

    def close(self, block: int, locked: set[int]) -> None:
        """The gaps of a podium: all who are not locked move up, in their order."""
        places = [seat for seat in self.hall.in_order if seat.block == block]
        moving = [self.who[seat.code] for seat in places if seat.code in self.who and self.who[seat.code] not in locked]
        for key in moving:
            del self.who[self.at.pop(key)]
        free = [seat for seat in places if seat.code not in self.who]
        for key in moving:
            seat = next((one for one in free if self._suits(key, one)), free[0])
            self._sit(key, seat.code)
            free.remove(seat)

    def _first(self, one: Guest, free: Sequence[Seat]) -> Seat | None:
        """On his side where there are sides, else wherever."""
        suiting = (seat for seat in free if self._suits(one.key, seat))
        if not one.side:
            return next(suiting, None)
        second = None
        for seat in suiting:
            if seat.side in {"", one.side}:
                return seat
            second = second or seat
        return second

    def _exchange(self, one: Guest, free: Sequence[Seat]) -> Seat | None:
        """The seat of somebody who can as well sit on a free one, which he gets. Whoever was seated last is asked first."""
        for key in reversed([key for key in self.at if key not in self.fixed]):
            code = self.at[key]
            del self.who[code]
            if self._suits(one.key, self.hall.by_code[code]):
                self.who[code] = one.key
                seat = next((seat for seat in free if self._suits(key, seat)), None)
                if seat is not None:
                    del self.at[key]
                    self._sit(key, seat.code)
                    return self.hall.by_code[code]
            self.who[code] = key
        return None

    def _suits(self, key: int, seat: Seat) -> bool:
        """Whether nobody from whom he is kept apart sits beside it."""
        enemies = self.apart.get(key)
        return enemies is None or not any(self.who.get(code) in enemies for code in seat.near)

    def _sit(self, key: int, code: str) -> None:
        self.at[key] = code
        self.who[code] = key


def _without(free: list[Seat], seat: Seat) -> list[Seat]:
    if free[0] is seat:
        return free[1:]
    return [other for other in free if other is not seat]
