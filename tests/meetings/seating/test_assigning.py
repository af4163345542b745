"""排座: everybody exactly once, the locked stay, the kept apart are apart, a leave changes as little as it can."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.seating.rules.assigning import Guest, Pair, arrange, follow, too_close
from meetings.seating.rules.hall import Hall, build, size_of
from meetings.seating.rules.order import podium
from meetings.seating.rules.seats import Block, Kind

KINDS = st.sampled_from(Kind)
BLOCKS = st.lists(st.tuples(KINDS, st.integers(1, 4), st.integers(1, 8)), min_size=1, max_size=3).map(
    lambda told: [Block(place=n, kind=kind, rows=r, columns=c) for n, (kind, r, c) in enumerate(told, 1)]
)


def people(n: int, groups: int = 0) -> list[Guest]:
    return [
        Guest(key, group=key % groups + 1 if groups else 0, side="guest" if key % 3 else "host")
        for key in range(1, n + 1)
    ]


@st.composite
def wishes(draw: st.DrawFn) -> tuple[Hall, list[Guest], dict[int, str], set[Pair], bool]:
    blocks = draw(BLOCKS)
    hall = build(blocks)
    n = draw(st.integers(0, sum(size_of(one) for one in blocks)))
    there = people(n, draw(st.integers(0, 4)))
    some = draw(st.sets(st.integers(1, n), max_size=3)) if n else set()
    codes = draw(st.permutations(sorted(hall.by_code)))
    locked = dict(zip(sorted(some), codes, strict=False))
    pairs = draw(st.sets(st.frozensets(st.integers(1, n), min_size=2, max_size=2), max_size=4)) if n > 1 else set()
    return hall, there, locked, pairs, draw(st.booleans())


@settings(deadline=None)
@given(wishes())
def test_everybody_sits_once_and_the_locked_stay(
    wish: tuple[Hall, list[Guest], dict[int, str], set[Pair], bool],
) -> None:
    hall, there, locked, apart, together = wish
    at = arrange(hall, there, locked=locked, apart=apart, together=together)
    assert at.keys() == {one.key for one in there}
    assert len(set(at.values())) == len(at)
    assert set(at.values()) <= hall.by_code.keys()
    assert {key: at[key] for key in locked} == locked


@settings(deadline=None)
@given(wishes(), st.data())
def test_after_a_leave_nobody_sits_twice_and_nobody_is_forgotten(
    wish: tuple[Hall, list[Guest], dict[int, str], set[Pair], bool], data: st.DataObject
) -> None:
    hall, there, locked, apart, together = wish
    held = arrange(hall, there, locked=locked, apart=apart, together=together)
    gone = data.draw(st.sets(st.sampled_from([one.key for one in there]))) if there else set()
    staying = [one for one in there if one.key not in gone]
    new = [Guest(1000 + n) for n in range(data.draw(st.integers(0, len(gone))))]
    at = follow(hall, [*staying, *new], held=held, locked=locked.keys(), apart=apart)
    assert at.keys() == {one.key for one in staying} | {one.key for one in new}
    assert len(set(at.values())) == len(at)
    for key in locked.keys() - gone:
        assert at[key] == locked[key]
    podiums = {hall.by_code[held[key]].block for key in gone if hall.by_code[held[key]].on_podium}
    for one in staying:
        if hall.by_code[held[one.key]].block not in podiums:
            assert at[one.key] == held[one.key], "whom it does not concern keeps his seat"
        else:
            assert hall.by_code[at[one.key]].block == hall.by_code[held[one.key]].block


@settings(deadline=None)
@given(st.integers(2, 6), st.integers(3, 8), st.integers(4, 20), st.data())
def test_people_are_kept_apart_where_there_is_room(rows: int, columns: int, n: int, data: st.DataObject) -> None:
    """With every second seat free there is always a place that suits."""
    hall = build([Block(place=1, kind=Kind.ROWS, rows=2 * rows, columns=2 * columns)])
    there = people(min(n, rows * columns))
    keys = [one.key for one in there]
    apart = data.draw(st.sets(st.sampled_from([frozenset(pair) for pair in combinations(keys, 2)]), max_size=10))
    at = arrange(hall, there, apart=apart)
    assert too_close(hall, at, apart) == []
    for one, other in (sorted(pair) for pair in apart):
        first, second = hall.by_code[at[one]], hall.by_code[at[other]]
        assert first.row != second.row or abs(first.number - second.number) > 1


@given(st.integers(1, 40), st.booleans())
def test_the_podium_is_seated_by_its_formula_for_every_number(n: int, right: bool) -> None:
    blocks = [Block(place=1, kind=Kind.PODIUM, columns=40), Block(place=2, kind=Kind.ROWS, rows=2, columns=5)]
    there = people(n)
    at = arrange(build(blocks), there)
    seated = build(blocks, at.values(), right_is_senior=right)
    seen = sorted(at, key=lambda key: seated.by_code[at[key]].x)
    assert seen == podium([one.key for one in there], right_is_senior=right)
    middle = sum(seated.by_code[code].x for code in at.values()) / n
    assert abs(middle - seated.width / 2) < 1e-9


@given(st.integers(2, 30), st.data())
def test_a_gap_on_the_podium_is_closed_by_the_formula(n: int, data: st.DataObject) -> None:
    blocks = [Block(place=1, kind=Kind.PODIUM, columns=30)]
    there = people(n)
    held = arrange(build(blocks), there)
    gone = data.draw(st.sampled_from(there))
    staying = [one for one in there if one != gone]
    at = follow(build(blocks), staying, held=held)
    seated = build(blocks, at.values())
    assert sorted(at, key=lambda key: seated.by_code[at[key]].x) == podium([one.key for one in staying])


def test_neighbours_on_the_podium_are_kept_apart_by_an_exchange_where_no_seat_is_free() -> None:
    hall = build([Block(place=1, kind=Kind.ROWS, rows=1, columns=4)])
    apart = {frozenset({1, 4})}
    assert arrange(hall, people(4)) == {1: "1-1-2", 2: "1-1-3", 3: "1-1-1", 4: "1-1-4"}
    apart = {frozenset({3, 1})}
    at = arrange(hall, people(4), apart=apart)
    assert too_close(hall, at, apart) == []
    assert len(set(at.values())) == 4


def test_what_cannot_be_avoided_is_told() -> None:
    hall = build([Block(place=1, kind=Kind.ROUND, rows=1, columns=4)])
    apart = {frozenset({1, 2})}
    at = arrange(hall, people(3), apart=apart)
    assert len(at) == 3
    assert too_close(hall, at, apart) == [frozenset({1, 2})]
    two = build([Block(place=1, kind=Kind.ROUND, rows=2, columns=4)])
    at = arrange(two, people(8), apart=apart)
    assert too_close(two, at, apart) == []


def test_a_unit_sits_side_by_side_beyond_the_podium() -> None:
    blocks = [Block(place=1, kind=Kind.PODIUM, columns=3), Block(place=2, kind=Kind.ROWS, rows=2, columns=6)]
    hall = build(blocks)
    there = [Guest(n, group=n % 3 + 1) for n in range(1, 16)]
    at = arrange(hall, there, together=True)
    assert [hall.by_code[at[n]].on_podium for n in (1, 2, 3, 4)] == [True, True, True, False]
    runs = {hall.by_code[at[one.key]].run: one.group for one in there if not hall.by_code[at[one.key]].on_podium}
    told = [runs[n] for n in sorted(runs)]
    assert told == [2] * 4 + [3] * 4 + [1] * 4
    assert [hall.by_code[arrange(hall, there)[n]].words for n in (4, 5)] == ["第1排3座", "第1排4座"]


def test_each_side_of_a_table_takes_its_own_people_first() -> None:
    hall = build([Block(place=1, kind=Kind.TABLE, columns=3)])
    there = [
        Guest(1, side="host"),
        Guest(2, side="guest"),
        Guest(3, side="host"),
        Guest(4, side="host"),
        Guest(5, side="host"),
    ]
    at = arrange(hall, there)
    assert [hall.by_code[at[n]].side for n in range(1, 6)] == ["host", "guest", "host", "host", "guest"]
    assert hall.by_code[at[1]].number == hall.by_code[at[2]].number == 2


def test_a_stand_in_takes_the_seat_where_the_organiser_wants_it() -> None:
    hall = build([Block(place=1, kind=Kind.ROWS, rows=2, columns=4)])
    held = {1: "1-1-2", 2: "1-1-3", 3: "1-1-1"}
    here = [Guest(1), Guest(3), Guest(9)]
    assert follow(hall, here, held=held, instead={9: 2})[9] == "1-1-3"
    assert follow(hall, [*here, Guest(2)], held=held, instead={9: 2})[9] == "1-1-4", "he still comes himself"
    assert follow(hall, here, held=held)[9] == "1-1-3", "the first that is free"


def test_a_newcomer_does_not_come_onto_the_podium_while_there_is_room_elsewhere() -> None:
    blocks = [Block(place=1, kind=Kind.PODIUM, columns=3), Block(place=2, kind=Kind.ROWS, rows=1, columns=2)]
    hall = build(blocks)
    held = {1: "1-1-1", 2: "1-1-2"}
    at = follow(hall, [Guest(7), Guest(1), Guest(2), Guest(8), Guest(9)], held=held)
    assert (at[7], at[8], at[9]) == ("2-1-1", "2-1-2", "1-1-3")


def test_who_finds_no_seat_is_left_out_and_nobody_else() -> None:
    hall = build([Block(place=1, kind=Kind.ROWS, rows=1, columns=2)])
    for together in (False, True):
        assert arrange(hall, people(3), together=together).keys() == {1, 2}
    assert follow(hall, people(3), held={3: "1-1-1"}).keys() == {1, 3}


def test_a_seat_that_is_gone_is_given_anew() -> None:
    hall = build([Block(place=1, kind=Kind.ROWS, rows=1, columns=2)])
    assert arrange(hall, people(1), locked={1: "9-9-9"}) == {1: "1-1-1"}
    assert follow(hall, people(2), held={1: "9-9-9", 2: "1-1-1"}) == {1: "1-1-2", 2: "1-1-1"}
