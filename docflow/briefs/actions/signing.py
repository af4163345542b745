"""排版、送签、签发、刊发：from the proof of an issue to its readers. Slow work is done by jobs; their results are taken in here."""

from dataclasses import asdict, replace
from uuid import UUID, uuid5

from django.utils.module_loading import import_string

from docflow.briefs import moves, policy
from docflow.briefs.actions.giving import give_for_issue
from docflow.briefs.actions.issuing import restate
from docflow.briefs.actions.saying import note, reason, refuse_frozen
from docflow.briefs.actions.submit import writers_of
from docflow.briefs.asking import readers_of, sign_task, stop_waiting, tell, wait_for
from docflow.briefs.models import Brief, Issue, PeriodicalYear
from docflow.briefs.selectors.papers import paper_of
from docflow.briefs.workshop import Laid, source_of
from office.api import Actor, action, enqueue, grant, keep
from office.kernel import crash
from office.kernel.clock import now, today
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.wording import full_day, moment_in_words

PDF = "application/pdf"


@action
def typeset(issue_uid: UUID, *, by: Actor, key: UUID) -> Issue:
    """排校样：a job sets the issue as it is now, without a number; of one that is signed and whose printing failed, the pages anew."""
    issue = policy.issues.take(issue_uid, by=by)
    editor = policy.ask_editor(issue.periodical.desk, by=by)
    if issue.state == moves.SIGNED:
        _print(issue, again=str(key))
        return issue
    refuse_frozen(issue, "typeset")
    if not issue.entries.exists():
        raise NotAllowed("这一期还没有稿件。请先编入稿件，再排版。")
    if issue.previewed == source_of(paper_of(issue)):
        raise SomebodyWasFirst("校样已是最新，不用再排。")
    enqueue(import_string("docflow.briefs.tasks.set_proof"), str(issue.uid), key=f"briefs/proof/{issue.uid}")
    note(issue, "typeset", "", by=editor)
    return issue


@action
def take_in_proof(issue_uid: UUID, laid: Laid, *, by: Actor | None, key: UUID) -> Issue | None:
    """校样排好了. One that was set from what has been changed since is kept too: the page says that it is old."""
    issue = _locked(issue_uid)
    if issue.state != moves.EDITING:
        return None
    issue.proof, issue.previewed, issue.pages, issue.fault = keep(laid.pdf, PDF), laid.source, laid.pages, ""
    issue.save(update_fields=["proof", "previewed", "pages", "fault"])
    tell(issue, [issue.editor], f"{issue.periodical}校样已排好，共{laid.pages}页", by=by)
    return issue


@action
def typesetting_failed(issue_uid: UUID, fault: str, *, by: Actor | None, key: UUID) -> Issue | None:
    """排版未成：the editor reads why on the page, and is told."""
    issue = _locked(issue_uid)
    if issue.state not in {moves.EDITING, moves.SIGNED}:
        return None
    issue.fault = fault[:400]
    issue.save(update_fields=["fault"])
    tell(issue, [issue.editor], f"{issue.periodical}没有排成", by=by, body=issue.fault)
    return issue


@action
def send_for_signing(issue_uid: UUID, signer_uid: UUID | None, *, by: Actor, key: UUID) -> Issue:
    """送签：with a proof of what it is now. From here on nothing of it changes until it comes back."""
    issue = policy.issues.take(issue_uid, by=by)
    editor = policy.ask_editor(issue.periodical.desk, by=by)
    refuse_frozen(issue, "send_for_signing")
    if not issue.entries.exists():
        raise NotAllowed("这一期还没有稿件。请先编入稿件，再送签。")
    if issue.proof is None or issue.previewed != source_of(paper_of(issue)):
        raise NotAllowed("校样不是最新的内容。请先排校样，看过再送签。")
    signer = policy.signers_of(issue.periodical.desk).filter(uid=signer_uid).first() if signer_uid else None
    if signer is None:
        raise Invalid("请选签发人：本机关领导或办公室审核岗位。", field="signer")
    issue.state = moves.after(moves.ISSUE, "send_for_signing", issue.state)
    issue.signer, issue.said = signer, ""
    issue.save(update_fields=["state", "signer", "said"])
    wait_for(issue, sign_task(issue), "签发", [signer], by=editor)
    note(issue, "sent_for_signing", signer.person.name, by=editor)
    return issue


