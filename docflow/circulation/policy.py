"""Who may read and do what with circulations, said for a row and for a list.

Whoever may read a paper may see how it was sent round: there is no second grant. A reader is given the paper, with 传阅 as the reason,
when it is his turn; that grant stays when the circulation ends, for who has read a thing knows it. Only who is taken off before he has
read loses it, and only where nothing else gave it to him.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from docflow.circulation.models import Circulation, Order, Reading
from docflow.circulation.papers import Circulating, circulates
from docflow.models import Run
from office.api import Actor, Appointment, Department, grants_to, may_read
from office.kernel.clock import OFFICE_ZONE
from office.kernel.refusals import NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.transactions import lock_only
from office.kernel.wording import moment_in_words

STARTERS = ("leader", "head", "document_clerk", "office_reviewer")
KEEPER = "flow_administrator"


class Papers:
    """What may be sent round, and by whom."""

    def read(self, uid: UUID, *, by: Actor) -> Circulating:
        """One he may read; not his and not there are one refusal."""
        paper = circulates(uid) if may_read(by, uid) else None
        if paper is None:
            raise NotThere("该文件")
        return paper

    def capacity(self, paper: Circulating, *, by: Actor) -> Appointment | None:
        """The post in which he may send it round: one of the paper's organ, with a role for it or the one that began the paper."""
        for one in by.appointments:
            roles = {held.role for held in one.post.roles.all()}
            began = paper.begun_by is not None and paper.begun_by.pk == one.pk
            if one.organ.pk == paper.organ.pk and (began or roles & set(STARTERS)):
                return one
        return None

    def ask(self, uid: UUID, *, by: Actor) -> tuple[Circulating, Actor]:
        """A paper that he may send round now, and he in that capacity. Raises NotThere, NotAllowed."""
        paper = self.read(uid, by=by)
        capacity = self.capacity(paper, by=by)
        if capacity is None:
            raise NotAllowed("传阅由本机关的领导、处室负责人、文书、办公室审核岗位或拟稿人发起。请与他们联系。")
        if paper.hindrance:
            raise NotAllowed(paper.hindrance)
        return paper, by.acting_as(capacity)

    def take(self, uid: UUID, *, by: Actor) -> tuple[Circulating, Actor]:
        """The same, while nothing else gives out or takes back rights to it."""
        self.ask(uid, by=by)
        lock_paper(uid)
        return self.ask(uid, by=by)


class Circulations:
    """传阅：read by whoever may read the paper."""

    def readable(self, by: Actor) -> QuerySet[Circulation]:
        """All he may see."""
        return Circulation.objects.filter(Exists(grants_to(by, OuterRef("paper_uid"))))

    def read(self, uid: UUID, *, by: Actor) -> Circulation:
        """One he may see."""
        found = self.readable(by).select_related("organ", "started_by__post__department").filter(uid=uid).first()
        if found is None:
            raise NotThere("该传阅")
        return found

    def take(self, uid: UUID, *, by: Actor, granting: bool) -> Circulation:
        """The same, locked. `granting`: rights to the paper may change by it, so the paper's run is locked first, where it has one."""
        found = self.read(uid, by=by)  # a stranger never locks anything
        if granting:
            lock_paper(found.paper_uid)
        lock_only(Circulation.objects.filter(pk=found.pk), "circulation")
        return self.read(uid, by=by)

    def take_to_keep(self, uid: UUID, *, by: Actor, granting: bool) -> tuple[Circulation, Actor]:
        """One that goes on and that he keeps, locked; and he in that capacity. Raises NotThere, NotAllowed, SomebodyWasFirst."""
        self.ask_keeper(self.read(uid, by=by), by=by)
        circulation = self.take(uid, by=by, granting=granting)
        keeper = self.ask_keeper(circulation, by=by)
        refuse_ended(circulation)
        return circulation, keeper

    def keeper(self, circulation: Circulation, *, by: Actor) -> Appointment | None:
        """The post in which he keeps it: that of its starter, or of the organ's flow administrator."""
        mine = (one for one in by.appointments if one.pk == circulation.started_by_id)
        return next(mine, None) or _with_role(circulation, KEEPER, by=by)

    def ask_keeper(self, circulation: Circulation, *, by: Actor) -> Actor:
        """Raise unless he keeps it."""
        found = self.keeper(circulation, by=by)
        if found is None:
            raise NotAllowed(f"这次传阅由{circulation.started_names['name']}发起，由他来办。请与他联系。")
        return by.acting_as(found)

    def adder(self, circulation: Circulation, *, by: Actor) -> tuple[Appointment, Department | None] | None:
        """In which post he may add readers, and from which department alone (None: from the whole organ).

        Whoever keeps it, and a reader whom it was sent to: a leader anybody of the organ, a head his own people.
        """
        if (keeper := self.keeper(circulation, by=by)) is not None:
            return keeper, None
        asked = circulation.readings.filter(asked_at__isnull=False, withdrawn_at__isnull=True)
        for reading in asked:
            mine = readings.mine(reading, by=by)
            roles = {held.role for held in mine.post.roles.all()} if mine is not None else set()
            if mine is not None and roles & {"leader", "head"}:
                return mine, None if "leader" in roles else mine.department
        return None


class Readings:
    """送阅：a person's, or a post's."""

    def mine(self, reading: Reading, *, by: Actor) -> Appointment | None:
        """The post of his that it was sent to."""
        return next(
            (
                one
                for one in by.appointments
                if one.pk == reading.appointment_id or (reading.post_id is not None and one.post_id == reading.post_id)
            ),
            None,
        )

    def take(self, uid: UUID, *, by: Actor) -> tuple[Reading, Actor]:
        """One that was sent to him, its circulation locked. Raises NotThere, NotAllowed."""
        reading = self.find(uid, by=by)
        in_order = reading.circulation.order == Order.IN_ORDER  # then the next is asked by it, and given the paper
        circulation = circulations.take(reading.circulation.uid, by=by, granting=in_order)
        reading = Reading.objects.get(pk=reading.pk)
        reading.circulation = circulation
        mine = self.mine(reading, by=by)
        if mine is None:
            raise NotAllowed(f"这一份是送{reading.called}阅的，不在您这里。")
        return reading, by.acting_as(mine)

    def find(self, uid: UUID, *, by: Actor) -> Reading:
        """One of a circulation that he may see."""
        rows = Reading.objects.select_related("circulation").filter(uid=uid)
        found = rows.filter(Exists(grants_to(by, OuterRef("circulation__paper_uid")))).first()
        if found is None:
            raise NotThere("该传阅")
        return found


def lock_paper(uid: UUID) -> None:
    """Rights to a paper that walks a route are given out under its run's lock."""
    lock_only(Run.objects.filter(paper_uid=uid), "run")


def refuse_ended(circulation: Circulation) -> None:
    """Raise where it is over."""
    if circulation.ended_at is not None:
        who = circulation.ended_names.get("name", "")
        at = circulation.ended_at.astimezone(OFFICE_ZONE)
        raise SomebodyWasFirst(
            f"这次传阅已于{moment_in_words(at)}{f'由{who}' if who else ''}结束：{circulation.ended_why}。"
        )


def _with_role(circulation: Circulation, role: str, *, by: Actor) -> Appointment | None:
    for one in by.posts_for(circulation.organ_id):
        if any(held.role == role for held in one.post.roles.all()):
            return one
    return None


papers, circulations, readings = Papers(), Circulations(), Readings()
