"""Finding the people for a step: the directory is asked once, and its answers go with the act.

While acts are replayed the answers come from the act in the order in which they were given: the same code walks the same
way, so it asks the same questions.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from docflow.flow.acts import Complete, Correct
from docflow.flow.board import Board
from docflow.flow.definition import Step
from docflow.flow.refusals import Refused
from docflow.flow.run import Answer, Party, Visit
from docflow.flow.who import Chosen, Context, Directory, Named, Resolution, Who


class Answers(Protocol):
    """Where resolutions come from: the directory, or the record."""

    given: list[Resolution]

    def resolve(self, who: Who, context: Context) -> Resolution: ...


class Asked:
    """Answers of the directory, kept for the record."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self.given: list[Resolution] = []

    def resolve(self, who: Who, context: Context) -> Resolution:
        self.given.append(self._directory.resolve(who, context))
        return self.given[-1]


class Recorded:
    """Answers of the record."""

    def __init__(self, resolved: tuple[Resolution, ...]) -> None:
        self._left = list(resolved)
        self.given: list[Resolution] = []

    def resolve(self, who: Who, context: Context) -> Resolution:  # noqa: ARG002 - the record is in the order of the questions
        if not self._left:
            raise ValueError(f"记录中缺“{context.step}”环节的办理人")
        self.given.append(self._left.pop(0))
        return self.given[-1]


class People:
    """The parties for a step, for one act."""

    def __init__(self, board: Board, answers: Answers) -> None:
        self._board = board
        self._answers = answers

    def for_step(self, step: Step) -> tuple[Party, ...]:
        """Those whom the rule of a step names today; with nobody, its fallback's.

        Refused `missing_people` when the handler has to choose and did not, or chose from outside; `nobody`.
        """
        who = step.who
        if isinstance(who, Chosen):
            who = self._chosen(step, who)
        found = self._ask(who, step) if who else Resolution.nobody("")
        return self._parties(step, found if found.people else self._fallback(step, found.why))

    def again(self, step: Step, party: Party) -> Party:
        """The same party asked once more: those of it who still can; with nobody left, the fallback."""
        found = self._ask(Named(party.candidates), step).people
        if not found:
            found = self._fallback(step, "原办理人已不能办理").people
        return Party(found, party.holder if party.holder in found else "")

    def for_step_again(self, step: Step, earlier: Visit | None) -> tuple[Party, ...]:
        """Those who were asked before, all asked again; those its rule names if nobody was or others were just chosen."""
        act = self._board.act
        if earlier is None or (isinstance(act, Correct) and act.chosen and isinstance(step.who, Chosen)):
            return self.for_step(step)
        return self.once_more(step, earlier.parties, lambda _: False)

    def once_more(self, step: Step, parties: tuple[Party, ...], keep: Callable[[Answer], bool]) -> tuple[Party, ...]:
        """Parties of an earlier visit: whose answer is kept stand as they are, the others are asked again, nobody twice."""
        asked = [party if party.answer and keep(party.answer) else self.again(step, party) for party in parties]
        return tuple({(party.candidates, party.answer): party for party in asked}.values())

    def others(self, step: Step, holder: str) -> tuple[str, ...]:
        """The holder to whom a task is to be given, if he can hold it."""
        return self._ask(Named((holder,)), step).people

    def _chosen(self, step: Step, rule: Chosen) -> Who | None:
        act = self._board.act
        among = self._ask(rule.among, step).people
        if not among or not isinstance(act, Complete | Correct):
            return None
        chosen = act.chosen
        if not chosen:
            raise Refused("missing_people", f"没有办理：还没有选定“{step.label}”的人。请先选人。")
        if len(set(chosen)) > rule.most:
            raise Refused("missing_people", f"没有办理：“{step.label}”最多选{rule.most}人。")
        if not set(chosen) <= set(among):
            raise Refused("missing_people", f"没有办理：选定的人不在“{step.label}”的可选范围内。请重新选人。")
        return Named(tuple(dict.fromkeys(chosen)))

    def _fallback(self, step: Step, why: str) -> Resolution:
        for who in (step.fallback, self._board.definition.fallback):
            if who and (found := self._ask(who, step)).people:
                reason = why or "没有找到办理人"
                self._board.say("fallback_used", step.key, f"“{step.label}”{reason}，交由备用办理人。")
                self._answers.given[-1] = found = replace(found, why=reason, fallback_used=True)
                return Resolution.pool(*found.people)
        raise Refused("nobody", f"没有办理：“{step.label}”找不到办理人。请联系流程管理员配备人员后再办。")

    def repairers(self, step: Step) -> Party:
        """Those who see to a failed job."""
        return Party(self._fallback(step, "任务失败").people)

    def drafter(self, step: Step) -> Party:
        """The drafter, to answer; when he has left, the fallback."""
        return self.again(step, Party((self._board.before.drafter,)))

    def _parties(self, step: Step, found: Resolution) -> tuple[Party, ...]:
        if step.mode == "one":
            return (Party(found.people),)
        pools = [tuple(dict.fromkeys(party)) for party in found.parties]
        singles = {pool[0] for pool in pools if len(pool) == 1}
        # Whoever is asked for himself is not also one of a pool, and the same pool is asked once.
        pools = [pool if len(pool) == 1 else tuple(p for p in pool if p not in singles) for pool in pools]
        return tuple(Party(pool) for pool in {frozenset(pool): pool for pool in pools if pool}.values())

    def _ask(self, who: Who, step: Step) -> Resolution:
        board = self._board
        context = Context(step.key, board.before.drafter, board.act.principal, board.fields)
        return self._answers.resolve(who, context)
