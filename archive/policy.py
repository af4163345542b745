"""Who may read and do what with records, said for a row and for a list."""

from uuid import UUID

from django.db.models import Q, QuerySet

from archive.models import CheckReport, Fonds, Record
from office.api import Actor, may_read, readable
from office.kernel.refusals import NotThere
from office.kernel.transactions import lock_only

ARCHIVIST = "archivist"


class Records:
    """档案：read by whom a grant names: the archivist of its organ, those who could read the paper, and borrowers for as long as they may."""

    def readable(self, by: Actor) -> QuerySet[Record]:
        """All he may read."""
        return readable(Record.objects.all(), by)

    def read(self, uid: UUID, *, by: Actor) -> Record:
        """One he may read; not his and not there are one refusal."""
        record = Record.objects.select_related("fonds", "organ").filter(uid=uid).first()
        if record is None or not may_read(by, uid):
            raise NotThere("该档案")
        return record

    def kept(self, by: Actor) -> QuerySet[Record]:
        """Those that he keeps as an archivist of their organ."""
        return Record.objects.filter(organ__in=organs_kept(by))

    def take(self, uid: UUID, *, by: Actor) -> Record:
        """One that he keeps, locked. Raises NotThere for everybody else's."""
        if not self.kept(by).filter(uid=uid).exists():
            raise NotThere("该档案")
        lock_only(Record.objects.filter(uid=uid), "record")
        return self.kept(by).select_related("fonds", "organ").get(uid=uid)


class Reports:
    """检测报告：read by who keeps or may read the record."""

    def readable(self, by: Actor) -> QuerySet[CheckReport]:
        """All he may read."""
        return CheckReport.objects.filter(
            Q(record__organ__in=organs_kept(by)) | Q(record__in=records.readable(by).values("pk"))
        )

    def read(self, uid: UUID, *, by: Actor) -> CheckReport:
        """One he may read; not his and not there are one refusal."""
        rows = self.readable(by).select_related("record__fonds", "record__organ", "by__person")
        report = rows.filter(uid=uid).first()
        if report is None:
            raise NotThere("该检测报告")
        return report


def organs_kept(by: Actor) -> set[int]:
    """The row keys of the organs whose archivist he is."""
    return {organ for organ, role in by.roles if role == ARCHIVIST}


def keeps_records(by: Actor) -> bool:
    """Whether he is an archivist anywhere."""
    return bool(organs_kept(by))


class Fondses:
    """全宗：kept by the archivists of its organ; for everybody else it is not there."""

    def kept(self, by: Actor) -> QuerySet[Fonds]:
        """Those that he keeps."""
        return Fonds.objects.filter(organ__in=organs_kept(by)).select_related("organ")

    def read(self, uid: UUID, *, by: Actor) -> Fonds:
        """One that he keeps. Raises NotThere."""
        fonds = self.kept(by).filter(uid=uid).first()
        if fonds is None:
            raise NotThere("该全宗")
        return fonds

    def take(self, uid: UUID, *, by: Actor) -> Fonds:
        """The same, locked: at the place of the registers that count within it."""
        self.read(uid, by=by)
        lock_only(Fonds.objects.filter(uid=uid), "item_register")
        return self.read(uid, by=by)


records, reports, fondses = Records(), Reports(), Fondses()
