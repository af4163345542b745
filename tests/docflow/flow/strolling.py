"""A random walk of an office along a route: acts are drawn from those that are offered, so that walks get somewhere."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from docflow.flow import (
    Act,
    Applied,
    Chosen,
    Claim,
    Complete,
    Context,
    Correct,
    Definition,
    JobDone,
    JobFailed,
    Offer,
    PutBack,
    Reassign,
    Refused,
    Resume,
    ReturnTo,
    Run,
    SaveOpinion,
    Start,
    Suspend,
    Terminate,
    Withdraw,
    apply,
    next_acts,
)
from docflow.flow.acts import Stance
from docflow.flow.ways import ways_out
from tests.docflow.flow import invariants
from tests.docflow.flow.office import Office
from tests.docflow.flow.routes import PEOPLE, random_fields

KEEPER = "k1"
MORNING = datetime(2026, 3, 20, 1, 0, tzinfo=UTC)
WEIGHTS = {
    "complete": 60,
    "return_to": 14,
    "withdraw": 40,
    "claim": 40,
    "put_back": 120,
    "save_opinion": 4,
    "reassign": 8,
    "suspend": 8,
    "resume": 60,
    "correct": 20,
    "terminate": 4,
}


@dataclass
class Stroll:
    """One run, its record, and what was seen on the way."""

    definition: Definition
    office: Office
    rng: Random
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    run: Run = field(init=False)
    record: list[Act] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.do(Start(by="p1", digest="d0", fields=random_fields(self.rng), key="start"))

    # Acting

    def do(self, act: Act) -> Applied:
        """Apply an act that is offered, and see that all invariants hold after it."""
        before = self.run if self.record else None
        applied = apply(self.definition, before, act, self.now, self.office)
        self.run = applied.run
        self.record.append(applied.act)
        self.seen[act.kind] += 1
        invariants.hold(self.definition, before, applied, self.record, self.office.gone)
        self.seen.update(invariants.covered(before, applied))
        return applied

    @property
    def now(self) -> datetime:
        return MORNING + timedelta(minutes=len(self.record))

    def wander(self, acts: int) -> None:
        """At most so many random acts."""
        for _ in range(acts):
            if self.run.has_ended:
                return
            if self.rng.random() < 0.01:
                self.office.gone.add(self.rng.choice(PEOPLE))
            act = self._random_act()
            applied = self.do(act)
            if self.rng.random() < 0.2:
                self._again(act, applied)
            if self.rng.random() < 0.1:
                self._not_offered()

    def _random_act(self) -> Act:
        rng = self.rng
        if self.run.open_waits and rng.random() < 0.7:
            wait = rng.choice(self.run.open_waits).id
            return (
                JobFailed(wait=wait, reason="没有完成", key=self._key()) if rng.random() < 0.5 else JobDone(wait=wait)
            )
        while True:
            by = self._somebody()
            offers = next_acts(self.definition, self.run, by, as_keeper=by == KEEPER)
            if by == KEEPER:
                offers = [offer for offer in offers if not offer.task]
            if offers:
                return self._act(by, rng.choices(offers, [self.weights[offer.act] for offer in offers])[0])

    def _somebody(self) -> str:
        """Mostly one who has something to do; sometimes one who had; sometimes the flow administrator."""
        holding = [holder for task in self.run.open_tasks for holder in task.candidates]
        if self.run.status == "suspended" or not holding or self.rng.random() < 0.08:
            return KEEPER
        if self.rng.random() < 0.3:
            return self.rng.choice([task.holder for task in self.run.tasks if task.holder] or holding)
        return self.rng.choice(holding)

    def _act(self, by: str, offer: Offer) -> Act:
        common: dict[str, Any] = {"by": by, "key": self._key()}
        if offer.act in {"complete", "return_to"}:
            common["digest"] = self._digest()
        if self.rng.random() < 0.1:
            common |= {"by": "secretary", "on_behalf_of": by}
        return self._on_task(common, offer) if offer.task else self._on_run(common, offer, as_keeper=by == KEEPER)

    def _on_task(self, common: dict[str, Any], offer: Offer) -> Act:
        common["task"] = offer.task
        match offer.act:
            case "complete":
                return self._complete(common, offer)
            case "save_opinion":
                return SaveOpinion(**common, opinion="草稿")
            case "return_to":
                then = self.rng.choice((*offer.then, offer.then[0]))
                return ReturnTo(**common, to=self.rng.choice(offer.targets)[0], reason="理由", then=then)
            case "withdraw":
                return Withdraw(**common)
            case "claim":
                return Claim(**common)
            case "put_back":
                return PutBack(**common)
            case _:
                return Reassign(**common, to=self._other(offer.task), reason="理由")

    def _on_run(self, common: dict[str, Any], offer: Offer, *, as_keeper: bool) -> Act:
        match offer.act:
            case "suspend":
                return Suspend(**common, reason="理由", as_keeper=as_keeper)
            case "resume":
                return Resume(**common, as_keeper=as_keeper)
            case "terminate":
                return Terminate(**common, reason="理由", as_keeper=as_keeper)
            case _:
                to = self.rng.choice(offer.targets)[0]
                return Correct(**common, to=to, reason="理由", chosen=self._chosen(self.definition.step(to).who))

    def _complete(self, common: dict[str, Any], offer: Offer) -> Complete:
        way = self.rng.choice(offer.ways)
        stance: Stance = (
            self.rng.choices([stance for stance, _ in offer.stances], [6, 1, 2])[0] if offer.stances else ""
        )
        opinion = (
            "写下的意见" if offer.opinion_required or stance not in {"", "agree"} else self.rng.choice(["", "同意。"])
        )
        chosen = self._chosen(way.choose)
        return Complete(**common, choice=way.key, stance=stance, opinion=opinion, chosen=chosen)

    def _chosen(self, who: object) -> tuple[str, ...]:
        if not isinstance(who, Chosen):
            return ()
        return self.office.resolve(who.among, Context("", self.run.drafter, "", self.run.fields)).people[:1]

    def _other(self, task: str) -> str:
        """Somebody who is still here and is not asked in the same visit."""
        visit = next(t.visit for t in self.run.tasks if t.id == task)
        asked = {t.holder for t in self.run.tasks if t.id == task}
        parties = next(v.parties for v in self.run.visits if v.id == visit)
        asked |= {person for party in parties for person in (*party.candidates, party.holder)}
        return self.rng.choice([p for p in (*PEOPLE, "x1", "x2") if p not in asked | self.office.gone])

    def _digest(self) -> str:
        return f"d{len(self.record)}" if self.rng.random() < 0.12 else ""

    def _key(self) -> str:
        return f"key{len(self.record)}"

    # What must not do anything

    def _again(self, act: Act, applied: Applied) -> None:
        """The same act again acts once; by another, or with another key, it is refused or, harmless, changes nothing."""
        if act.key:
            repeated = apply(self.definition, self.run, act, self.now, self.office)
            assert repeated.repeated, f"9: {act.kind} was done twice"
            assert repeated.run == self.run, f"9: {act.kind} again changed the run"
        if applied.closed and isinstance(act, Complete):
            for by in ("somebody", act.by):
                self._is_refused(replace(act, by=by, on_behalf_of="", key="another"))

    def _not_offered(self) -> None:
        """An act that is not offered is refused: the button and its gate agree."""
        by = self.rng.choice(PEOPLE)
        offered = {(offer.act, offer.task) for offer in next_acts(self.definition, self.run, by)}
        task = self.rng.choice(self.run.tasks).id
        for act in (
            Complete(by=by, task=task, opinion="意见", stance="", key="not"),
            Withdraw(by=by, task=task, key="not"),
            Claim(by=by, task=task, key="not"),
            PutBack(by=by, task=task, key="not"),
            ReturnTo(by=by, task=task, to="s0", reason="理由", key="not"),
            Reassign(by=by, task=task, to="x1", key="not"),
            Suspend(by=by, reason="理由", key="not"),
            Resume(by=by, key="not"),
            Terminate(by=by, reason="理由", key="not"),
        ):
            if (act.kind, getattr(act, "task", "")) not in offered:
                self._is_refused(act)

    def _is_refused(self, act: Act) -> None:
        try:
            apply(self.definition, self.run, act, self.now, self.office)
        except Refused:
            return
        raise AssertionError(f"9: {act} was not offered and not refused")

    # Willing people

    def to_the_end(self, bound: int = 300) -> None:
        """Everybody is willing: from wherever the run stands, it reaches an end (invariant 8)."""
        ways = ways_out(self.definition)
        for _ in range(bound):
            if self.run.has_ended:
                return
            self.do(self._willing_act(ways))
        raise AssertionError(f"8: no end within {bound} acts, at {[task.step for task in self.run.open_tasks]}")

    def _willing_act(self, ways: Mapping[str, tuple[int, str]]) -> Act:
        if self.run.status == "suspended":
            return Resume(by=KEEPER, as_keeper=True)
        if self.run.open_waits:
            return JobDone(wait=self.run.open_waits[0].id)
        task = self.run.open_tasks[0]
        by = task.candidates[0]
        (offer,) = [o for o in next_acts(self.definition, self.run, by) if (o.act, o.task) == ("complete", task.id)]
        wanted = ways[task.step][1]
        way = next((way for way in offer.ways if way.key == wanted), offer.ways[0])
        stance: Stance = "agree" if offer.stances else ""
        return Complete(
            by=by, task=task.id, choice=way.key, stance=stance, opinion="同意。", chosen=self._chosen(way.choose)
        )
