"""拟办意见和批示：the words that stand now, each leader's in his turn; what was taken back or asked anew stands in the way only."""

from collections.abc import Iterator
from typing import Final

from docflow import flow
from docflow.incoming.models import Incoming, Track
from docflow.models import Act
from docflow.sheets.sheet import Fact, Voice
from docflow.walking.performing import state_of
from docflow.wording import acting_name
from office.kernel.wording import full_moment

LABELS: Final = {
    Track.HANDLE: (("propose", "拟办意见"), ("instruct", "批示")),
    Track.READ: (("circulate", "拟阅意见"),),
}
BEHIND: Final = frozenset({"undertake", "answer", "close"})


def instructions_of(incoming: Incoming) -> Iterator[Fact]:
    """A box for everybody who wrote; an open one, as on paper, while somebody has still to write."""
    run = state_of(incoming.run)
    acts = incoming.run.acts.filter(kind="complete", step__in=[step for step, _ in LABELS[_track(incoming)]])
    by_task = {str(act.data.get("task", "")): act for act in acts.prefetch_related("opinions").order_by("seq")}
    for step, label in LABELS[_track(incoming)]:
        yield from _boxes(run, step, label, by_task)


def _boxes(run: flow.Run, step: str, label: str, by_task: dict[str, Act]) -> Iterator[Fact]:
    visit = next((one for one in reversed(run.visits) if one.step == step), None)
    parties = visit.parties if visit is not None else ()
    answers = [party.answer for party in parties if party.answer is not None]
    yield from (_box(label, by_task[one.task]) for one in answers if one.task in by_task)
    if len(answers) < len(parties) or (visit is None and not _is_past(run)):
        yield Fact(label, "", voice=Voice.PERSON)


def _box(label: str, act: Act) -> Fact:
    words = "\n".join(one.text for one in act.opinions.all() if one.text)
    return Fact(label, words, voice=Voice.PERSON, signed=f"{acting_name(act.names)}　{full_moment(act.at)}")


def _is_past(run: flow.Run) -> bool:
    """Nobody will be asked any more: it was given out without, or is at its end."""
    return run.has_ended or any(visit.step in BEHIND for visit in run.visits)


def _track(incoming: Incoming) -> Track:
    return Track(incoming.incoming_class.track)
