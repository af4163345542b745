"""Who may read and do what with what came in, said for a row and for a list."""

from uuid import UUID

from django.db.models import QuerySet

from docflow.incoming.models import Incoming, IncomingRegister, Intake
from docflow.models import Run
from office.api import Actor, Organ, read_one, readable, with_role
from office.kernel.refusals import NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.transactions import lock_only
from office.kernel.wording import moment_in_words

CLERK = "document_clerk"
REGISTER_READERS = (CLERK, "office_reviewer", "leader", "auditor")


class Incomings:
    """收文：read by whom a grant names."""

    def readable(self, by: Actor) -> QuerySet[Incoming]:
        """All he may read."""
        return readable(Incoming.objects.all(), by)

    def read(self, uid: UUID, *, by: Actor) -> Incoming:
        """One he may read; not his and not there are one refusal."""
        rows = Incoming.objects.select_related(
            "organ", "registered_by__person", "registered_by__post__department", "incoming_class", "run", "file"
        )
        return read_one(rows, uid, by, called="该收文")

    def may_see_handling(self, incoming: Incoming, *, by: Actor) -> bool:
        """处理单: for those of the organ that received it, and nobody else, whatever else he may have been given."""
        return bool(by.posts_for(incoming.organ_id))

    def read_handling(self, uid: UUID, *, by: Actor) -> Incoming:
        """One whose handling he may see."""
        incoming = self.read(uid, by=by)
        if not self.may_see_handling(incoming, by=by):
            raise NotThere("该处理单")
        return incoming

    def take(self, uid: UUID, *, by: Actor) -> Incoming:
        """The same, with its run locked: nobody moves it meanwhile."""
        self.read(uid, by=by)
        lock_only(Run.objects.filter(paper_uid=uid), "run")
        return self.read(uid, by=by)


class Registrars:
    """收文登记：by the clerks of an organ; where there are none, by anybody of it."""

    def capacity(self, by: Actor, organ: Organ | None = None) -> Actor | None:
        """He in the post in which he registers (for that organ, where one is named); None where he does not."""
        own = [one for one in by.appointments if organ is None or one.organ.pk == organ.pk]
        for one in own:
            if any(held.role == CLERK for held in one.post.roles.all()):
                return by.acting_as(one)
        if own and not with_role(own[0].organ, CLERK).exists():
            return by.acting_as(own[0])
        return None

    def ask(self, by: Actor, organ: Organ | None = None) -> Actor:
        """The same, or NotAllowed."""
        actor = self.capacity(by, organ)
        if actor is None:
            raise NotAllowed("收文由本机关文书登记。收到纸质件或外来文件，请交文书登记。")
        return actor


class Intakes:
    """待登记的文件：only of whoever brought it."""

    def read(self, uid: UUID, *, by: Actor) -> Intake:
        mine = [one.pk for one in by.appointments]
        intake = Intake.objects.select_related("file").filter(uid=uid, by__in=mine).first()
        if intake is None:
            raise NotThere("该文件")
        return intake

    def refuse_used(self, intake: Intake) -> None:
        """Once registered it is part of a piece, and of no second one."""
        if intake.used_at is not None:
            when = moment_in_words(intake.used_at)
            raise SomebodyWasFirst(f"没有登记：“{intake}”已于{when}登记过。请到收文列表查看。")


class Registers:
    """收文登记簿：read in the organ by those who work with numbers."""

    def readable(self, by: Actor) -> QuerySet[IncomingRegister]:
        organs = {organ for organ, role in by.roles if role in REGISTER_READERS}
        return IncomingRegister.objects.filter(incoming_class__organ__in=organs)

    def read(self, uid: UUID, *, by: Actor) -> IncomingRegister:
        register = self.readable(by).select_related("incoming_class__organ").filter(uid=uid).first()
        if register is None:
            raise NotThere("该登记簿")
        return register


incomings, registrars, intakes, registers = Incomings(), Registrars(), Intakes(), Registers()
