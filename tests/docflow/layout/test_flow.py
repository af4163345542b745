"""Pages are filled: no heading is left at the foot of a page, no page but the last is short, nothing is lost."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from docflow.layout.flow import Entry, Gap, Grid, Line, NewPage, Spot, place
from docflow.layout.geometry import ROW, ROWS


def line(name: str, *, keep: bool = False) -> Line:
    return Line((), name, "正文", keep=keep)


entries = st.lists(st.sampled_from(("text", "text", "text", "heading", "gap")), max_size=120).map(
    lambda kinds: [Gap(1) if kind == "gap" else line(kind, keep=kind == "heading") for kind in kinds]
)


@settings(deadline=None)
@given(entries, st.integers(0, 18))
def test_lines_follow_each_other_and_every_page_is_filled(some: list[Entry], start: int) -> None:
    placed, end = place(some, Spot(0, start), Grid(start))
    assert [item.entry for item in placed] == [entry for entry in some if isinstance(entry, Line)]
    spots = [(item.spot.page, item.spot.row) for item in placed]
    assert spots == sorted(set(spots))
    assert all(row < ROWS for _, row in spots)
    assert (end.page, end.row) >= max(spots, default=(0, start))
    last_rows = dict(spots)
    assert all(last_rows[page] >= ROWS - 5 for page in range(end.page) if page in last_rows and Gap(1) not in some)


@settings(deadline=None)
@given(st.lists(st.booleans(), max_size=120))
def test_a_heading_goes_over_with_the_text_it_heads(headings: list[bool]) -> None:
    placed, _ = place([*(line("line", keep=heading) for heading in headings), line("last")], Spot(0, 0), Grid())
    for (before, after), (heading, next_heading) in zip(pairwise(placed), pairwise([*headings, False]), strict=True):
        assert not heading or next_heading or after.spot.page == before.spot.page


def test_blank_rows_vanish_at_the_top_of_a_page() -> None:
    placed, end = place([line("a"), NewPage(), Gap(2), line("b")], Spot(0, 0), Grid())
    assert [item.spot for item in placed] == [Spot(0, 0), Spot(1, 0)]
    assert end == Spot(1, 1)


def test_a_page_with_one_row_more_is_set_closer_and_no_longer() -> None:
    usual, closer = Grid(10), Grid(10, {0: ROWS + 1})
    assert closer.top(Spot(0, 10)) == usual.top(Spot(0, 10))
    assert abs(closer.top(Spot(0, ROWS + 1)) - usual.top(Spot(0, ROWS))) < 1e-9
    assert closer.pitch(0) < ROW == closer.pitch(1)
