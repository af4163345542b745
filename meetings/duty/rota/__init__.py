"""值班排班：rosters that are fair, by a solver. Pure: no Django, no clock, no settings.

    problem = Problem(
        places=(Place(key=1, shift="d1", role="主班", starts_at=…, ends_at=…, on=date(2026, 10, 1), kind=Kind.HOLIDAY), …),
        members=(Member(key=7, name="张三", pools=on_any_day("主班", "副班"), served={("主班", Kind.HOLIDAY): 2}), …),
        rules=Rules(rest_hours=48, most_in_month=4),
    )
    outcome = solve(problem, seconds=10, on_progress=tell, should_stop=asked_to_stop)
    outcome.status      # Status.BEST: 已证明最优
    outcome.turns       # (Turn(place=1, member=7), …)
    [term.words for term in outcome.score.terms]    # 节假日主班：最多的3班（张三），最少的2班（李四等4人），相差1班，不可能更小。

`check(problem, turns)` says which rules a roster breaks, at once and without the solver; `terms_of(problem, turns)` how even it is.
A problem with `before` is planned anew with as few changes as can be.
"""

from meetings.duty.rota.check import Breach, Violation, check
from meetings.duty.rota.greedy import greedy
from meetings.duty.rota.outcome import Outcome, Progress, Score, Status, Term
from meetings.duty.rota.problem import (
    Absence,
    InRole,
    Kind,
    Member,
    OtherTurn,
    Pairing,
    Place,
    Pool,
    Problem,
    Rules,
    Scope,
    Turn,
    Wish,
    on_any_day,
)
from meetings.duty.rota.scoring import terms_of
from meetings.duty.rota.solve import solve

__all__ = [
    "Absence",
    "Breach",
    "InRole",
    "Kind",
    "Member",
    "OtherTurn",
    "Outcome",
    "Pairing",
    "Place",
    "Pool",
    "Problem",
    "Progress",
    "Rules",
    "Scope",
    "Score",
    "Status",
    "Term",
    "Turn",
    "Violation",
    "Wish",
    "check",
    "greedy",
    "on_any_day",
    "solve",
    "terms_of",
]
