"""反馈：written by the unit, signed by its leader."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from docflow.secrecy import refuse_marked
from docflow.supervision import moves, policy
from docflow.supervision.actions.extending import lapse_waiting
from docflow.supervision.asking import due_anew as due_anew_of
from docflow.supervision.asking import (
    feedback_task,
    in_charge,
    leaders_of_unit,
    stop_waiting,
    supervisors,
    tell,
    wait_for,
    work_task,
)
from docflow.supervision.cycles import answers, next_due
from docflow.supervision.models import Assignment, Evidence, Feedback, FeedbackKind, FeedbackState
from docflow.supervision.moves import FEEDBACK_WAITS
from office.api import Actor, action, keep, record, working_calendar
from office.kernel import crash
from office.kernel.clock import now, today
from office.kernel.digests import sm3
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.text import clean_line, clean_text
from office.kernel.uploads import Examined
from office.kernel.wording import moment_in_words

LONGEST_TEXT, LONGEST_BESIDE, LONGEST_WORDS = 4000, 2000, 400
MOST_FILES = 10
WHOLE = 100


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a unit says of its part: how far it is in per cent, what was done, what hinders, what comes next."""

    progress: int | None
    text: str
    problem: str = ""
    next_step: str = ""
    is_final: bool = False


@action
def feed_back(
    part_uid: UUID, told: Told, files: Sequence[tuple[bytes, Examined]] = (), *, by: Actor, key: UUID
) -> Feedback:
    """反馈，或申请办结：written down, and sent to the unit's leader to sign; who leads the unit himself signs by it."""
    part = policy.parts.take(part_uid, by=by)
    writer = policy.parts.ask_member(part, by=by)
    _refuse_untimely(part, told)
    looked = _looked_at(told, files)
    feedback = Feedback.objects.create(
        part=part,
        n=part.feedbacks.count() + 1,
        kind=FeedbackKind.FINAL if told.is_final else FeedbackKind.STAGE,
        progress=looked.progress,
        text=looked.text,
        problem=looked.problem,
        next_step=looked.next_step,
        by=writer.appointment,
        names=writer.names(),
    )
    for n, (content, examined) in enumerate(files, 1):
        file = keep(content, examined.media_type)
        Evidence.objects.create(feedback=feedback, n=n, file=file, name=examined.name)
    crash.point("supervision.feedback_written")
    _record(feedback, "supervision.fed_back", looked.text, by=writer)
    leading = policy.parts.leading(part, by=by)
    if leading is not None:
        _sign(feedback, by=by.acting_as(leading))
    else:
        step = "签发办结申请" if told.is_final else "签发反馈"
        wait_for(part.matter, feedback_task(feedback), step, leaders_of_unit(part), by=writer)
    return feedback


@action
def endorse(feedback_uid: UUID, *, by: Actor, key: UUID) -> Feedback:
    """签发反馈：the unit's leader answers for it, and it goes to the supervisor."""
    feedback = policy.feedbacks.take(feedback_uid, by=by)
    leader = policy.parts.ask_leader(feedback.part, by=by)
    refuse_done(feedback, "endorse")
    stop_waiting(feedback_task(feedback), why="已签发", by=leader)
    _sign(feedback, by=leader)
    return feedback


@action
def decline(feedback_uid: UUID, said: str, *, by: Actor, key: UUID) -> Feedback:
    """退回修改：the unit's leader does not sign it; it does not leave the unit."""
    feedback = policy.feedbacks.take(feedback_uid, by=by)
    leader = policy.parts.ask_leader(feedback.part, by=by)
    refuse_done(feedback, "decline")
    words = clean_line(said, "修改意见", LONGEST_WORDS, field="reason")
    if not words:
        raise Invalid("请写明要改什么，填报人照它修改。", field="reason")
    stop_waiting(feedback_task(feedback), why="退回修改", by=leader)
    feedback.state, feedback.said = FeedbackState.DECLINED, words
    feedback.judged_names, feedback.judged_at = leader.names(), now()
    feedback.save(update_fields=["state", "said", "judged_names", "judged_at"])
    _record(feedback, "supervision.declined", words, by=leader)
    matter = feedback.part.matter
    tell(matter, [feedback.by], f"“{matter}”的反馈退回您修改", by=leader, body=words)
    return feedback


