"""延期：asked by the unit before the day, agreed to by its leader, decided by the supervisor; so many times and no more."""

from datetime import date
from uuid import UUID

from docflow.supervision import moves, policy
from docflow.supervision.actions.opening import LAST_YEAR
from docflow.supervision.asking import (
    due_anew,
    extension_task,
    in_charge,
    leaders_of_unit,
    stop_waiting,
    supervisors,
    tell,
    wait_for,
)
from docflow.supervision.cycles import next_due
from docflow.supervision.models import Assignment, Extension, ExtensionState
from docflow.supervision.moves import EXTENSION_WAITS
from docflow.supervision.selectors.rules import rule_of
from office.api import Actor, action, record, working_calendar
from office.kernel import crash
from office.kernel.clock import now, today
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.text import clean_line
from office.kernel.wording import full_day, moment_in_words

LONGEST_WORDS = 400


@action
def ask_extension(
    part_uid: UUID, new_on: date | None, reason: str, progress: str, *, by: Actor, key: UUID
) -> Extension:
    """申请延期：before the day has passed, with why, until when and how far it is. Who leads the unit himself agrees by it."""
    part = policy.parts.take(part_uid, by=by)
    asker = policy.parts.ask_member(part, by=by)
    _refuse_untimely(part)
    words = clean_line(reason, "延期理由", LONGEST_WORDS, field="reason")
    far = clean_line(progress, "目前进展", LONGEST_WORDS, field="words")
    if not words:
        raise Invalid("请写明为什么要延期。", field="reason")
    if not far:
        raise Invalid("请写明目前进展到哪一步。", field="words")
    if new_on is None or not part.due_on < new_on or new_on.year > LAST_YEAR:
        raise Invalid(f"请选延到哪一天，要在现在的时限{full_day(part.due_on)}之后。", field="new_on")
    extension = Extension.objects.create(
        part=part, old_on=part.due_on, new_on=new_on, reason=words, progress=far, names=asker.names()
    )
    _record(extension, "supervision.extension_asked", f"{part.unit_name}申请延至{full_day(new_on)}：{words}", by=asker)
    leading = policy.parts.leading(part, by=by)
    if leading is not None:
        _pass_on(extension, by=by.acting_as(leading))
    else:
        wait_for(part.matter, extension_task(extension), "签批延期申请", leaders_of_unit(part), by=asker)
    return extension


@action
def agree_to_extension(extension_uid: UUID, *, agreed: bool, said: str = "", by: Actor, key: UUID) -> Extension:
    """本单位负责人同意上报，或不同意."""
    extension = policy.extensions.take(extension_uid, by=by)
    leader = policy.parts.ask_leader(extension.part, by=by)
    _refuse_done(extension, "agree")
    words = _words(said, agreed=agreed)
    stop_waiting(extension_task(extension), why="同意上报" if agreed else "不同意延期", by=leader)
    if agreed:
        _pass_on(extension, by=leader)
        return extension
    _end(extension, ExtensionState.DECLINED, words, by=leader)
    _record(extension, "supervision.extension_declined", words, by=leader)
    matter = extension.part.matter
    tell(matter, in_charge(extension.part), f"“{matter}”的延期申请本单位未同意", by=leader, body=words)
    return extension


@action
def decide_extension(extension_uid: UUID, *, granted: bool, said: str = "", by: Actor, key: UUID) -> Extension:
    """决定延期：granted, the day moves and everything counts from it; the first day and the count stay."""
    extension = policy.extensions.take(extension_uid, by=by)
    part, matter = extension.part, extension.part.matter
    supervisor = policy.matters.ask_supervisor(matter, by=by)
    _refuse_done(extension, "grant")
    words = _words(said, agreed=granted)
    stop_waiting(extension_task(extension), why="已批准" if granted else "未批准", by=supervisor)
    _end(extension, ExtensionState.GRANTED if granted else ExtensionState.REFUSED, words, by=supervisor)
    if granted:
        _move(part, extension.new_on)
        crash.point("supervision.extended")
    act = "supervision.extended" if granted else "supervision.extension_refused"
    answer = f"延至{full_day(extension.new_on)}" if granted else "不延期"
    _record(extension, act, f"{part.unit_name}{answer}。{words}", by=supervisor)
    whom = [*in_charge(part), *leaders_of_unit(part)]
    tell(matter, whom, f"“{matter}”{answer}", by=supervisor, body=words)
    return extension


