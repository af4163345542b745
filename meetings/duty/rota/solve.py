"""排班：a roster for a problem, or what makes it impossible and the nearest one."""

from collections.abc import Callable

from meetings.duty.rota.able import Able
from meetings.duty.rota.check import Violation, check
from meetings.duty.rota.outcome import Outcome, Progress, Run, Score, Status
from meetings.duty.rota.problem import Problem, Turn
from meetings.duty.rota.scoring import score
from meetings.duty.rota.searching import Search


def solve(
    problem: Problem,
    *,
    seconds: float = 10.0,
    seed: int = 0,
    workers: int = 1,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Outcome:
    """The most even roster that breaks nothing; with `problem.before`, the one of those with the fewest changes.

    `seconds`: after so many what was found so far is given. `on_progress` is told and `should_stop` asked a few times a second, both on this
    thread. The same problem, seed and number of workers give the same roster, unless time ran out.
    """
    run = Run(seconds, seed, workers, on_progress, should_stop)
    search = Search(Able.of(problem), run)
    search.begin()
    search.go()
    changed = changes(problem, search.turns)
    said = score(search.able, search.groups, search.turns, search.bound, search.spreads)
    broken = check(problem, search.turns)
    status = _status(broken, said)
    return Outcome(status, search.turns, said, broken, (), changed, run.stopped)


def changes(problem: Problem, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """The turns of places that were another's before."""
    before = {one.place: one.member for one in problem.before}
    return tuple(one for one in turns if before.get(one.place, one.member) != one.member)


def _status(broken: tuple[Violation, ...], said: Score) -> Status:
    if broken:
        return Status.UNFINISHED
    return Status.BEST if said.cost <= said.bound else Status.GOOD
