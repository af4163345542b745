"""流程管理: suspend, resume, correct, reassign for another, terminate; each in its effect, and refused to everybody else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from docflow.actions.countersign import countersign
from docflow.actions.hand_back import reassign
from docflow.actions.keeping import correct, reassign_for, resume, suspend, terminate
from docflow.actions.review import review
from docflow.models import NumberEntry, Opinion, Task
from docflow.selectors.keeping import live, suspension_of
from office.api import actor_of, may_read, waiting_for
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.models import Appointment, TrailEntry
from realtime.models import Notification
from tests.docflow.world import NOTICE, Office, Paper, a_draft, a_signed, an_office

pytestmark = pytest.mark.django_db


def keeper(paper: Paper) -> dict[str, object]:
    """by= and key= of the flow administrator."""
    return {"by": paper.office.actor(paper.office.flow_keeper), "key": uuid7()}


def suspended(paper: Paper, reason: str = "等省里的口径。") -> Paper:
    suspend(paper.uid, by=paper.office.actor(paper.office.flow_keeper), key=uuid7(), reason=reason)
    return paper


def leaves(who: Appointment) -> None:
    who.until = today() - timedelta(days=1)
    who.save()


def test_suspended_nobody_acts_resumed_it_goes_on() -> None:
    paper = suspended(a_draft().sent())
    office = paper.office
    head = office.actor(office.head)
    found = suspension_of(paper.document.run)
    assert found is not None
    assert (found.reason, found.names["name"]) == ("等省里的口径。", office.flow_keeper.person.name)
    task = paper.task("review")
    doings: list[Callable[[], object]] = [
        lambda: review(task.uid, by=head, key=uuid7(), opinion="同意。"),
        lambda: reassign(task.uid, office.colleague.uid, by=head, key=uuid7()),
        lambda: correct(paper.uid, "draft", reason="试", **keeper(paper)),  # type: ignore[arg-type]
        lambda: reassign_for(task.uid, office.colleague.uid, reason="试", **keeper(paper)),  # type: ignore[arg-type]
    ]
    for deed in doings:
        with pytest.raises(NotAllowed, match="挂起"):
            deed()
    assert waiting_for(head).count() == 1
    assert Notification.objects.filter(person=head.person, kind="kept").count() == 1
    resume(paper.uid, by=office.actor(office.flow_keeper), key=uuid7())
    assert suspension_of(paper.document.run) is None
    assert paper.reviewed().steps() == ["office_review"]
    acts = TrailEntry.objects.filter(about=paper.uid, act__in=["docflow.suspended", "docflow.resumed"])
    assert acts.count() == 2


def test_what_is_written_is_kept_while_it_is_suspended() -> None:
    paper = suspended(a_draft())
    paper.write(replace(NOTICE, title="关于供热的通知"))
    assert paper.document.title == "关于供热的通知"
    with pytest.raises(NotAllowed, match="挂起"):
        paper.sent()


def test_corrected_in_the_middle_of_countersigning() -> None:
    paper = a_draft(consult=True).sent().reviewed()
    office = paper.office
    first, second, third = office.consulted
    paper.countersigned(first)
    correct(paper.uid, "review", by=office.actor(office.flow_keeper), key=uuid7(), reason="会签处室选错。")
    assert paper.steps() == ["review"]
    for one in (second, third):
        assert not waiting_for(office.actor(one)).exists()
    assert waiting_for(office.actor(office.head)).count() == 1
    assert Opinion.objects.filter(run__paper_uid=paper.uid, step="会签").count() == 1
    paper.reviewed()
    assert sorted(paper.steps()) == ["countersign"] * 3


def test_nobody_is_sent_past_the_signer() -> None:
    paper = a_draft().sent()
    with pytest.raises(NotAllowed, match="签发"):
        correct(paper.uid, "number", by=paper.office.actor(paper.office.flow_keeper), key=uuid7(), reason="急")


def test_sent_ahead_to_a_chosen_signer() -> None:
    paper = a_draft().sent()
    office = paper.office
    by = office.actor(office.flow_keeper)
    with pytest.raises(Invalid, match="选人"):
        correct(paper.uid, "sign_off", by=by, key=uuid7(), reason="急件")
    with pytest.raises(Invalid, match="可选范围"):
        correct(paper.uid, "sign_off", by=by, key=uuid7(), reason="急件", chosen=[office.clerk.uid])
    correct(paper.uid, "sign_off", by=by, key=uuid7(), reason="急件", chosen=[office.leader.uid])
    assert waiting_for(office.actor(office.leader)).count() == 1
    assert paper.signed().steps() == ["recheck"]


def test_a_page_that_is_behind_is_refused() -> None:
    paper = a_draft().sent()
    seen = paper.document.run.version
    paper.reviewed()
    by = paper.office.actor(paper.office.flow_keeper)
    with pytest.raises(SomebodyWasFirst, match=paper.office.head.person.name):
        correct(paper.uid, "draft", by=by, key=uuid7(), reason="试", seen=seen)
    with pytest.raises(SomebodyWasFirst):
        terminate(paper.uid, by=by, key=uuid7(), reason="试", seen=seen)
    correct(paper.uid, "draft", by=by, key=uuid7(), reason="试", seen=seen + 1)
    assert paper.steps() == ["draft"]


def test_a_leavers_task_is_given_to_another() -> None:
    paper = a_draft(consult=True).sent().reviewed()
    office = paper.office
    leaver, second, _ = office.consulted
    leaves(leaver)
    by = office.actor(office.flow_keeper)
    assert [run.paper_uid for run in live(by, "left", "")] == [paper.uid]
    task = paper.task("countersign", leaver)
    with pytest.raises(Invalid, match="理由"):
        reassign_for(task.uid, office.colleague.uid, by=by, key=uuid7(), reason=" ")
    with pytest.raises(NotAllowed, match="已在本环节"):
        reassign_for(task.uid, second.uid, by=by, key=uuid7(), reason="调离")
    reassign_for(task.uid, office.colleague.uid, by=by, key=uuid7(), reason="调离")
    assert waiting_for(office.actor(office.colleague)).count() == 1
    assert not live(by, "left", "").exists()
    task = paper.task("countersign", office.colleague)
    countersign(task.uid, by=office.actor(office.colleague), key=uuid7(), stance="agree", opinion="同意。")
    closed = Task.objects.get(run__paper_uid=paper.uid, holder=leaver)
    assert closed.outcome == "handed"
    with pytest.raises(SomebodyWasFirst):
        reassign_for(closed.uid, office.colleague.uid, by=by, key=uuid7(), reason="再来")


def test_a_task_stays_in_the_organ() -> None:
    paper, other = a_draft().sent(), an_office(code="外政发")
    office = paper.office
    task = paper.task("review")
    leaves(office.colleague)
    for whom in (other.head, office.colleague):
        with pytest.raises(Invalid, match="本机关"):
            reassign_for(task.uid, whom.uid, by=office.actor(office.flow_keeper), key=uuid7(), reason="试")
        with pytest.raises(Invalid, match="本机关"):
            reassign(task.uid, whom.uid, by=office.actor(office.head), key=uuid7(), reason="试")
    assert not may_read(other.actor(other.head), paper.uid)


def each_act(paper: Paper, by: object) -> list[Callable[[], object]]:
    task = paper.task("review")
    given = {"by": by, "key": uuid7(), "reason": "试"}
    return [
        lambda: suspend(paper.uid, **given),  # type: ignore[arg-type]
        lambda: resume(paper.uid, by=by, key=uuid7()),  # type: ignore[arg-type]
        lambda: correct(paper.uid, "draft", **given),  # type: ignore[arg-type]
        lambda: reassign_for(task.uid, paper.office.colleague.uid, **given),  # type: ignore[arg-type]
        lambda: terminate(paper.uid, **given),  # type: ignore[arg-type]
    ]


def test_others_are_refused() -> None:
    paper, other = a_draft().sent(), an_office(code="外政发")
    office = paper.office
    for who in (office.drafter, office.head):  # both read it
        for deed in each_act(paper, office.actor(who)):
            with pytest.raises(NotAllowed, match="流程管理员"):
                deed()
    for stranger in (other.actor(other.flow_keeper), office.actor(office.colleague)):
        for deed in each_act(paper, stranger):
            with pytest.raises(NotThere):
                deed()
    assert paper.steps() == ["review"]
    assert not TrailEntry.objects.filter(act__in=["docflow.suspended", "docflow.terminated"]).exists()


def test_the_drafter_ends_what_is_with_him_in_whichever_post() -> None:
    paper = a_draft()
    office = paper.office
    drafter = office.drafter
    second = Appointment.objects.create(
        person=drafter.person, post=office.clerk.post, since=drafter.since, primary=False
    )
    terminate(paper.uid, by=actor_of(drafter.person, second), key=uuid7(), reason="不办了")
    assert paper.document.state == "terminated"


def test_a_number_of_what_is_ended_is_void_with_its_reason() -> None:
    paper = a_signed().rechecked().numbered()
    document = paper.document
    entry = NumberEntry.objects.get(document=document)
    terminate(paper.uid, by=paper.office.actor(paper.office.flow_keeper), key=uuid7(), reason="不发了")
    entry.refresh_from_db()
    assert entry.reason == "公文终止：不发了"
    assert paper.steps() == []


class TestLive:
    def papers(self, office: Office) -> tuple[Paper, Paper]:
        return a_draft(office).sent(), suspended(a_draft(office).sent())

    def test_his_organs_papers_by_view_and_words(self) -> None:
        office, other = an_office(), an_office(code="外政发")
        going, halted = self.papers(office)
        a_draft(other)
        done = a_draft(office)
        terminate(done.uid, by=office.actor(office.drafter), key=uuid7(), reason="不办了")
        by = office.actor(office.flow_keeper)
        assert {run.paper_uid for run in live(by, "all", "")} == {going.uid, halted.uid}
        assert [run.paper_uid for run in live(by, "suspended", "")] == [halted.uid]
        assert live(by, "all", "冬季 供热").count() == 2
        assert live(by, "all", "夏季").count() == 0
        Task.objects.filter(run__paper_uid=going.uid).update(opened_at=going.document.opened_at - timedelta(days=8))
        assert [run.paper_uid for run in live(by, "long", "")] == [going.uid]
        assert [run.paper_uid for run in live(by, "all", "")] == [going.uid, halted.uid]

    def test_nobody_else_sees_any(self) -> None:
        office = an_office()
        self.papers(office)
        for who in (office.drafter, office.clerk, office.leader):
            assert not live(office.actor(who), "all", "").exists()
