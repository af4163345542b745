"""尊位次序 and the layouts: which seat comes first, who is beside whom."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.seating.rules.hall import Hall, build, size_of
from meetings.seating.rules.order import facing, listening, offset, podium
from meetings.seating.rules.picture import TALL, WIDE
from meetings.seating.rules.seats import Block, Kind

RIGHT = st.booleans()


@pytest.mark.parametrize(
    ("people", "seen"),
    [
        (1, "1"),
        (2, "1 2"),
        (3, "3 1 2"),
        (5, "5 3 1 2 4"),
        (6, "5 3 1 2 4 6"),
        (7, "7 5 3 1 2 4 6"),
        (8, "7 5 3 1 2 4 6 8"),
    ],
)
def test_a_podium_as_the_hall_sees_it(people: int, seen: str) -> None:
    assert podium(range(1, people + 1)) == [int(one) for one in seen.split()]
    assert podium(range(1, people + 1), right_is_senior=True) == [int(one) for one in seen.split()][::-1]


@given(st.integers(1, 60), RIGHT)
def test_the_podium_is_centred_and_its_places_are_a_seat_apart(chairs: int, right: bool) -> None:
    xs = {k: offset(k, chairs, right_is_senior=right) for k in range(1, chairs + 1)}
    seen = sorted(xs, key=xs.__getitem__)
    assert seen == podium(range(1, chairs + 1), right_is_senior=right)
    assert sum(xs.values()) == 0
    assert all(xs[b] - xs[a] == 1 for a, b in pairwise(seen))
    assert abs(xs[1]) == (0 if chairs % 2 else 0.5)
    if chairs > 1:
        assert (xs[2] > xs[1]) is not right  # at No. 1's left hand, which is the hall's right


@given(st.integers(1, 60), RIGHT)
def test_chairs_in_the_order_of_rank_are_the_podium_read_back(chairs: int, right: bool) -> None:
    seen = podium(range(1, chairs + 1), right_is_senior=right)
    assert facing(chairs, right_is_senior=right) == [seen.index(rank) + 1 for rank in range(1, chairs + 1)]


def test_rows_go_from_the_middle_to_the_sides_left_first() -> None:
    assert listening(5) == [3, 2, 4, 1, 5]
    assert listening(6) == [3, 4, 2, 5, 1, 6]
    assert listening(1) == [1]


def hall(kind: Kind, rows: int = 1, columns: int = 1, **more: object) -> Hall:
    right = bool(more.pop("right", False))
    taken = more.pop("taken", ())
    return build([Block(place=1, kind=kind, rows=rows, columns=columns, **more)], taken, right_is_senior=right)  # type: ignore[arg-type]


def words(there: Hall, first: int) -> list[str]:
    return [seat.words for seat in there.in_order[:first]]


@given(st.sampled_from(Kind), st.integers(1, 12), st.integers(1, 30), RIGHT, st.booleans())
def test_every_layout_has_each_seat_once_and_each_rank_once(
    kind: Kind, rows: int, columns: int, right: bool, end: bool
) -> None:
    block = Block(place=3, kind=kind, rows=rows, columns=columns, door_at_end=end, aisles=(2, 5))
    there = build([block], right_is_senior=right)
    size = size_of(block)
    assert len(there.seats) == len(there.by_code) == size
    assert sorted(seat.rank for seat in there.seats) == list(range(1, size + 1))
    assert sorted(seat.run for seat in there.seats) == list(range(1, size + 1))
    assert len({(round(seat.x, 3), round(seat.y, 3)) for seat in there.seats}) == size
    assert len({seat.words for seat in there.seats}) == size
    for seat in there.seats:
        assert 0.49 < seat.x < there.width - 0.49 or kind == Kind.PODIUM
        assert 0 < seat.y < there.height
        for code in seat.near:
            assert seat.code in there.by_code[code].near, "who sits beside somebody has him beside himself"
            assert code != seat.code


@given(st.sampled_from(Kind), st.integers(1, 8), st.integers(1, 16), RIGHT, st.booleans())
def test_no_two_seats_lie_over_one_another(kind: Kind, rows: int, columns: int, right: bool, end: bool) -> None:
    there = hall(kind, rows, columns, right=right, door_at_end=end)
    seats = sorted(there.seats, key=lambda seat: (seat.y, seat.x))
    for n, one in enumerate(seats):
        for other in seats[n + 1 :]:
            if other.y - one.y > TALL:
                break
            assert other.y - one.y >= TALL or abs(one.x - other.x) >= WIDE - 1e-9, (one.words, other.words)


def test_rows_of_a_hall() -> None:
    there = hall(Kind.ROWS, 2, 6, aisles=(3,))
    assert words(there, 7) == ["第1排3座", "第1排4座", "第1排2座", "第1排5座", "第1排1座", "第1排6座", "第2排3座"]
    assert there.by_code["1-1-3"].near == ("1-1-2",), "an aisle parts neighbours"
    assert there.by_code["1-1-4"].x - there.by_code["1-1-3"].x > 1
    assert [seat.code for seat in there.side_by_side[5:8]] == ["1-1-6", "1-2-6", "1-2-5"], "back and forth"


def test_a_podium_says_where_somebody_sits_for_both_who_sit_and_who_look() -> None:
    there = hall(Kind.PODIUM, 1, 7, taken=["1-1-1", "1-1-2", "1-1-3", "1-1-4"])
    assert there.words("1-1-1") == "主席台1号位，台下看左起第2座"
    assert there.words("1-1-4") == "主席台4号位，台下看左起第4座"
    assert there.words("1-1-5") == "主席台5号位", "no chair stands there"
    assert there.words("1-1-8") == ""


def test_the_second_row_of_a_podium_goes_on_behind_the_first() -> None:
    there = hall(Kind.PODIUM, 2, 3)
    assert [seat.words.partition("，")[0] for seat in there.in_order] == [
        f"主席台第{row}排{n}号位" for row in (1, 2) for n in (1, 2, 3)
    ]
    assert there.by_code["1-1-1"].y > there.by_code["1-2-1"].y, "the first row is next to the hall"


def test_guests_face_the_door() -> None:
    there = hall(Kind.TABLE, 1, 3)
    guest, host = there.by_code["1-2-2"], there.by_code["1-1-2"]
    assert (guest.words, host.words) == ("客方2座", "主方2座")
    assert guest.y < host.y < there.height, "the door is at the lower edge"
    assert [seat.words for seat in there.in_order if seat.side == "guest"] == ["客方2座", "客方3座", "客方1座"]
    assert [seat.words for seat in there.in_order if seat.side == "host"] == ["主方2座", "主方1座", "主方3座"]


def test_guests_sit_at_the_right_where_the_table_points_at_the_door() -> None:
    there = hall(Kind.TABLE, 1, 3, door_at_end=True)
    guest, host = there.by_code["1-2-2"], there.by_code["1-1-2"]
    assert guest.x > host.x
    second = next(seat for seat in there.in_order if seat.side == "guest" and seat.rank == 3)
    assert second.y > guest.y, "at the left hand of the first guest, who looks left"


def test_number_one_of_a_hollow_square_faces_the_door() -> None:
    there = hall(Kind.HOLLOW, 2, 3)
    assert words(there, 10) == [
        "正面2座", "正面3座", "正面1座", "右侧1座", "左侧1座", "右侧2座", "左侧2座", "近门侧3座", "近门侧1座", "近门侧2座",
    ]  # fmt: skip
    first, door = there.in_order[0], next(label for label in there.labels if label.text == "门")
    assert first.y < 1 < door.y
    assert first.x == door.x


def test_number_one_of_a_round_table_faces_the_door_and_the_others_alternate() -> None:
    there = hall(Kind.ROUND, 3, 8)
    top = there.by_code["1-1-1"]
    assert top.y == min(seat.y for seat in there.seats if seat.row == 1)
    assert there.by_code["1-1-2"].x > top.x > there.by_code["1-1-3"].x
    assert len(there.by_code["1-2-4"].near) == 7
    tables = {label.text: label.x for label in there.labels}
    assert tables["2号桌"] < tables["1号桌"] < tables["3号桌"]


def test_blocks_stand_below_one_another_and_podiums_come_first() -> None:
    blocks = [Block(place=1, kind=Kind.PODIUM, columns=5), Block(place=2, kind=Kind.ROWS, rows=2, columns=10)]
    there = build(blocks)
    assert [seat.block for seat in there.in_order] == [1] * 5 + [2] * 20
    assert max(s.y for s in there.seats if s.block == 1) < min(s.y for s in there.seats if s.block == 2)
    middles = [sum(s.x for s in there.seats if s.block == n) / (5 if n == 1 else 20) for n in (1, 2)]
    assert middles[0] == pytest.approx(middles[1])
