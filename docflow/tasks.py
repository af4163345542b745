"""Background work of documents: slow things are done here, outside any lock; an action takes the result in."""

from docflow.actions.take_in_page import page_wanted, take_in_page, typesetting_failed
from docflow.actions.take_in_seal import seal_wanted, sealing_failed, take_in_seal
from docflow.walking.waiting import key_of
from docflow.workshop import apply_seal, lay_out
from office.api import Job, on_failure, task


@task()
def typeset(run_uid: str, wait: str) -> None:
    """排版：make the final page of a numbered document."""
    if (wanted := page_wanted(run_uid, wait)) is not None:
        preview = lay_out(wanted.text, diameter=wanted.diameter, preview=True)
        page = lay_out(wanted.elements, diameter=wanted.diameter).against(preview)
        take_in_page(wanted.run.uid, wait, page, by=None, key=key_of(wanted.run, wait, "done"))


@task()
def seal(run_uid: str, wait: str) -> None:
    """盖章：put the seal that was asked for on the page."""
    if (wanted := seal_wanted(run_uid, wait)) is not None:
        sealed = apply_seal(wanted)
        take_in_seal(wanted.use.uid, wait, sealed, by=None, key=key_of(wanted.run, wait, "done"))


@on_failure(typeset)
def _not_typeset(job: Job) -> None:
    typesetting_failed(*job.args, reason=job.error)


@on_failure(seal)
def _not_sealed(job: Job) -> None:
    sealing_failed(*job.args, reason=job.error)
