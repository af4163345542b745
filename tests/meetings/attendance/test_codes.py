"""签到码: good in its own step and the next, of its own meeting, and at no other time."""

from uuid import UUID

from hypothesis import assume, given
from hypothesis import strategies as st

from meetings.attendance.rules.codes import STEP, TAKEN, code_at, is_taken, key_for

MOMENTS = st.floats(min_value=0, max_value=4e9)
SECRETS = st.binary(min_size=1, max_size=64)


@given(SECRETS, st.uuids(), MOMENTS, st.floats(min_value=0, max_value=STEP))
def test_it_is_taken_for_a_step_after_it_was_shown(secret: bytes, meeting: UUID, shown: float, later: float) -> None:
    key = key_for(secret, meeting)
    assert is_taken(key, meeting, code_at(key, meeting, shown), shown + later)


@given(SECRETS, st.uuids(), MOMENTS, st.floats(min_value=TAKEN * STEP, max_value=1e9))
def test_after_its_time_it_is_not(secret: bytes, meeting: UUID, shown: float, later: float) -> None:
    key = key_for(secret, meeting)
    assert not is_taken(key, meeting, code_at(key, meeting, shown), shown + later)


@given(SECRETS, st.uuids(), MOMENTS, st.floats(min_value=STEP, max_value=1e9))
def test_before_its_time_it_is_not(secret: bytes, meeting: UUID, moment: float, earlier: float) -> None:
    key = key_for(secret, meeting)
    assert not is_taken(key, meeting, code_at(key, meeting, moment + earlier + STEP), moment)


@given(SECRETS, SECRETS, st.uuids(), st.uuids(), MOMENTS)
def test_it_is_of_its_own_meeting_and_installation(
    secret: bytes, other_secret: bytes, meeting: UUID, other: UUID, moment: float
) -> None:
    assume(secret != other_secret and meeting != other)
    key = key_for(secret, meeting)
    code = code_at(key, meeting, moment)
    assert not is_taken(key_for(secret, other), other, code, moment)
    assert not is_taken(key_for(other_secret, meeting), meeting, code, moment)
    assert len(code) == 24
    assert code.isascii()


@given(SECRETS, st.uuids(), MOMENTS, st.text(max_size=200))
def test_nothing_else_is_taken(secret: bytes, meeting: UUID, moment: float, said: str) -> None:
    key = key_for(secret, meeting)
    codes = {code_at(key, meeting, moment), code_at(key, meeting, moment - STEP)}
    assert is_taken(key, meeting, said, moment) == (said in codes)
