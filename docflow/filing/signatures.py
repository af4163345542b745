"""签名 as they lie in a PDF: taken out of it, not judged. Whether they hold is the check's to say."""

import re
from collections.abc import Iterator
from typing import Final

from asn1crypto import cms

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
            certificates = tuple(one.chosen.dump() for one in signed["certificates"])
            yield Signature(info.dump(), certificates, signer["signature_algorithm"]["algorithm"].dotted)
        except (ValueError, TypeError, KeyError, IndexError):
            continue
