"""流程引擎：the route of a document as a pure function. No database, no clock, no settings.

A `Definition` is data (JSON in and out); a `Run` is a value; acts change it:

    applied = apply(definition, run, act, now, directory)     # Applied, or raises Refused; nothing else happens
    run = replay(definition, [applied.act, ...])              # the same run from the recorded acts; asks nobody

- Begin with `apply(definition, None, Start(by=holder, digest=..., fields=...), now, directory)`.
- `act.by` is the holder's opaque string (an appointment's uid); `act.on_behalf_of` the principal in whose place he acts:
  the task must be the principal's. `act.key` makes a repeat harmless: `applied.repeated`, and nothing was changed.
- `act.digest` and `act.fields` are the document as it stands at the act. `definition.fields_named` says which fields
  the definition asks about. Left out, the last known hold.
- Record `applied.act` (`to_data()` / `act_from_data`): it has its `seq`, its `at` and all that was resolved.
- Mirror `applied.opened`, `applied.closed` and `applied.changed` to rows; `task.id` ("t7") is the same at every replay.
  `task.holder` is empty while a task lies in its `task.pool`; `task.candidates` are those who may act on it now.
- Enqueue a job for each of `applied.asked` (`wait.job`, e.g. "typeset") and answer with `JobDone(wait=wait.id)` or
  `JobFailed(wait=wait.id, reason=...)`. `applied.dropped` are waits whose result is refused from now on.
- `applied.facts` are sentences for the trail; `run.opinions` the opinions as given, for ever. `run.taken_back` names the
  tasks on which somebody acted and took it back: his opinion stays and does not count.
- `next_acts(definition, run, holder)` gives the buttons; `lanes(definition, run)` the trail; `holding` who has it now.
- `check(definition)` says in sentences what keeps a definition from being published.
- `Refused` carries `kind`, `sentence` and, where somebody was first, `by` and `at`.
- `Directory.resolve(who, context) -> Resolution` is what the caller brings: the people behind a rule such as
  `Head("drafter.department")`; `Resolution.each("a", "b")` are two parties, `Resolution.pool("a", "b")` one of two.
- `load("outgoing")` is a shipped definition.

That somebody is the flow administrator (`as_keeper`, `Correct`) is for the caller's policy to have asked.
"""

from docflow.flow.acts import (
    BACK,
    REPLY,
    RETRY,
    STANCES,
    Act,
    Claim,
    Complete,
    Correct,
    JobDone,
    JobFailed,
    PutBack,
    Reassign,
    Resume,
    ReturnTo,
    SaveOpinion,
    Start,
    Suspend,
    Terminate,
    Withdraw,
    act_from_data,
)
from docflow.flow.board import Fact
from docflow.flow.check import Finding, check
from docflow.flow.definition import END, JOIN, Branch, Choice, Definition, Route, Step
from docflow.flow.definitions import load, shipped
from docflow.flow.engine import Applied, apply, replay
from docflow.flow.lanes import Lane, Stay, holding, lanes
from docflow.flow.offers import Offer, Way, next_acts
from docflow.flow.refusals import Refused
from docflow.flow.run import DEEDS, Opinion, Run, Task, Visit, Wait
from docflow.flow.who import (
    Chosen,
    Context,
    Directory,
    Drafter,
    EachUnit,
    Head,
    LeaderInCharge,
    Named,
    PersonField,
    Post,
    Resolution,
    Role,
    Several,
    Who,
)

__all__ = [
    "BACK",
    "DEEDS",
    "END",
    "JOIN",
    "REPLY",
    "RETRY",
    "STANCES",
    "Act",
    "Applied",
    "Branch",
    "Choice",
    "Chosen",
    "Claim",
    "Complete",
    "Context",
    "Correct",
    "Definition",
    "Directory",
    "Drafter",
    "EachUnit",
    "Fact",
    "Finding",
    "Head",
    "JobDone",
    "JobFailed",
    "Lane",
    "LeaderInCharge",
    "Named",
    "Offer",
    "Opinion",
    "PersonField",
    "Post",
    "PutBack",
    "Reassign",
    "Refused",
    "Resolution",
    "Resume",
    "ReturnTo",
    "Role",
    "Route",
    "Run",
    "SaveOpinion",
    "Several",
    "Start",
    "Stay",
    "Step",
    "Suspend",
    "Task",
    "Terminate",
    "Visit",
    "Wait",
    "Way",
    "Who",
    "Withdraw",
    "act_from_data",
    "apply",
    "check",
    "holding",
    "lanes",
    "load",
    "next_acts",
    "replay",
    "shipped",
]
