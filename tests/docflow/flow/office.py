"""An office of invented people for the tests, and a run that is driven by short sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from docflow.flow import (
    Act,
    Applied,
    Chosen,
    Complete,
    Context,
    Definition,
    Drafter,
    EachUnit,
    Head,
    LeaderInCharge,
    Named,
    PersonField,
    Post,
    Resolution,
    Role,
    Run,
    Several,
    Start,
    Task,
    Who,
    apply,
    replay,
)

MORNING = datetime(2026, 3, 20, 1, 0, tzinfo=UTC)


@dataclass
class Office:
    """Who is who: roles and posts by code, heads by unit. `gone` have left and hold nothing any more."""

    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def resolve(self, who: Who, context: Context) -> Resolution:
        parties = tuple(
            there for party in self._parties(who, context) if (there := tuple(p for p in party if p not in self.gone))
        )
        return Resolution(parties) if parties else Resolution.nobody("无人任职")

    def _parties(self, who: Who, context: Context, unit: str = "") -> tuple[tuple[str, ...], ...]:
        match who:
            case Drafter():
                return ((context.drafter,),)
            case Named(holders):
                return tuple((holder,) for holder in holders)
            case Role(role, _):
                found = self.roles.get(role, ())
                return (found,) if found else ()
            case Post(post, _):
                return tuple((holder,) for holder in self.roles.get(post, ()))
            case Head(of) | LeaderInCharge(of):
                named = context.fields.get(of.removeprefix("fields."), of)
                head = self.heads.get(unit if of == "each" else named, "")
                return ((head,),) if head else ()
            case PersonField(name):
                return tuple((person,) for person in context.fields.get(name) or ())
            case EachUnit(name, inner):
                units = context.fields.get(name) or ()
                return tuple(party for each in units for party in self._parties(inner, context, each))
            case Several(parts):
                return tuple(party for part in parts for party in self._parties(part, context, unit))
            case Chosen():
                raise AssertionError("the engine asks for the chosen by name")


def yunzhou() -> Office:
    """The office for the shipped 发文 route."""
    return Office(
        roles={
            "office_reviewer": ("reviewer_a", "reviewer_b"),
            "leader": ("mayor", "deputy"),
            "document_clerk": ("clerk_a", "clerk_b"),
            "seal_keeper": ("keeper",),
            "flow_administrator": ("admin",),
        },
        heads={
            "drafter.department": "head",
            "finance": "finance_head",
            "housing": "housing_head",
            "audit": "audit_head",
        },
    )


class Walked:
    """A run and everything that was done to it; each act a minute after the one before."""

    def __init__(self, definition: Definition, office: Office, *, fields: Mapping[str, Any] | None = None) -> None:
        self.definition = definition
        self.office = office
        self.record: list[Act] = []
        self.last: Applied
        self.run: Run
        self.do(Start(by="drafter", digest="D1", fields=fields or {"title": "关于人才安居的意见"}))

    def do(self, act: Act) -> Applied:
        """Apply an act, and see that replaying the record gives the same run."""
        now = MORNING + timedelta(minutes=len(self.record))
        run = self.run if self.record else None
        self.last = apply(self.definition, run, act, now, self.office)
        self.run = self.last.run
        if not self.last.repeated:
            self.record.append(self.last.act)
        assert replay(self.definition, self.record) == self.run
        return self.last

    def task(self, holder: str) -> Task:
        """The one open task that this holder has or could take."""
        (task,) = self.run.tasks_of(holder)
        return task

    def complete(self, holder: str, **what: Any) -> Applied:
        """The holder completes his one task."""
        return self.do(Complete(by=holder, task=self.task(holder).id, **what))

    @property
    def at(self) -> list[tuple[str, tuple[str, ...]]]:
        """Where it lies: step and who may act, task by task."""
        return [(task.step, task.candidates) for task in self.run.open_tasks]
