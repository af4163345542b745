"""The keys of seals at rest: made here, wrapped at once, unwrapped for one act. Nobody stores a bare key."""

from typing import Final

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_der_private_key

from office.kernel.envelope import KeyRing

BITS: Final = 2048


def new_key() -> rsa.RSAPrivateKey:
    """A new private key for a seal."""
    return rsa.generate_private_key(public_exponent=65537, key_size=BITS)


def wrap_key(key: rsa.RSAPrivateKey, ring: KeyRing, *, seal: str) -> bytes:
    """The key as an envelope that opens for this seal alone. `seal` is its uid."""
    bare = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return ring.wrap(bare, context=_context(seal))


def unwrap_key(envelope: bytes, ring: KeyRing, *, seal: str) -> rsa.RSAPrivateKey:
    """The key again. Raises EnvelopeError; TypeError when the envelope holds no RSA key."""
    key = load_der_private_key(ring.unwrap(envelope, context=_context(seal)), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("the envelope holds a key of another kind")
    return key


def rewrap_key(envelope: bytes, ring: KeyRing, *, seal: str) -> bytes:
    """The same key under the ring's current key."""
    return ring.rewrap(envelope, context=_context(seal))


def _context(seal: str) -> str:
    return f"docflow.seal.key:{seal}"
