"""What can be done to a run. The acts are the record: from them alone the run is made again.

`by` is the holder who acts (an appointment's uid, opaque here; empty for the system), `on_behalf_of` the principal when
he acts for another: the task is then the principal's. `key` makes a repeat harmless. `digest` and `fields` are the
document as it stands at this act: the digest of its text, and the values of the fields that the definition names; left
out, the last known hold. `seq`, `at` and `resolved` are filled in by `apply`: with them the act is the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal

from docflow.flow.plain import Tagged, from_plain, to_plain
from docflow.flow.who import Resolution

Stance = Literal["", "agree", "reserve", "disagree"]
STANCES: Mapping[Stance, str] = {"agree": "同意", "reserve": "有意见", "disagree": "不同意"}

Then = Literal["walk_again", "straight_back"]

RETRY = "retry"
"""The choice by which the holder of a failed system step asks the job again."""
BACK = "back"
"""The choice by which what was returned `straight_back` goes to the one who returned it."""
REPLY = "reply"
"""The choice by which the drafter answers a disagreement."""


@dataclass(frozen=True, kw_only=True)
class _Act(Tagged):
    by: str = ""
    on_behalf_of: str = ""
    key: str = ""
    digest: str = ""
    fields: Mapping[str, Any] | None = None
    seq: int = 0
    at: datetime | None = None
    resolved: tuple[Resolution, ...] = ()

    @property
    def principal(self) -> str:
        """Whose act it is: the one whose task it may be."""
        return self.on_behalf_of or self.by

    def to_data(self) -> dict[str, Any]:
        """As JSON data, with its kind."""
        data: dict[str, Any] = to_plain(self)
        return data


@dataclass(frozen=True, kw_only=True)
class Start(_Act):
    """拟稿: a run begins; whoever does it is the drafter."""

    kind: ClassVar[str] = "start"


@dataclass(frozen=True, kw_only=True)
class Complete(_Act):
    """办理: a task is done and the run goes on. `chosen` are the people for the next step when it is for him to choose."""

    kind: ClassVar[str] = "complete"
    task: str
    choice: str = ""
    stance: Stance = ""
    opinion: str = ""
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SaveOpinion(_Act):
    """暂存意见: a draft, seen by nobody else."""

    kind: ClassVar[str] = "save_opinion"
    task: str
    opinion: str


@dataclass(frozen=True, kw_only=True)
class ReturnTo(_Act):
    """退回: to a step that was walked before. `then` empty: 会签 straight back, everything else walks again."""

    kind: ClassVar[str] = "return_to"
    task: str
    to: str
    reason: str
    then: Then | Literal[""] = ""


@dataclass(frozen=True, kw_only=True)
class Withdraw(_Act):
    """撤回: of what he did last on this task, until the next holder has acted."""

    kind: ClassVar[str] = "withdraw"
    task: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Claim(_Act):
    """领办: takes a task out of a pool."""

    kind: ClassVar[str] = "claim"
    task: str


@dataclass(frozen=True, kw_only=True)
class PutBack(_Act):
    """放回: gives a taken task back to its pool."""

    kind: ClassVar[str] = "put_back"
    task: str


@dataclass(frozen=True, kw_only=True)
class Reassign(_Act):
    """转办: another is to do it. `as_keeper`: the flow administrator does it for the holder."""

    kind: ClassVar[str] = "reassign"
    task: str
    to: str
    reason: str = ""
    as_keeper: bool = False


@dataclass(frozen=True, kw_only=True)
class Suspend(_Act):
    """挂起: nobody acts until it is resumed."""

    kind: ClassVar[str] = "suspend"
    reason: str
    as_keeper: bool = False


@dataclass(frozen=True, kw_only=True)
class Resume(_Act):
    """恢复."""

    kind: ClassVar[str] = "resume"
    as_keeper: bool = False


@dataclass(frozen=True, kw_only=True)
class Terminate(_Act):
    """终止: the run ends here."""

    kind: ClassVar[str] = "terminate"
    reason: str
    as_keeper: bool = False


@dataclass(frozen=True, kw_only=True)
class Correct(_Act):
    """特送: the flow administrator sends the run to a step; that he is one is for the caller to have asked."""

    kind: ClassVar[str] = "correct"
    to: str
    reason: str
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class JobDone(_Act):
    """The job that a system step waited for is done."""

    kind: ClassVar[str] = "job_done"
    wait: str


@dataclass(frozen=True, kw_only=True)
class JobFailed(_Act):
    """The job failed for good; the step's fallback gets a task: ask again, or return it."""

    kind: ClassVar[str] = "job_failed"
    wait: str
    reason: str


Act = (
    Start | Complete | SaveOpinion | ReturnTo | Withdraw | Claim | PutBack | Reassign
    | Suspend | Resume | Terminate | Correct | JobDone | JobFailed
)  # fmt: skip

_KINDS: Mapping[str, type[Act]] = {
    cls.kind: cls
    for cls in (
        Start, Complete, SaveOpinion, ReturnTo, Withdraw, Claim, PutBack, Reassign,
        Suspend, Resume, Terminate, Correct, JobDone, JobFailed,
    )
}  # fmt: skip


def act_from_data(data: Mapping[str, Any]) -> Act:
    """Read an act of whatever kind; ValueError names what cannot be read."""
    cls = _KINDS.get(str(data.get("kind")))
    if cls is None:
        raise ValueError(f"不认识的动作 {data.get('kind')!r}")
    return from_plain(cls, data)
