"""What keeps a definition from being published, in sentences for the one who drew it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from docflow.flow.check_people import people_findings
from docflow.flow.definition import END, JOIN, Definition, Step, are_beside
from docflow.flow.ways import is_sure, ways_out


@dataclass(frozen=True)
class Finding:
    """One thing to be put right; `step` is empty where it is the whole route's."""

    kind: str
    step: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def check(definition: Definition) -> list[Finding]:
    """All findings; none, and it may be published. With broken targets only these are told: the rest would mislead."""
    found = list(_names(definition)) + list(_targets(definition))
    if not found:
        found = list(_regions(definition))
    if not found:
        for step in definition.steps:
            found += [Finding(kind, step.key, f"“{step.label}”{said}") for kind, said in _step(definition, step)]
            found += [
                Finding(kind, step.key, f"“{step.label}”{said}") for kind, said in people_findings(definition, step)
            ]
            found += [Finding(kind, step.key, f"“{step.label}”{said}") for kind, said in _returns(definition, step)]
        found += _dead_ends(definition)
    return found


def _names(definition: Definition) -> Iterator[Finding]:
    for key, times in Counter(step.key for step in definition.steps).items():
        if times > 1 or key.startswith("@") or not key:
            yield Finding("bad_key", key, f"环节代码“{key}”重复或不可用。")
    for step in definition.steps:
        if not step.label.strip():
            yield Finding("no_label", step.key, f"环节“{step.key}”没有名称。")
        for key, times in Counter(choice.key for choice in step.choices).items():
            if times > 1 or not key:
                yield Finding("bad_key", step.key, f"“{step.label}”的去向代码“{key}”重复或为空。")
        for key, times in Counter(branch.key for branch in step.branches).items():
            if times > 1 or not key:
                yield Finding("bad_key", step.key, f"“{step.label}”的分支代码“{key}”重复或为空。")


def _targets(definition: Definition) -> Iterator[Finding]:
    if definition.start not in definition:
        yield Finding("unknown_target", "", f"起始环节“{definition.start}”不存在。")
    for step in definition.steps:
        ways = [route.to for choice in step.choices for route in choice.routes if route.to not in {END, JOIN}]
        for key in dict.fromkeys([*ways, *(branch.first for branch in step.branches), *step.returns]):
            if key not in definition:
                yield Finding("unknown_target", step.key, f"“{step.label}”的去向“{key}”不存在。")


def _regions(definition: Definition) -> Iterator[Finding]:
    for step in definition.steps:
        regions = definition.regions.get(step.key, frozenset())
        if not regions:
            yield Finding("unreachable", step.key, f"“{step.label}”没有任何环节能走到。")
        if len(regions) > 1:
            yield Finding("crosses", step.key, f"“{step.label}”同时在分支内外或几个分支中，分支无法汇合。")
        targets = {route.to for choice in step.choices for route in choice.routes}
        for region in regions:
            if any(fork == step.key for fork, _ in region):
                yield Finding("crosses", step.key, f"“{step.label}”在自己的分支里又走到自己。")
            if region and END in targets:
                yield Finding("end_in_branch", step.key, f"“{step.label}”在分支内，不能直接结束，应先汇合。")
            if not region and JOIN in targets:
                yield Finding("join_outside", step.key, f"“{step.label}”不在分支内，没有可汇合的地方。")


def _step(definition: Definition, step: Step) -> Iterator[tuple[str, str]]:
    if step.key == definition.start and (step.kind != "human" or step.is_joint):
        yield "bad_start", "是起始环节，只能由拟稿人一人办理。"
    if step.key == definition.start and step.reopens_on_change:
        yield "bad_start", "是起始环节，不能要求改稿后重办。"
    if not step.choices:
        yield "dead_end", "没有去向。"
    elif not any(is_sure(choice) for choice in step.choices):
        yield "no_sure_way", "的去向都有条件，条件都不成立时无路可走。请留一个无条件的去向。"
    if len(step.choices) > 1 and (step.kind != "human" or step.is_joint or step.advice != "none"):
        yield "many_choices", "由几方或系统办理，去向只能有一个，可按条件分流。"
    if any(not choice.routes for choice in step.choices):
        yield "no_route", "有去向没有写明送到哪里。"
    if (step.kind == "system") != bool(step.job):
        yield "job", "是系统环节而没有写明任务，或不是系统环节而写了任务。"
    if (step.mode == "quorum") != (step.quorum >= 1):
        yield "quorum", "的通过人数应至少为1，且只用于定额会签。"
    if step.kind == "fork" and not 1 <= step.needed <= len(step.branches):
        yield "join_never", f"要等{step.needed}个分支，实有{len(step.branches)}个，永远不能汇合。"
    if step.kind != "fork" and step.branches:
        yield "join_never", "不是分支环节，却写了分支。"
    if step.kind != "human" and (step.reopens_on_change or step.is_joint or step.advice != "none"):
        yield "human_only", "不由人办理，不能会签，也不能要求改稿后重办。"
    if step.skip_if_same_person:
        yield from _skips(definition, step)


def _skips(definition: Definition, step: Step) -> Iterator[tuple[str, str]]:
    if step.kind != "human" or step.is_joint or step.advice != "none" or step.key == definition.start:
        yield "skip", "不能因同一人而自动通过。"
    if step.opinion == "required" or step.required:
        yield "skip", "有必填的意见或内容，不能自动通过。"


def _returns(definition: Definition, step: Step) -> Iterator[tuple[str, str]]:
    region = definition.region(step.key)
    for key in step.returns:
        target = definition.step(key)
        if target.kind != "human":
            yield "bad_return", f"不能退回“{target.label}”：那里没有人办理。"
        elif key == step.key or step.key not in definition.after(key):
            yield "bad_return", f"不能退回“{target.label}”：它不在来路上。"
        elif are_beside(definition.region(key), region):
            yield "bad_return", f"不能退回“{target.label}”：它在并行的另一分支。"
    if bool(step.returns) != ("return_to" in step.acts) and step.kind == "human":
        yield "bad_return", "的退回环节与可用动作不一致。"


def _dead_ends(definition: Definition) -> list[Finding]:
    ways = ways_out(definition)
    return [
        Finding("dead_end", step.key, f"从“{step.label}”出发，不能保证走到结束。")
        for step in definition.steps
        if step.key not in ways and step.choices
    ]
