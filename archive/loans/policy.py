"""Who may read and do what with loans, said for a row and for a list."""

from uuid import UUID

from django.db.models import QuerySet

from archive.loans.models import Loan, LoanState
from archive.models import Record, State
from archive.policy import ARCHIVIST, organs_kept, records
from docflow.api import Task, papers, tasks
from office.api import Actor, among, may_read, may_read_all, readable
from office.kernel.refusals import NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.transactions import lock_only
from office.kernel.wording import moment_in_words

NAMES = (
    "organ",
    "borrower__person",
    "borrower__post__department__organ",
    "record__department",
    "record__fonds",
    "record__organ",
    "run__flow",
)


class Loans:
    """借阅单: read by the borrower, by the archivists of the organ whose record it is, and by whoever was asked to approve it."""

    def readable(self, by: Actor) -> QuerySet[Loan]:
        """All he may read."""
        return readable(Loan.objects.all(), by)

    def mine(self, by: Actor) -> QuerySet[Loan]:
        """What he asked for, in any of his posts."""
        return Loan.objects.filter(borrower__in=by.appointments)

    def kept(self, by: Actor) -> QuerySet[Loan]:
        """Those of the organs whose archivist he is."""
        return Loan.objects.filter(organ__in=organs_kept(by))

    def read(self, uid: UUID, *, by: Actor) -> Loan:
        """One he may read; not his and not there are one refusal."""
        loan = Loan.objects.select_related(*NAMES).filter(uid=uid).first()
        if loan is None or not may_read(by, uid):
            raise NotThere("该借阅单")
        return loan

    def is_borrower(self, loan: Loan, *, by: Actor) -> bool:
        return loan.borrower_id in {one.pk for one in by.appointments}

    def is_keeper(self, loan: Loan, *, by: Actor) -> bool:
        return by.has_role(loan.organ, ARCHIVIST)

    def may_see_record(self, loan: Loan, *, by: Actor) -> bool:
        """Whether it is for him to know which record is meant: the borrower learns it with the loan, unless he could read it before."""
        if loan.record is None:
            return False
        return loan.is_open or not self.is_borrower(loan, by=by) or bool(may_read_all(by, [loan.record.uid]))

    def take(self, uid: UUID, *, by: Actor, doing: str) -> Loan:
        """One that is lent out, locked. Raises NotThere, SomebodyWasFirst where it is over."""
        self.read(uid, by=by)
        lock_only(Loan.objects.filter(uid=uid), "loan")
        loan = self.read(uid, by=by)
        if not loan.is_open:
            raise SomebodyWasFirst(f"没有{doing}：{over_in_words(loan)}。请刷新页面看最新情况。")
        return loan

    def take_own(self, uid: UUID, *, by: Actor, doing: str) -> tuple[Loan, Actor]:
        """One that he has borrowed, locked, and he in the post in which he did."""
        if not self.is_borrower(self.read(uid, by=by), by=by):
            raise NotAllowed(f"{doing}由借阅人自己办。您可以看，不能这样办。")
        loan = self.take(uid, by=by, doing=doing)
        return loan, by.acting_as(loan.borrower)

    def take_kept(self, uid: UUID, *, by: Actor, doing: str) -> Loan:
        """One whose record he keeps, locked."""
        if not self.is_keeper(self.read(uid, by=by), by=by):
            raise NotAllowed(f"{doing}由档案管理员办。您可以看，不能这样办。")
        return self.take(uid, by=by, doing=doing)

    def take_asked(self, uid: UUID, *, by: Actor) -> tuple[Loan, Actor]:
        """One that he asked for and that nobody has answered yet, its run and itself locked."""
        if not self.is_borrower(self.read(uid, by=by), by=by):
            raise NotAllowed("撤销由申请人自己办。您可以看，不能这样办。")
        papers.take(uid, by=by)
        lock_only(Loan.objects.filter(uid=uid), "loan")
        loan = self.read(uid, by=by)
        if loan.state != LoanState.ASKED:
            raise SomebodyWasFirst(f"没有撤销：这份申请现在是“{loan.get_state_display()}”。请刷新页面看最新情况。")
        return loan, by.acting_as(loan.borrower)

    def take_task(self, task_uid: UUID, *, by: Actor, to: str) -> tuple[Task, Loan, Actor]:
        """His task on the way of a request, its run and the loan locked, and he in the capacity that it asks for."""
        task, actor = tasks.take(task_uid, by=by, to=to)
        lock_only(Loan.objects.filter(uid=task.run.paper_uid), "loan")
        return task, self.of_task(task, by=by), actor

    def is_own(self, loan: Loan, *, by: Actor) -> bool:
        """Whether he asked for it himself, in whichever post he acts now."""
        return loan.borrower.person_id == by.person.pk

    def ask_to_agree(self, loan: Loan, *, by: Actor) -> None:
        """Nobody agrees to his own request; nothing is lent to a post that its holder has left, nor what is off the shelf. Raises NotAllowed."""
        if self.is_own(loan, by=by):
            raise NotAllowed("没有办理：这是您自己的申请，不能由自己审批。请流程管理员指定别人办理。")
        if str(loan.borrower.uid) not in among([loan.borrower.uid]):
            raise NotAllowed("没有办理：申请人已不在申请时的岗位，或账号已停用，不能再借给他。请不同意，写明缘由。")
        if loan.record is not None and loan.record.state != State.FILED:
            raise NotAllowed(
                "没有办理：这件档案正在更正，现在不能借出。更正后再归档时再办；不等的，请不同意，写明缘由。"
            )

    def of_task(self, task: Task, *, by: Actor) -> Loan:
        """The loan that a task is about; tasks of other papers are not there."""
        return self.read(task.run.paper_uid, by=by)

    def to_read(self, uid: UUID, *, by: Actor) -> Loan:
        """One by which he may read the record at this very moment. Every page, image and file asks here anew.

        Raises NotThere for whoever is not the borrower, NotAllowed when it is over or the record is away.
        """
        loan = self.read(uid, by=by)
        if not self.is_borrower(loan, by=by):
            raise NotThere("该借阅单")
        if not loan.is_open:
            raise NotAllowed(f"{over_in_words(loan)}，不能再看。还要看的，请重新申请借阅。")
        if not loan.is_readable:
            raise NotAllowed("这件档案正在更正，暂不能看。更正后再归档时可以接着看，借阅期限不变。")
        return loan

    def to_lend(self, uid: UUID, loan: Loan, *, by: Actor) -> Record:
        """A filed record of the loan's organ that he keeps or may read. Raises NotThere."""
        item = Record.objects.filter(uid=uid, organ=loan.organ_id, state=State.FILED).first()
        if item is None or not (by.has_role(loan.organ, ARCHIVIST) or may_read(by, uid)):
            raise NotThere("该档案")
        return item

    def to_ask_for(self, uid: UUID, *, by: Actor) -> Record:
        """A record that he sees and would borrow. Raises NotThere, NotAllowed."""
        item = records.read(uid, by=by)
        if item.state != State.FILED:
            raise NotAllowed("这件还没有归档，或正在更正，归档后可以借阅。")
        if by.has_role(item.organ, ARCHIVIST):
            raise NotAllowed("这件档案由您保管，可以直接看和下载，不用借阅。")
        return item


def over_in_words(loan: Loan) -> str:
    """How a loan ended: 这次借阅已于3月18日到期."""
    at = loan.until if loan.has_expired else loan.ended_at
    if at is None:
        return f"这份借阅单现在是“{loan.get_state_display()}”"
    return f"这次借阅已于{moment_in_words(at)}{'到期' if loan.has_expired else loan.get_state_display().removeprefix('已')}"


loans = Loans()
