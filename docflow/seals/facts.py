"""What a check finds: separate facts, each with its sentence, never one boolean."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

_OFFICE: Final = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Fact:
    """One finding: it holds, it does not hold, or it cannot be told (None); `says` is a whole sentence."""

    ok: bool | None
    says: str

    def __and__(self, other: "Fact") -> "Fact":
        """Both must hold: the worse of the two speaks."""
        return min(self, other, key=lambda fact: (fact.ok is not False, fact.ok is not None))


@dataclass(frozen=True)
class SignatureFacts:
    """What was found about one seal. `authorised` is known to the register alone."""

    field: str
    signer: str
    organ: str
    integrity: Fact
    """完整性：what was signed is unchanged."""
    coverage: Fact
    """覆盖范围：all of the file that counts was signed."""
    chain: Fact
    """证书链：the certificate is for sealing and comes from a trusted root."""
    revocation: Fact
    """吊销状态：no certificate was revoked when the seal was put on."""
    time: Fact
    """签章时间：when it was put on, and who says so."""
    authorised: Fact
    """用印授权：the use of the seal was granted and entered."""

    @property
    def crypto(self) -> tuple[Fact, ...]:
        """Every fact that the file itself can tell."""
        return (self.integrity, self.coverage, self.chain, self.revocation, self.time)

    def as_json(self) -> dict[str, Any]:
        """Field, signer, organ, and every fact as {"ok", "says"}."""
        found: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            found[one.name] = {"ok": value.ok, "says": value.says} if isinstance(value, Fact) else value
        return found

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> Self:
        """The facts again from their JSON form."""
        parts: dict[str, Any] = {one.name: found[one.name] for one in fields(cls)}
        parts |= {name: Fact(**word) for name, word in parts.items() if isinstance(word, dict)}
        return cls(**parts)


UNKNOWN_USE: Final = Fact(None, "本系统没有这次用印的登记。")
VOUCHED_USE: Final = Fact(True, "证书由验证人指定的根证书签发，由该证书机构担保；本系统没有这次用印的登记。")
"""The person who asks named the root himself."""


def moment(at: datetime) -> str:
    """A moment as a clerk reads it: 2026年1月5日9时07分."""
    there = at.astimezone(_OFFICE)
    return f"{there.year}年{there.month}月{there.day}日{there.hour}时{there.minute:02}分"
