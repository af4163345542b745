"""审核反馈、核实办结：the supervisor accepts it, or sends it back with the reason (退办)."""

from uuid import UUID

from docflow.supervision import moves, policy
from docflow.supervision.actions.feedback import refuse_done
from docflow.supervision.asking import (
    ask_to_work,
    close_task,
    closers,
    due_anew,
    feedback_task,
    in_charge,
    leaders_of_unit,
    stop_waiting,
    tell,
    wait_for,
)
from docflow.supervision.models import Assignment, AssignmentState, Feedback, FeedbackState, Matter
from office.api import Actor, Todo, action, record
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed
from office.kernel.text import clean_line

LONGEST_WORDS = 400


@action
def accept(feedback_uid: UUID, said: str = "", *, by: Actor, key: UUID) -> Feedback:
    """采纳，或核实办结：what was said holds. When every unit's part is verified, the matter waits to be closed."""
    feedback = policy.feedbacks.take(feedback_uid, by=by)
    supervisor = policy.matters.ask_supervisor(feedback.part.matter, by=by)
    refuse_done(feedback, "accept")
    words = clean_line(said, "审核意见", LONGEST_WORDS, field="reason")
    take_as_true(feedback, words, by=supervisor)
    matter = feedback.part.matter
    if all_verified(matter):
        wait_for(matter, close_task(matter), "销号", closers(matter), by=supervisor)
    return feedback


@action
def send_back(feedback_uid: UUID, said: str, *, by: Actor, key: UUID) -> Feedback:
    """退办：the unit does it again, and counts one 退办. A leader who is to close a key matter sends back what was verified."""
    feedback = policy.feedbacks.take(feedback_uid, by=by)
    part, matter = feedback.part, feedback.part.matter
    judge = _judge(feedback, by=by)
    refuse_done(feedback, "send_back")
    words = clean_line(said, "退办理由", LONGEST_WORDS, field="reason")
    if not words:
        raise Invalid("请写明为什么退办，承办单位照它补办。", field="reason")
    if feedback.is_final and feedback.n < part.feedbacks.count():
        raise NotAllowed("这是先前的一次办结申请。请退最近的一次。")
    stop_waiting(feedback_task(feedback), close_task(matter), why="已退办", by=judge)
    feedback.state = moves.after(feedback.moves, "send_back", feedback.state)
    feedback.said, feedback.judged_names, feedback.judged_at = words, judge.names(), now()
    feedback.save(update_fields=["state", "said", "judged_names", "judged_at"])
    _take_back(part, feedback, by=judge)
    crash.point("supervision.sent_back")
    _record(feedback, "supervision.returned", words, by=judge)
    whom = [*in_charge(part), *leaders_of_unit(part)]
    tell(matter, whom, f"“{matter}”的{feedback.get_kind_display()}被退办", by=judge, body=words)
    return feedback


def take_as_true(feedback: Feedback, words: str, *, by: Actor) -> None:
    """It is accepted; of a final one the part is verified by it."""
    part, final = feedback.part, feedback.is_final
    stop_waiting(feedback_task(feedback), why="已核实" if final else "已采纳", by=by)
    feedback.state, feedback.said = FeedbackState.ACCEPTED, words
    feedback.judged_names, feedback.judged_at = by.names(), now()
    feedback.save(update_fields=["state", "said", "judged_names", "judged_at"])
    if final:
        part.state, part.verified_at = moves.after(moves.PART, "verify", part.state), now()
        part.save(update_fields=["state", "verified_at"])
    _record(feedback, "supervision.verified" if final else "supervision.accepted", words or part.unit_name, by=by)
    word = "的办结已核实" if final else "的反馈已采纳"
    tell(part.matter, in_charge(part), f"{part.unit_name}对“{part.matter}”{word}", by=by, body=words)


def all_verified(matter: Matter) -> bool:
    return not matter.parts.exclude(state=AssignmentState.VERIFIED).exists()


def _judge(feedback: Feedback, *, by: Actor) -> Actor:
    """The supervisor; of what he has verified already, who is to close the matter."""
    matter = feedback.part.matter
    if feedback.is_final and feedback.state == FeedbackState.ACCEPTED:
        closer = policy.matters.closing(matter, by=by)
        if closer is not None:
            return by.acting_as(closer)
    return policy.matters.ask_supervisor(matter, by=by)


def _take_back(part: Assignment, feedback: Feedback, *, by: Actor) -> None:
    """The part is under way again; the period that it answered is due again."""
    part.returned += 1
    if feedback.is_final:
        part.state = moves.after(moves.PART, "send_back", part.state)
        part.proposed_on, part.verified_at = None, None
    elif feedback.answers is not None:
        part.feedback_due_on = feedback.answers
    part.save(update_fields=["returned", "state", "proposed_on", "verified_at", "feedback_due_on"])
    if feedback.is_final:
        ask_to_work(part, by=by)
    elif Todo.objects.open().filter(room="supervision", task=f"work/{part.uid}").exists():
        due_anew(part)


def _record(feedback: Feedback, act: str, words: str, *, by: Actor) -> None:
    matter = feedback.part.matter
    record(
        by,
        act,
        stream=f"matter:{matter.uid}",
        about=matter.uid,
        title=str(matter),
        opinion=words,
        unit=feedback.part.unit_name,
        feedback=str(feedback.uid),
    )
