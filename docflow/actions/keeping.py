"""流程管理：挂起、恢复、终止、特送、指定转办，由本机关流程管理员办，都留缘由。公文、收文一样。"""

from collections.abc import Sequence
from uuid import UUID

from docflow import flow, policy
from docflow.actions.hand_back import ask_colleague
from docflow.actions.registers import void
from docflow.actions.voiding import void_numbers_of
from docflow.models import Document
from docflow.models.documents import AFTER_SEAL
from docflow.models.papers import Paper
from docflow.models.registers import NumberEntry, NumberState
from docflow.models.seals import UseState
from docflow.selectors.tasks import open_tasks, task_of
from docflow.walking.definitions import definition_of
from docflow.walking.performing import perform
from office.api import Actor, Appointment, action, record
from office.kernel.refusals import NotAllowed, SomebodyWasFirst
from office.kernel.wording import moment_in_words
from realtime.api import notify

KEEPER = policy.FLOW_KEEPER


def _keep(paper: Paper, act: flow.Act, *, by: Actor, key: UUID, verb: str, **detail: str) -> Paper:
    ask_keeper(paper, by=by)
    perform(paper.run, act, by=by, key=key)
    record(by, verb, stream=f"run:{paper.run.uid}", about=paper.uid, title=str(paper), **detail)
    return paper


def ask_keeper(paper: Paper, *, by: Actor) -> None:
    """Raise unless he keeps the routes of the paper's organ."""
    if not by.has_role(paper.organ, KEEPER):
        raise NotAllowed("只有本机关的流程管理员可以这样办。")


def _tell(paper: Paper, whom: Sequence[Appointment], *, by: Actor, said: str, why: str) -> None:
    others = [one for one in whom if one.person_id != by.person.pk]
    url = paper.get_absolute_url()
    notify(others, kind="kept", title=f"《{str(paper)[:360]}》{said}", body=why, url=url, about=paper.uid)


def _concerned(paper: Paper) -> list[Appointment]:
    """Who began it, and everybody whom it waits for now."""
    waiting = open_tasks(paper)
    pools = [one.appointment for task in waiting for one in task.candidates.all()]
    return [paper.begun_by, *(task.holder for task in waiting if task.holder is not None), *pools]


@action
def suspend(paper_uid: UUID, *, by: Actor, key: UUID, reason: str) -> Paper:
    """挂起：nobody acts until it is resumed."""
    paper = policy.papers.take(paper_uid, by=by)
    act = flow.Suspend(reason=reason.strip(), as_keeper=True)
    _keep(paper, act, by=by, key=key, verb="docflow.suspended", opinion=reason.strip())
    _tell(paper, _concerned(paper), by=by, said="已挂起", why=reason.strip())
    return paper


@action
def resume(paper_uid: UUID, *, by: Actor, key: UUID, reason: str = "") -> Paper:
    """恢复：it goes on where it stood."""
    paper = policy.papers.take(paper_uid, by=by)
    _keep(paper, flow.Resume(as_keeper=True), by=by, key=key, verb="docflow.resumed", opinion=reason.strip())
    _tell(paper, _concerned(paper), by=by, said="已恢复，可以接着办", why=reason.strip())
    return paper


@action
def correct(
    paper_uid: UUID,
    step: str,
    *,
    by: Actor,
    key: UUID,
    reason: str,
    chosen: Sequence[UUID] = (),
    seen: int | None = None,
) -> Paper:
    """特送：send the paper to a step. `seen` is the run's version that he looked at: where it went on meanwhile, he looks again."""
    paper = policy.papers.take(paper_uid, by=by)
    ask_keeper(paper, by=by)
    _refuse_moved(paper, seen)
    _refuse_around_the_seal(paper)
    if not may_go_to(paper, step):
        raise NotAllowed(f"公文{_done(paper)}，不能特送到此前的环节。需要改正的，请另行文。")
    act = flow.Correct(to=step, reason=reason.strip(), chosen=tuple(str(uid) for uid in chosen))
    return _keep(paper, act, by=by, key=key, verb="docflow.corrected", to=step, opinion=reason.strip())


