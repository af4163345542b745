"""What must hold after every act, told from the run alone: the numbers are those of the engine's design.

1 nothing gets stuck · 2 opinions stay · 3 an ended run holds nobody · 4 each task has its holder · 5 returns out of 会签 ·
6 the record makes the run · 7 only those who acted have acted · 9 once · 10 the version stays · 11 a step that must see
every text has seen the last one · 12 a step is done only when those it asks have answered
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from docflow.flow import DEEDS, Act, Applied, Complete, Definition, ReturnTo, Run, Visit, act_from_data, lanes, replay


def hold(
    definition: Definition, before: Run | None, applied: Applied, record: Sequence[Act], gone: set[str] | frozenset[str]
) -> None:
    """AssertionError naming the first invariant that does not hold after the last act of a record."""
    run = applied.run
    _is_not_stuck(definition, run)
    _holds_nobody_when_ended(run)
    _has_holders(run)
    _only_the_act_has_acted(run, record)
    _has_answers(definition, run)
    if before:
        _keeps_opinions(before, applied)
        _keeps_version(before, run)
        if isinstance(applied.act, ReturnTo):
            _leaves_no_sibling(definition, before, applied)
        if isinstance(applied.act, Complete):
            _asks_again_whom_it_should(before, applied, gone)
    if run.status == "finished":
        _has_seen_the_last_text(definition, run)


def at_the_end(definition: Definition, run: Run, record: Sequence[Act]) -> None:
    """The dearer ones, once a walk: 6, and that the stored form is the run."""
    acts = [act_from_data(act.to_data()) for act in record]
    assert replay(definition, acts) == run, "6: the record makes another run"
    assert Run.from_data(run.to_data()) == run, "6: the stored run is another"
    shown = {(stay.task, stay.holder) for lane in lanes(definition, run) for stay in lane.stays if stay.has_acted}
    done = {(task.id, task.holder) for task in run.tasks if task.outcome in DEEDS}
    assert shown == done, "7: the trail shows another who acted"


def covered(before: Run | None, applied: Applied) -> Iterator[str]:
    """What of the hard cases this act was."""
    act = applied.act
    if before is None:
        return
    if isinstance(act, ReturnTo):
        visit = _visit(before, _task_visit(before, act.task))
        if len(visit.parties) > 1 or visit.within:
            yield "return_out_of_parallel"
    if isinstance(act, Complete) and _visit(before, _task_visit(before, act.task)).back:
        yield "complete_straight_back"
    for fact in applied.facts:
        yield fact.kind
    if applied.run.status == "finished":
        yield "finished"
    if any(task.outcome == "not_needed" for task in applied.closed):
        yield "not_needed"


def _is_not_stuck(definition: Definition, run: Run) -> None:
    if run.has_ended:
        return
    assert run.open_tasks or run.open_waits, "1: a live run waits for nobody"
    regions = Counter(visit.within for visit in run.open_visits)
    assert set(regions.values()) <= {1}, "1: two visits are open in one region"
    assert regions[None] == 1, "1: nothing is open in the trunk"
    for visit in run.open_visits:
        step = definition.step(visit.step)
        tasks = [task for task in run.open_tasks if task.visit == visit.id]
        waits = [wait for wait in run.open_waits if wait.visit == visit.id]
        if step.kind == "fork":
            inside = sum(other.within is not None and other.within[0] == visit.id for other in run.open_visits)
            assert inside + len(visit.arrived) >= step.needed, "1: a join can never fire"
            assert len(visit.arrived) < step.needed or inside, "1: a fork waits for nothing"
        elif step.kind == "system":
            assert len(tasks) + len(waits) == 1, "1: a system step waits for nothing, or twice"
        else:
            assert tasks, "1: an open step asks nobody"
            assert len(tasks) == 1 or step.mode in {"all", "quorum"}, "1: a step asks several at once"


def _holds_nobody_when_ended(run: Run) -> None:
    if run.has_ended:
        assert not run.open_tasks, "3: an ended run has an open task"
        assert not run.open_waits, "3: an ended run waits for a job"
        assert not run.open_visits, "3: an ended run has an open step"
    open_visits = {visit.id for visit in run.open_visits}
    assert all(task.visit in open_visits for task in run.open_tasks), "3: a task is open in a step that is closed"
    assert all(wait.visit in open_visits for wait in run.open_waits), "3: a job is awaited in a step that is closed"
    inside = [visit.within[0] for visit in run.open_visits if visit.within]
    assert set(inside) <= open_visits, "3: a branch is open in a fork that is closed"


def _has_holders(run: Run) -> None:
    held: Counter[tuple[str, str]] = Counter()
    for task in run.open_tasks:
        assert task.holder or task.pool, f"4: {task.id} has no holder and no pool"
        assert task.candidates == ((task.holder,) if task.holder else task.pool), "4: candidates"
        if task.holder and not task.pool:
            held[task.visit, task.holder] += 1
    assert set(held.values()) <= {1}, "4: one holder has two tasks in one step"
    people = {person for task in run.open_tasks for person in task.candidates}
    found = {task.id for person in people for task in run.tasks_of(person)}
    assert found == {task.id for task in run.open_tasks}, "4: the sum of everybody's tasks is not the run's"


def _keeps_opinions(before: Run, applied: Applied) -> None:
    after, act = applied.run.opinions, applied.act
    assert after[: len(before.opinions)] == before.opinions, "2: an opinion was changed or lost"
    new = after[len(before.opinions) :]
    said = act.reason if isinstance(act, ReturnTo) else act.opinion if isinstance(act, Complete) else ""
    stance = act.stance if isinstance(act, Complete) else ""
    assert len(new) == bool(said or stance), "2: an opinion was not kept, or nobody gave it"
    for opinion in new:
        assert (opinion.text, opinion.stance, opinion.by, opinion.on_behalf_of) == (
            said,
            stance,
            act.by,
            act.on_behalf_of,
        ), "2: an opinion is not what was said"
        assert opinion.given.at == act.at, "2: an opinion has another time"
        assert opinion.digest == applied.run.digest, "2: an opinion is bound to another text"


def _keeps_version(before: Run, run: Run) -> None:
    assert (before.flow, before.version, before.drafter) == (run.flow, run.version, run.drafter), "10"
    assert run.seq == before.seq + 1, "6: an act was not counted"
    for old, new in zip(before.tasks, run.tasks, strict=False):
        assert old.closed is None or old == new, "7: a closed task was changed"


def _leaves_no_sibling(definition: Definition, before: Run, applied: Applied) -> None:
    act, run = applied.act, applied.run
    assert isinstance(act, ReturnTo)
    visit = _task_visit(before, act.task)
    open_then = {task.id for task in before.open_tasks}
    assert not [t for t in run.open_tasks if t.visit == visit], "5: a task of the returned step is open"
    if not definition.region(act.to):
        assert not [t for t in run.open_tasks if t.id in open_then], "5: a task beside the return is open"
        assert not run.open_waits or all(w not in before.open_waits for w in run.open_waits), (
            "5: a job beside it is open"
        )
    for task in applied.closed:
        if task.id != act.task:
            assert task.outcome == "closed", "7: closed by a return, but shown as something else"
            assert not task.by, "7: closed by a return, but shown as done"


def _asks_again_whom_it_should(before: Run, applied: Applied, gone: set[str] | frozenset[str]) -> None:
    act, run = applied.act, applied.run
    assert isinstance(act, Complete)
    left = _visit(before, _task_visit(before, act.task))
    opened = [visit for visit in run.visits if visit.opened.seq == run.seq]
    returned = [
        v for v in before.visits if left.back and v.closed and v.closed.seq == left.back and v.outcome == "returned"
    ]
    returned = [visit for visit in returned if visit.opened.seq < left.back]
    back = {visit.step: visit for visit in opened if visit.step in {other.step for other in returned}}
    is_closed = _visit(run, left.id).closed is not None
    if not (left.back and is_closed and back):
        for visit in opened:
            assert not any(party.answer for party in visit.parties), "5: walked again, but somebody was not asked"
        return
    for old in returned:
        if old.step not in back:
            continue
        new = back[old.step]
        for party in old.parties:
            if party.answer and party.answer.digest == run.digest:
                assert party in new.parties, "5: a consent to the same text does not stand"
            elif not gone & set(party.candidates):
                again = [p for p in new.parties if p.candidates == party.candidates and p.answer is None]
                assert again, "5: somebody is not asked again"
                closed = [t for t in before.tasks if t.visit == old.id and t.closed and t.closed.seq == left.back]
                if any(set(task.candidates) & set(party.candidates) for task in closed):
                    _is_asked(run, new, again[0].candidates)
        for task in before.tasks:
            is_returner = (
                task.visit == old.id and task.closed and task.closed.seq == left.back and task.outcome == "returned"
            )
            if is_returner and task.purpose == "handle" and task.holder not in gone:
                _is_asked(run, new, (task.holder,))


def _is_asked(run: Run, visit: Visit, candidates: tuple[str, ...]) -> None:
    pending = [party for party in visit.parties if party.answer is None]
    asked = [task for task in run.open_tasks if task.visit == visit.id and set(task.candidates) <= set(candidates)]
    waits_its_turn = len(pending) > 1 and pending[0].candidates != candidates
    assert asked or waits_its_turn, "5: somebody who is to be asked again has no task"


def _only_the_act_has_acted(run: Run, record: Sequence[Act]) -> None:
    act = record[-1]
    for task in run.tasks:
        if task.closed and task.closed.seq == run.seq:
            is_deed = task.id == getattr(act, "task", None) and not getattr(act, "as_keeper", False)
            assert (task.outcome in DEEDS) == is_deed, f"7: {task.outcome} by {act.kind}"
            assert bool(task.by) == is_deed, "7: somebody is said to have acted who did not"
            if is_deed:
                assert (task.by, task.holder) == (act.by, act.principal), "7: another is said to have acted"


def _has_answers(definition: Definition, run: Run) -> None:
    for visit in run.visits:
        if visit.outcome != "done" or not visit.closed or visit.closed.seq != run.seq:
            continue
        step = definition.step(visit.step)
        answers = [party.answer for party in visit.parties if party.answer]
        assert len({answer.task for answer in answers}) == len(answers), "12: one answer counts twice"
        tasks = {task.id: task for task in run.tasks}
        assert all(tasks[answer.task].outcome == "done" for answer in answers), "12: an answer nobody gave"
        if step.kind != "human":
            continue
        consents = [answer for answer in answers if answer.stance != "disagree"]
        if step.mode == "quorum" and (step.advice == "binding" or len(answers) < len(visit.parties)):
            assert len(consents) >= min(step.quorum, len(visit.parties)), "12: fewer consents than the quorum"
        elif step.mode != "quorum":
            assert len(answers) == len(visit.parties), "12: done, but not everybody has answered"
            if step.advice == "binding":
                assert len(consents) == len(answers), "12: done against a binding 不同意"
        assert all(a.replied for a in answers if a.stance == "disagree"), "12: a 不同意 was not answered"


def _has_seen_the_last_text(definition: Definition, run: Run) -> None:
    """Along the way that the run took in the end, the last visit of each step that must see every text saw the last one."""
    visits = {visit.id: visit for visit in run.visits}
    last = max((v for v in run.visits if v.within is None and v.outcome in {"done", "passed"}), key=_order)
    way, ahead = set(), [last.id]
    while ahead:
        name = ahead.pop()
        if name and name not in way:
            way.add(name)
            ahead += [visits[name].came_from, *(arrived for _, arrived in visits[name].arrived)]
    walked = {visits[name].step for name in way if visits[name].outcome in {"done", "passed"}}
    for key in walked | definition.seen_before[last.step]:
        if definition.step(key).reopens_on_change:
            seen = [v for v in run.visits if v.step == key and v.outcome in {"done", "passed"}]
            assert seen, f"11: {key} was never walked"
            assert seen[-1].digest == run.digest, f"11: {key} has not seen the text that went out"


def _order(visit: Visit) -> tuple[int, int]:
    return (visit.closed.seq if visit.closed else 0, int(visit.id[1:]))


def _visit(run: Run, name: str) -> Visit:
    return next(visit for visit in run.visits if visit.id == name)


def _task_visit(run: Run, name: str) -> str:
    return next(task.visit for task in run.tasks if task.id == name)
