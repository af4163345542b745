"""盖章：PAdES B-LT in one revision, so that nothing is ever added to a file once its last seal is on it.

All fields are made before the first seal, by the first seal's own revision; the first seal certifies the file (only the remaining
seals may still be put on, or nothing at all when it is the only one). Each seal carries its time stamp, chain and revocation data.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from docflow.seals.checking import check
from docflow.seals.place import Place
from docflow.seals.revisions import digests, tail
from docflow.seals.sealer import Sealer
from docflow.seals.time_stamps import TimeStamps
from docflow.seals.trust import Trust
from docflow.seals.verdict import Verdict
from office.kernel.digests import sm3


class SealingRefusedError(Exception):
    """Not sealed, and why: a sentence for the seal keeper. The file is as it was."""


@dataclass(frozen=True)
class SealedFile:
    """What comes out. `revisions` are the SM3 digests of every revision, the file itself being the last; `seals` counts those on it."""

    content: bytes = field(repr=False)
    sm3: str
    sha256: str
    size: int
    revisions: tuple[str, ...]
    seals: int

    @classmethod
    def of(cls, content: bytes, seals: int) -> Self:
        return cls(
            content, sm3(content).hex(), hashlib.sha256(content).hexdigest(), len(content), digests(content), seals
        )


def seal(
    pdf: bytes,
    places: Sequence[Place],
    number: int = 1,
    *,
    appearance: bytes,
    sealer: Sealer,
    trust: Trust,
    time_stamps: TimeStamps,
    at: datetime,
) -> SealedFile:
    """Put seal `number` (from 1) of `places` on the file.

    `pdf` is a file of our own making without any seal, or one that this function has sealed with others of the same `places`.
    `appearance` is a one-page PDF of exactly the place's size, `trust` knows the chains of the seal and of the time stamper, with
    revocation data of `at`. Raises SealingRefusedError.
    """
    from docflow.seals.signing import sign  # noqa: PLC0415 - pyHanko takes a second to load, and only the workshop seals

    _ask_certificate(sealer, trust, at)
    there = _seals_on(pdf, trust, at)
    content = sign(
        pdf,
        places,
        number,
        first=not there,
        appearance=appearance,
        sealer=sealer,
        trust=trust,
        time_stamps=time_stamps,
        at=at,
    )
    sealed = SealedFile.of(content, there + 1)
    _ask_result(sealed, trust, at)
    return sealed


def _ask_certificate(sealer: Sealer, trust: Trust, at: datetime) -> None:
    """A certificate that a later check would not accept seals nothing."""
    from docflow.seals.chains import judge_chain  # noqa: PLC0415 - as above

    judged = judge_chain(sealer.certificate, sealer.chain, trust, used=at)
    for fact in (judged.chain, judged.revocation):
        if not fact.ok:
            raise SealingRefusedError(f"{fact.says}不能用它盖章。")


def _seals_on(pdf: bytes, trust: Trust, at: datetime) -> int:
    """How many seals are on the file. Nothing is sealed that somebody could have prepared or changed."""
    before = check(pdf, trust, at)
    if before.verdict is Verdict.VALID:
        return before.seals_in_file
    if before.verdict is not Verdict.UNSIGNED:
        raise SealingRefusedError(f"这份文件不能盖章：{before.reason}")
    if len(digests(pdf)) != 1 or tail(pdf):
        raise SealingRefusedError("这份文件排版后又被改过，不能盖章。请重新排版。")
    return 0


def _ask_result(sealed: SealedFile, trust: Trust, at: datetime) -> None:
    """A seal that does not verify never leaves."""
    after = check(sealed.content, trust, at)
    if after.verdict is not Verdict.VALID or after.seals_in_file != sealed.seals:
        raise SealingRefusedError(f"盖章后验证没有通过，已作废：{after.reason}")
