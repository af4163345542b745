"""Who may import: the archivists of an organ, into its fonds; said for a row and for a list."""

from uuid import UUID

from django.db.models import QuerySet

from archive.importing.models import Batch
from archive.policy import organs_kept
from office.api import Actor, Organ
from office.kernel.refusals import NotAllowed, NotThere
from office.kernel.transactions import lock_only


class Batches:
    """导入批次：of the organs whose archivist he is."""

    def kept(self, by: Actor) -> QuerySet[Batch]:
        rows = Batch.objects.select_related("fonds", "organ", "brought_by__person")
        return rows.filter(organ__in=organs_kept(by))

    def read(self, uid: UUID, *, by: Actor) -> Batch:
        """One that he keeps; not his and not there are one refusal."""
        batch = self.kept(by).filter(uid=uid).first()
        if batch is None:
            raise NotThere("该导入批次")
        return batch

    def take(self, uid: UUID, *, by: Actor | None) -> Batch:
        """The same, locked; `by` None is the job that works at it."""
        if by is not None:
            self.read(uid, by=by)
        if lock_only(Batch.objects.filter(uid=uid), "import") is None:
            raise NotThere("该导入批次")
        rows = self.kept(by) if by is not None else Batch.objects.select_related("fonds__organ", "organ")
        return rows.get(uid=uid)


def imports(by: Actor) -> bool:
    """Whether there is an organ into whose fonds he may import."""
    return bool(organs_kept(by))


def organs_of(by: Actor) -> list[Organ]:
    """The organs into whose fonds he may import. Raises NotAllowed where there is none."""
    organs = list(Organ.objects.filter(pk__in=organs_kept(by)).order_by("pk"))
    if not organs:
        raise NotAllowed("只有档案管理员能导入历史文件。")
    return organs


batches = Batches()
