"""What a process of its own does with one paper, for tests that kill it: `step` by name, and `look` at what is there."""

import itertools
import json
from typing import Any

from archive import tasks
from archive.actions.confirm_retention import confirm_retention
from archive.actions.decide import Judgement, decide
from archive.actions.return_record import return_record, send_again
from archive.collecting import sweep
from archive.models import CheckReport, Conclusion, ItemRegister, Record, Stage, State
from archive.policy import ARCHIVIST
from office.api import Actor, actor_of, with_role, work_until
from office.jobs.models import Job
from office.kernel.ids import uuid7
from tests import factories


def make(first: str) -> str:
    """A closed paper of a new organ; `first` keeps the names of its people from those of other processes."""
    from tests.archive.shelf import a_shelf, closed_paper  # noqa: PLC0415 - after the numbers are set

    factories._numbers = itertools.count(int(first))
    return str(closed_paper(a_shelf().office).uid)


def collect(_paper: str) -> None:
    sweep(everything=True)


def confirm(paper: str) -> None:
    item = Record.objects.get(paper_uid=paper)
    if item.state == State.ARRANGING:
        confirm_retention(item.uid, "D30", "YWK", by=archivist(item), key=uuid7())


def leave_to_a_person(paper: str) -> None:
    """Confirmed, and the check cannot tell."""

    def run_check(item: Record, stage: Stage, by: Actor | None = None) -> CheckReport:
        found = {"code": "GD-4-2", "name": "病毒感染", "looked_at": "", "result": "待人工", "says": "。", "decides": ""}
        return CheckReport.objects.create(
            record=item, revision=item.revision, stage=stage, conclusion=Conclusion.MANUAL, items=[found]
        )

    vars(tasks)["run_check"] = run_check
    confirm(paper)


def judge(paper: str) -> None:
    item = Record.objects.get(paper_uid=paper)
    if item.state == State.WAITING:
        decide(item.uid, {"GD-4-2": Judgement(True, "已查毒")}, by=archivist(item), key=uuid7())


def give_back(paper: str) -> None:
    item = Record.objects.get(paper_uid=paper)
    if item.state == State.FILED:
        return_record(item.uid, "附件缺页", by=archivist(item), key=uuid7())


def again(paper: str) -> None:
    item = Record.objects.get(paper_uid=paper)
    if item.state == State.RETURNED:
        send_again(item.uid, "已补齐", by=archivist(item), key=uuid7())


STEPS = {one.__name__: one for one in (collect, confirm, leave_to_a_person, judge, give_back, again)}


def step(name: str, paper: str) -> None:
    """Do it, and all the jobs that it asks for."""
    STEPS[name](paper)
    work_until(lambda: not Job.objects.open().filter(task__startswith="archive.").exists(), timeout=120)


def archivist(item: Record) -> Actor:
    one = with_role(item.organ, ARCHIVIST)[0]
    return actor_of(one.person, one)


def look(paper: str) -> str:
    """What there is of it now."""
    rows = list(Record.objects.filter(paper_uid=paper))
    found: dict[str, Any] = {"records": len(rows)}
    for item in rows:
        files = item.files.filter(revision=item.revision)
        last = list(ItemRegister.objects.filter(fonds=item.fonds).values_list("last", flat=True))
        found |= {
            "state": item.state,
            "revision": item.revision,
            "item": item.item,
            "last": sum(last),
            "files": sorted(one.name for one in files),
            "returns": item.returns.count(),
            "digest": len(item.digest),
        }
    return json.dumps(found)
