"""Perform an act on a run: ask the engine, keep the act, mirror what it opened and closed. Inside an action, under the run's lock."""

from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from docflow import flow
from docflow.directory import OfficeDirectory
from docflow.models import Act, Opinion, Run
from docflow.models.papers import Paper
from docflow.walking.definitions import definition_of, newest
from docflow.walking.mirroring import mirror
from docflow.walking.refusing import in_our_words
from office.api import Actor
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.transactions import require_transaction

SYSTEM = {"name": "系统", "post": "平台", "department": "", "organ": ""}


@dataclass(frozen=True)
class Performed:
    """The act as kept, and the run after it."""

    act: Act
    before: flow.Run | None
    after: flow.Run


def state_of(run: Run) -> flow.Run:
    """The engine's run, from the cache beside its acts."""
    return flow.Run.from_data(run.state)


P = TypeVar("P", bound=Paper)


def put_on_route(paper: P, route: str) -> P:
    """Save a new paper with a run of the route's newest version; `begin` sets it going."""
    require_transaction()
    paper.run = Run.objects.create(paper_kind=paper._meta.model_name or "", paper_uid=paper.uid, flow=newest(route))
    paper.save(force_insert=True)
    return paper


def begin(paper: Paper, *, by: Actor, key: UUID) -> Run:
    """The first act of its route; whoever does it has the first task."""
    perform(paper.run, flow.Start(), by=by, key=key)
    return paper.run


def perform(run: Run, act: flow.Act, *, by: Actor | None, key: UUID) -> Performed:
    """Apply an act by somebody (None: the system, for a job). Raises the engine's refusals as Refusals; then nothing was written."""
    require_transaction()
    paper = run.paper
    before = state_of(run) if run.version else None
    asked = replace(
        act,
        by=str(by.appointment.uid) if by else "",
        on_behalf_of=str(by.on_behalf_of.uid) if by and by.on_behalf_of else "",
        key=str(key),
        digest=paper.digest_seen(),
        fields=paper.route_fields(),
    )
    directory = OfficeDirectory(by)
    with in_our_words():
        applied = flow.apply(definition_of(run), before, asked, now(), directory)
    kept = _keep(run, applied.act, before, by=by, key=key)
    crash.point("flow.act_kept")
    run.state, run.version = applied.run.to_data(), kept.seq
    run.ended_at = kept.at if applied.run.has_ended else None
    run.save(update_fields=["state", "version", "ended_at"])
    _keep_opinions(kept, paper, before, applied.run)
    mirror(run, before, applied.run, by=by, people=directory)
    crash.point("flow.mirrored")
    return Performed(kept, before, applied.run)


def _keep(run: Run, act: flow.Act, before: flow.Run | None, *, by: Actor | None, key: UUID) -> Act:
    task = before.task(getattr(act, "task", "")) if before else None
    return Act.objects.create(
        run=run,
        seq=act.seq,
        kind=act.kind,
        step=task.step if task else "",
        data=act.to_data(),
        by=by.appointment if by else None,
        names=by.names() if by else SYSTEM,
        key=key,
        at=act.at or now(),
    )


def _keep_opinions(act: Act, paper: Paper, before: flow.Run | None, after: flow.Run) -> None:
    known = {opinion.id for opinion in before.opinions} if before else set()
    labels = definition_of(act.run)
    for opinion in after.opinions:
        if opinion.id in known:
            continue
        Opinion.objects.create(
            act=act,
            run=act.run,
            version=paper.current,
            seen_sm3=opinion.digest,
            step=labels.label_of(opinion.step),
            nature=opinion.nature,
            round=opinion.round,
            stance=opinion.stance,
            text=opinion.text,
            names=act.names,
            at=act.at,
        )
