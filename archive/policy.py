"""Who may read and do what with records, said for a row and for a list."""

from uuid import UUID

from django.db.models import QuerySet

from archive.models import CheckReport, Fonds, Record, RecordFile, Role
from office.api import Actor, keys_of, keys_opening, may_read, readable
from office.kernel.refusals import NotAllowed, NotThere
from office.kernel.transactions import lock_only

ARCHIVIST, CLERK = "archivist", "document_clerk"
NAMES = ("fonds", "organ", "department", "undertaker", "confirmed_by__person")
OPEN_ROLES = (Role.ORIGINAL, Role.ATTACHMENT)
"""What a reader sees who has no part in the handling."""


class Records:
    """档案：read by whom a grant names: the archivist of its organ, those who could read the paper, and borrowers for as long as they may."""

    def readable(self, by: Actor) -> QuerySet[Record]:
        """All he may read."""
        return readable(Record.objects.all(), by)

    def read(self, uid: UUID, *, by: Actor) -> Record:
        """One he may read; not his and not there are one refusal."""
        record = Record.objects.select_related(*NAMES).filter(uid=uid).first()
        if record is None or not may_read(by, uid):
            raise NotThere("该档案")
        return record

    def may_see_making(self, item: Record, *, by: Actor) -> bool:
        """处理单、定稿、办理过程: for those of the organ that made or handled it; whoever else may read it sees what went out or came in.

        A borrower is shown what he has borrowed, on the page of his loan.
        """
        return bool(by.posts_for(item.organ_id)) and self.may_have(item, by=by)

    def files(self, item: Record, *, by: Actor) -> QuerySet[RecordFile]:
        """The files of all its revisions that he may have: only what is open to him without an end; a borrower reads images instead."""
        rows = RecordFile.objects.filter(record=item).select_related("file").order_by("-revision", "ordinal")
        if not self.may_have(item, by=by):
            return rows.none()
        return rows if self.may_see_making(item, by=by) else rows.filter(role__in=OPEN_ROLES, revision=item.revision)

    def may_have(self, item: Record, *, by: Actor) -> bool:
        """下载: whoever may read it without an end."""
        return bool(keys_of(by) & set(keys_opening(item.uid)))

    def kept(self, by: Actor) -> QuerySet[Record]:
        """Those that he keeps as an archivist of their organ."""
        return Record.objects.filter(organ__in=organs_kept(by))

    def take(self, uid: UUID, *, by: Actor) -> Record:
        """One that he keeps, locked. Raises NotThere for everybody else's."""
        if not self.kept(by).filter(uid=uid).exists():
            raise NotThere("该档案")
        lock_only(Record.objects.filter(uid=uid), "record")
        return self.kept(by).select_related(*NAMES).get(uid=uid)

    def capacity(self, item: Record, *, by: Actor) -> Actor:
        """He in the post in which he keeps it."""
        for one in by.posts_for(item.organ_id):
            if any(held.role == ARCHIVIST for held in one.post.roles.all()):
                return by.acting_as(one)
        return by

    def take_returned(self, uid: UUID, *, by: Actor) -> Record:
        """One that was returned, locked: by its archivist, or by those to whom it was returned. Raises NotThere, NotAllowed."""
        item = self.read(uid, by=by)
        if not self.may_put_right(item, by=by):
            raise NotAllowed("补正后由经办人或档案管理员送归档。您可以看，不能这样办。")
        lock_only(Record.objects.filter(uid=uid), "record")
        return Record.objects.select_related(*NAMES).get(uid=uid)

    def may_put_right(self, item: Record, *, by: Actor) -> bool:
        """Whether it is for him to send it again: who did the paper, the clerks of its organ, its archivists."""
        mine = {one.pk for one in by.appointments}
        return item.undertaker_id in mine or by.has_role(item.organ, ARCHIVIST, CLERK)


class Reports:
    """检测报告：read by who keeps the record or may see its making: it names every file, also those that receivers and borrowers do not see."""

    def read(self, uid: UUID, *, by: Actor) -> CheckReport:
        """One he may read; not his and not there are one refusal."""
        rows = CheckReport.objects.select_related("record__fonds", "record__organ", "by__person")
        report = rows.filter(uid=uid).first()
        if report is None or not self._may_read(report.record, by=by):
            raise NotThere("该检测报告")
        return report

    def _may_read(self, item: Record, *, by: Actor) -> bool:
        return item.organ_id in organs_kept(by) or records.may_see_making(item, by=by)


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
