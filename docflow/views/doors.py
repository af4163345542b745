"""What may be done, as forms: the offers of the engine with their addresses and words. A button and its gate come from one source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from docflow import flow
from docflow.models import Task
from docflow.models.papers import Paper
from office.api import Appointment

THEN = {"straight_back": "直接送回我这里", "walk_again": "逐环节重走"}
WRITES = {
    "draft": "",
    "number": "",
    "seal": "",
    "close": "",
    "typeset": "",
    "sealing": "",
    "distribute": "",
    "reply": "答复",
}
ICONS = {"sign_off": "pen", "seal": "seal", "sealing": "seal", "number": "number"}


@dataclass(frozen=True, kw_only=True)
class Completion:
    """The one main act of the page. `writes` is the name of what is written; empty where nothing is."""

    verb: str
    label: str
    icon: str
    writes: str
    ways: tuple[flow.Way, ...]
    stances: tuple[tuple[str, str], ...]
    opinion_required: bool


@dataclass(frozen=True, kw_only=True)
class Door:
    """Another act. `plain`: a button alone; else a form with what it asks for."""

    name: str
    label: str
    address: str
    plain: bool = False
    key: str = ""
    target_label: str = ""
    targets: tuple[tuple[str, str], ...] = ()
    then: tuple[tuple[str, str], ...] = ()
    people: tuple[Appointment, ...] = ()
    reason_required: bool = False


def completion(task: Task, offers: Iterable[flow.Offer]) -> Completion | None:
    """The form by which his task is completed."""
    offer = next((one for one in offers if one.act == "complete" and one.task == task.name), None)
    if offer is None:
        return None
    verb = {"repair": "seal" if task.step == "sealing" else "retry", "reply": "reply"}.get(task.purpose, task.step)
    label = {"retry": "重新排版", "reply": "答复", "seal": "用印"}.get(verb) or _label(task, offer)
    return Completion(
        verb=verb,
        label=label,
        icon=ICONS.get(verb, "send"),
        writes=WRITES.get(verb, "意见"),
        ways=offer.ways if verb not in {"retry", "reply"} and task.purpose == "handle" else (),
        stances=offer.stances if task.purpose == "handle" else (),
        opinion_required=offer.opinion_required,
    )


def _label(task: Task, offer: flow.Offer) -> str:
    if len(offer.ways) == 1 and not offer.stances and offer.ways[0].label != "同意":
        return offer.ways[0].label
    return task.label


def doors(paper: Paper, offers: Iterable[flow.Offer], colleagues: Iterable[Appointment]) -> Iterator[Door]:
    """The acts beside the main one, in their order."""
    uids = dict(paper.run.tasks.values_list("name", "uid"))
    people = tuple(colleagues)
    for offer in offers:
        uid = uids.get(offer.task)
        if uid is None:
            continue
        name = f"{offer.act}-{offer.task}"
        match offer.act:
            case "claim" | "put_back":
                word, label = ("claim", "领办") if offer.act == "claim" else ("put-back", "放回")
                yield Door(name=name, label=label, address=_address(paper, uid, word), plain=True)
            case "return_to":
                yield Door(
                    name=name,
                    label="退回",
                    address=_address(paper, uid, "return"),
                    key="R",
                    target_label="退回到",
                    targets=offer.targets,
                    then=tuple((key, THEN[key]) for key in offer.then),
                    reason_required=True,
                )
            case "reassign" if people:
                yield Door(name=name, label="转办", address=_address(paper, uid, "reassign"), key="T", people=people)
            case "withdraw":
                yield Door(name=name, label="撤回", address=_address(paper, uid, "withdraw"))


def _address(paper: Paper, uid: object, verb: str) -> str:
    return reverse(f"{paper.space}:act", args=[uid, verb])
