"""Whether a step can find its people: rules that nobody could answer."""

from collections.abc import Iterator

from docflow.flow.definition import Definition, Step
from docflow.flow.who import (
    UNITS,
    Chosen,
    Drafter,
    EachUnit,
    Head,
    LeaderInCharge,
    Named,
    PersonField,
    Post,
    Role,
    Several,
    Who,
    parts,
)


def people_findings(definition: Definition, step: Step) -> Iterator[tuple[str, str]]:
    """The kind of each finding, and the rest of a sentence that begins with the step's name."""
    if step.kind == "fork":
        if step.who:
            yield "who", "是分支环节，不应指定办理人。"
        return
    if step.kind == "human" and step.who is None:
        yield "who", "没有指定办理人。"
    if step.kind == "system" and step.who:
        yield "who", "由系统办理，不应指定办理人；出错时由备用办理人处理。"
    if step.key == definition.start and not isinstance(step.who, Drafter):
        yield "who", "是起始环节，办理人应为拟稿人。"
    if step.who:
        yield from _rule(step.who)
        if any(isinstance(part, Chosen) for part in list(parts(step.who))[1:]):
            yield "chosen", "由上一环节选人，不能再与别的规则合用。"
    yield from _fallback(step.fallback or definition.fallback)
    if isinstance(step.who, Chosen):
        yield from _chosen(definition, step, step.who)


def _rule(who: Who, *, inside_each: bool = False) -> Iterator[tuple[str, str]]:
    match who:
        case Named():
            yield "who", "的办理人写成了某个人，应按岗位、职责或职务指定。"
        case Role() | Post() | Head() | LeaderInCharge():
            if who.of not in UNITS and not who.of.startswith("fields."):
                yield "unit", f"的办理人所属“{who.of}”无法识别。"
            if who.of == "each" and not inside_each:
                yield "unit", "的办理人用了“各单位”，但没有写明是哪些单位。"
        case EachUnit():
            yield from _rule(who.who, inside_each=True)
        case Chosen():
            yield from _rule(who.among)
        case Several():
            for part in who.of:
                yield from _rule(part, inside_each=inside_each)


def _fallback(who: Who | None) -> Iterator[tuple[str, str]]:
    if who is None:
        yield "fallback", "没有备用办理人，找不到人时无人接手。"
        return
    for part in parts(who):
        if isinstance(part, Chosen | EachUnit | PersonField | Named | Drafter):
            yield "fallback", "的备用办理人应按岗位或职责指定。"
    yield from _rule(who)


def _chosen(definition: Definition, step: Step, who: Chosen) -> Iterator[tuple[str, str]]:
    if who.most < 1:
        yield "chosen", "的可选人数应至少为1。"
    if step.mode == "one" and who.most > 1:
        yield "chosen", "由一人办理，只能选一人。"
    for other in definition.steps:
        leads = any(route.to == step.key for choice in other.choices for route in choice.routes)
        begins = any(branch.first == step.key for branch in other.branches)
        if begins or (leads and (other.kind != "human" or other.is_joint or other.advice != "none")):
            yield "chosen", f"由上一环节选人，但“{other.label}”不能选人。"
