"""排班：a roster for a problem, or what makes it impossible and the nearest one."""

from collections.abc import Callable
from dataclasses import replace

from meetings.duty.rota.able import Able
from meetings.duty.rota.check import check
from meetings.duty.rota.greedy import greedy
from meetings.duty.rota.impossible import Nearest, explain
from meetings.duty.rota.outcome import Outcome, Progress, Run, Status
from meetings.duty.rota.problem import Problem
from meetings.duty.rota.replanning import Replan
from meetings.duty.rota.scoring import changed, changes_term, score
from meetings.duty.rota.searching import Search

AFTER = 3.0
"""Seconds, or half of those given if that is more, for saying why there is no roster, and as many for the nearest one."""


def solve(
    problem: Problem,
    *,
    seconds: float = 10.0,
    seed: int = 0,
    workers: int = 1,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Outcome:
    """The most even roster that breaks nothing; with `problem.before`, the most even one of those with the fewest changes.

    `seconds`: after so many what was found so far is given; where it is proved that there is no roster, saying why takes up to as many again.
    `on_progress` is told and `should_stop` asked a few times a second, both on this thread. The same problem and seed give the same roster by one
    worker, unless time ran out; more of them are a race, which on months only costs more (ADR 0012).
    """
    run = Run(seconds, seed, workers, on_progress, should_stop)
    search = Search(Able.of(problem), run)
    replan = Replan(search)
    if problem.before:
        replan.go()
    else:
        search.go()
    if search.is_impossible:
        return _impossible(search)
    broken = check(problem, search.turns)
    bound = None if broken else max(search.bound, replan.bound)
    said = score(search.able, search.groups, search.turns, bound, search.spreads)
    if problem.before:
        terms = (changes_term(problem, search.turns, replan.least), *said.terms)
        said = replace(said, terms=terms, is_change=True)
    is_best = said.is_best and replan.changes <= replan.least
    status = Status.UNFINISHED if broken else Status.BEST if is_best else Status.GOOD
    return Outcome(status, search.turns, said, broken, (), changed(problem.before, search.turns), run.stopped)


def _impossible(search: Search) -> Outcome:
    """Why, and the nearest. Both have their own time: what was given is most often used up by then."""
    problem, run = search.able.problem, search.run
    more = max(AFTER, run.seconds / 2)

    def again() -> Run:
        return Run(more, run.seed, run.workers, run.on_progress, run.should_stop, run.stopped)

    explaining = again()
    reasons = () if run.stopped else explain(problem, explaining)
    nearing = again()
    begun = search.turns or problem.before or greedy(problem, search.able)
    turns = Nearest(problem, begun).find(nearing)
    said = score(search.able, search.groups, turns, None, ())
    changes = changed(problem.before, turns)
    stopped = explaining.stopped or nearing.stopped
    return Outcome(Status.IMPOSSIBLE, turns, said, check(problem, turns), reasons, changes, stopped)