def lapse_waiting(part: Assignment, *, by: Actor | None) -> None:
    """What was asked and not decided falls away with the part."""
    for one in part.extensions.filter(state__in=EXTENSION_WAITS):
        stop_waiting(extension_task(one), why="已失效", by=by)
        one.state, one.decided_at = ExtensionState.LAPSED, now()
        one.save(update_fields=["state", "decided_at"])


def _refuse_untimely(part: Assignment) -> None:
    if not moves.is_possible(moves.PART, "ask_extension", part.state):
        raise NotAllowed(f"{part.unit_name}已报办结，不用再延期。")
    if today() > part.due_on:
        raise NotAllowed(f"延期要在到期前申请，时限{full_day(part.due_on)}已过。请抓紧办理，并在反馈中说明。")
    if waiting := part.extensions.filter(state__in=EXTENSION_WAITS).first():
        who, at = waiting.names["name"], moment_in_words(waiting.at)
        raise SomebodyWasFirst(f"{who}于{at}已申请延至{full_day(waiting.new_on)}，{waiting.get_state_display()}。")
    most = rule_of(part.matter.organ).most_extensions
    if part.extended >= most:
        raise NotAllowed(
            f"已延期{part.extended}次，最多{most}次。确需再延的，请与督办人{part.matter.supervisor.person.name}联系。"
        )


def _refuse_done(extension: Extension, act: str) -> None:
    if moves.is_possible(moves.EXTENSION, act, extension.state):
        return
    if extension.state == ExtensionState.ASKED:
        raise NotAllowed("本单位负责人还没有同意上报，不能决定。")
    names = extension.decided_names or extension.agreed_names
    at = extension.decided_at or extension.agreed_at
    when = moment_in_words(at) if at is not None else ""
    raise SomebodyWasFirst(f"这次延期申请已由{names.get('name', '')}于{when}办过：{extension.get_state_display()}。")


def _words(said: str, *, agreed: bool) -> str:
    words = clean_line(said, "答复", LONGEST_WORDS, field="reason")
    if not agreed and not words:
        raise Invalid("请写明为什么不同意延期。", field="reason")
    return words


def _pass_on(extension: Extension, *, by: Actor) -> None:
    """The unit's leader agrees: now the supervisor decides."""
    extension.state, extension.agreed_names, extension.agreed_at = ExtensionState.AGREED, by.names(), now()
    extension.save(update_fields=["state", "agreed_names", "agreed_at"])
    matter = extension.part.matter
    _record(extension, "supervision.extension_agreed", extension.part.unit_name, by=by)
    wait_for(matter, extension_task(extension), "决定延期", supervisors(matter), by=by)


def _end(extension: Extension, state: ExtensionState, words: str, *, by: Actor) -> None:
    extension.state, extension.said = state, words
    extension.decided_names, extension.decided_at = by.names(), now()
    extension.save(update_fields=["state", "said", "decided_names", "decided_at"])


def _move(part: Assignment, new_on: date) -> None:
    matter = part.matter
    part.due_on, part.extended = new_on, part.extended + 1
    if part.feedback_due_on is None:
        part.feedback_due_on = next_due(
            matter.cycle, matter.every, matter.opened_on, new_on, today(), working_calendar()
        )
    part.save(update_fields=["due_on", "extended", "feedback_due_on"])
    due_anew(part)


def _record(extension: Extension, act: str, words: str, *, by: Actor) -> None:
    matter = extension.part.matter
    record(
        by,
        act,
        stream=f"matter:{matter.uid}",
        about=matter.uid,
        title=str(matter),
        opinion=words,
        extension=str(extension.uid),
    )
