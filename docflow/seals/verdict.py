"""结论：what a check says about a file as a whole, and what our register adds to it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol, Self

from docflow.seals.facts import Fact, SignatureFacts


class Verdict(StrEnum):
    """The five answers."""

    VALID = "valid"
    UNTRUSTED = "untrusted"
    """Intact, but the signer's chain is not trusted or cannot be judged."""
    INVALID = "invalid"
    """Changed, broken, revoked, of a wrong purpose, or with something behind its end."""
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        """As a reader sees it."""
        return _LABELS[self]


_LABELS = {
    Verdict.VALID: "签章有效",
    Verdict.UNTRUSTED: "签章完好，签章人未受信任",
    Verdict.INVALID: "签章无效",
    Verdict.UNSIGNED: "未签章",
    Verdict.UNREADABLE: "无法验证",
}


@dataclass(frozen=True)
class Registered:
    """What our register holds about a sealed file: how many seals, and the digests of all its revisions, the last being the file."""

    seals: int
    revisions: tuple[str, ...]


class Register(Protocol):
    """The look-up of a file by the SM3 digests of its revisions."""

    def __call__(self, revisions: tuple[str, ...], /) -> Registered | None: ...


@dataclass(frozen=True)
class SealCheck:
    """The outcome for one file. `revisions` are its digests, by which the register knows it."""

    verdict: Verdict
    reason: str
    signatures: tuple[SignatureFacts, ...] = ()
    seals_in_file: int = 0
    registered_seals: int | None = None
    revisions: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The answer of `verify --json`, without the file's name."""
        return {
            "verdict": self.verdict.value,
            "reason": self.reason,
            "registered_seals": self.registered_seals,
            "seals_in_file": self.seals_in_file,
            "signatures": [one.as_json() for one in self.signatures],
        }

    @classmethod
    def from_json(cls, found: dict[str, Any], revisions: tuple[str, ...]) -> Self:
        """A check that was made elsewhere; the digests are taken here."""
        return cls(
            Verdict(found["verdict"]),
            found["reason"],
            tuple(SignatureFacts.from_json(one) for one in found["signatures"]),
            found["seals_in_file"],
            found["registered_seals"],
            revisions,
        )

    def but(self, verdict: Verdict, reason: str) -> Self:
        """The same findings with another verdict."""
        return replace(self, verdict=verdict, reason=reason)


def unreadable(reason: str, revisions: tuple[str, ...] = ()) -> SealCheck:
    """Nothing can be told about the file."""
    return SealCheck(Verdict.UNREADABLE, reason, revisions=revisions)


def conclude(signatures: tuple[SignatureFacts, ...], faults: tuple[Fact, ...], revisions: tuple[str, ...]) -> SealCheck:
    """The verdict that follows from the facts. `faults` concern the file as a whole: what stands behind its end, its time stamps."""
    count = len(signatures)
    found = SealCheck(Verdict.UNSIGNED, "文件上没有签章。", signatures, count, revisions=revisions)
    if not signatures:
        return found
    facts = [*faults, *(fact for one in signatures for fact in one.crypto)]
    for fact in facts:
        if fact.ok is False:
            return found.but(Verdict.INVALID, fact.says)
    for fact in facts:
        if fact.ok is None:
            intact = all(one.integrity.ok and one.coverage.ok for one in signatures)
            return found.but(Verdict.UNTRUSTED, f"文件没有被改动。{fact.says}" if intact else fact.says)
    who = "、".join(dict.fromkeys(one.organ or one.signer for one in signatures))
    return found.but(Verdict.VALID, f"文件有{count}枚印章（{who}），全部有效，文件未被改动。")


def with_register(check: SealCheck, registered: Registered | None) -> SealCheck:
    """What the register adds: whether each use of a seal was granted, and whether the file is whole.

    A stranger's file (`registered` is None) stays as it is. A file of ours is valid only as the very file that was entered.
    """
    if registered is None:
        return check
    ours = replace(check, registered_seals=registered.seals)
    if check.verdict is Verdict.UNREADABLE:
        why = (
            f"本系统登记了这份文件，有{registered.seals}枚印章，但上传的文件已损坏，无法验证。请从本系统重新取得正本。"
        )
        return ours.but(Verdict.UNREADABLE, why)
    if check.seals_in_file < registered.seals:
        why = f"本系统登记该文件有{registered.seals}枚印章，上传文件只有{check.seals_in_file}枚。"
        return _authorised(ours, Fact(None, why)).but(Verdict.INVALID, why)
    if check.revisions != registered.revisions:
        added = check.revisions[: len(registered.revisions)] == registered.revisions
        why = f"文件与本系统登记的不一致，{'登记之后增加了内容' if added else '已被改动'}。请从本系统重新取得正本。"
        changed = _authorised(ours, Fact(False, why))
        return changed if check.verdict is Verdict.INVALID else changed.but(Verdict.INVALID, why)
    if not registered.seals:
        return ours.but(check.verdict, "文件上没有签章；本系统登记了这份文件，按版式不加盖印章，内容与登记的一致。")
    granted = Fact(True, "本系统登记了这次用印，用印经过批准。")
    return _authorised(ours, granted)


def _authorised(check: SealCheck, fact: Fact) -> SealCheck:
    return replace(check, signatures=tuple(replace(one, authorised=fact) for one in check.signatures))
