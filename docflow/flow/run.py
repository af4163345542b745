"""One walk along a definition, as a value. It is a cache of the acts; nothing in it is known that the acts do not say.

A run is a tree of visits: the trunk has one open visit; a visit of a fork has at most one open visit in each branch. A
visit is one opening of a step, for one party (mode `one`) or several (会签); each party that is asked has one open task.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from docflow.flow.acts import Stance
from docflow.flow.plain import from_plain, to_plain

Status = Literal["live", "suspended", "finished", "terminated"]

VisitOutcome = Literal[
    "",  # open
    "done",  # walked on
    "passed",  # by itself: the handler before was the same person
    "returned",  # closed by a return, by whoever
    "withdrawn",  # the one before took back what he had sent
    "reopened",  # the text changed behind a step that must see every text
    "corrected",  # closed by the flow administrator
    "not_needed",  # enough others were done
    "terminated",
]
TaskOutcome = Literal[
    "",
    "done",  # these four are the holder's own deeds …
    "returned",
    "reassigned",
    "retried",
    "closed",  # … the others are not: closed because somebody returned it,
    "handed",  # the flow administrator gave it to another
    "withdrawn",
    "reopened",
    "corrected",
    "not_needed",
    "terminated",
]
Nature = Literal["opinion", "reply", "return"]
Purpose = Literal["handle", "reply", "repair"]
WaitOutcome = Literal["", "done", "failed", "dropped"]

DEEDS = frozenset({"done", "returned", "reassigned", "retried"})
"""The outcomes of a task by which its holder has acted."""


@dataclass(frozen=True)
class Stamp:
    """By which act, and when."""

    seq: int
    at: datetime


@dataclass(frozen=True)
class Opinion:
    """An opinion, for ever as it was given. `nature`: opinion, reply (to a disagreement) or return (its reason)."""

    id: str
    nature: Nature
    task: str
    step: str
    round: int
    by: str
    on_behalf_of: str
    given: Stamp
    stance: Stance
    text: str
    digest: str


@dataclass(frozen=True)
class Answer:
    """What counts as a party's answer now: on which task, whose, on which text, of which round."""

    task: str
    holder: str
    stance: Stance
    digest: str
    round: int
    replied: bool = False


@dataclass(frozen=True)
class Party:
    """One who is asked in a visit: a single holder, or a pool and the one of it who took it."""

    candidates: tuple[str, ...]
    taken: str = ""
    answer: Answer | None = None

    @property
    def holder(self) -> str:
        """The one who has it; empty while it lies in a pool."""
        return self.candidates[0] if len(self.candidates) == 1 else self.taken

    @property
    def pool(self) -> tuple[str, ...]:
        """Those of whom one is to take it; empty when only one is asked."""
        return self.candidates if len(self.candidates) > 1 else ()


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One opening of a step. `came_from`: the visit before it on the way here. `within`: the fork's visit and the branch.

    `arrived`: for a fork, the branches that are done, each with its last visit. `digest`: of the text when it was closed.
    `back`: the seq of the return that is to be undone when this visit is done (straight back); 0 for none.
    """

    id: str
    step: str
    round: int
    opened: Stamp
    came_from: str = ""
    within: tuple[str, str] | None = None
    parties: tuple[Party, ...] = ()
    arrived: tuple[tuple[str, str], ...] = ()
    back: int = 0
    closed: Stamp | None = None
    outcome: VisitOutcome = ""
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something that waits, or waited, for one holder or for one of a pool. Its id is its place in the run: `t7`.

    `purpose`: handle the step; reply to a disagreement; repair a failed system step. `party`: its place in the visit's
    parties, -1 for a reply or a repair. `draft`: an opinion saved but not given.
    """

    id: str
    visit: str
    step: str
    round: int
    opened: Stamp
    purpose: Purpose = "handle"
    party: int = -1
    holder: str = ""
    pool: tuple[str, ...] = ()
    draft: str = ""
    closed: Stamp | None = None
    outcome: TaskOutcome = ""
    by: str = ""

    @property
    def candidates(self) -> tuple[str, ...]:
        """Who may act on it now: its holder, or everybody in the pool while nobody has taken it."""
        return (self.holder,) if self.holder else self.pool


@dataclass(frozen=True, kw_only=True)
class Wait:
    """A job that a system step waits for. A result names the wait, so a late one cannot be taken for a newer."""

    id: str
    visit: str
    step: str
    job: str
    opened: Stamp
    closed: Stamp | None = None
    outcome: WaitOutcome = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Run:
    """The whole state. `round` goes up whenever the run goes backwards; `seq` is the number of its acts.

    `taken_back` are the tasks on which somebody had acted and took it back (撤回): his opinions stay, but do not count.
    """

    flow: str
    version: int
    drafter: str
    status: Status = "live"
    round: int = 1
    seq: int = 0
    digest: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    visits: tuple[Visit, ...] = ()
    tasks: tuple[Task, ...] = ()
    waits: tuple[Wait, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    taken_back: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_ended(self) -> bool:
        """Finished or terminated."""
        return self.status in {"finished", "terminated"}

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        """The tasks that wait for somebody, in the order they were opened."""
        return tuple(task for task in self.tasks if task.closed is None)

    @property
    def open_waits(self) -> tuple[Wait, ...]:
        """The jobs that are waited for."""
        return tuple(wait for wait in self.waits if wait.closed is None)

    @property
    def open_visits(self) -> tuple[Visit, ...]:
        """The visits that are open, those of forks included."""
        return tuple(visit for visit in self.visits if visit.closed is None)

    def task(self, name: str) -> Task | None:
        """The task of that id, open or closed."""
        return _by_id(self.tasks, name)

    def tasks_of(self, holder: str) -> tuple[Task, ...]:
        """The open tasks that this holder has or could take."""
        return tuple(task for task in self.open_tasks if holder in task.candidates)

    def to_data(self) -> dict[str, Any]:
        """As JSON data."""
        data: dict[str, Any] = to_plain(self)
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Run":
        """Read JSON data; ValueError names what cannot be read."""
        return from_plain(cls, data)


def _by_id(tasks: Iterable[Task], name: str) -> Task | None:
    return next((task for task in tasks if task.id == name), None)
