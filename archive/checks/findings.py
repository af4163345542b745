"""What a check finds: one finding an item, and what follows from all of them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final, Self

ARCHIVIST: Final = "档案管理员"


class Result(StrEnum):
    """What came of an item."""

    PASSED = "合格"
    FAILED = "不合格"
    MANUAL = "待人工"
    NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an item says of its subject: `looked_at` is what it looked at, `says` a whole sentence, `decides` who decides what it cannot."""

    result: Result
    says: str
    looked_at: str = ""
    decides: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """An item's outcome with its code and name. `own`: the number is not that of the standard."""

    code: str
    name: str
    looked_at: str
    result: Result
    says: str
    decides: str = ""
    own: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"result": self.result.value}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        return cls(**kept | {"result": Result(kept["result"])})


def passed(says: str, looked_at: str = "") -> Outcome:
    return Outcome(Result.PASSED, says, looked_at)


def failed(says: str, looked_at: str = "") -> Outcome:
    return Outcome(Result.FAILED, says, looked_at)


def manual(says: str, decides: str, looked_at: str = "") -> Outcome:
    return Outcome(Result.MANUAL, says, looked_at, decides)


def not_applicable(says: str, looked_at: str = "") -> Outcome:
    return Outcome(Result.NOT_APPLICABLE, says, looked_at)


def first_flaws(flaws: Iterable[str], most: int = 5) -> str:
    """The flaws as one sentence; of many, the first ones and how many there are."""
    told = list(flaws)
    more = f"；共{len(told)}处" if len(told) > most else ""
    return "；".join(told[:most]) + more + "。"


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one check, in the order of their codes."""

    findings: tuple[Finding, ...]

    def with_result(self, result: Result) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.result is result)

    @property
    def conclusion(self) -> Result:
        """不合格 where one item is, else 待人工 where one waits for somebody, else 合格."""
        for worst in (Result.FAILED, Result.MANUAL):
            if self.with_result(worst):
                return worst
        return Result.PASSED
