"""签名 as they lie in a PDF: taken out of it, not judged. Whether they hold is the check's to say."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from asn1crypto import cms, tsp  # noqa: F401 - tsp teaches cms what a time stamp is

from docflow.filing.values import Signature

_RANGE: Final = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
_MOST: Final = 20  # signatures of one file
_LONGEST: Final = 1_000_000  # bytes of one, written as figures


def signatures_in(content: bytes) -> tuple[Signature, ...]:
    """The signatures of a PDF in the order of its bytes; what cannot be read as one is passed over."""
    return tuple(_found(content))


def _found(content: bytes) -> Iterator[Signature]:
    for found in list(_RANGE.finditer(content))[:_MOST]:
        start, before, after, _ = (int(one) for one in found.groups())
        figures = content[start + before : after].strip()
        if not figures.startswith(b"<") or not figures.endswith(b">") or len(figures) > _LONGEST:
            continue
        try:
            raw = bytes.fromhex(figures[1:-1].decode("ascii"))
            info = cms.ContentInfo.load(raw)
            signed = info["content"]
            signer = signed["signer_infos"][0]
            own = (
                signer["sid"].chosen["serial_number"].native if signer["sid"].name == "issuer_and_serial_number" else 0
            )
            certificates = sorted((one.chosen for one in signed["certificates"]), key=lambda c: c.serial_number != own)
            yield Signature(
                cms=info.dump(),
                certificates=tuple(one.dump() for one in certificates),
                algorithm=signer["signature_algorithm"]["algorithm"].dotted,
                signed_at=_signed_at(signer),
            )
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            continue


def _signed_at(signer: Any) -> datetime | None:
    """What its time stamp says; without one, what the signer says."""
    for one in signer["unsigned_attrs"] or ():
        if one["type"].native == "signature_time_stamp_token":
            stamped: datetime = one["values"][0]["content"]["encap_content_info"]["content"].parsed["gen_time"].native
            return stamped
    for one in signer["signed_attrs"] or ():
        if one["type"].native == "signing_time":
            told: datetime = one["values"][0].native
            return told
    return None
