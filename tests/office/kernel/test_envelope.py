"""Envelopes: what is wrapped comes back only whole, only in its context, and also after the key was changed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.kernel.envelope import (
    Algorithm,
    BrokenEnvelopeError,
    EnvelopeError,
    ExposedKeyError,
    Key,
    KeyRing,
    UnknownKeyError,
)

PHONE = "office.person.phone"
ring = KeyRing([Key.new(Algorithm.SM4_GCM)])


@pytest.mark.parametrize("algorithm", list(Algorithm))
@given(content=st.binary(max_size=200))
def test_what_is_wrapped_comes_back(algorithm: Algorithm, content: bytes) -> None:
    keys = KeyRing([Key.new(algorithm)])
    assert keys.unwrap(keys.wrap(content, context=PHONE), context=PHONE) == content


@given(text=st.text(max_size=40))
def test_text_comes_back_from_a_text_column(text: str) -> None:
    assert ring.unwrap_text(ring.wrap_text(text, context=PHONE), context=PHONE) == text


@given(where=st.integers(min_value=0), bit=st.integers(0, 7))
def test_no_changed_bit_goes_unseen(where: int, bit: int) -> None:
    envelope = bytearray(ring.wrap(b"13800000000", context=PHONE))
    envelope[where % len(envelope)] ^= 1 << bit
    with pytest.raises(EnvelopeError):
        ring.unwrap(bytes(envelope), context=PHONE)


def test_an_envelope_opens_only_in_its_context() -> None:
    with pytest.raises(BrokenEnvelopeError):
        ring.unwrap(ring.wrap(b"13800000000", context=PHONE), context="office.person.home")


def test_equal_contents_look_different() -> None:
    assert ring.wrap(b"same", context=PHONE) != ring.wrap(b"same", context=PHONE)


@pytest.mark.parametrize("text", ["", "13800000000", "不是密文", "S0Ux"])
def test_what_is_no_envelope_is_refused(text: str) -> None:
    with pytest.raises(BrokenEnvelopeError):
        ring.unwrap_text(text, context=PHONE)


def test_the_first_key_is_made_once_and_private(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    envelope = KeyRing.open(folder).wrap(b"secret", context=PHONE)
    assert KeyRing.open(folder).unwrap(envelope, context=PHONE) == b"secret"
    assert [path.name for path in folder.iterdir()] == ["kek-0001.key"]
    assert (folder / "kek-0001.key").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602])
def test_a_key_that_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    KeyRing.open(tmp_path)
    (tmp_path / "kek-0001.key").chmod(mode)
    with pytest.raises(ExposedKeyError, match="kek-0001"):
        KeyRing.open(tmp_path)


def test_a_folder_that_others_can_write_is_refused(tmp_path: Path) -> None:
    KeyRing.open(tmp_path)
    tmp_path.chmod(0o777)
    with pytest.raises(ExposedKeyError):
        KeyRing.open(tmp_path)


@pytest.mark.parametrize("content", ["", "rot13 AAAA", "sm4-gcm AAAA", "sm4-gcm ~~~"])
def test_a_damaged_key_file_is_refused_with_a_sentence(tmp_path: Path, content: str) -> None:
    KeyRing.open(tmp_path)
    (tmp_path / "kek-0001.key").write_text(content)
    with pytest.raises(EnvelopeError, match="密钥"):
        KeyRing.open(tmp_path)


def test_the_key_can_be_changed(tmp_path: Path) -> None:
    keys = KeyRing.open(tmp_path)
    old = keys.wrap(b"secret", context=PHONE)
    assert keys.rewrap(old, context=PHONE) == old
    keys.add(Algorithm.AES_256_GCM)
    assert not keys.is_current(old)
    assert keys.unwrap(old, context=PHONE) == b"secret"
    new = keys.rewrap(old, context=PHONE)
    assert keys.is_current(new)
    (tmp_path / "kek-0001.key").unlink()
    left = KeyRing.open(tmp_path)
    assert left.unwrap(new, context=PHONE) == b"secret"
    with pytest.raises(UnknownKeyError):
        left.unwrap(old, context=PHONE)


def test_a_key_that_another_process_added_is_found(tmp_path: Path) -> None:
    here, there = KeyRing.open(tmp_path), KeyRing.open(tmp_path)
    there.add()
    assert here.unwrap(there.wrap(b"secret", context=PHONE), context=PHONE) == b"secret"


def test_a_key_does_not_show_itself() -> None:
    key = Key.new(Algorithm.SM4_GCM)
    assert key.secret.hex() not in repr(key)
    assert repr(key) == f"<Key {key.id.hex()} sm4-gcm>"
