"""销号、撤销、回头看。"""

from datetime import date
from uuid import UUID

from docflow.supervision import policy
from docflow.supervision.actions.extending import lapse_waiting
from docflow.supervision.actions.judging import take_as_true
from docflow.supervision.asking import (
    close_task,
    in_charge,
    leaders_of_unit,
    recheck_task,
    stop_all,
    stop_waiting,
    tell,
)
from docflow.supervision.models import Assignment, AssignmentState, FeedbackState, Matter, MatterState
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.clock import now, today
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.text import clean_line
from office.kernel.wording import full_day, moment_in_words

LONGEST_WORDS = 400
FARTHEST_YEARS = 3


@action
def close_matter(matter_uid: UUID, *, by: Actor, key: UUID, said: str = "", recheck_on: date | None = None) -> Matter:
    """销号：every unit's part is done, and that is so. What was reported and not verified yet is verified by it, but for key matters.

    With a day, somebody looks again then whether it has held (回头看).
    """
    matter = policy.matters.take(matter_uid, by=by)
    policy.refuse_ended(matter)
    closer = _ask_closer(matter, by=by)
    words = clean_line(said, "销号意见", LONGEST_WORDS, field="reason")
    _refuse_day(recheck_on)
    _verify_the_rest(matter, by=closer)
    crash.point("supervision.verified")
    matter.recheck_on = recheck_on
    _end(matter, MatterState.CLOSED, words, by=closer)
    later = f"{full_day(recheck_on)}回头看。" if recheck_on is not None else ""
    _record(matter, "supervision.closed", f"{words}{later}" or "同意销号。", by=closer)
    _tell_all(matter, f"“{matter}”已销号", words, by=closer)
    return matter


@action
def call_off(matter_uid: UUID, reason: str, *, by: Actor, key: UUID) -> Matter:
    """撤销督办：opened by mistake, or nobody needs it any more. Its number stays in the register, with the reason."""
    matter = policy.matters.take(matter_uid, by=by)
    policy.refuse_ended(matter)
    supervisor = policy.matters.ask_supervisor(matter, by=by)
    words = clean_line(reason, "撤销缘由", LONGEST_WORDS, field="reason")
    if not words:
        raise Invalid("请写明为什么撤销，登记簿上要留存。", field="reason")
    _end(matter, MatterState.CALLED_OFF, words, by=supervisor)
    _record(matter, "supervision.called_off", words, by=supervisor)
    _tell_all(matter, f"“{matter}”已撤销督办", words, by=supervisor)
    return matter


@action
def recheck(matter_uid: UUID, *, held: bool, said: str, by: Actor, key: UUID) -> Matter:
    """回头看：whether what was closed has held."""
    matter = policy.matters.take(matter_uid, by=by)
    supervisor = policy.matters.ask_supervisor(matter, by=by)
    if matter.state != MatterState.CLOSED or matter.recheck_on is None:
        raise NotAllowed("这件事没有定回头看的日子。销号时定了日子的才回头看。")
    if matter.rechecked_at is not None:
        who, at = matter.rechecked_names["name"], moment_in_words(matter.rechecked_at)
        raise SomebodyWasFirst(f"{who}已于{at}回头看过：{matter.recheck_said}")
    words = clean_line(said, "回头看情况", LONGEST_WORDS, field="reason")
    if not words:
        raise Invalid("请写明回头看到的情况。", field="reason")
    matter.recheck_held, matter.recheck_said = held, words
    matter.rechecked_names, matter.rechecked_at = supervisor.names(), now()
    matter.save(update_fields=["recheck_held", "recheck_said", "rechecked_names", "rechecked_at"])
    stop_waiting(recheck_task(matter), why="已回头看", by=supervisor)
    _record(matter, "supervision.rechecked", f"{'保持' if held else '没有保持'}：{words}", by=supervisor)
    if not held and matter.leader is not None:
        tell(matter, [matter.leader], f"“{matter}”回头看：没有保持", by=supervisor, body=words)
    return matter


def _ask_closer(matter: Matter, *, by: Actor) -> Actor:
    found = policy.matters.closing(matter, by=by)
    if found is not None:
        return by.acting_as(found)
    if matter.is_key and matter.leader is not None:
        level = matter.get_level_display()
        raise NotAllowed(f"{level}事项由责任领导{matter.leader.person.name}销号。核实后会送到他那里。")
    policy.matters.ask_supervisor(matter, by=by)
    raise NotThere("该督办事项")


def _verify_the_rest(matter: Matter, *, by: Actor) -> None:
    """Raise while a unit is not done; take what was reported as done for true where the supervisor himself closes."""
    missing = [part for part in _parts(matter) if part.waits]
    if missing:
        names = "、".join(part.unit_name for part in missing)
        raise NotAllowed(f"{names}还没有报办结。都办结后才能销号；不再督办的，可以撤销。")
    reported = [part for part in _parts(matter) if part.state == AssignmentState.PROPOSED]
    if reported and policy.matters.supervising(matter, by=by) is None:
        names = "、".join(part.unit_name for part in reported)
        raise NotAllowed(f"{names}报的办结还没有核实。请督办人{matter.supervisor.person.name}先核实，再销号。")
    for part in reported:
        feedback = part.feedbacks.get(state=FeedbackState.SIGNED)
        feedback.part = part
        take_as_true(feedback, "", by=by)


def _parts(matter: Matter) -> list[Assignment]:
    rows = list(matter.parts.select_related("organ", "department", "undertaker"))
    for one in rows:
        one.matter = matter
    return rows


def _refuse_day(day: date | None) -> None:
    if day is not None and not today() < day <= today().replace(year=today().year + FARTHEST_YEARS, day=1):
        raise Invalid(f"回头看的日子要在今天以后、{FARTHEST_YEARS}年以内。请另选一天。", field="recheck_on")


def _end(matter: Matter, state: MatterState, words: str, *, by: Actor) -> None:
    matter.state, matter.ended_at, matter.ended_names, matter.ended_why = state, now(), by.names(), words
    matter.save(update_fields=["state", "ended_at", "ended_names", "ended_why", "recheck_on"])
    for part in _parts(matter):
        lapse_waiting(part, by=None)
    stop_waiting(close_task(matter), why=matter.get_state_display(), by=by)
    stop_all(matter, why=matter.get_state_display())


def _tell_all(matter: Matter, title: str, words: str, *, by: Actor) -> None:
    whom = [one for part in _parts(matter) for one in (*in_charge(part), *leaders_of_unit(part))]
    whom += [one for one in (matter.opened_by, matter.supervisor, matter.leader) if one is not None]
    tell(matter, list(dict.fromkeys(whom)), title, by=by, body=words)


def _record(matter: Matter, act: str, words: str, *, by: Actor) -> None:
    record(by, act, stream=f"matter:{matter.uid}", about=matter.uid, title=str(matter), opinion=words)
