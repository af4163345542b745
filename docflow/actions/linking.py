"""联系：join two papers, and take a wrong link away."""

from uuid import UUID

from docflow import policy
from docflow.models import Document, Link, LinkKind, Run
from docflow.models.papers import Paper
from docflow.selectors.tasks import task_of
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, NotThere
from office.kernel.transactions import require_transaction

CHANGES_LAW = frozenset({LinkKind.AMENDS, LinkKind.REPEALS})
"""Links that say something about the force of the other paper, wherever that is shown."""


@action
def link(from_uid: UUID, to_uid: UUID, kind: str, *, by: Actor, key: UUID) -> Link:
    """联系：one paper replies to, forwards, amends or repeals another, or is of the same matter. He must read both.

    A paper is amended or repealed by one of its own organ or of an organ above; what came in, only by what came into the same organ.
    """
    if kind not in set(LinkKind):
        raise Invalid("请选择是什么联系。", field="kind")
    if from_uid == to_uid:
        raise Invalid("不能与自己联系。请另选一件。", field="other")
    first, second = policy.papers.take(from_uid, by=by), policy.papers.read(to_uid, by=by)
    ask_linker(first, by=by)
    if kind in CHANGES_LAW and not _has_force_over(first, second):
        raise NotAllowed("只有本机关或上级机关的文件，才能修改或废止这一件。")
    return link_papers(from_uid, to_uid, LinkKind(kind), by=by)


def link_papers(from_uid: UUID, to_uid: UUID, kind: LinkKind, *, by: Actor) -> Link:
    """The same inside another act, which has asked. A link that is there already is left as it is."""
    require_transaction()
    row, made = Link.objects.get_or_create(
        from_uid=from_uid,
        to_uid=to_uid,
        kind=kind,
        removed_at=None,
        defaults={"by": by.appointment, "names": by.names()},
    )
    if made:
        run = Run.objects.get(paper_uid=from_uid)
        record(
            by,
            "docflow.linked",
            stream=f"run:{run.uid}",
            about=from_uid,
            title=str(run.paper),
            kind=kind.label,
            to=str(to_uid),
        )
    return row


@action
def unlink(from_uid: UUID, link_uid: UUID, *, by: Actor, key: UUID) -> Link:
    """解除联系：by whoever may link the paper from which it goes out. It stays in history."""
    row = Link.objects.filter(uid=link_uid, from_uid=from_uid).first()
    if row is None:
        raise NotThere("该联系")
    first = policy.papers.take(row.from_uid, by=by)
    policy.papers.read(row.to_uid, by=by)
    ask_linker(first, by=by)
    row.refresh_from_db()
    if row.removed_at is None:
        row.removed_at = now()
        row.save(update_fields=["removed_at"])
        record(
            by,
            "docflow.unlinked",
            stream=f"run:{first.run.uid}",
            about=first.uid,
            title=str(first),
            kind=row.get_kind_display(),
            to=str(row.to_uid),
        )
    return row


def may_link(paper: Paper, *, by: Actor) -> bool:
    """Whether he began it, holds it now, or is a clerk of its organ."""
    if paper.begun_by.pk in {one.pk for one in by.appointments} or by.has_role(paper.organ, "document_clerk"):
        return True
    return task_of(paper, by=by) is not None


def ask_linker(paper: Paper, *, by: Actor) -> None:
    """The same, or NotAllowed."""
    if not may_link(paper, by=by):
        raise NotAllowed("联系由经办人和本机关文书建立。您可以看，不能改。")


def _has_force_over(first: Paper, second: Paper) -> bool:
    if not isinstance(second, Document):
        return first.organ_id == second.organ_id
    return isinstance(first, Document) and second.organ.path.startswith(first.organ.path)
