"""A matter with its units, walked as far as a test needs."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from docflow.supervision.actions.ending import close_matter
from docflow.supervision.actions.extending import ask_extension, decide_extension
from docflow.supervision.actions.feedback import Told, endorse, feed_back
from docflow.supervision.actions.judging import accept, send_back
from docflow.supervision.actions.open_matter import open_matter
from docflow.supervision.actions.opening import Wish
from docflow.supervision.actions.sign_for import sign_for
from docflow.supervision.models import Assignment, Extension, Feedback, Matter
from office.api import Actor, actor_of
from office.kernel.clock import now, today
from office.kernel.ids import uuid7
from office.kernel.uploads import examine
from office.models import Appointment, Organ, Todo
from tests.factories import a_department, an_organ, appointed
from tests.office.kernel.uploads.making import pdf


@dataclass
class House:
    """An organ that supervises, with three departments, beside two other organs."""

    organ: Organ
    supervisor: Appointment
    second: Appointment
    leader: Appointment
    heads: tuple[Appointment, ...]
    staff: tuple[Appointment, ...]
    bureau: Organ
    bureau_clerk: Appointment
    bureau_leader: Appointment

    def by(self, who: Appointment) -> Actor:
        return actor_of(who.person, who)


def a_house(name: str = "云州市督查局") -> House:
    root = an_organ()
    organ, bureau = an_organ(root, name=name), an_organ(root, name=f"{name[:3]}水务局")
    units = tuple(a_department(organ) for _ in range(3))
    office, top = a_department(organ, "督查室"), a_department(organ, "领导")
    return House(
        organ=organ,
        supervisor=appointed(office, "supervisor"),
        second=appointed(office, "supervisor"),
        leader=appointed(top, "leader"),
        heads=tuple(appointed(unit, "head") for unit in units),
        staff=tuple(appointed(unit) for unit in units),
        bureau=bureau,
        bureau_clerk=appointed(a_department(bureau, "办公室"), "document_clerk"),
        bureau_leader=appointed(a_department(bureau, "领导"), "leader"),
    )


@dataclass
class Walk:
    """One matter; each method does what is due, by whoever it waits for."""

    house: House
    uid: UUID

    @property
    def matter(self) -> Matter:
        return Matter.objects.get(uid=self.uid)

    def part(self, n: int = 0) -> Assignment:
        return list(self.matter.parts.order_by("place"))[n]

    def last(self, n: int = 0) -> Feedback:
        return self.part(n).feedbacks.order_by("-n")[0]

    def signed(self, n: int = 0, by: Appointment | None = None) -> "Walk":
        """By the head, who puts somebody of his department in charge."""
        house = self.house
        sign_for(self.part(n).uid, house.staff[n].uid, by=house.by(by or house.heads[n]), key=uuid7())
        return self

    def said(self, n: int = 0, *, progress: int = 40, text: str = "已完成摸底。", final: bool = False) -> "Walk":
        """Written by whoever is in charge; with a file where it proposes 办结."""
        told = Told(progress=progress, text=text, is_final=final)
        feed_back(
            self.part(n).uid, told, [evidence()] if final else [], by=self.house.by(self.house.staff[n]), key=uuid7()
        )
        return self

    def endorsed(self, n: int = 0) -> "Walk":
        endorse(self.last(n).uid, by=self.house.by(self.house.heads[n]), key=uuid7())
        return self

    def accepted(self, n: int = 0) -> "Walk":
        accept(self.last(n).uid, by=self.house.by(self.house.supervisor), key=uuid7())
        return self

    def sent_back(self, n: int = 0, said: str = "缺少验收单。") -> "Walk":
        send_back(self.last(n).uid, said, by=self.house.by(self.house.supervisor), key=uuid7())
        return self

    def extension(self, n: int = 0, days: int = 7) -> Extension:
        """Asked by the head, so agreed to."""
        new_on = self.part(n).due_on + timedelta(days=days)
        by = self.house.by(self.house.heads[n])
        return ask_extension(self.part(n).uid, new_on, "汛期不能施工", "已完成八成", by=by, key=uuid7())

    def extended(self, n: int = 0, days: int = 7) -> "Walk":
        one = self.extension(n, days)
        decide_extension(one.uid, granted=True, by=self.house.by(self.house.supervisor), key=uuid7())
        return self

    def done(self, n: int = 0) -> "Walk":
        """Reported done and verified."""
        return self.said(n, final=True).endorsed(n).accepted(n)

    def closed(self) -> "Walk":
        close_matter(self.uid, by=self.house.by(self.house.supervisor), key=uuid7())
        return self

    def opened_before(self, days: int, due_on: date | None = None) -> "Walk":
        """As if it had been opened so many days ago, and due on a day."""
        on = today() - timedelta(days=days)
        Matter.objects.filter(uid=self.uid).update(opened_on=on, opened_at=now() - timedelta(days=days), due_on=on)
        if due_on is not None:
            Matter.objects.filter(uid=self.uid).update(due_on=due_on)
            Assignment.objects.filter(matter__uid=self.uid).update(due_on=due_on, original_due_on=due_on)
        return self

    def waits_for(self, who: Appointment) -> list[str]:
        """What of it is among somebody's to-dos."""
        rows = Todo.objects.open().held_by([who.pk]).filter(about=self.uid, room="supervision")
        return sorted(rows.values_list("step", flat=True))


def a_matter(house: House | None = None, units: int = 1, **more: Any) -> Walk:
    """Opened by the supervisor, for so many departments, due in twenty working days unless told."""
    house = house or a_house()
    uids = [one.department.uid for one in house.heads[:units]]
    asked: dict[str, Any] = {
        "title": "老旧小区供水改造",
        "content": "请于汛期前完成三个小区的供水改造。",
        "lead": uids[0],
        "co_units": uids[1:],
        "days": None if "due_on" in more else 20,
    } | more
    by = asked.pop("by", house.supervisor)
    key = asked.pop("key", None) or uuid7()
    return Walk(house, open_matter(Wish(**asked), by=house.by(by), key=key).uid)


def evidence(words: str = "验收单") -> Any:
    content = pdf()
    return content, examine(content, f"{words}.pdf")
