"""filing：a closed paper onto the shelf, against the bare check of its seals and the digests of its files."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from archive.actions.collect import collect
from archive.actions.confirm_retention import confirm_retention
from archive.models import Record, RecordFile
from archive.tasks import check_record
from docflow.actions.close import close
from docflow.api import filing_of
from docflow.distribution.actions.distribute import distribute
from docflow.models import Document, IssuingCode
from docflow.selectors.verification import verify_content
from office.api import read, with_role, work_until
from office.jobs.models import Job
from office.kernel.clock import now
from office.kernel.digests import sm3
from office.kernel.ids import uuid7
from office.site.benching.rounds import Spread, rounds_of, seconds
from office.site.preparing import prepare_demo
from office.site.rehearsing.casting import cast_for
from office.site.rehearsing.outgoing import Outgoing
from office.site.rehearsing.paper import draft_of
from office.site.rehearsing.sample import HEATING
from office.site.rehearsing.stepping import playing

CODE = "云政办发"


def measure(rounds: int, size: int) -> Iterator[str]:
    """`size` papers a round; each is filed once, and its reference is taken beside it."""
    prepare_demo()
    code = IssuingCode.objects.select_related("organ").get(code=CODE)
    archivist = playing(with_role(code.organ, "archivist")[0])
    collected: list[float] = []
    shelved: list[float] = []
    reference: list[float] = []
    for n in rounds_of(rounds):
        for _ in range(size):
            paper = _closed(code)
            bare = partial(_bare, paper)
            if n % 2 == 0:
                reference.append(seconds(bare))
            collected.append(seconds(partial(_collect, paper)))
            item = Record.objects.get(paper_uid=paper.uid)
            confirm_retention(item.uid, "D30", item.unit, by=archivist, key=uuid7())
            shelved.append(seconds(partial(check_record.call, str(item.uid))))
            Job.objects.filter(task=check_record.module_path).update(state="done", ended_at=now())
            if n % 2 == 1:
                reference.append(seconds(bare))
    yield f"收集（含印处理单、验章、存入） {Spread.of([1000 * one for one in collected])} ms"
    yield f"检测并归档 {Spread.of([1000 * one for one in shelved])} ms"
    yield f"对照：验章并算各文件的SM3 {Spread.of([1000 * one for one in reference])} ms"
    yield f"收集/对照 {Spread.of([a / b for a, b in zip(collected, reference, strict=True)])}，要求不超过1.5"
    yield f"检测并归档/对照 {Spread.of([a / b for a, b in zip(shelved, reference, strict=True)])}，要求不超过1.5"


def _collect(paper: Document) -> None:
    collect(filing_of(paper.uid), by=None, key=uuid7())


def _bare(paper: Document) -> None:
    """Its seals checked, and every file that it has, or will have, read and digested."""
    verify_content(read(paper.sealed.file))
    for one in RecordFile.objects.filter(record__paper_uid=paper.uid).select_related("file"):
        sm3(read(one.file))


def _closed(code: IssuingCode) -> Document:
    """A document signed, sealed, sent to nobody and closed."""
    going = Outgoing.begun(cast_for(code), HEATING.kind)
    going.written(replace(draft_of(HEATING, code), main_recipients=(), cc=()), "请审核。")
    for _ in (*going.reviewed(), *going.issued()):
        pass
    going.does("distribute", "分发", distribute, reason="张贴公布")
    work_until(lambda: going.waits_at("close"))
    going.does("close", "办结", close)
    return Document.objects.select_related("sealed__file").get(pk=going.paper.pk)
