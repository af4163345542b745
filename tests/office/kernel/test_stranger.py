"""Strangers' files: a child of their own, bounded in every way."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.kernel.child import ChildDied, FailedInChild, TooHeavy, run_stranger
from office.kernel.child.stranger import _understood
from tests.office.kernel import works

WORKS = works.__name__
MEGABYTE = 1024 * 1024


def test_it_answers_in_json() -> None:
    assert run_stranger(f"{WORKS}.double", ["页", {"n": 1}]) == ["页", {"n": 1}] * 2
    assert run_stranger("zlib.crc32", b"x" * 3_000_000) > 0
    with pytest.raises(FailedInChild) as told:
        run_stranger(f"{WORKS}.double", b"not json")
    assert told.value.kind == "builtins.TypeError"


def test_each_has_a_process_of_its_own() -> None:
    assert run_stranger(f"{WORKS}.own_pid") != run_stranger(f"{WORKS}.own_pid")


def test_an_exception_is_told_shortly() -> None:
    with pytest.raises(FailedInChild) as told:
        run_stranger(f"{WORKS}.raise_it", "长" * 1_000_000)
    assert told.value.kind == "builtins.LookupError"
    assert len(told.value.message) == 2000


def test_memory_is_bounded() -> None:
    assert run_stranger(f"{WORKS}.take_memory", 100 * MEGABYTE) == 100 * MEGABYTE
    with pytest.raises(TooHeavy):
        run_stranger(f"{WORKS}.take_memory", 600 * MEGABYTE)


def test_work_is_bounded() -> None:
    with pytest.raises(TooHeavy):
        run_stranger(f"{WORKS}.take_time", cpu=1, timeout=200)


def test_waiting_is_bounded() -> None:
    with pytest.raises(TooHeavy):
        run_stranger(f"{WORKS}.sleep", 1000, timeout=1)


def test_answers_are_bounded() -> None:
    with pytest.raises(TooHeavy):
        run_stranger(f"{WORKS}.answer_much", 65 * MEGABYTE)


def test_it_writes_no_file(tmp_path: Path) -> None:
    with pytest.raises(FailedInChild):
        run_stranger(f"{WORKS}.write_file", str(tmp_path / "file"))
    assert (tmp_path / "file").stat().st_size == 0


def test_it_knows_no_secret_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "PKCS11_PIN"):
        monkeypatch.setenv(name, "secret")
    known = set(run_stranger(f"{WORKS}.secrets"))
    assert known <= {
        "PATH",
        "LANG",
        "LC_ALL",
        "LC_CTYPE",
        "TZ",
        "TMPDIR",
        "MALLOC_ARENA_MAX",
        "PYTHONDONTWRITEBYTECODE",
    }


def test_a_crash_is_told() -> None:
    with pytest.raises(ChildDied, match="-11"):
        run_stranger(f"{WORKS}.kill_oneself", 11)


@pytest.mark.parametrize("said", [b"", b"{", b"null", b'{"returned": 1, "x"', b"[" * 100_000, b'{"raised": [1, 2]}'])
def test_a_child_that_was_taken_over_says_nothing_that_is_believed(said: bytes) -> None:
    with pytest.raises(ChildDied):
        run_stranger(f"{WORKS}.lie", said)


@settings(max_examples=200)
@given(said=st.binary(max_size=100))
def test_bytes_are_an_answer_or_a_death(said: bytes) -> None:
    with pytest.raises((ChildDied, FailedInChild)):
        _understood("x", said)


@pytest.mark.crash("stranger.asked")
def test_killed_in_the_middle_the_caller_hears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRASH_AT", "stranger.asked")
    with pytest.raises(ChildDied, match="-9"):
        run_stranger(f"{WORKS}.own_pid")
    monkeypatch.delenv("CRASH_AT")
    assert run_stranger(f"{WORKS}.own_pid") != os.getpid()
