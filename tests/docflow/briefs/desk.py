"""A desk that edits, units that report to it, and a brief walked as far as a test needs."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from docflow.briefs.actions import edit, instruct, issuing, requesting, setting_up, signing, submit, take
from docflow.briefs.models import Brief, BriefRequest, Desk, Entry, Issue, Item, Periodical, ScoreRule
from docflow.briefs.selectors.papers import paper_of
from docflow.briefs.workshop import Laid, source_of
from office.api import Actor, actor_of
from office.kernel.ids import uuid7
from office.models import Appointment, Organ, Todo
from tests.docflow.world import Office
from tests.factories import a_department, an_organ, appointed
from tests.office.kernel.uploads.making import pdf

TEXT = "今年以来，全市供热管网改造完成八成，群众投诉下降三成。"


@dataclass
class World:
    """An organ with a desk of a department's, two departments that report, a leader who signs; and another organ below the same root."""

    organ: Organ
    desk: Desk
    reviewer: Appointment
    editor: Appointment
    second: Appointment
    leader: Appointment
    heads: tuple[Appointment, ...]
    staff: tuple[Appointment, ...]
    bureau: Organ
    bureau_clerk: Appointment
    bureau_leader: Appointment
    periodicals: list[Periodical] = field(default_factory=list)

    def by(self, who: Appointment) -> Actor:
        return actor_of(who.person, who)

    @property
    def rule(self) -> ScoreRule:
        return self.desk.rules.order_by("-version")[0]

    def ruled(self, **more: Any) -> ScoreRule:
        """A new version: two points in each periodical unless told."""
        points = {(one.uid, ""): 2 for one in self.periodicals} | more.pop("points", {})
        given: dict[str, Any] = {"sharing": "each", "stacking": "sum", "main_leader": 5, "other_leader": 3, "missed": 0}
        values = given | more
        decimals = {name: dec(values[name]) for name in ("main_leader", "other_leader", "missed")}
        wish = setting_up.Values(
            sharing=values["sharing"],
            stacking=values["stacking"],
            points={key: dec(value) if value is not None else None for key, value in points.items()},
            quota=dec(more.get("quota", 0)),
            cap=dec(more["cap"]) if "cap" in more else None,
            targets=more.get("targets", {}),
            **decimals,
        )
        return setting_up.set_rule(self.desk.uid, wish, self.rule.version, by=self.by(self.editor), key=uuid7())

    def submitted(self, n: int = 0, *, by: Appointment | None = None, approved: bool = True, **more: Any) -> Brief:
        """By somebody of the n-th department, looked over by its head."""
        writer = by or self.staff[n]
        report = submit.Report(**({"title": f"供热改造进展{uuid7().hex[-6:]}", "text": TEXT} | more))
        brief = submit.submit(self.desk.uid, report, by=self.by(writer), key=uuid7())
        if approved and brief.state == "written":
            submit.approve(brief.uid, by=self.by(self.heads[n]), key=uuid7())
        return Brief.objects.get(pk=brief.pk)

    def taken(self, brief: Brief | None = None, *, by: Appointment | None = None) -> Item:
        return take.take((brief or self.submitted()).uid, by=self.by(by or self.editor), key=uuid7())

    def adopted(self, item: Item | None = None, periodical: int = 0) -> Entry:
        return issuing.adopt(
            (item or self.taken()).uid, self.periodicals[periodical].uid, by=self.by(self.editor), key=uuid7()
        )

    def proofed(self, issue: Issue) -> Issue:
        """As the job does it, but for the pages."""
        issue = Issue.objects.select_related("periodical__desk__organ").get(pk=issue.pk)
        done = signing.take_in_proof(issue.uid, laid(issue), by=None, key=uuid7())
        assert done is not None
        return done

    def at_signing(self, issue: Issue | None = None) -> Issue:
        issue = self.proofed(issue or self.adopted().issue)
        return signing.send_for_signing(issue.uid, self.leader.uid, by=self.by(self.editor), key=uuid7())

    def signed(self, issue: Issue | None = None) -> Issue:
        return signing.sign(self.at_signing(issue).uid, by=self.by(self.leader), key=uuid7())

    def issued(self, issue: Issue | None = None) -> Issue:
        return self.printed(self.signed(issue))

    def printed(self, issue: Issue) -> Issue:
        """As the job does it, but for the pages."""
        issue = Issue.objects.select_related("periodical__desk__organ").get(pk=issue.pk)
        done = signing.publish(issue.uid, laid(issue), by=None, key=uuid7())
        assert done is not None
        return done

    def instructed(self, issue: Issue, rank: str = "main", leader: str = "市长") -> Issue:
        entry = issue.entries.order_by("place")[0]
        return instruct.instruct(issue.uid, entry.uid, leader, rank, "请抓紧。", by=self.by(self.editor), key=uuid7())

    def asked(self, days: int = 3, **more: Any) -> BriefRequest:
        """Of the first department and the bureau, unless told."""
        units: list[UUID] = more.pop("units", [self.staff[0].department.uid, self.bureau.uid])
        given: dict[str, Any] = {
            "title": "冬季供热保障",
            "points": "写进展、问题和打算。",
            "units": units,
            "days": days,
        } | more
        wish = requesting.Wish(**given)
        return requesting.ask_for_briefs(self.desk.uid, wish, by=self.by(self.editor), key=uuid7())

    def edited(self, item: Item, text: str = "改过的正文。") -> Item:
        return edit.edit(item.uid, item.title, text, item.version, by=self.by(self.editor), key=uuid7())

    def waits_for(self, who: Appointment) -> list[str]:
        rows = Todo.objects.open().held_by([who.pk]).filter(room="briefs")
        return sorted(rows.values_list("step", flat=True))


def laid(issue: Issue) -> Laid:
    """Pages as if they had been set from what the issue is now."""
    return Laid(pdf(), 1, source_of(paper_of(issue)))


def dec(value: Any) -> Any:
    return Decimal(str(value))


def a_world(name: str = "云州市信息局", *, needs_approval: bool = True, office: Office | None = None) -> World:
    """In an organ of its own, or in that of an office, whose other people then stay out of it."""
    root = an_organ()
    organ = office.organ if office is not None else an_organ(root, name=name)
    bureau = an_organ(organ.parent or organ, name=f"{name[:3]}燃气局")
    home, top = a_department(organ, "信息科"), a_department(organ)
    units = tuple(a_department(organ) for _ in range(2))
    reviewer = appointed(a_department(organ), "office_reviewer")
    desk = setting_up.set_desk(
        organ.uid,
        department=home.uid,
        needs_approval=needs_approval,
        in_use=True,
        by=actor_of(reviewer.person, reviewer),
        key=uuid7(),
    )
    world = World(
        organ=organ,
        desk=desk,
        reviewer=reviewer,
        editor=appointed(home, title="编辑甲"),
        second=appointed(home, title="编辑乙"),
        leader=appointed(top, "leader"),
        heads=tuple(appointed(unit, "head") for unit in units),
        staff=tuple(appointed(unit) for unit in units),
        bureau=bureau,
        bureau_clerk=appointed(a_department(bureau, "办公室"), "document_clerk"),
        bureau_leader=appointed(a_department(bureau, "领导"), "leader"),
    )
    for called in ("政务信息", "每日要情"):
        wish = setting_up.Published(name=called, units=[bureau.uid], people=[world.leader.uid], total=100)
        saved = setting_up.save_periodical(desk.uid, None, wish, by=world.by(world.editor), key=uuid7())
        world.periodicals.append(saved)
    return world
