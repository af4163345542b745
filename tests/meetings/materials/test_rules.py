"""谁可看、份号怎样编."""

from hypothesis import given
from hypothesis import strategies as st

from meetings.materials.models.notes import WHOLE, Mark
from meetings.materials.rules import ALL, ITEM, ORGANISERS, Guest, numbers, reads

ITEMS = st.integers(1, 4)
CAPACITIES = st.sampled_from(["host", "attending", "sitting_in", "staff"])
GUESTS = st.tuples(CAPACITIES, st.none() | ITEMS, st.frozensets(ITEMS)).map(lambda one: Guest(*one))
AUDIENCES = st.sampled_from([ALL, ITEM, ORGANISERS])


@given(AUDIENCES, st.none() | ITEMS, GUESTS)
def test_what_is_for_organisers_is_for_no_guest_and_who_comes_for_one_item_reads_that(
    audience: str, item: int | None, guest: Guest
) -> None:
    may = reads(audience, item, guest)
    assert not (may and audience == ORGANISERS)
    if guest.only is not None and may:
        assert item in guest.items
    if may and audience == ITEM:
        assert item is not None
        assert reads(ALL, item, guest), "what is for fewer is for no more"


def test_each_kind_of_guest() -> None:
    host, sits, staff = Guest("host"), Guest("sitting_in"), Guest("staff")
    called_in, reporter = Guest("sitting_in", only=2), Guest("sitting_in", concerned=frozenset({1}))
    readers = (host, sits, staff, called_in, reporter)
    assert [reads(ALL, None, one) for one in readers] == [True, True, True, False, True]
    assert [reads(ALL, 2, one) for one in readers] == [True, True, True, True, True]
    assert [reads(ITEM, 1, one) for one in readers] == [True, False, False, False, True]
    assert [reads(ITEM, 2, one) for one in readers] == [True, False, False, True, False]
    assert [reads(ITEM, None, one) for one in readers] == [False] * 5


@given(st.lists(st.lists(st.integers(1, 30), max_size=12), max_size=6))
def test_numbers_have_no_gap_move_for_nobody_and_go_by_the_list(lists: list[list[int]]) -> None:
    held: dict[int, int] = {}
    for readers in lists:
        new = numbers(held, readers)
        assert not new.keys() & held.keys()
        assert list(new) == [one for one in dict.fromkeys(readers) if one not in held]
        held |= new
        assert sorted(held.values()) == list(range(1, len(held) + 1))
        assert set(readers) <= held.keys()
    assert numbers(held, held) == {}


def test_a_mark_lies_on_the_page_or_is_none() -> None:
    assert Mark(0, 0, WHOLE, WHOLE).lies_on_the_page
    for wrong in ((-1, 0, 5, 5), (0, 0, 0, 5), (0, 0, 5, 0), (996, 0, 5, 5), (0, 996, 5, 5)):
        assert not Mark(*wrong).lies_on_the_page, wrong
