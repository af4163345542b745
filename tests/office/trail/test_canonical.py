"""The canonical form tells any two contents apart, and a later column does not change old digests."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.trail.canonical import BEGINNING, digest_of, plain

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
CONTENT = st.dictionaries(st.sampled_from("abcdef"), TEXT | st.integers() | st.none(), max_size=6)


def said(content: dict[str, str | int | None]) -> dict[str, str | int]:
    return {name: value for name, value in content.items() if value is not None and value != ""}


@given(CONTENT, CONTENT)
def test_two_contents_have_one_digest_only_if_they_say_the_same(
    one: dict[str, str | int | None], other: dict[str, str | int | None]
) -> None:
    assert (digest_of(one, BEGINNING) == digest_of(other, BEGINNING)) == (said(one) == said(other))


@given(CONTENT)
def test_a_column_added_later_leaves_old_digests_as_they_are(content: dict[str, str | int | None]) -> None:
    assert digest_of(content, BEGINNING) == digest_of(content | {"later": ""}, BEGINNING)
    assert digest_of(content, BEGINNING) != digest_of(content | {"later": "0"}, BEGINNING)


def test_the_digest_holds_the_one_before() -> None:
    assert digest_of({"a": "x"}, BEGINNING) != digest_of({"a": "x"}, "1" * 64)


def test_a_known_answer() -> None:
    """The form is for ever: whoever verifies in twenty years computes this."""
    entry: dict[str, str | int | None] = {
        "stream": "run:1",
        "stream_seq": 1,
        "title": "关于防汛的通知",
        "about": None,
        "detail": '{"opinion":"同意。"}',
    }
    assert digest_of(entry, BEGINNING) == "18d6fa9d679b036ff21a354b1421cab89d957d935d404839032e8307e4c35af3"


def test_values_have_one_form() -> None:
    moment = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
    assert plain(moment) == "2026-03-01T08:00:00.000000+00:00"
    assert plain(moment.astimezone(timezone(timedelta(hours=8)))) == plain(moment)
    assert plain(UUID(int=10)) == "0000000000000000000000000000000a"
    assert plain({"乙": 1, "a": [None]}) == '{"a":[null],"乙":1}'
    with pytest.raises(TypeError):
        plain(1.5)
