"""报送：written by somebody of a unit, looked over by its leader where the desk asks so, and then before the editors."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from docflow.briefs import moves, policy
from docflow.briefs.actions.saying import note, reason, refuse_done, title_and_text
from docflow.briefs.asking import (
    answer_task,
    approve_task,
    approvers_of,
    ask_for_answer,
    is_waited_for,
    people_of,
    revise_task,
    stop_waiting,
    take_task,
    tell,
    wait_for,
)
from docflow.briefs.models import AskedUnit, Brief, BriefFile, BriefKind, BriefRequest, BriefState, Desk
from office.api import Actor, Appointment, Organ, action, appointment_key, grant, keep, revoke, valid_appointments
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.digests import sm3
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.uploads import Examined
from office.kernel.wording import moment_in_words

LONGEST_TITLE, LONGEST_TEXT = 120, 8000
MOST_FILES = 10

Files = Sequence[tuple[bytes, Examined]]


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a unit reports. `request`: the 约稿 that it answers. `without`: files of before that are left away."""

    title: str
    text: str
    kind: str = BriefKind.NEWS
    request: UUID | None = None
    without: Sequence[UUID] = ()


@action
def submit(desk_uid: UUID | None, report: Report, files: Files = (), *, by: Actor, key: UUID) -> Brief:
    """报送一条信息."""
    if desk_uid is None and report.request is not None:
        desk_uid = policy.requests.read(report.request, by=by).desk.uid
    desk, writer = policy.ask_desk_for(desk_uid, by=by)
    request = _request(report, desk, by=by)
    policy.lock_desk(desk)
    title, text = title_and_text(report.title, report.text, LONGEST_TITLE, LONGEST_TEXT)
    brief = Brief(desk=desk, kind=_kind(report), title=title, text=text, request=request)
    unit = policy.unit_of(desk, writer)
    brief.organ = unit if isinstance(unit, Organ) else unit.organ
    brief.department = None if isinstance(unit, Organ) else unit
    brief.by, brief.names = writer.appointment, writer.names()
    _refuse_twice(brief)
    brief.save()
    _attach(brief, files)
    grant(brief.uid, appointment_key(writer.appointment), *policy.keys_of_unit(brief), why=policy.WHY)
    note(brief, "written", brief.unit_name, by=writer)
    _on_its_way(brief, by=by, writer=writer)
    return brief


@action
def revise(brief_uid: UUID, report: Report, files: Files = (), *, by: Actor, key: UUID) -> Brief:
    """改后再报：what was sent back or withdrawn, under the same address."""
    brief = policy.briefs.take(brief_uid, by=by)
    writer = policy.ask_own(brief, by=by)
    refuse_done(brief, "revise")
    brief.title, brief.text = title_and_text(report.title, report.text, LONGEST_TITLE, LONGEST_TEXT)
    brief.kind = _kind(report)
    if (
        brief.request is None or brief.request.uid != report.request
    ):  # what it answered may have been called off meanwhile
        brief.request = _request(report, brief.desk, by=by)
    _refuse_twice(brief)
    brief.state = moves.after(moves.BRIEF, "revise", brief.state)
    brief.at, brief.names, brief.by, brief.item = now(), writer.names(), writer.appointment, None
    brief.save()
    brief.files.filter(uid__in=report.without).delete()
    _attach(brief, files)
    stop_waiting(revise_task(brief), why="已改", by=writer)
    note(brief, "written", "改后再报", by=writer)
    _on_its_way(brief, by=by, writer=writer)
    return brief


@action
def approve(brief_uid: UUID, *, by: Actor, key: UUID) -> Brief:
    """审核：the unit's leader answers for it, and it goes to the desk."""
    brief = policy.briefs.take(brief_uid, by=by)
    leader = policy.ask_approver(brief, by=by)
    refuse_done(brief, "approve")
    stop_waiting(approve_task(brief), why="已审核", by=leader)
    note(brief, "approved", brief.unit_name, by=leader)
    _reach_the_desk(brief, by=leader)
    return brief


@action
def decline(brief_uid: UUID, said: str, *, by: Actor, key: UUID) -> Brief:
    """退回修改：the unit's leader does not send it; it does not leave the unit."""
    brief = policy.briefs.take(brief_uid, by=by)
    leader = policy.ask_approver(brief, by=by)
    refuse_done(brief, "decline")
    words = reason(said, "修改意见", "请写明要改什么，撰写人照它修改。")
    stop_waiting(approve_task(brief), why="退回修改", by=leader)
    give_back(brief, words, by=leader)
    note(brief, "declined", words, by=leader)
    return brief


@action
def withdraw(brief_uid: UUID, *, by: Actor, key: UUID) -> Brief:
    """撤回：until an editor has taken it. It can be changed and reported again."""
    brief = policy.briefs.take(brief_uid, by=by)
    writer = policy.ask_own(brief, by=by)
    refuse_done(brief, "withdraw")
    stop_waiting(approve_task(brief), take_task(brief), why="已撤回", by=writer)
    brief.state = moves.after(moves.BRIEF, "withdraw", brief.state)
    brief.save(update_fields=["state"])
    revoke(brief.uid, *policy.keys_of_desk(brief.desk), why=policy.WHY_DESK)
    note(brief, "withdrawn", brief.unit_name, by=writer)
    _answer_is_gone(brief)
    return brief


