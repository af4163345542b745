"""排版结果入库。"""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from docflow import flow
from docflow.elements.data import canonical_bytes
from docflow.elements.registration import text_of
from docflow.elements.schema import Elements
from docflow.models import Document, Rendition, Run, Sealed
from docflow.seals.revisions import digests
from docflow.selectors.seals import seal_diameter
from docflow.selectors.versions import current_version, whole
from docflow.walking.definitions import definition_of
from docflow.walking.performing import perform, state_of
from docflow.walking.waiting import key_of
from docflow.workshop import Page
from office.api import Actor, action, keep, record
from office.kernel import crash
from office.kernel.digests import sm3
from office.kernel.refusals import NotThere
from office.kernel.transactions import lock

PDF = "application/pdf"


@dataclass(frozen=True)
class PageWanted:
    """A final page to be made: the document as it goes out, and the text alone, as it was previewed."""

    run: Run
    elements: Elements
    text: Elements
    diameter: float


def locked_run(uid: UUID | str) -> Run:
    """The run, locked. For the system's own acts."""
    run = lock(Run.objects.filter(uid=uid), "run")
    if run is None:
        raise NotThere("该流程")
    return run


def is_waiting(run: Run, wait: str) -> bool:
    """Whether the run still waits for this very job."""
    return any(one.id == wait for one in state_of(run).open_waits)


def page_wanted(run_uid: UUID | str, wait: str) -> PageWanted | None:
    """What to typeset; None when nobody waits for it any more."""
    run = Run.objects.select_related("document").filter(uid=run_uid).first()
    if run is None or not is_waiting(run, wait):
        return None
    document = run.document
    elements = whole(document, current_version(document))
    return PageWanted(run, elements, text_of(elements), seal_diameter(document.organ_id))


@action
def take_in_page(run_uid: UUID, wait: str, page: Page, *, by: Actor | None, key: UUID) -> Rendition | None:
    """排版完成：keep the page and go on to 用印; minutes, which carry no seal, go on to 校核.

    On a route without that step their page is the 正本 at once. A result that nobody waits for any more is dropped.
    """
    run = locked_run(run_uid)
    document = run.document
    wanted = whole(document, current_version(document))
    source = digest_as_typeset(wanted)
    if not is_waiting(run, wait) or source != page.source:
        return None
    crash.point("page.before_keeping")
    rendition = keep_page(document, page, kind="final")
    if not wanted.form_taken.sealed and "proofread" not in definition_of(run):
        document.sealed = enter_unsealed(document, rendition, page.pdf)
    perform(run, flow.JobDone(wait=wait), by=by, key=key)
    record(
        by,
        "docflow.typeset",
        stream=f"run:{run.uid}",
        about=document.uid,
        title=str(document),
        pages=rendition.pages,
        sm3=rendition.file.sm3,
        differs=rendition.differs,
    )
    crash.point("page.kept")
    return rendition


def enter_unsealed(document: Document, rendition: Rendition, pdf: bytes) -> Sealed:
    """The 正本 of a document that carries no seal, in the register with none."""
    return Sealed.objects.create(
        document=document,
        file=rendition.file,
        sm3=rendition.file.sm3,
        page_sm3=digests(pdf)[0],
        sha256=sha256(pdf).hexdigest(),
        size=len(pdf),
        pages=rendition.pages,
        revisions=list(digests(pdf)),
        seals=0,
    )


def keep_page(document: Document, page: Page, *, kind: str) -> Rendition:
    """Store a page and what it was made of; the same page again is the same row."""
    found = Rendition.objects.filter(
        document=document, kind=kind, source=page.source, engine=page.engine, fonts=page.fonts
    ).first()
    return found or Rendition.objects.create(
        document=document,
        version=document.current,
        kind=kind,
        source=page.source,
        file=keep(page.pdf, PDF),
        pages=page.pages,
        breaks=page.breaks,
        places=list(page.places),
        engine=page.engine,
        fonts=page.fonts,
        differs=page.differs,
    )


def digest_as_typeset(elements: Elements) -> str:
    """SM3 of the whole document, number and dates included."""
    return sm3(canonical_bytes(elements)).hex()


@action
def job_failed(run_uid: str, wait: str, *, reason: str, by: Actor | None, key: UUID) -> Document | None:
    """排版未成：the fallback gets a task that says why."""
    run = locked_run(run_uid)
    if not is_waiting(run, wait):
        return None
    perform(run, flow.JobFailed(wait=wait, reason=reason), by=by, key=key)
    record(
        by,
        "docflow.job_failed",
        stream=f"run:{run.uid}",
        about=run.document.uid,
        title=str(run.document),
        reason=reason,
    )
    return run.document


def typesetting_failed(run_uid: str, wait: str, *, reason: str) -> None:
    """The system's act about a job that will not be done."""
    run = Run.objects.get(uid=run_uid)
    job_failed(run_uid, wait, reason=reason, by=None, key=key_of(run, wait, "failed"))