@action
def reassign_for(task_uid: UUID, to: UUID, *, by: Actor, key: UUID, reason: str) -> Paper:
    """指定转办：for a holder who cannot do it himself, to somebody of the same organ."""
    task = policy.tasks.find(task_uid, by=by)
    paper = policy.papers.take(task.run.paper_uid, by=by)
    ask_keeper(paper, by=by)
    ask_colleague(paper, to)
    act = flow.Reassign(task=task.name, to=str(to), reason=reason.strip(), as_keeper=True)
    return _keep(paper, act, by=by, key=key, verb="docflow.reassigned", step=task.label, opinion=reason.strip())


@action
def terminate(paper_uid: UUID, *, by: Actor, key: UUID, reason: str, seen: int | None = None) -> Paper:
    """终止：by the keeper, or by whoever holds a step that may end it (拟稿). A number it had is void, and says why."""
    paper = policy.papers.take(paper_uid, by=by)
    if hasattr(paper, "sealed"):
        raise NotAllowed(f"公文{_done(paper)}，不能终止。需要收回的，请另行文撤销或废止。")
    actor, as_keeper = _who_ends(paper, by=by)
    _refuse_moved(paper, seen)
    _refuse_around_the_seal(paper)
    concerned = _concerned(paper)
    void_numbers_of(paper, reason=reason.strip())
    act = flow.Terminate(reason=reason.strip(), as_keeper=as_keeper)
    perform(paper.run, act, by=actor, key=key)
    record(
        actor,
        "docflow.terminated",
        stream=f"run:{paper.run.uid}",
        about=paper.uid,
        title=str(paper),
        opinion=reason.strip(),
    )
    _tell(paper, concerned, by=by, said="已终止", why=reason.strip())
    return paper


def may_go_to(paper: Paper, step: str) -> bool:
    """Whether 特送 may lead there: what is sealed does not go back to before the seal."""
    return not hasattr(paper, "sealed") or step in AFTER_SEAL


def _done(paper: Paper) -> str:
    """What keeps a paper from going back, in words."""
    return "已经排版成正本" if isinstance(paper, Document) and not paper.carries_seal else "已经用印"


def _refuse_around_the_seal(paper: Paper) -> None:
    """The use is written, the job is at work with the key: whatever comes of it is taken in first."""
    if isinstance(paper, Document) and paper.seal_uses.filter(state=UseState.ASKED).exists():
        raise NotAllowed("正在加盖印章，稍候就有结果。请等盖好或盖章未成之后再办。")


def _refuse_moved(paper: Paper, seen: int | None) -> None:
    last = paper.run.acts.order_by("-seq").first()
    if seen is None or last is None or last.seq <= seen:
        return
    who = f"{last.names.get('name', '他人')}{moment_in_words(last.at)}"
    raise SomebodyWasFirst(f"没有办理：{who}刚办过这一件，已不是您看到的样子。您写的缘由还在，请看过现在的环节后再办。")


def _who_ends(paper: Paper, *, by: Actor) -> tuple[Actor, bool]:
    """The capacity in which he ends it: a holder in that of his task, if its step gives him the act; else as the keeper."""
    found = task_of(paper, by=by)
    if found is not None and may_end(paper, found[0].step):
        return found[1], False
    ask_keeper(paper, by=by)
    return by, True


def may_end(paper: Paper, step: str) -> bool:
    """Whether the holder of a step may end the whole."""
    return "terminate" in definition_of(paper.run).step(step).acts


@void_numbers_of.register
def _(document: Document, *, reason: str) -> None:
    for entry in NumberEntry.objects.filter(document=document, state=NumberState.USED).select_related("register"):
        void(entry, reason=f"公文终止：{reason}")
        document.number = ""
        document.save(update_fields=["number"])
