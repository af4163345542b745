"""Random routes that may be published: every kind of step, mode, choice, branch and return, drawn from one source of chance."""

from dataclasses import dataclass, field, replace
from random import Random

from docflow.flow import (
    END,
    JOIN,
    Branch,
    Choice,
    Chosen,
    Definition,
    Drafter,
    EachUnit,
    Head,
    LeaderInCharge,
    PersonField,
    Post,
    Role,
    Route,
    Several,
    Step,
    Who,
)
from docflow.flow.conditions import Compare, Condition
from docflow.flow.definition import Advice, HolderAct, Join, Mode, are_beside
from tests.docflow.flow.office import Office

PEOPLE = tuple(f"p{n}" for n in range(1, 13))
UNITS = ("u1", "u2", "u3", "u4")
ROLES = ("r1", "r2", "r3", "empty")
ACTS: tuple[HolderAct, ...] = ("withdraw", "reassign", "suspend", "terminate")
JOINT: tuple[Mode, ...] = ("all", "sequence", "quorum")
ADVICE: tuple[Advice, ...] = ("none", "binding", "consultative")
JOINS: tuple[Join, ...] = ("all", "any", 2)


def random_office(rng: Random) -> Office:
    """An office in which one role is empty, one head holds two units, and the flow administrators are two."""
    roles = {role: tuple(rng.sample(PEOPLE, rng.randint(1, 3))) for role in ROLES[:3]}
    heads = {unit: rng.choice(PEOPLE) for unit in (*UNITS, "drafter.department")}
    heads["u2"] = heads["u1"]
    return Office(roles={**roles, "empty": (), "keeper": ("k1", "k2"), "post": (rng.choice(PEOPLE),)}, heads=heads)


def random_fields(rng: Random) -> dict[str, object]:
    """The document's fields, as the routes below ask about them."""
    return {
        "title": "一件公文",
        "co_units": rng.sample(UNITS, rng.randint(0, 4)),
        "people": rng.sample(PEOPLE, rng.randint(0, 2)),
        "unit": rng.choice(UNITS),
        "other_unit": rng.choice(UNITS),
        "urgent": rng.choice([True, False]),
        "copies": rng.randint(0, 9),
    }


def random_route(rng: Random) -> Definition:
    """A route of some blocks one after the other, with returns among them."""
    sketch = _Sketch(rng)
    first = sketch.blocks(END, rng.randint(1, 4), depth=0)
    start = Step(
        key="s0",
        label="拟稿",
        who=Drafter(),
        acts=("withdraw", "terminate"),
        choices=(Choice("on", "送出", (Route(first),)),),
        required=("title",),
    )
    definition = Definition("random", 1, "随机", "s0", (start, *sketch.steps), Role("keeper"))
    definition = replace(definition, steps=tuple(_with_loop(rng, definition, step) for step in definition.steps))
    return replace(definition, steps=tuple(_with_returns(rng, definition, step) for step in definition.steps))


