"""Background work of the archive: slow things are done here, outside any lock; an action takes the result in."""

from collections.abc import Callable
from uuid import UUID

from archive.actions.collect import collect, collect_again
from archive.actions.describe import describe
from archive.actions.file_record import checking_failed, file_record
from archive.actions.print_out import forget_old, printout_failed, take_in_printout
from archive.checking import run_check
from archive.models import Fonds, Origin, Printout, Record, Stage, State
from archive.printouts import make
from docflow.api import Filing, filing_of
from meetings.api import filing_of_meeting
from office.api import Job, on_failure, task
from office.kernel import crash
from office.kernel.ids import uuid7


@task()
def collect_paper(paper_uid: str) -> None:
    """收集：make a record of a closed paper, unless there is one."""
    _collect(UUID(paper_uid), filing_of)


@task()
def collect_meeting(minutes_uid: str) -> None:
    """收集：make a record of a meeting whose minutes are issued, unless there is one."""
    _collect(UUID(minutes_uid), filing_of_meeting)


def _collect(uid: UUID, filing_of_it: Callable[[UUID], Filing]) -> None:
    if Record.objects.filter(paper_uid=uid).exists():
        return
    filing = filing_of_it(uid)
    if Fonds.objects.filter(organ=filing.organ).exists():
        collect(filing, by=None, key=uuid7())


@task()
def collect_again_of(record_uid: str) -> None:
    """重新收集：the files of what was returned and put right."""
    item = Record.objects.get(uid=record_uid)
    if item.state == State.COLLECTING and item.paper_uid is not None:
        filing_of_it: Callable[[UUID], Filing] = filing_of_meeting if item.origin == Origin.MEETING else filing_of
        collect_again(item.uid, filing_of_it(item.paper_uid), by=None, key=uuid7())


@task()
def check_record(record_uid: str) -> None:
    """检测：write the description down, check the record, and take in what came of it."""
    item = describe(UUID(record_uid), by=None, key=uuid7())
    if item.state != State.CHECKING:
        return
    report = run_check(item, Stage.FILING)
    crash.point("archive.checked")
    file_record(item.uid, report.uid, by=None, key=uuid7())


@task()
def collect_all() -> None:
    """每夜一遍：every closed paper is looked at, however long ago it was closed."""
    from archive.collecting import sweep  # noqa: PLC0415 - the sweep asks for the tasks above

    sweep(everything=True)


@task()
def make_printout(uid: str) -> None:
    """打印目录和登记表：of many records, for somebody who does not wait."""
    made = Printout.objects.select_related("fonds__organ").get(uid=uid)
    if made.is_open:
        content = make(made)
        crash.point("archive.printed")
        take_in_printout(made.uid, content, by=None, key=uuid7())


@task()
def clear_printouts() -> int:
    """清理打印件：printouts of a week ago. Returns how many."""
    return forget_old()


@on_failure(make_printout)
def _not_printed(job: Job) -> None:
    printout_failed(UUID(job.args[0]), job.error, by=None, key=uuid7())


@on_failure(check_record)
def _not_checked(job: Job) -> None:
    checking_failed(UUID(job.args[0]), job.error, by=None, key=uuid7())
