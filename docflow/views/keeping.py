"""流程管理的办法，画成表单：what the flow administrator may do with a paper, each with its effect in words. Of whatever kind the paper is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.urls import reverse

from docflow import flow
from docflow.actions.keeping import KEEPER, may_go_to
from docflow.forms.keeping import KeepForm
from docflow.models import Task
from docflow.models.papers import Paper
from docflow.selectors.keeping import choosable, colleagues, left
from docflow.templatetags.papers import holder, holders
from office.api import Actor, Appointment

People = tuple[Appointment, ...]


@dataclass(frozen=True, kw_only=True)
class KeepingAct:
    """One act: its button, what it does, and what it asks for. `units` are the people by department."""

    verb: str
    label: str
    effect: str
    address: str
    button: str
    reason_required: bool = True
    grave: bool = False
    warning: str = ""
    tasks: tuple[tuple[str, str], ...] = ()
    targets: tuple[tuple[str, str], ...] = ()
    chosen: tuple[tuple[str, str, People], ...] = ()
    units: tuple[tuple[str, People], ...] = ()
    open: bool = False


@dataclass(frozen=True)
class Keeping:
    """What `partials/_keeping.html` shows. Empty `acts`: there is nothing for him to do."""

    is_keeper: bool
    acts: tuple[KeepingAct, ...]
    seen: int
    form: KeepForm | None = None


def keeping_of(
    paper: Paper,
    offers: Iterable[flow.Offer],
    waiting: list[Task],
    *,
    by: Actor,
    form: KeepForm | None = None,
    refused: str = "",
) -> Keeping:
    """The acts on a paper's route that are open to him; `refused` is the verb of the one whose form comes back."""
    is_keeper = by.has_role(paper.organ, KEEPER)
    acts = [
        replace(one, open=one.verb == refused)
        for offer in offers
        if not offer.task
        for one in _acts(paper, offer, waiting, by=by, is_keeper=is_keeper)
    ]
    return Keeping(is_keeper, tuple(acts), paper.run.version, form)


def _acts(paper: Paper, offer: flow.Offer, waiting: list[Task], *, by: Actor, is_keeper: bool) -> Iterator[KeepingAct]:
    match offer.act:
        case "suspend" if is_keeper:
            effect = "谁都不能办，待办留在原处；在手的人和起草人会收到通知。恢复后从原处接着办。"
            yield _act(paper, "suspend", "挂起", effect)
        case "resume" if is_keeper:
            effect = f"恢复后{_where(waiting)}接着办，在手的人会收到通知。"
            yield replace(_act(paper, "resume", "恢复", effect), reason_required=False)
        case "correct" if is_keeper:
            if waiting:
                yield _hand_over(paper, waiting)
            yield _correct(paper, offer, waiting, by=by)
        case "terminate" if not hasattr(paper, "sealed"):
            yield _terminate(paper)


def _act(paper: Paper, verb: str, label: str, effect: str) -> KeepingAct:
    address = reverse("docflow:keep", args=[paper.uid, verb])
    return KeepingAct(verb=verb, label=label, effect=effect, address=address, button=label)


def _correct(paper: Paper, offer: flow.Offer, waiting: list[Task], *, by: Actor) -> KeepingAct:
    taken = f"现在的“{waiting[0].label}”（{holders(waiting)}）收回，" if waiting else ""
    effect = f"{taken}转到所选的环节；已写的意见都留着。现在的正文没有经过签发的，不能越过签发。"
    targets = tuple((key, label) for key, label in offer.targets if may_go_to(paper, key))
    labels = dict(targets)
    chosen = choosable(paper, labels, by=by)
    return replace(
        _act(paper, "correct", "特送", effect),
        targets=targets,
        chosen=tuple((key, labels[key], tuple(people)) for key, people in chosen.items()),
    )


def _hand_over(paper: Paper, waiting: list[Task]) -> KeepingAct:
    """指定转办：which of the tasks that wait, and to whom."""
    gone = left(waiting)
    effect = "从原来的人手里收回，交给所选的人办；他会收到待办，原来的人看得到是转给谁的。"
    return replace(
        _act(paper, "reassign", "指定转办", effect),
        warning="办理人已离任" if gone else "",
        tasks=tuple(
            (str(task.uid), f"{task.label} {holder(task)}{'（已离任）' * (task.pk in gone)}") for task in waiting
        ),
        units=_by_unit(colleagues(paper)),
    )


def _by_unit(people: Iterable[Appointment]) -> tuple[tuple[str, People], ...]:
    units: dict[str, list[Appointment]] = {}
    for one in people:
        units.setdefault(one.department.name, []).append(one)
    return tuple((name, tuple(held)) for name, held in units.items())


def _terminate(paper: Paper) -> KeepingAct:
    number = f"，{paper.number_name}{paper.number}作废" if paper.number else ""
    effect = f"《{paper}》就此终止，不能恢复；在手的待办全部收回{number}。稿子、意见和办理记录都留着。"
    return replace(_act(paper, "terminate", paper.ending, effect), button=paper.ending, grave=True)


def _where(waiting: list[Task]) -> str:
    return f"从“{waiting[0].label}”（{holders(waiting)}）" if waiting else "从原处"