@dataclass
class _Sketch:
    rng: Random
    steps: list[Step] = field(default_factory=list)
    made: int = 0

    def blocks(self, target: str, count: int, *, depth: int) -> str:
        """So many blocks leading to a target; the key of the first."""
        first = target
        for _ in range(count):
            first = self._block(first, depth)
        return first

    def _block(self, target: str, depth: int) -> str:
        kind = self.rng.choices(["one", "joint", "system", "fork"], [5, 5, 2, 2 if depth < 2 else 0])[0]
        self.made += 1
        key = f"s{self.made}"
        routes = [Route(target)]
        if ahead := self._ahead(target):
            routes.insert(0, Route(ahead, _condition(self.rng)))
        step = Step(key=key, label=f"环节{self.made}", choices=(Choice("on", "送出", tuple(routes)),))
        if kind == "fork":
            self.steps.insert(0, self._fork(step, depth))
        elif kind == "system":
            step = replace(step, kind="system", job="work", fallback=Role(self.rng.choice(ROLES)))
            self._name_by_role({route.to for route in routes})
            self.steps.insert(0, step)
        else:
            self.steps.insert(0, self._human(step, is_joint=kind == "joint"))
        return key

    def _ahead(self, target: str) -> str | None:
        """A step behind the next one, to which a condition may lead past it."""
        following = next((step for step in self.steps if step.key == target), None)
        if following is None or self.rng.random() > 0.3:
            return None
        return following.choices[0].routes[-1].to

    def _fork(self, step: Step, depth: int) -> Step:
        count = self.rng.randint(2, 3)
        branches = tuple(
            Branch(f"b{n}", f"分支{n}", self.blocks(JOIN, self.rng.randint(1, 2), depth=depth + 1))
            for n in range(count)
        )
        join = self.rng.choice(JOINS)
        self._name_by_role({*(route.to for route in step.choices[0].routes), *(branch.first for branch in branches)})
        return replace(step, kind="fork", branches=branches, join=join)

    def _human(self, step: Step, *, is_joint: bool) -> Step:
        rng = self.rng
        acts = tuple(act for act in ACTS if rng.random() < 0.6)
        step = replace(step, who=_who(rng), acts=acts, reopens_on_change=rng.random() < 0.15)
        if is_joint:
            mode = rng.choice(JOINT)
            advice = rng.choice(ADVICE)
            quorum = rng.randint(1, 3) if mode == "quorum" else 0
            self._name_by_role({route.to for route in step.choices[0].routes})
            return replace(step, who=_whos(rng), mode=mode, quorum=quorum, advice=advice)
        if rng.random() < 0.2:
            return replace(step, skip_if_same_person=True)
        if rng.random() < 0.2:
            step = replace(step, opinion="required")
        return replace(step, who=Chosen(step.who)) if step.who and rng.random() < 0.25 else step

    def _name_by_role(self, targets: set[str]) -> None:
        """Before these steps nobody can choose people: they name theirs themselves."""
        for n, step in enumerate(self.steps):
            if step.key in targets and isinstance(step.who, Chosen):
                self.steps[n] = replace(step, who=step.who.among)


def _who(rng: Random) -> Who:
    rules: list[Who] = [
        Role(rng.choice(ROLES)),
        Role("r1"),
        Head(),
        LeaderInCharge(),
        Post("post"),
        PersonField("people"),
        Several((Role("r2"), Head("fields.unit"))),
        Drafter(),
    ]
    return rng.choice(rules)


def _whos(rng: Random) -> Who:
    rules: list[Who] = [
        EachUnit("co_units", Head("each")),
        EachUnit("co_units", Head("each")),
        Several((Post("post"), PersonField("people"), Head("fields.other_unit"), Head("fields.unit"))),
        Several((EachUnit("co_units", Head("each")), Role("r1"), Head("fields.unit"))),
    ]
    return rng.choice(rules)


def _condition(rng: Random) -> Condition:
    return rng.choice(
        [
            Compare("co_units", "empty"),
            Compare("urgent", "equals", value=True),
            Compare("copies", "at_least", value=5),
        ]
    )


def _with_loop(rng: Random, definition: Definition, step: Step) -> Step:
    """Sometimes a second choice, leading to an earlier step of the same region."""
    if step.kind != "human" or step.is_joint or step.skip_if_same_person or step.key == definition.start:
        return step
    before = [
        other
        for other in definition.steps
        if _precedes(definition, other, step) and definition.region(other.key) == definition.region(step.key)
    ]
    if not before or rng.random() > 0.2:
        return step
    return replace(step, choices=(*step.choices, Choice("redo", "重来", (Route(rng.choice(before).key),))))


def _with_returns(rng: Random, definition: Definition, step: Step) -> Step:
    """Returns to human steps that were drawn before this one, but not in another branch beside it."""
    if step.kind == "fork" or step.key == definition.start:
        return step
    before = [other for other in definition.steps if _precedes(definition, other, step)]
    returns = tuple(other.key for other in rng.sample(before, rng.randint(0, min(3, len(before)))))
    acts = (*step.acts, "return_to") if returns and step.kind == "human" else step.acts
    return replace(step, returns=returns, acts=acts)


def _precedes(definition: Definition, other: Step, step: Step) -> bool:
    return (
        step.key in definition.regions
        and other.key in definition.regions
        and other.kind == "human"
        and other.key != step.key
        and step.key in definition.after(other.key)
        and not are_beside(definition.region(other.key), definition.region(step.key))
    )