def give_back(brief: Brief, words: str, *, by: Actor) -> None:
    """To whoever wrote it, or to his unit where he is there no more."""
    brief.state, brief.said, brief.said_names, brief.item = BriefState.RETURNED, words, by.names(), None
    brief.save(update_fields=["state", "said", "said_names", "item"])
    wait_for(brief, revise_task(brief), "修改后再报", writers_of(brief), by=by)


def writers_of(brief: Brief) -> list[Appointment]:
    return list(valid_appointments().filter(pk=brief.by_id)) or people_of(brief)


def _on_its_way(brief: Brief, *, by: Actor, writer: Actor) -> None:
    """To the unit's leader, or past him: who leads the unit himself, and where nobody does."""
    leading = policy.approving(brief, by=by)
    approvers = approvers_of(brief) if brief.desk.needs_approval and leading is None else []
    if approvers:
        revoke(
            brief.uid, *policy.keys_of_desk(brief.desk), why=policy.WHY_DESK
        )  # until it comes there, the desk has no part in it
        wait_for(brief, approve_task(brief), "审核信息", approvers, by=writer)
        return
    if leading is not None:
        brief.approved_names = by.acting_as(leading).names()
    _reach_the_desk(brief, by=writer)


def _reach_the_desk(brief: Brief, *, by: Actor) -> None:
    brief.state, brief.submitted_at, brief.said = BriefState.SUBMITTED, now(), ""
    if brief.by_id != by.appointment.pk:
        brief.approved_names = by.names()
    brief.save(update_fields=["state", "submitted_at", "said", "approved_names"])
    crash.point("briefs.submitted")
    grant(brief.uid, *policy.keys_of_desk(brief.desk), why=policy.WHY_DESK)
    wait_for(brief, take_task(brief), "编辑来稿", policy.editors_of(brief.desk), by=by)
    note(brief, "submitted", brief.unit_name, by=by)
    if (asked := _asked(brief)) is not None and asked.answered_at is None:
        asked.answered_at = now()
        asked.save(update_fields=["answered_at"])
        stop_waiting(answer_task(asked), why="已报送", by=by)
    tell(brief, [one for one in writers_of(brief) if one.pk != by.appointment.pk], f"《{brief}》已报送", by=by)


def _asked(brief: Brief) -> AskedUnit | None:
    """The unit as it was asked; None where the brief answers nothing, or nobody had asked this unit."""
    if brief.request is None:
        return None
    return brief.request.units.filter(organ=brief.organ_id, department=brief.department_id).first()


def _answer_is_gone(brief: Brief) -> None:
    """The unit has to answer again, where no other brief of it does."""
    asked = _asked(brief)
    if asked is None or asked.answered_at is None or brief.request is None:
        return
    others = brief.request.answers.filter(
        organ=brief.organ_id, department=brief.department_id, submitted_at__isnull=False
    )
    if others.exclude(pk=brief.pk).exclude(state__in=moves.WITH_UNIT).exists():
        return
    asked.answered_at = None
    asked.save(update_fields=["answered_at"])
    if brief.request.is_open and not is_waited_for(answer_task(asked)):
        ask_for_answer(asked, brief.request, by=None)


def _request(report: Report, desk: Desk, *, by: Actor) -> BriefRequest | None:
    if report.request is None:
        return None
    request = policy.requests.read(report.request, by=by)
    if request.desk_id != desk.pk:
        raise NotThere("该约稿")
    if not request.is_open:
        raise NotAllowed(f"约稿“{request}”已经撤销，不用再报。其他信息可以不选约稿，直接报送。")
    return request


def _kind(report: Report) -> str:
    if report.kind not in BriefKind.values:
        raise Invalid("请选择信息类别。", field="kind")
    return report.kind


def _refuse_twice(brief: Brief) -> None:
    """The same words of the same unit, while they are on their way or were used."""
    same = Brief.objects.filter(desk=brief.desk, organ=brief.organ, department=brief.department, title=brief.title)
    twin = (
        same.filter(text=brief.text).exclude(pk=brief.pk).exclude(state__in=("returned", "withdrawn", "unused")).first()
    )
    if twin is not None:
        who, at = twin.names.get("name", ""), moment_in_words(twin.at)
        raise SomebodyWasFirst(f"同样的一条信息，{who}已于{at}报过。请不要重复报送；有补充的，请写进正文。")


def _attach(brief: Brief, files: Files) -> None:
    there = list(brief.files.select_related("file"))
    if len(there) + len(files) > MOST_FILES:
        raise Invalid(f"一条信息最多附{MOST_FILES}个文件。请合并后再传。", field="files")
    digests = [one.file.sm3 for one in there] + [sm3(content).hex() for content, _ in files]
    if len(set(digests)) < len(digests):
        raise Invalid("有两个文件内容相同。请去掉一个。", field="files")
    last = max((one.n for one in there), default=0)
    for n, (content, examined) in enumerate(files, last + 1):
        BriefFile.objects.create(brief=brief, n=n, file=keep(content, examined.media_type), name=examined.name)
