"""The keys of seals at rest: only under the ring, only for their own seal, and movable to a new ring key."""

import pytest

from docflow.seals.keys import new_key, rewrap_key, unwrap_key, wrap_key
from office.kernel.envelope import Algorithm, EnvelopeError, Key, KeyRing

SEAL, OTHER = "0192-seal", "0192-other"


def test_a_key_comes_back_for_its_own_seal_alone() -> None:
    ring, key = KeyRing([Key.new(Algorithm.SM4_GCM)]), new_key()
    envelope = wrap_key(key, ring, seal=SEAL)
    assert unwrap_key(envelope, ring, seal=SEAL).private_numbers() == key.private_numbers()
    with pytest.raises(EnvelopeError):
        unwrap_key(envelope, ring, seal=OTHER)


def test_it_moves_to_a_new_ring_key() -> None:
    ring, key = KeyRing([Key.new(Algorithm.SM4_GCM)]), new_key()
    old = wrap_key(key, ring, seal=SEAL)
    ring.add(Algorithm.AES_256_GCM)
    new = rewrap_key(old, ring, seal=SEAL)
    assert not ring.is_current(old)
    assert ring.is_current(new)
    assert unwrap_key(new, KeyRing([ring.current]), seal=SEAL).private_numbers() == key.private_numbers()


def test_the_bare_key_is_not_in_the_envelope() -> None:
    ring, key = KeyRing([Key.new(Algorithm.SM4_GCM)]), new_key()
    modulus = key.public_key().public_numbers().n.to_bytes(256, "big")
    assert modulus not in wrap_key(key, ring, seal=SEAL)
