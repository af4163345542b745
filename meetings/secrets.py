"""A secret address: made of chance, shown once, known here by its digest alone."""

import secrets

from office.kernel.digests import sm3

LENGTH = 32  # bytes of chance


def new_token() -> str:
    """For the address; it stands nowhere else."""
    return secrets.token_urlsafe(LENGTH)


def digest_of(token: str) -> str:
    """What is kept of it."""
    return sm3(b"meetings.address\0", token.encode("utf-8", "replace")).hex()
