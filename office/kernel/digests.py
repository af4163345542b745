"""SM3 (GB/T 32905-2016): the digest of everything that is kept or chained here."""

from cryptography.hazmat.primitives.hashes import SM3, Hash


def sm3(*parts: bytes) -> bytes:
    """The 32 bytes of the digest of the parts, one after the other."""
    digest = Hash(SM3())
    for part in parts:
        digest.update(part)
    return digest.finalize()
