"""评分：a roster's score in words, one sentence for each thing that is counted."""

from collections.abc import Mapping, Sequence

from meetings.duty.rota.able import Able
from meetings.duty.rota.fairness import TURN, Group, Standing, cost, counts, refused_wishes, spread
from meetings.duty.rota.fairness import groups as groups_of
from meetings.duty.rota.outcome import Score, Term
from meetings.duty.rota.problem import Problem, Scope, Turn, said_day

NAMED = 3
"""Names in a sentence; of more people their number is said."""


def score(
    able: Able, groups: Sequence[Group], turns: Sequence[Turn], bound: int, spreads: Sequence[int], *, dearer: int = 0
) -> Score:
    """`spreads`: the least of each group, as far as it is known. `dearer`: what is counted before evenness (the changes of a re-plan)."""
    return Score(_terms(able.problem, groups, turns, spreads), cost(able, groups, turns) + dearer, bound)


def terms_of(problem: Problem, turns: Sequence[Turn]) -> tuple[Term, ...]:
    """How even a roster is, in words, without asking the solver: how much more even it could be is not said."""
    return _terms(problem, groups_of(Able.of(problem)), turns, ())


def _terms(
    problem: Problem, groups: Sequence[Group], turns: Sequence[Turn], spreads: Sequence[int]
) -> tuple[Term, ...]:
    terms = [
        _term(problem, group, counts(problem, group, turns), spreads[n] if spreads else None)
        for n, group in enumerate(groups)
    ]
    return (*terms, _wishes(problem, turns)) if problem.wishes else tuple(terms)


def _term(problem: Problem, group: Group, served: Mapping[int, int], least: int | None) -> Term:
    wide = spread(group, served)
    title = group.title if problem.rules.scope == Scope.ROLE else f"{group.title}（各岗位合计）"
    words = f"{title}：{_ends(problem, group, served)}{_judged(wide, least)}"
    return Term(title, words, wide / TURN, None if least is None else least / TURN)


def _judged(wide: int, least: int | None) -> str:
    if not wide:
        return "。"
    if least is None:
        return f"，相差{wide / TURN:g}班。"
    if wide <= least:
        return f"，相差{wide / TURN:g}班，不可能更小。"
    return f"，相差{wide / TURN:g}班，各班次单独计最少相差{least / TURN:g}班。"


def _ends(problem: Problem, group: Group, served: Mapping[int, int]) -> str:
    """Counts where they can be compared as they are; else what is above and below one's due."""
    there = [(one, served.get(one.member, 0)) for one in group.moving]
    if len({one.due for one, _ in there}) == 1:
        values = {one: one.served + TURN * turns for one, turns in there}
        most, least = max(values.values()), min(values.values())
        if most == least:
            return f"{len(there)}人各{most / TURN:g}班"
        return f"最多的{most / TURN:g}班（{_who(problem, values, most)}），最少的{least / TURN:g}班（{_who(problem, values, least)}）"
    values = {one: one.deviation(turns) for one, turns in there}
    most, least = max(values.values()), min(values.values())
    return f"按份额和在岗时间折算，{_against(most)}（{_who(problem, values, most)}），{_against(least)}（{_who(problem, values, least)}）"


def _against(deviation: int) -> str:
    if not deviation:
        return "正好是应值的"
    return f"比应值{'多' if deviation > 0 else '少'}{abs(deviation) / TURN:g}班"


def _who(problem: Problem, values: Mapping[Standing, int], value: int) -> str:
    names = [problem.members[one.member].name for one, there in values.items() if there == value]
    return "、".join(names) if len(names) <= NAMED else f"{names[0]}等{len(names)}人"


def _wishes(problem: Problem, turns: Sequence[Turn]) -> Term:
    refused = refused_wishes(problem, turns)
    granted = len(problem.wishes) - len(refused)
    words = f"意愿：{len(problem.wishes)}项中满足{granted}项"
    if refused:
        told = []
        for n in refused[:NAMED]:
            wish = problem.wishes[n]
            member = problem.member_of.get(wish.member)
            told.append(
                f"{member.name if member else '已不在人员池的人'}{said_day(wish.on)}{'想值' if wish.to_serve else '不想值'}"
            )
        words += f"，未满足：{'、'.join(told)}{'等' if len(refused) > NAMED else ''}"
    return Term("意愿", f"{words}。", len(refused))
