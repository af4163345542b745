"""What each act does: ask the guards, change the board, let the run walk."""

from dataclasses import dataclass, replace

from docflow.flow import acts, guards
from docflow.flow.acts import Act, Complete, Correct, ReturnTo, Withdraw
from docflow.flow.asking import answered, replied
from docflow.flow.board import Board
from docflow.flow.conditions import is_filled
from docflow.flow.refusals import Refused
from docflow.flow.regions import WALKED, closed_by, where
from docflow.flow.resolving import People
from docflow.flow.returning import Keep, Walk
from docflow.flow.run import Answer, Party, Task, Wait, WaitOutcome


@dataclass(frozen=True)
class Doing:
    """One act being done."""

    board: Board
    people: People
    walk: Walk

    @classmethod
    def on(cls, board: Board, people: People) -> "Doing":
        return cls(board, people, Walk(board, people))

    def do(self, act: Act) -> None:
        """Change the board, or raise Refused."""
        match act:
            case acts.Start():
                self.walk.enter(self.board.definition.start, "", None)
            case Complete():
                self._complete(act)
            case acts.SaveOpinion():
                task = guards.held(self.board.before, act.task, act.principal, even_suspended=True)
                self.board.tasks[task.id] = replace(task, draft=act.opinion)
            case ReturnTo():
                self._return_to(act)
            case Withdraw():
                self._withdraw(act)
            case acts.Claim():
                self._claim(act)
            case acts.PutBack():
                self._put_back(act)
            case acts.Reassign():
                self._reassign(act)
            case acts.Suspend() | acts.Resume() | acts.Terminate():
                self._halt(act)
            case Correct():
                self._correct(act)
            case acts.JobDone():
                self.walk.conclude(self.board.visits[self._closed_wait(act.wait, "done").visit])
            case acts.JobFailed():
                self._job_failed(act)

    def _held(self, name: str) -> Task:
        return guards.held(self.board.before, name, self.board.act.principal)

    # 办理

    def _complete(self, act: Complete) -> None:
        board = self.board
        task = self._held(act.task)
        open_choices = guards.choices_of(board, task)
        if act.choice and act.choice not in open_choices:
            raise Refused("not_allowed", "没有办理：这个去向现在不可选。请重新选择。")
        if not act.choice and len(open_choices) != 1:
            raise Refused("missing_choice", "没有办理：还没有选定去向。请先选择。")
        if task.purpose == "repair":
            board.close_task(task, "retried")
            board.give("opinion", task, "", act.opinion)
            board.open_wait(board.visits[task.visit])
        elif task.purpose == "reply":
            self._reply(act, task)
        else:
            self._answer(act, task)

    def _answer(self, act: Complete, task: Task) -> None:
        board = self.board
        step = board.definition.step(task.step)
        if step.advice != "none" and not act.stance:
            raise Refused("missing_stance", "没有办理：请选择同意、有意见或不同意。")
        if step.advice == "none" and act.stance:
            raise Refused("not_allowed", "没有办理：这个环节不填态度。")
        if not act.opinion.strip() and (step.opinion == "required" or act.stance in {"reserve", "disagree"}):
            raise Refused("missing_opinion", f"没有办理：“{step.label}”需要填写意见。")
        if empty := [name for name in step.required if not is_filled(board.fields.get(name))]:
            raise Refused("missing_field", f"没有办理：还有{len(empty)}项必填内容没有填写。", names=tuple(empty))
        board.give("opinion", task, act.stance, act.opinion)
        board.close_task(task, "done")
        visit = board.visits[task.visit]
        party = replace(visit.parties[task.party], taken=act.principal, answer=self._answer_of(act, task))
        self.walk.ask(answered(board, visit, task.party, party), "" if act.choice == acts.BACK else act.choice)

    def _answer_of(self, act: Complete, task: Task) -> Answer:
        return Answer(task.id, act.principal, act.stance, self.board.digest, task.round)

    def _reply(self, act: Complete, task: Task) -> None:
        if not act.opinion.strip():
            raise Refused("missing_opinion", "没有办理：请答复不同意见后再送出。")
        self.board.give("reply", task, "", act.opinion)
        self.board.close_task(task, "done")
        self.walk.ask(replied(self.board, self.board.visits[task.visit]))

    # 退回、撤回

    def _return_to(self, act: ReturnTo) -> None:
        board = self.board
        task = self._held(act.task)
        earlier = guards.returns_of(board, task).get(act.to)
        if earlier is None:
            raise Refused("not_allowed", "没有退回：不能退到这个环节。请另选退回环节。")
        guards.reason_given(act.reason, "没有退回：请写明退回理由。")
        board.give("return", task, "", act.reason)
        board.close_task(task, "returned")
        self._take(board.tasks[task.id], act.principal)
        then = act.then or ("straight_back" if board.definition.step(task.step).is_joint else "walk_again")
        back = board.stamp.seq if then == "straight_back" else 0
        self.walk.place(act.to, "returned", came_from=earlier.came_from, back=back)

    def _withdraw(self, act: Withdraw) -> None:
        board = self.board
        guards.not_suspended(board.before)
        task = guards.known(board.before, act.task)
        guards.withdrawable(board, task, act.principal)
        board.taken_back.append(task.id)
        visit = board.visits[task.visit]
        if visit.closed is None:
            step = board.definition.step(visit.step)
            for asked in board.open_tasks_of(visit.id):
                if asked.purpose == "reply" or step.mode == "sequence":
                    board.close_task(asked, "withdrawn")
            party = self.people.again(step, visit.parties[task.party])
            self.walk.ask(answered(board, visit, task.party, party))
            return
        seq = task.closed.seq if task.closed else 0
        root = closed_by(board, seq)
        if root and (token := board.token(where(board, root.step))):
            board.close_under(token.id, "withdrawn")
        self.walk.restore(seq, Keep(lambda answer: answer.task != task.id, lambda _: True))
        for done in list(board.visits.values()):
            if done.closed and done.closed.seq == seq and done.outcome in WALKED:
                board.visits[done.id] = replace(done, outcome="withdrawn")

    # 领办、放回、转办

    def _claim(self, act: acts.Claim) -> None:
        task = self._held(act.task)
        if task.holder:
            raise Refused("not_allowed", "没有领办：这件已在您名下。")
        self._take(task, act.principal)

    def _put_back(self, act: acts.PutBack) -> None:
        task = self._held(act.task)
        if not task.holder or not task.pool:
            raise Refused("not_allowed", "没有放回：这件不是领办的。")
        self._take(task, "")

    def _take(self, task: Task, holder: str) -> None:
        board = self.board
        board.tasks[task.id] = replace(task, holder=holder)
        if task.party >= 0:
            visit = board.visits[task.visit]
            answered(board, visit, task.party, replace(visit.parties[task.party], taken=holder))

    def _reassign(self, act: acts.Reassign) -> None:
        board = self.board
        task = guards.to_reassign(board, act)
        step = board.definition.step(task.step)
        if act.to not in self.people.others(step, act.to):
            raise Refused("nobody", "没有转办：所选的人现在不能办理。请另选一人。")
        board.close_task(task, "handed" if act.as_keeper else "reassigned")
        visit = board.visits[task.visit]
        if task.party >= 0:
            self.walk.ask(answered(board, visit, task.party, Party((act.to,))))
        else:
            board.open_task(visit, Party((act.to,)), purpose=task.purpose)

    # 挂起、恢复、终止、特送

    def _halt(self, act: acts.Suspend | acts.Resume | acts.Terminate) -> None:
        board = self.board
        guards.not_ended(board.before)
        guards.may_halt(board, act)
        match act:
            case acts.Suspend():
                guards.not_suspended(board.before)
                board.status = "suspended"
            case acts.Resume():
                if board.status != "suspended":
                    raise Refused("not_allowed", "没有恢复：流程没有挂起。")
                board.status = "live"
            case acts.Terminate():
                for visit in board.before.open_visits:
                    if visit.within is None:
                        board.close_under(visit.id, "terminated")
                board.status = "terminated"

    def _correct(self, act: Correct) -> None:
        board = self.board
        guards.not_suspended(board.before)
        earlier = guards.to_correct(board, act.to)
        guards.reason_given(act.reason, "没有特送：请写明理由。")
        if earlier:
            self.walk.place(act.to, "corrected", came_from=earlier.came_from)
        else:
            self.walk.place_ahead(act.to, "corrected")

    # 系统环节

    def _closed_wait(self, name: str, outcome: WaitOutcome, reason: str = "") -> Wait:
        board = self.board
        guards.not_ended(board.before)
        wait = board.waits.get(name)
        if wait is None:
            raise Refused("unknown", "没有这项系统任务。")
        if wait.closed:
            raise Refused("closed", "这项系统任务已不再等候结果。", at=wait.closed.at)
        board.close_wait(wait, outcome, reason)
        return wait

    def _job_failed(self, act: acts.JobFailed) -> None:
        board = self.board
        visit = board.visits[self._closed_wait(act.wait, "failed", act.reason).visit]
        board.open_task(visit, self.people.repairers(board.definition.step(visit.step)), purpose="repair")
