"""The route by the actions: who gets it next, what stays, what comes back."""

from dataclasses import replace

import pytest

from docflow import flow
from docflow.actions.countersign import countersign
from docflow.actions.hand_back import claim, put_back, reassign, return_to, withdraw
from docflow.actions.recheck import recheck
from docflow.actions.send_for_review import send_for_review
from docflow.actions.sign_off import sign_off
from docflow.elements.data import to_data
from docflow.models import Document, Opinion, WorkingCopy
from docflow.selectors.versions import current_version
from docflow.walking.definitions import definition_of
from docflow.walking.performing import state_of
from office.api import may_read, waiting_for
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.transactions import LOCK_ORDER, recorded_locks
from office.models import Todo, TrailEntry
from tests.docflow.world import NOTICE, a_draft, a_signed, an_office

pytestmark = pytest.mark.django_db


def test_a_paper_walks_to_its_number() -> None:
    paper = a_draft(consult=True).sent().reviewed()
    assert sorted(paper.steps()) == ["countersign"] * 3
    paper.countersigned().examined().signed()
    document = paper.document
    assert (document.signed_on, document.signer) == (today(), paper.office.leader.person.name)
    paper.rechecked().numbered()
    document = paper.document
    assert document.number == f"云政办发〔{today().year}〕1号"
    assert document.printed_on == today()
    assert paper.steps() == []  # the system typesets
    verbs = list(TrailEntry.objects.filter(about=document.uid).order_by("stream_seq").values_list("act", flat=True))
    assert verbs[0] == "docflow.drafted"
    assert verbs[-2:] == ["docflow.numbered", "docflow.registered"]
    assert len(verbs) == 11


def test_to_dos_follow_the_tasks() -> None:
    paper = a_draft()
    office = paper.office
    assert [t.step for t in waiting_for(office.actor(office.drafter))] == ["拟稿"]
    paper.sent()
    assert not waiting_for(office.actor(office.drafter)).exists()
    (todo,) = waiting_for(office.actor(office.head))
    assert (todo.step, todo.title) == ("核稿", str(paper.document))
    paper.reviewed()
    assert waiting_for(office.actor(office.reviewer)).count() == 1
    assert waiting_for(office.actor(office.second_reviewer)).count() == 1  # a pool: it waits for both
    paper.examined()
    assert not waiting_for(office.actor(office.second_reviewer)).exists()
    done = Todo.objects.filter(about=paper.uid, closed_at__isnull=False)
    assert all(todo.done_by is not None for todo in done)


def test_the_acts_alone_make_the_run_again() -> None:
    paper = a_signed()
    run = paper.document.run
    acts = [flow.act_from_data(act.data) for act in run.acts.order_by("seq")]
    assert flow.replay(definition_of(run), acts) == state_of(run)


def test_returned_from_countersigning_it_comes_straight_back() -> None:
    paper = a_draft(consult=True).sent().reviewed()
    office = paper.office
    first, second, third = office.consulted
    paper.countersigned(first)
    task = paper.task("countersign", second)
    return_to(task.uid, "draft", by=office.actor(second), key=uuid7(), reason="抄送有遗漏。")
    assert paper.steps() == ["draft"]
    assert not waiting_for(office.actor(third)).exists()
    paper.write(replace(NOTICE, cc=("市委办公室", "市政协办公室")))
    paper.sent()
    holders = {t.holder_id for t in [paper.task("countersign", one) for one in office.consulted]}
    assert holders == {first.pk, second.pk, third.pk}  # the text changed: the one who had consented is asked again
    paper.countersigned().examined()
    said = Opinion.objects.filter(run__paper_uid=paper.uid, names__appointment=str(first.uid))
    assert sorted(said.values_list("round", flat=True)) == [1, 2]  # what was said stays


def test_a_consent_stands_when_the_text_did_not_change() -> None:
    paper = a_draft(consult=True).sent().reviewed()
    office = paper.office
    first, second, third = office.consulted
    paper.countersigned(first)
    task = paper.task("countersign", second)
    return_to(task.uid, "draft", by=office.actor(second), key=uuid7(), reason="请说明依据。")
    paper.sent()
    asked = {t.holder_id for t in paper.document.run.tasks.filter(closed_at__isnull=True)}
    assert asked == {second.pk, third.pk}


def test_a_text_changed_after_sign_off_goes_back_to_the_signer() -> None:
    paper = a_signed()
    office = paper.office
    signed_text = current_version(paper.document).sm3
    paper.write(replace(NOTICE, body=(*NOTICE.body, "二、补充要求")), by=office.clerk)
    recheck(paper.task("recheck").uid, by=office.actor(office.clerk), key=uuid7())
    assert paper.steps() == ["sign_off"]
    assert current_version(paper.document).sm3 != signed_text
    assert waiting_for(office.actor(office.leader)).count() == 1
    paper.signed().rechecked()
    assert paper.steps() == ["number"]


