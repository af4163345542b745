"""用印结果入库。"""

from dataclasses import dataclass
from uuid import UUID

from docflow import flow
from docflow.actions.take_in_page import PDF, is_waiting, locked_run
from docflow.models import Document, Rendition, Run, Sealed, SealUse
from docflow.models.seals import UseState
from docflow.seals.sealing import SealedFile
from docflow.walking.performing import perform
from docflow.walking.waiting import key_of
from office.api import Actor, action, keep, record
from office.kernel import crash
from office.kernel.clock import now


@dataclass(frozen=True)
class SealWanted:
    """A seal to be put on: the use as logged, and the page it is for."""

    run: Run
    use: SealUse
    page: Rendition


def open_use(document: Document) -> SealUse | None:
    """The use that was asked for and has not ended."""
    return SealUse.objects.select_related("seal").filter(document=document, state=UseState.ASKED).first()


def seal_wanted(run_uid: UUID | str, wait: str) -> SealWanted | None:
    """What to seal; None when nobody waits for it any more."""
    run = Run.objects.select_related("document").filter(uid=run_uid).first()
    if run is None or not is_waiting(run, wait):
        return None
    use = open_use(run.document)
    if use is None:
        return None
    page = Rendition.objects.select_related("file").filter(document=run.document, kind="final", file__sm3=use.page_sm3)
    return SealWanted(run, use, page.get())


@action
def take_in_seal(use_uid: UUID, wait: str, sealed: SealedFile, *, by: Actor | None, key: UUID) -> Sealed | None:
    """用印完成：the sealed file enters the register, the use is closed with its digest. A late result is dropped."""
    use = SealUse.objects.select_related("seal", "document__run").get(uid=use_uid)
    run = locked_run(use.document.run.uid)
    use.refresh_from_db()
    if not is_waiting(run, wait) or use.state != UseState.ASKED:
        return None
    crash.point("seal.before_keeping")
    page = Rendition.objects.get(document=run.document, kind="final", file__sm3=use.page_sm3)
    entered = Sealed.objects.create(
        document=run.document,
        file=keep(sealed.content, PDF),
        sm3=sealed.sm3,
        page_sm3=sealed.revisions[0],
        sha256=sealed.sha256,
        size=sealed.size,
        pages=page.pages,
        revisions=list(sealed.revisions),
        seals=sealed.seals,
    )
    use.state, use.sealed_sm3, use.ended_at = UseState.DONE, sealed.sm3, now()
    use.save(update_fields=["state", "sealed_sm3", "ended_at"])
    run.document.sealed = entered
    perform(run, flow.JobDone(wait=wait), by=by, key=key)
    record(
        by,
        "docflow.seal_applied",
        stream=f"run:{run.uid}",
        about=run.document.uid,
        title=str(run.document),
        seal=str(use.seal),
        sm3=sealed.sm3,
    )
    crash.point("seal.kept")
    return entered


@action
def seal_failed(run_uid: str, wait: str, *, reason: str, by: Actor | None, key: UUID) -> Document | None:
    """用印未成：the use is closed with its reason, the seal keeper gets a task that says why."""
    run = locked_run(run_uid)
    if not is_waiting(run, wait):
        return None
    use = open_use(run.document)
    if use is not None:
        use.state, use.why, use.ended_at = UseState.FAILED, reason[:400] or "未说明", now()
        use.save(update_fields=["state", "why", "ended_at"])
    perform(run, flow.JobFailed(wait=wait, reason=reason), by=by, key=key)
    record(
        by,
        "docflow.seal_failed",
        stream=f"run:{run.uid}",
        about=run.document.uid,
        title=str(run.document),
        reason=reason,
    )
    return run.document


def sealing_failed(run_uid: str, wait: str, *, reason: str) -> None:
    """The system's act about a sealing that will not be done."""
    run = Run.objects.get(uid=run_uid)
    seal_failed(run_uid, wait, reason=reason, by=None, key=key_of(run, wait, "failed"))
