"""方案审定和会议类别."""

import pytest

from meetings.convening import life
from meetings.convening.actions.keep_kinds import Described, save_kind
from meetings.convening.actions.review_plan import approve_plan, send_plan_back, submit_plan, take_back_plan
from meetings.convening.models import MeetingKind
from meetings.convening.policy import meetings
from office.api import Actor, waiting_for
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from realtime.models import Notification
from tests.factories import a_department, an_organ, appointed
from tests.meetings.gathering import Gathering, a_gathering

pytestmark = pytest.mark.django_db


def a_reviewed() -> tuple[Gathering, Actor]:
    gathering = a_gathering(life.DRAFT)
    approver = appointed(a_department(gathering.organ), "leader")
    MeetingKind.objects.filter(pk=gathering.kind.pk).update(approved_by=approver.post)
    return gathering, gathering.by(approver)


def test_a_plan_waits_for_its_approver_and_is_approved() -> None:
    gathering, approver = a_reviewed()
    uid = gathering.meeting.uid
    with pytest.raises(NotThere):
        meetings.read(uid, by=approver)
    submit_plan(uid, 0, by=gathering.by(gathering.organiser), key=uuid7())
    assert [todo.about for todo in waiting_for(approver)] == [uid]
    made = approve_plan(uid, 0, by=approver, key=uuid7())
    assert (made.state, made.approved_names["name"]) == (life.APPROVED, approver.person.name)
    assert not waiting_for(approver).exists()
    assert Notification.objects.latest("pk").person == gathering.organiser.person


def test_sent_back_it_can_be_changed_and_handed_in_again() -> None:
    gathering, approver = a_reviewed()
    uid, by = gathering.meeting.uid, gathering.by(gathering.organiser)
    submit_plan(uid, 0, by=by, key=uuid7())
    with pytest.raises(Invalid, match="改什么"):
        send_plan_back(uid, "", by=approver, key=uuid7())
    made = send_plan_back(uid, "议题太多", by=approver, key=uuid7())
    assert (made.state, made.why) == (life.DRAFT, "议题太多")
    submit_plan(uid, 0, by=by, key=uuid7())
    approve_plan(uid, 0, by=approver, key=uuid7())
    assert take_back_plan(uid, by=by, key=uuid7()).state == life.DRAFT
    assert not waiting_for(approver).exists()


def test_what_was_changed_meanwhile_is_not_approved_unseen() -> None:
    gathering, approver = a_reviewed()
    submit_plan(gathering.meeting.uid, 0, by=gathering.by(gathering.organiser), key=uuid7())
    with pytest.raises(SomebodyWasFirst):
        approve_plan(gathering.meeting.uid, 7, by=approver, key=uuid7())


def test_nobody_else_approves_and_a_vacant_post_is_said() -> None:
    gathering, approver = a_reviewed()
    uid, by = gathering.meeting.uid, gathering.by(gathering.organiser)
    submit_plan(uid, 0, by=by, key=uuid7())
    with pytest.raises(NotAllowed, match="审定"):
        approve_plan(uid, 0, by=by, key=uuid7())
    take_back_plan(uid, by=by, key=uuid7())
    MeetingKind.objects.update(approved_by=None)
    with pytest.raises(Invalid, match="不用审定"):
        submit_plan(uid, 0, by=by, key=uuid7())
    vacant = appointed(a_department(gathering.organ))
    MeetingKind.objects.update(approved_by=vacant.post)
    vacant.delete()
    with pytest.raises(Invalid, match="空缺"):
        submit_plan(uid, 0, by=by, key=uuid7())
    assert approver.person.is_active


def test_the_office_keeps_the_kinds_of_its_organ() -> None:
    gathering = a_gathering(life.DRAFT)
    by = gathering.by(gathering.organiser)
    said = Described(organ=gathering.organ.uid, name="常务会议", is_numbered=True, late_minutes=5)
    made = save_kind(None, said, by=by, key=uuid7())
    assert (made.organ, made.is_numbered, made.order) == (gathering.organ, True, 1)
    changed = save_kind(
        made.uid,
        Described(organ=gathering.organ.uid, name="常务会议", approved_by=gathering.host.post.uid, in_use=False),
        by=by,
        key=uuid7(),
    )
    assert (changed.approved_by, changed.in_use, changed.is_numbered) == (gathering.host.post, False, False)


def test_what_is_no_kind_is_refused() -> None:
    gathering, other = a_gathering(life.DRAFT), an_organ()
    by, organ = gathering.by(gathering.organiser), gathering.organ.uid
    foreign = appointed(a_department(other)).post.uid
    for said, field in (
        (Described(organ=organ, name=" "), "name"),
        (Described(organ=organ, name="专题会议"), "name"),
        (Described(organ=organ, name="新", late_minutes=121), "late_minutes"),
        (Described(organ=organ, name="新", approved_by=foreign), "approved_by"),
    ):
        with pytest.raises(Invalid) as refused:
            save_kind(None, said, by=by, key=uuid7())
        assert refused.value.field == field
    with pytest.raises(NotThere):
        save_kind(None, Described(organ=other.uid, name="新"), by=by, key=uuid7())
    with pytest.raises(NotAllowed):
        save_kind(None, Described(organ=organ, name="新"), by=gathering.by(gathering.stranger), key=uuid7())
    with pytest.raises(NotThere):
        save_kind(
            gathering.kind.uid, Described(organ=organ, name="新"), by=gathering.by(gathering.stranger), key=uuid7()
        )