def refuse_done(feedback: Feedback, act: str) -> None:
    """Raise where the act comes too late, with who came first and when."""
    if moves.is_possible(feedback.moves, act, feedback.state):
        return
    if feedback.state == FeedbackState.WRITTEN:
        raise NotAllowed("这次反馈还没有由本单位负责人签发。")
    names, at = (
        (feedback.signed_names, feedback.signed_at)
        if feedback.judged_at is None
        else (feedback.judged_names, feedback.judged_at)
    )
    when = moment_in_words(at) if at is not None else ""
    raise SomebodyWasFirst(f"这次反馈已由{names.get('name', '')}于{when}办过：{feedback.get_state_display()}。")


def _sign(feedback: Feedback, *, by: Actor) -> None:
    """Signed by the unit's leader: the supervisor has it, the period is answered, what is reported done stands still."""
    part, final = feedback.part, feedback.is_final
    feedback.state, feedback.signed_names, feedback.signed_at = FeedbackState.SIGNED, by.names(), now()
    _answer(feedback)
    feedback.save(update_fields=["state", "signed_names", "signed_at", "answers"])
    part.progress = feedback.progress
    if final:
        part.state, part.proposed_on = moves.after(moves.PART, "propose", part.state), today()
        lapse_waiting(part, by=by)
        stop_waiting(work_task(part), why="已报办结", by=by)
    part.save(update_fields=["progress", "state", "proposed_on", "feedback_due_on"])
    if not final:
        due_anew_of(part)
    crash.point("supervision.feedback_signed")
    step = "核实办结" if final else "审核反馈"
    wait_for(part.matter, feedback_task(feedback), step, supervisors(part.matter), by=by)
    _record(feedback, "supervision.endorsed", f"{part.unit_name}：进度{feedback.progress}%。", by=by)
    tell(part.matter, in_charge(part), f"{part.unit_name}对“{part.matter}”的反馈已签发", by=by)


def _answer(feedback: Feedback) -> None:
    """Which period it answers, and by when the next is due."""
    part = feedback.part
    matter, calendar, day = part.matter, working_calendar(), today()
    due = part.feedback_due_on
    if due is not None and answers(due, matter.cycle, matter.every, matter.opened_on, day, calendar):
        feedback.answers = due
        part.feedback_due_on = next_due(
            matter.cycle, matter.every, matter.opened_on, part.due_on, max(day, due), calendar
        )


def _refuse_untimely(part: Assignment, told: Told) -> None:
    if not moves.is_possible(moves.PART, "propose" if told.is_final else "feed_back", part.state):
        if part.signed_at is None:
            raise NotAllowed(f"{part.unit_name}还没有签收。请先签收，再反馈。")
        raise SomebodyWasFirst(f"{part.unit_name}已于{moment_in_words(_last(part).at)}报了办结，正在核实或已核实。")
    if waiting := part.feedbacks.filter(state__in=FEEDBACK_WAITS).first():
        who, at = waiting.names["name"], moment_in_words(waiting.at)
        raise SomebodyWasFirst(
            f"{who}于{at}已报过一次，{waiting.get_state_display()}。等有了结果再报，或先请他们退回。"
        )


def _last(part: Assignment) -> Feedback:
    return part.feedbacks.order_by("-n")[0]


@dataclass(frozen=True)
class _Looked:
    progress: int
    text: str
    problem: str
    next_step: str


def _looked_at(told: Told, files: Sequence[tuple[bytes, Examined]]) -> _Looked:
    text = clean_text(told.text, "办理情况", LONGEST_TEXT, field="text")
    if not text:
        raise Invalid("请写明办理情况：做了什么，结果怎样。", field="text")
    progress = WHOLE if told.is_final else told.progress
    if progress is None or not 0 <= progress <= WHOLE:
        raise Invalid("进度请写0到100之间的整数。", field="progress")
    problem = clean_text(told.problem, "存在问题", LONGEST_BESIDE, field="problem")
    next_step = clean_text(told.next_step, "下步打算", LONGEST_BESIDE, field="next_step")
    for words in (text, problem, next_step):
        refuse_marked(words)
    if told.is_final and not files:
        raise Invalid("申请办结要附佐证材料，如文件、照片、验收单。请上传后再报。", field="files")
    if len(files) > MOST_FILES:
        raise Invalid(f"一次最多附{MOST_FILES}个文件。请合并后再传。", field="files")
    digests = [sm3(content) for content, _ in files]
    if len(set(digests)) < len(digests):
        raise Invalid("有两个文件内容相同。请去掉一个。", field="files")
    return _Looked(progress, text, problem, next_step)


def _record(feedback: Feedback, act: str, words: str, *, by: Actor) -> None:
    matter = feedback.part.matter
    record(
        by,
        act,
        stream=f"matter:{matter.uid}",
        about=matter.uid,
        title=str(matter),
        opinion=words,
        feedback=str(feedback.uid),
        final=feedback.is_final,
    )
