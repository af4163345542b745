"""A route as data: steps, who, modes, choices, branches. Versioned; once published, never edited."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from docflow.flow import who as rules
from docflow.flow.conditions import Condition, fields_of
from docflow.flow.plain import from_plain, to_plain
from docflow.flow.who import Who

END = "@end"
"""Target of the last choice of a route."""
JOIN = "@join"
"""Target of the last choice of a branch."""

HolderAct = Literal["return_to", "withdraw", "reassign", "suspend", "terminate"]
Mode = Literal["one", "all", "sequence", "quorum"]
Advice = Literal["none", "binding", "consultative"]
Join = Literal["all", "any"] | int


@dataclass(frozen=True)
class Route:
    """Where a choice leads, if the condition holds."""

    to: str
    when: Condition | None = None


@dataclass(frozen=True)
class Choice:
    """One way out of a step. The first route whose condition holds is taken; with none, the choice is not offered."""

    key: str
    label: str
    routes: tuple[Route, ...]

    def target(self, fields: Mapping[str, Any]) -> str | None:
        """The key of the next step (or END, JOIN) for these fields; None when this choice is not open."""
        return next((route.to for route in self.routes if route.when is None or route.when.holds(fields)), None)


@dataclass(frozen=True)
class Branch:
    """One named way between a fork and its join."""

    key: str
    label: str
    first: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step (环节).

    `kind`: `human` opens tasks; `system` waits for the job named in `job`; `fork` opens its branches and joins them again
    when `join` of them are done (`all`, `any` or a number).
    `mode`: `one` (one handler; of a pool the first who takes it, 抢办), `all` (并行会签), `sequence` (依次会签),
    `quorum` (`quorum` of them are enough).
    `acts`: what a holder may do beside completing, drafting his opinion, taking a task and putting it back.
    `returns`: the steps to which it may be returned.
    `advice`: opinions are asked as 同意 / 有意见 / 不同意; a 不同意 is answered by the drafter before it goes on; with
    `binding` advice whoever disagreed is then asked again, with `consultative` it goes on.
    `editable`, `required`: fields of the document that a holder may change, that must be filled before he completes.
    `reopens_on_change`: once completed on one digest of the text, nothing goes past it with another: it is asked again.
    """

    key: str
    label: str
    kind: Literal["human", "system", "fork"] = "human"
    who: Who | None = None
    mode: Mode = "one"
    quorum: int = 0
    acts: tuple[HolderAct, ...] = ()
    choices: tuple[Choice, ...] = ()
    returns: tuple[str, ...] = ()
    advice: Advice = "none"
    opinion: Literal["optional", "required"] = "optional"
    editable: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    fallback: Who | None = None
    skip_if_same_person: bool = False
    reopens_on_change: bool = False
    job: str = ""
    branches: tuple[Branch, ...] = ()
    join: Join = "all"

    @property
    def is_joint(self) -> bool:
        """More than one person is asked, each for himself."""
        return self.mode != "one"

    @property
    def needed(self) -> int:
        """How many branches must be done before a fork joins."""
        return {"all": len(self.branches), "any": 1}.get(self.join, 0) if isinstance(self.join, str) else self.join

    def choice(self, key: str) -> Choice | None:
        """The choice of that key."""
        return next((choice for choice in self.choices if choice.key == key), None)


Region = tuple[tuple[str, str], ...]
"""The (fork, branch) pairs round a step, outermost first; the trunk of the route is ()."""


def are_beside(one: Region, other: Region) -> bool:
    """Whether two regions lie in different branches of the same fork."""
    for (fork, branch), (other_fork, other_branch) in zip(one, other, strict=False):
        if fork != other_fork:
            return False
        if branch != other_branch:
            return True
    return False


@dataclass(frozen=True)
class Definition:
    """A route. `fallback` takes what no step finds anybody for."""

    key: str
    version: int
    label: str
    start: str
    steps: tuple[Step, ...]
    fallback: Who | None = None

    @cached_property
    def _by_key(self) -> dict[str, Step]:
        return {step.key: step for step in self.steps}

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def step(self, key: str) -> Step:
        """The step of that key; KeyError when there is none."""
        return self._by_key[key]

    def label_of(self, target: str) -> str:
        """A target in words."""
        return {END: "结束", JOIN: "汇合"}.get(target) or self.step(target).label

    @cached_property
    def regions(self) -> Mapping[str, frozenset[Region]]:
        """For each step that can be reached, in which branches it lies; in a sound definition exactly one region each."""
        found: dict[str, set[Region]] = {}
        ahead: list[tuple[str, Region]] = [(self.start, ())]
        while ahead:
            key, region = ahead.pop()
            if key not in self or region in found.setdefault(key, set()):
                continue
            found[key].add(region)
            step = self.step(key)
            ahead += [(route.to, region) for choice in step.choices for route in choice.routes]
            # A fork met again inside itself would go on for ever; `check` names it.
            if key not in {fork for fork, _ in region}:
                ahead += [(branch.first, (*region, (key, branch.key))) for branch in step.branches]
        return {key: frozenset(regions) for key, regions in found.items()}

    def after(self, key: str, *, without: str = "") -> set[str]:
        """The steps that may come after a step, at any distance; by ways that avoid a step, if one is named."""
        found: set[str] = set()
        ahead = self._next(key)
        while ahead:
            step = ahead.pop()
            if step not in found and step != without:
                found.add(step)
                ahead += self._next(step)
        return found

    @cached_property
    def seen_before(self) -> Mapping[str, frozenset[str]]:
        """For each step, the others that must see every text and lie on every way to it."""
        watching = [step.key for step in self.steps if step.reopens_on_change and step.key != self.start]
        avoiding = {key: {self.start, *self.after(self.start, without=key)} for key in watching}
        return {
            step.key: frozenset(key for key in watching if key != step.key and step.key not in avoiding[key])
            for step in self.steps
        }

    def _next(self, key: str) -> list[str]:
        return [branch.first for branch in self.step(key).branches] + self._onward(key)

    def _onward(self, key: str) -> list[str]:
        targets = [route.to for choice in self.step(key).choices for route in choice.routes]
        forks = [region[-1][0] for region in self.regions.get(key, ()) if region] if JOIN in targets else []
        return [target for target in targets if target in self] + [key for fork in forks for key in self._onward(fork)]

    def region(self, key: str) -> Region:
        """The region of a step of a sound definition."""
        (region,) = self.regions[key]
        return region

    @cached_property
    def fields_named(self) -> frozenset[str]:
        """The document's fields that conditions, rules and requirements ask about: an act carries these."""
        named: set[str] = set()
        for step in self.steps:
            named |= set(step.required)
            for who in (step.who, step.fallback):
                named |= rules.fields_named(who) if who else frozenset()
            for choice in step.choices:
                for route in choice.routes:
                    named |= fields_of(route.when) if route.when else frozenset()
        return frozenset(named)

    def to_data(self) -> dict[str, Any]:
        """As JSON data."""
        data: dict[str, Any] = to_plain(self)
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Definition":
        """Read JSON data; ValueError names the place that cannot be read. What it means is for `check`."""
        return from_plain(cls, data)