def test_an_opinion_is_bound_to_the_text_that_was_seen() -> None:
    paper = a_signed()
    said = Opinion.objects.get(run__paper_uid=paper.uid, step="签发")
    version = current_version(paper.document)
    assert (said.seen_sm3, said.version) == (version.sm3, version.n)


def test_withdrawn_until_the_next_has_acted() -> None:
    paper = a_draft()
    office = paper.office
    task = paper.task("draft")
    paper.sent()
    withdraw(task.uid, by=office.actor(office.drafter), key=uuid7())
    assert paper.steps() == ["draft"]
    task = paper.task("draft")
    paper.sent().reviewed()
    with pytest.raises((SomebodyWasFirst, NotAllowed)):
        withdraw(task.uid, by=office.actor(office.drafter), key=uuid7())


def test_a_pool_is_claimed_put_back_and_handed_on() -> None:
    paper = a_draft().sent().reviewed()
    office = paper.office
    one, other = office.actor(office.reviewer), office.actor(office.second_reviewer)
    task = paper.task("office_review")
    claim(task.uid, by=one, key=uuid7())
    assert not waiting_for(other).exists()
    with pytest.raises((SomebodyWasFirst, NotAllowed)):
        claim(task.uid, by=other, key=uuid7())
    put_back(task.uid, by=one, key=uuid7())
    assert waiting_for(other).count() == 1
    claim(task.uid, by=one, key=uuid7())
    reassign(task.uid, office.second_reviewer.uid, by=one, key=uuid7(), reason="出差")
    assert waiting_for(other).count() == 1
    assert not waiting_for(one).exists()


def test_the_same_act_sent_twice_acts_once() -> None:
    paper = a_draft().sent().reviewed().examined()
    office, key = paper.office, uuid7()
    task = paper.task("sign_off")
    first = sign_off(task.uid, by=office.actor(office.leader), key=key, opinion="同意。")
    again = sign_off(task.uid, by=office.actor(office.leader), key=key, opinion="同意。")
    assert first == again
    assert Opinion.objects.filter(run__paper_uid=paper.uid, step="签发").count() == 1


def test_a_second_act_on_a_done_task_is_told_by_whom() -> None:
    paper = a_draft().sent().reviewed().examined()
    office = paper.office
    task = paper.task("sign_off")
    paper.signed()
    with pytest.raises(SomebodyWasFirst) as refused:
        sign_off(task.uid, by=office.actor(office.leader), key=uuid7())
    assert office.leader.person.name in refused.value.sentence


def test_strangers_see_and_do_nothing() -> None:
    paper, other = a_draft().sent(), an_office(code="外政发")
    stranger = other.actor(other.head)
    assert not may_read(stranger, paper.uid)
    with pytest.raises(NotThere):
        sign_off(paper.task("review").uid, by=stranger, key=uuid7())


def test_a_reader_cannot_do_anothers_step() -> None:
    paper = a_draft().sent()
    office = paper.office
    with pytest.raises(NotAllowed):
        send_for_review(paper.task("review").uid, by=office.actor(office.drafter), key=uuid7())


def test_an_unfinished_draft_is_not_sent() -> None:
    paper = a_draft(elements=replace(NOTICE, title=""))
    with pytest.raises(Invalid) as refused:
        paper.sent()
    assert refused.value.field == "title"
    assert WorkingCopy.objects.get(document__uid=paper.uid).elements["body"] == list(NOTICE.body)


def test_a_refusal_changes_nothing() -> None:
    paper = a_draft(consult=True).sent().reviewed()
    office = paper.office
    first = office.consulted[0]

    def everything() -> tuple[object, ...]:
        document = Document.objects.get(uid=paper.uid)
        return (
            document.state,
            document.run.version,
            TrailEntry.objects.count(),
            Todo.objects.filter(closed_at__isnull=True).count(),
            Opinion.objects.count(),
            document.versions.count(),
        )

    before = everything()
    task = paper.task("countersign", first)
    with pytest.raises(Invalid):  # a disagreement must say why
        countersign(task.uid, by=office.actor(first), key=uuid7(), stance="disagree", opinion="")
    assert everything() == before
    countersign(task.uid, by=office.actor(first), key=uuid7(), stance="disagree", opinion="经费无着落。")
    assert everything() != before


def test_state_secrets_are_refused() -> None:
    paper = a_draft()
    with pytest.raises(Invalid) as refused:
        paper.write(replace(NOTICE, body=("机密★10年", *NOTICE.body)))
    assert "涉密信息系统" in refused.value.sentence
    assert to_data(NOTICE)["body"] == WorkingCopy.objects.get(document__uid=paper.uid).elements["body"]


def test_every_lock_is_taken_in_order() -> None:
    paper = a_signed().rechecked()
    with recorded_locks() as places:
        paper.numbered()
    assert [LOCK_ORDER.index(place) for place in places] == sorted(LOCK_ORDER.index(place) for place in places)
    assert {"run", "register"} <= set(places)