@action
def send_back(issue_uid: UUID, said: str, *, by: Actor, key: UUID) -> Issue:
    """退回修改 by the signer, or 收回 by an editor: it can be edited again."""
    issue = policy.issues.take(issue_uid, by=by)
    signing = policy.issues.may_sign(issue, by=by)
    actor = by.acting_as(signing) if signing is not None else policy.ask_editor(issue.periodical.desk, by=by)
    refuse_frozen(issue, "send_back")
    words = reason(said, "退回意见", "请写明要改什么。") if signing is not None else "编辑收回"
    issue.state, issue.said = moves.after(moves.ISSUE, "send_back", issue.state), words
    issue.save(update_fields=["state", "said"])
    stop_waiting(sign_task(issue), why=words[:100], by=actor)
    note(issue, "sent_back", words, by=actor)
    other = issue.editor if signing is not None else issue.signer
    tell(issue, [other] if other is not None else [], f"{issue.periodical}退回修改", by=actor, body=words)
    return issue


@action
def sign(issue_uid: UUID, *, by: Actor, key: UUID) -> Issue:
    """签发：the issue gets its number and its day and is what it is from now on; its pages are printed by a job, then its readers have it."""
    issue = policy.issues.take(issue_uid, by=by)
    signing = policy.issues.may_sign(issue, by=by)
    if issue.signed_at is not None:
        who, at = issue.signed_names.get("name", ""), moment_in_words(issue.signed_at)
        raise SomebodyWasFirst(f"{issue}已由{who}于{at}签发。")
    if signing is None:
        raise NotAllowed("这一期不是送您签发的。要签发请编辑改送您。")
    signer = by.acting_as(signing)
    paper = paper_of(issue)
    if issue.previewed != source_of(paper):
        raise NotAllowed("没有签发：送签以后刊名、读者或单位名称改过，与校样不同。请退回编辑重排校样。")
    _number(issue)
    crash.point("briefs.number_taken")
    words = f"第{issue.n}期（总第{issue.total}期）"
    issue.paper = asdict(replace(paper, number=words, date=full_day(today()), signer=signer.person.name))
    issue.state, issue.signed_names, issue.signed_at = (
        moves.after(moves.ISSUE, "sign", issue.state),
        signer.names(),
        now(),
    )
    issue.fault = ""
    issue.save()
    stop_waiting(sign_task(issue), why="已签发", by=signer)
    note(issue, "signed", words, by=signer)
    _print(issue)
    return issue


@action
def publish(issue_uid: UUID, laid: Laid, *, by: Actor | None, key: UUID) -> Issue | None:
    """刊发：its pages are kept, its readers have it, its units are told, and what they have of it is counted."""
    issue = _locked(issue_uid)
    if issue.state != moves.SIGNED or laid.source != source_of(paper_of(issue)):
        return None
    issue.file, issue.pages, issue.fault = keep(laid.pdf, PDF), laid.pages, ""
    issue.state, issue.issued_at = moves.after(moves.ISSUE, "publish", issue.state), now()
    issue.save(update_fields=["file", "pages", "fault", "state", "issued_at"])
    periodical = issue.periodical
    grant(issue.uid, *policy.keys_of_readers(periodical), why=policy.WHY)
    tell(issue, readers_of(periodical), f"{issue}已刊发", by=by)
    scores = give_for_issue(issue)
    crash.point("briefs.counted")
    for entry in issue.entries.select_related("item"):
        restate(entry.item)
    for brief in Brief.objects.filter(item__entries__issue=issue).select_related("organ", "department", "by__person"):
        said = "；".join(one.words for one in scores if one.brief_id == brief.pk)
        tell(brief, writers_of(brief), f"《{brief}》已采用，登{issue}", by=by, body=said)
    note(issue, "published", f"{laid.pages}页", by=by, sm3=issue.file.sm3)
    return issue


def key_for(issue_uid: UUID | str, what: str) -> UUID:
    """The key of a job's act: doing it twice is doing it once."""
    return uuid5(UUID(str(issue_uid)), what)


def _print(issue: Issue, again: str = "") -> None:
    enqueue(import_string("docflow.briefs.tasks.print_issue"), str(issue.uid), key=f"briefs/print/{issue.uid}{again}")


def _number(issue: Issue) -> None:
    """The next of its periodical in this year, under the desk's lock."""
    periodical = issue.periodical
    counted, _ = PeriodicalYear.objects.get_or_create(periodical=periodical, year=today().year)
    counted.last += 1
    counted.save(update_fields=["last"])
    periodical.total += 1
    periodical.save(update_fields=["total"])
    issue.year, issue.n, issue.total = counted.year, counted.last, periodical.total


def _locked(uid: UUID) -> Issue:
    """For the system's own acts."""
    issue = Issue.objects.select_related("periodical__desk__organ", "editor__person").get(uid=uid)
    policy.lock_desk(issue.periodical.desk)
    issue.refresh_from_db()
    return issue
