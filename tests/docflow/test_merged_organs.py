"""撤并之后：what an organ had in hand when it was merged goes on with its heirs; what it could read, they can. Until its day it stays as it was."""

from datetime import timedelta

import pytest

from docflow.actions.keeping import reassign_for, terminate
from docflow.actions.review import review
from docflow.distribution.actions.resend import resend
from docflow.distribution.actions.send_back import send_back
from docflow.distribution.actions.tend import tend_waiting
from docflow.distribution.selectors.addressing import directory_for, reachable_from
from docflow.incoming.actions.registering import register_delivery
from docflow.policy import documents, papers
from office.administration.actions.handovers import tend_handovers
from office.api import Actor, Organ, actor_of, heirs_of, may_read, waiting_for
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid
from office.models import Appointment, Todo
from office.models.organs import OrganSuccession
from tests.docflow.distribution.post import a_receiver, at_distribution, distributed
from tests.docflow.world import a_draft, an_office

pytestmark = pytest.mark.django_db


def merged(organ: Organ, *heirs: Organ, days: int = 0) -> None:
    """As 撤并 leaves it: its people have gone the day before."""
    on = today() + timedelta(days=days)
    Appointment.objects.filter(post__department__organ=organ).update(until=on - timedelta(days=1))
    Organ.objects.filter(pk=organ.pk).update(closed_on=on)
    for heir in heirs:
        OrganSuccession.objects.update_or_create(
            former=organ, successor=heir, defaults={"on": on, "why": "云编〔2026〕2号"}
        )
    organ.refresh_from_db()


def by(one: Appointment) -> Actor:
    return actor_of(one.person)


class TestItsPapers:
    def test_a_draft_in_hand_is_handed_on_within_the_heir_and_goes_its_way(self) -> None:
        old, heir = an_office(), an_office(code="云发改")
        paper = a_draft(old).sent()
        assert not may_read(by(heir.flow_keeper), paper.uid)
        merged(old.organ, heir.organ)
        tend_handovers()
        (call,) = Todo.objects.open().filter(room="administration")
        assert [one.appointment for one in call.holders.all()] == [heir.flow_keeper]
        keeper = by(heir.flow_keeper)
        assert [run.paper_uid for run in papers.kept(keeper)] == [paper.uid]
        reassign_for(paper.task("review").uid, heir.head.uid, by=keeper, key=uuid7(), reason="撤并")
        review(paper.task("review").uid, by=by(heir.head), key=uuid7())
        assert paper.steps() == ["office_review"]
        assert waiting_for(by(heir.reviewer)).filter(about=paper.uid).count() == 1
        assert documents.may_see_handling(paper.document, by=by(heir.leader))

    def test_the_heirs_keeper_may_end_it(self) -> None:
        old, heir = an_office(), an_office(code="云发改")
        paper = a_draft(old).sent()
        merged(old.organ, heir.organ)
        terminate(paper.uid, by=by(heir.flow_keeper), key=uuid7(), reason="撤并后不再办")
        assert paper.document.run.ended_at is not None

    def test_nobody_elses_keeper_has_it(self) -> None:
        old, heir, other = an_office(), an_office(code="云发改"), an_office(code="云财")
        paper = a_draft(old).sent()
        merged(old.organ, heir.organ)
        assert not may_read(by(other.flow_keeper), paper.uid)
        assert not papers.kept(by(other.flow_keeper)).exists()


class TestWhatIsSentToIt:
    def test_what_waits_is_signed_for_and_registered_by_the_heirs_clerk(self) -> None:
        old, heir = a_receiver(), a_receiver()
        (delivery,) = distributed(at_distribution(), old)
        merged(old.organ, heir.organ)
        assert (tend_waiting(), tend_waiting()) == (1, 0)
        assert waiting_for(heir.by).filter(about=delivery.uid).count() == 1
        incoming = register_delivery(delivery.uid, "收办", by=heir.by, key=uuid7())
        assert (incoming.organ, incoming.registered_by) == (heir.organ, heir.clerk)
        delivery.refresh_from_db()
        assert (delivery.state, delivery.settled_names["name"]) == ("signed", heir.clerk.person.name)

    def test_before_its_day_it_is_sent_to_and_from_that_day_on_no_more(self) -> None:
        old, heir = a_receiver(name="云州市统计局"), a_receiver(name="云州市财政局")
        sender = an_office()
        line = ["云州市统计局"]
        merged(old.organ, heir.organ, days=3)
        (meant,) = directory_for(sender.organ).meanings(line)
        assert meant.organs == (old.organ.pk,)
        assert old.organ in reachable_from(sender.organ)
        merged(old.organ, heir.organ)
        (meant,) = directory_for(sender.organ).meanings(line)
        assert (meant.organs, meant.why) == ((), "已撤并到云州市财政局")
        assert old.organ not in reachable_from(sender.organ)
        with pytest.raises(Invalid, match="云州市统计局已撤并到云州市财政局。请改送承接机关"):
            distributed(at_distribution(sender), old)

    def test_what_it_sent_back_is_not_sent_to_it_again(self) -> None:
        old, heir, paper = a_receiver(), a_receiver(), at_distribution()
        (delivery,) = distributed(paper, old)
        send_back(delivery.uid, by=old.by, key=uuid7(), reason="附件不全")
        merged(old.organ, heir.organ)
        with pytest.raises(Invalid, match="已撤并到"):
            resend(delivery.uid, by=by(paper.office.clerk), key=uuid7())


class TestWhoIsAnHeir:
    def test_itself_until_its_day_then_its_successors_to_the_last(self) -> None:
        one, two, three, four = (a_receiver().organ for _ in range(4))
        merged(one, two, four, days=1)
        assert heirs_of(one) == [one]
        OrganSuccession.objects.filter(former=one).delete()
        merged(one, two, four)
        merged(two, three)
        assert heirs_of(one) == [four, three]
        assert heirs_of(three) == [three]

    def test_the_roles_are_those_of_all_that_came_to_it(self) -> None:
        one, two, three = (a_receiver() for _ in range(3))
        merged(one.organ, two.organ)
        merged(two.organ, three.organ)
        clerk = three.by
        assert {organ for organ, role in clerk.roles if role == "document_clerk"} == {
            it.organ.pk for it in (one, two, three)
        }
        assert not three.other.person.appointments.get().post.roles.exists()
        assert by(three.other).roles == frozenset()

    def test_to_administer_is_not_handed_on(self) -> None:
        one, two = an_office(), an_office(code="云财")
        merged(one.organ, two.organ)
        keeper = two.flow_keeper
        keeper.post.roles.create(role="auditor")
        assert {organ for organ, role in by(keeper).roles if role == "auditor"} == {two.organ.pk}
