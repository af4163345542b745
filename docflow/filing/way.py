"""办理过程 of a paper as the archive keeps it: every act that was done, by whom, when, in which words."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from docflow.circulation.models import Reading
from docflow.filing.values import Deed
from docflow.history import ACTS
from docflow.models import Run
from docflow.walking.definitions import definition_of
from docflow.walking.performing import state_of
from docflow.wording import acting_name, stance_word

_UNTOLD = {"save_opinion"}
_NAMED = {
    "claim": ACTS["claimed"],
    "put_back": ACTS["put_back"],
    "withdraw": ACTS["withdrew"],
    "suspend": ACTS["suspended"],
    "resume": ACTS["resumed"],
    "reassign": ACTS["reassigned"],
    "correct": ACTS["corrected"],
    "terminate": ACTS["terminated"],
}


def deeds_of(run: Run, *, begun: str, home: str) -> Iterator[Deed]:
    """The acts in their order; `begun` is what the first is called, `home` the organ of people whose names name none."""
    definition, state = definition_of(run), state_of(run)
    labels = dict(run.tasks.values_list("name", "label"))
    waits = {wait.id: definition.label_of(wait.step) for wait in state.waits}
    for act in run.acts.exclude(kind__in=_UNTOLD).prefetch_related("opinions").order_by("seq"):
        said = "\n".join(one.text or stance_word(one.stance) for one in act.opinions.all() if one.text or one.stance)
        if act.kind == "start":
            called = begun
        elif act.kind in {"job_done", "job_failed"}:
            called = waits.get(act.data.get("wait", ""), "") or "平台处理"
            called += "未成" if act.kind == "job_failed" else ""
        elif act.kind in _NAMED:
            called = _NAMED[act.kind]
        else:
            called = labels.get(act.data.get("task", "")) or definition.label_of(act.step)
            called += "退回" if act.kind == "return_to" else ""
        yield deed(called, act.names, act.at, said or str(act.data.get("reason", "")), home=home)


def deed(act: str, names: Mapping[str, Any], at: datetime, opinion: str = "", *, home: str) -> Deed:
    """One step from the names that history kept."""
    return Deed(
        act=act,
        name=acting_name(names),
        post=str(names.get("post", "")),
        department=str(names.get("department", "")),
        organ=str(names.get("organ", "")) or home,
        at=at,
        opinion=opinion,
        person=str(names.get("person", "")),
    )


def readings_of(run: Run, *, home: str) -> Iterator[Deed]:
    """传阅 and 催办, which are no steps of the route."""
    read = Reading.objects.filter(circulation__paper_uid=run.paper_uid, read_at__isnull=False)
    for one in read.prefetch_related("opinions").order_by("read_at", "pk"):
        words = "\n".join(said.text for said in one.opinions.all())
        if one.read_at is not None:
            yield deed("传阅", one.read_names or one.names, one.read_at, words, home=home)
    for urge in run.urges.order_by("at", "pk"):
        yield deed("催办", urge.names, urge.at, urge.words, home=home)


def in_order(*ways: Iterator[Deed]) -> tuple[Deed, ...]:
    """All of them, the earliest first; what happened at one moment stays as it came."""
    return tuple(sorted((one for way in ways for one in way), key=lambda one: one.at))
