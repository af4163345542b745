"""Background work of periodicals: pages are set here, outside any lock; an action takes the result in."""

from uuid import UUID

from docflow.briefs.actions.signing import key_for, publish, take_in_proof, typesetting_failed
from docflow.briefs.models import Issue, IssueState
from docflow.briefs.selectors.papers import paper_of
from docflow.briefs.workshop import lay_out
from office.api import Job, on_failure, task
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid


@task()
def set_proof(issue_uid: str) -> None:
    """排校样."""
    issue = _issue(issue_uid)
    if issue is None or issue.state != IssueState.EDITING:
        return
    try:
        laid = lay_out(paper_of(issue))
    except Invalid as refused:
        typesetting_failed(issue.uid, refused.sentence, by=None, key=uuid7())
        return
    take_in_proof(issue.uid, laid, by=None, key=uuid7())


@task()
def print_issue(issue_uid: str) -> None:
    """排印正本，排好即刊发."""
    issue = _issue(issue_uid)
    if issue is None or issue.state != IssueState.SIGNED:
        return
    try:
        laid = lay_out(paper_of(issue))
    except Invalid as refused:
        typesetting_failed(issue.uid, refused.sentence, by=None, key=uuid7())
        return
    publish(issue.uid, laid, by=None, key=key_for(issue.uid, "publish"))


def _issue(uid: str) -> Issue | None:
    return Issue.objects.select_related("periodical__desk__organ").filter(uid=UUID(uid)).first()


@on_failure(set_proof)
def _no_proof(job: Job) -> None:
    typesetting_failed(UUID(job.args[0]), f"没有排成：{job.error}", by=None, key=uuid7())


@on_failure(print_issue)
def _not_printed(job: Job) -> None:
    typesetting_failed(UUID(job.args[0]), f"没有排成：{job.error}", by=None, key=uuid7())
