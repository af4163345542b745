"""What an entry says, in the one form that is digested. No database here: values in, bytes out."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from office.kernel.digests import sm3
from office.kernel.json_text import canonical_json

Content = Mapping[str, str | int | None]

BEGINNING = "0" * 64  # stands where a stream or the blocks have nothing before


def plain(value: Any) -> str | int | None:
    """A column's value as it is digested: moments in UTC with all six decimals, UUIDs as 32 digits, objects as canonical JSON."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case UUID():
            return value.hex
        case dict():
            return canonical_json(value)
        case None | str() | int():
            return value
    raise TypeError(f"{type(value).__name__} has no canonical form")


def digest_of(content: Content, previous: str) -> str:
    """SM3(canonical content ‖ previous digest), 64 hexadecimal digits.

    Empty columns (null or "", which one being a matter of the column) are left out, so that a column added later leaves old
    digests as they are.
    """
    said = canonical_json({name: value for name, value in content.items() if value not in (None, "")})
    return sm3(said.encode(), bytes.fromhex(previous)).hex()


def block_hash(previous: str, root: str) -> str:
    """SM3(previous block's hash ‖ Merkle root), 64 hexadecimal digits."""
    return sm3(bytes.fromhex(previous), bytes.fromhex(root)).hex()


def block_statement(content: Content) -> bytes:
    """What the trail's key signs: every column of a block but the signature."""
    return b"trail block\0" + canonical_json(dict(content)).encode()
