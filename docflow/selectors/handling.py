"""办理过程：every act of a run as an entry of its handling sheet, with what was not done because another's act came first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from docflow import flow
from docflow.history import ACTS
from docflow.models import Act, Run
from docflow.sheets.sheet import Entry
from docflow.walking.definitions import definition_of
from docflow.walking.mirroring import WORDS
from docflow.walking.performing import SYSTEM, state_of
from docflow.wording import acting_name, stance_word
from office.api import named
from office.kernel.clock import OFFICE_ZONE, day_of
from office.kernel.wording import full_day

_WAYS = {flow.RETRY: "重试", flow.BACK: "改后送回", flow.REPLY: "答复"}
_ALONE = {
    "claim": ACTS["claimed"],
    "put_back": ACTS["put_back"],
    "withdraw": ACTS["withdrew"],
    "suspend": ACTS["suspended"],
    "resume": ACTS["resumed"],
}
_OWN_ACCORD = {"withdraw", "put_back"}  # nothing had come to him for it
_WITH_THE_ACT = {"handed"}  # the keeper's own entry says to whom


@dataclass(frozen=True)
class Ends:
    """What it is called to begin a paper, and to end it before its time; `ended_at`: the step of whoever ends it, empty where it begins."""

    begun: str = "起草"
    ended: str = ACTS["terminated"]
    ended_at: str = ""


def entries_of(
    run: Run, *, home: str, changes: Mapping[int, str] | None = None, ends: Ends | None = None
) -> list[Entry]:
    """Every act in its order, then who has it now. A draft of an opinion is nobody's business and is left out.

    `home` is the organ whose people need no organ before their unit; `changes` says of an act (by its seq) what it changed in the text.
    """
    return list(_Way(run, home, changes or {}, ends or Ends()).entries())


def times(
    came: datetime | None, done: datetime | None, *, words: tuple[str, str] = ("收到", "办理")
) -> tuple[str, ...]:
    """2026年3月20日, 09:12收到, 10:03办理: a day is written once."""
    known = [(at, word) for at, word in zip((came, done), words, strict=True) if at is not None]
    told = [(full_day(day_of(at)), f"{at.astimezone(OFFICE_ZONE):%H:%M}{word}") for at, word in known]
    return tuple(dict.fromkeys(line for lines in told for line in lines))


@dataclass
class _Way:
    run: Run
    home: str
    changes: Mapping[int, str]
    ends: Ends

    @cached_property
    def definition(self) -> flow.Definition:
        return definition_of(self.run)

    @cached_property
    def state(self) -> flow.Run:
        return state_of(self.run)

    @cached_property
    def acts(self) -> list[Act]:
        return list(self.run.acts.exclude(kind="save_opinion").prefetch_related("opinions").order_by("seq"))

    @cached_property
    def labels(self) -> dict[str, str]:
        return dict(self.run.tasks.values_list("name", "label"))

    @cached_property
    def people(self) -> dict[str, Mapping[str, Any]]:
        """Names by appointment: as they were when the person acted here, else as they are now."""
        acted = {str(names["appointment"]): names for act in self.acts if "appointment" in (names := act.names)}
        asked = {uid for task in self.state.tasks for uid in (task.holder, *task.pool)}
        asked |= {party.holder for visit in self.state.visits for party in visit.parties}
        asked |= {uid for act in self.acts for uid in act.data.get("chosen", ())}
        asked |= {act.data["to"] for act in self.acts if act.kind == "reassign"}
        return {**{uid: one.names() for uid, one in named(asked - acted.keys() - {""}).items()}, **acted}

    def entries(self) -> Iterator[Entry]:
        for act in self.acts:
            yield self._of_act(act)
            yield from self._not_done(act.seq)
            yield from self._passed(act.seq)
        yield from (self._waiting(task) for task in self.state.open_tasks)
        for wait in self.state.open_waits:
            label = self.definition.label_of(wait.step)
            yield Entry(label, SYSTEM["name"], SYSTEM["post"], times(wait.opened.at, None), "正在处理", signed=False)

    def _of_act(self, act: Act) -> Entry:
        task = self.state.task(str(act.data.get("task", "")))
        wait = next((one for one in self.state.waits if one.id == act.data.get("wait")), None)
        came = task.opened.at if task and act.kind not in _OWN_ACCORD else wait.opened.at if wait else None
        step = self._step(act, task, wait)
        by_system = act.by_id is None
        said = [one.text for one in act.opinions.all() if one.text] or [str(act.data.get("reason", ""))]
        words = "\n".join(said)
        return Entry(
            step=f"{step}退回" if act.kind == "return_to" else step,
            name=acting_name(act.names),
            post=self._post(act.names),
            times=times(came, act.at),
            deed=self._deed(act, task),
            round=task.round if task else 1,
            opinion="" if by_system else words,
            remarks=tuple(filter(None, (words if by_system else "", self.changes.get(act.seq, "")))),
            signed=not by_system,
            gone_back=act.kind in {"return_to", "withdraw", "terminate", "job_failed"},
        )

    def _step(self, act: Act, task: flow.Task | None, wait: flow.Wait | None) -> str:
        if task is not None:
            return self.labels.get(task.id) or self.definition.label_of(task.step)
        if wait is not None:
            return self.definition.label_of(wait.step)
        by_drafter = act.kind == "start" or (act.kind == "terminate" and not act.data.get("as_keeper"))
        if not by_drafter:
            return "流程管理"
        at = self.ends.ended_at if act.kind == "terminate" and self.ends.ended_at else self.definition.start
        return self.definition.label_of(at)

    def _deed(self, act: Act, task: flow.Task | None) -> str:
        data = act.data
        match act.kind:
            case "start":
                return self.ends.begun
            case "complete" if task is not None:
                chosen = "、".join(self._name(uid) for uid in data.get("chosen", ()))
                return self._way(data, task) + (f"（{chosen}）" if chosen else "")
            case "return_to":
                straight = any(visit.back == act.seq for visit in self.state.visits)
                return f"退回{self.definition.label_of(data['to'])}{'，改后直接送回' if straight else ''}"
            case "reassign":
                return f"{'指定转办' if data.get('as_keeper') else '转办'}{self._name(data['to'])}"
            case "correct":
                return f"特送{self.definition.label_of(data['to'])}"
            case "terminate":
                return self.ends.ended
            case "job_done":
                return "已完成"
            case "job_failed":
                return "未完成"
            case kind:
                return _ALONE.get(kind, "办理")

    def _way(self, data: Mapping[str, Any], task: flow.Task) -> str:
        """What he chose: his stance where one is asked, else the way out of the step."""
        if stance := data.get("stance", ""):
            return stance_word(stance)
        choice = data.get("choice", "")
        if choice in _WAYS or task.purpose != "handle":
            return _WAYS.get(choice) or {"repair": "重试", "reply": "答复"}[task.purpose]
        step = self.definition.step(task.step)
        known = step.choice(choice) or (step.choices[0] if len(step.choices) == 1 else None)
        return known.label if known else "办理"

    def _not_done(self, seq: int) -> Iterator[Entry]:
        """The tasks that this act took from others: they had come, and were not done."""
        for task in self.state.tasks:
            closed = task.closed is not None and task.closed.seq == seq
            if closed and task.outcome not in flow.DEEDS and task.outcome not in _WITH_THE_ACT:
                yield self._of_task(task, f"未办，{WORDS[task.outcome]}")

    def _passed(self, seq: int) -> Iterator[Entry]:
        """The steps that passed by themselves behind this act."""
        for visit in self.state.visits:
            if visit.outcome == "passed" and visit.opened.seq == seq:
                names = self.people.get(visit.parties[0].holder, {})
                yield Entry(
                    self.definition.label_of(visit.step),
                    str(names.get("name", "")),
                    self._post(names),
                    times(None, visit.opened.at),
                    "与上一环节同一人，自动通过",
                    visit.round,
                    signed=False,
                )

    def _waiting(self, task: flow.Task) -> Entry:
        return self._of_task(task, "尚未办理" if task.holder else "待领办")

    def _of_task(self, task: flow.Task, deed: str) -> Entry:
        holders = [self.people[uid] for uid in task.candidates if uid in self.people]
        return Entry(
            step=self.labels.get(task.id) or self.definition.label_of(task.step),
            name="、".join(str(names["name"]) for names in holders),
            post=self._post(holders[0]) if len(holders) == 1 else "",
            times=times(task.opened.at, None),
            deed=deed,
            round=task.round,
            signed=False,
        )

    def _name(self, uid: str) -> str:
        return str(self.people.get(uid, {}).get("name", ""))

    def _post(self, names: Mapping[str, Any]) -> str:
        organ = str(names.get("organ", ""))
        return f"{organ if organ != self.home else ''}{names.get('department', '')}{names.get('post', '')}"
