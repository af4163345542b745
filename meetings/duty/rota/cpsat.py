"""The solver: OR-tools' CP-SAT, spoken to in the text form of its public `cp_model.proto`.

Only the compiled part of the package is loaded, and only when something is solved: its Python layer brings numpy and pandas with it, which
takes longer than most months take to solve and 70 MB for as long as the process lives (ADR 0012).
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

LOOK = 0.2
"""Seconds between two looks at whether to stop."""


class Answer(Enum):
    """What came of it. NOTHING: neither a solution nor a proof that there is none, in the time given."""

    BEST = "best"
    GOOD = "good"
    NONE = "none"
    NOTHING = "nothing"


_ANSWERS = {"OPTIMAL": Answer.BEST, "FEASIBLE": Answer.GOOD, "INFEASIBLE": Answer.NONE}


@dataclass(frozen=True, slots=True)
class Solved:
    """`values` by variable, empty where there is none. `bound`: no solution costs less. `core`: of the assumptions, some that cannot all hold."""

    answer: Answer
    values: Sequence[int] = ()
    cost: int = 0
    bound: int = 0
    core: Sequence[int] = ()

    @property
    def is_solved(self) -> bool:
        return self.answer in {Answer.BEST, Answer.GOOD}


Watch = Callable[[int | None, int | None], bool]
"""Told the least cost and the best bound so far, a few times a second on the caller's own thread; True to stop."""


@dataclass
class Model:
    """What is asked. Variables are numbers, in the order in which they are made; those that say yes or no are 1 or 0."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    costs: list[tuple[int, int]] = field(default_factory=list)
    hints: dict[int, int] = field(default_factory=dict)
    assumed: list[int] = field(default_factory=list)
    fixed: int = 0
    """A part of the cost that is the same for every solution."""

    def boolean(self) -> int:
        return self.integer(0, 1)

    def booleans(self, many: int) -> range:
        self.parts.append("variables{domain:[0,1]}\n" * many)
        self.size += many
        return range(self.size - many, self.size)

    def integer(self, low: int, high: int) -> int:
        self.parts.append(f"variables{{domain:[{low},{high}]}}\n")
        self.size += 1
        return self.size - 1

    def exactly_one(self, literals: Iterable[int]) -> None:
        self.parts.append(f"constraints{{exactly_one{{literals:[{_list(literals)}]}}}}\n")

    def at_most_one(self, literals: Iterable[int]) -> None:
        self.parts.append(f"constraints{{at_most_one{{literals:[{_list(literals)}]}}}}\n")

    def within(self, terms: Iterable[tuple[int, int]], low: int, high: int, *, when: int | None = None) -> None:
        """low ≤ Σ variable · coefficient ≤ high; `when`: only if that is so."""
        there = list(terms)
        guard = "" if when is None else f"enforcement_literal:[{when}]"
        variables, coefficients = _list(one for one, _ in there), _list(many for _, many in there)
        self.parts.append(
            f"constraints{{{guard}linear{{vars:[{variables}]coeffs:[{coefficients}]domain:[{low},{high}]}}}}\n"
        )

    def costing(self, variable: int, each: int) -> None:
        if each:
            self.costs.append((variable, each))

    def solve(self, *, seconds: float, workers: int = 1, seed: int = 0, watch: Watch | None = None) -> Solved:
        """Run it beside this thread, which looks after it. By one worker the same model and seed give the same answer, if the time was enough."""
        from ortools.sat.python import cp_model_helper as helper  # noqa: PLC0415 - heavy, and only needed here

        proto, parameters = helper.CpModelProto(), helper.SatParameters()
        if not proto.parse_text_format(self._text()):
            raise ValueError("the model cannot be read")
        said = f"max_time_in_seconds:{max(seconds, 0.01)} num_workers:{workers} random_seed:{seed}"
        if not parameters.parse_text_format(said):
            raise ValueError("the parameters cannot be read")
        run = helper.SolveWrapper()
        run.set_parameters(parameters)
        seen = _Seen(None, None)

        class Told(helper.SolutionCallback):
            def OnSolutionCallback(self) -> None:  # noqa: N802 - the solver's own name
                seen.cost = round(self.ObjectiveValue())

        told = Told()
        if watch and self.costs:
            run.add_solution_callback(told)
            run.add_best_bound_callback(seen.take_bound)
        answers: list[Any] = []
        thread = threading.Thread(target=lambda: answers.append(run.solve(proto)), name="roster", daemon=True)
        thread.start()
        try:
            while thread.is_alive():
                thread.join(LOOK)
                if watch and thread.is_alive() and watch(seen.cost, seen.bound):
                    run.stop_search()
        finally:  # whoever watches may raise: nothing goes on behind his back
            while thread.is_alive():
                run.stop_search()
                thread.join(LOOK)
        return self._read(answers[0])

    def _read(self, said: Any) -> Solved:
        if said.status.name == "MODEL_INVALID":
            raise ValueError("the model is not valid")
        answer = _ANSWERS.get(said.status.name, Answer.NOTHING)
        cost, bound = round(said.objective_value), round(said.best_objective_bound)
        if not self.costs:
            cost = bound = self.fixed
        return Solved(answer, list(said.solution), cost, bound, list(said.sufficient_assumptions_for_infeasibility))

    def _text(self) -> str:
        parts = list(self.parts)
        if self.costs:
            variables, each = _list(one for one, _ in self.costs), _list(many for _, many in self.costs)
            parts.append(f"objective{{vars:[{variables}]coeffs:[{each}]offset:{self.fixed}}}\n")
        if self.hints:
            parts.append(f"solution_hint{{vars:[{_list(self.hints)}]values:[{_list(self.hints.values())}]}}\n")
        if self.assumed:
            parts.append(f"assumptions:[{_list(self.assumed)}]\n")
        return "".join(parts)


@dataclass
class _Seen:
    cost: int | None
    bound: int | None

    def take_bound(self, bound: float) -> None:
        self.bound = round(bound)


def _list(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))
