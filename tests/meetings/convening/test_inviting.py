"""参会人员：one row a person, who reads what, who is told, in which order."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from meetings.convening import life, people
from meetings.convening.actions.agenda_items import Wanted, add_item
from meetings.convening.actions.people_acts import (
    invite_by_agenda,
    invite_organ,
    invite_people,
    move_person,
    reorder_people,
    withdraw_organ,
    withdraw_person,
)
from meetings.convening.inviting import invite
from meetings.convening.models import Capacity, Invitation
from meetings.convening.policy import WHY, meetings
from office.api import appointment_key, grant
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotThere, SomebodyWasFirst
from realtime.models import Notification
from tests.factories import a_department, an_organ, appointed
from tests.meetings.gathering import Gathering, a_gathering

pytestmark = pytest.mark.django_db


def names(gathering: Gathering, capacity: str = "attending") -> list[str]:
    rows = gathering.meeting.invitations.filter(withdrawn_at__isnull=True, capacity=capacity)
    return [one.person.name for one in rows.order_by("order")]


def sees(gathering: Gathering, who: object) -> bool:
    try:
        meetings.read(gathering.meeting.uid, by=gathering.by(who))  # type: ignore[arg-type]
    except NotThere:
        return False
    return True


def test_who_is_invited_after_the_notice_reads_it_and_is_told_at_once() -> None:
    gathering = a_gathering()
    by, late = gathering.by(gathering.organiser), gathering.stranger
    assert not sees(gathering, late)
    invite_people(gathering.meeting.uid, [late.uid], "sitting_in", by=by, key=uuid7())
    assert sees(gathering, late)
    assert Notification.objects.get().person == late.person
    one = gathering.invitation(late)
    assert (one.capacity, one.told_at is not None) == ("sitting_in", True)
    withdraw_person(gathering.meeting.uid, one.uid, by=by, key=uuid7())
    assert not sees(gathering, late)
    assert Notification.objects.latest("pk").title == "“防汛工作专题会议”不再请您参加"


def test_of_a_draft_nobody_is_told_and_nobody_reads_it() -> None:
    gathering = a_gathering(life.DRAFT)
    by = gathering.by(gathering.organiser)
    invite_people(gathering.meeting.uid, [gathering.stranger.uid], "attending", by=by, key=uuid7())
    withdraw_person(gathering.meeting.uid, gathering.invitation(gathering.guests[0]).uid, by=by, key=uuid7())
    assert not Notification.objects.exists()
    assert not sees(gathering, gathering.stranger)


def test_a_person_invited_by_two_posts_is_invited_once_and_comes_back_after_he_was_withdrawn() -> None:
    gathering = a_gathering()
    by, guest = gathering.by(gathering.organiser), gathering.guests[0]
    other = appointed(a_department(gathering.organ), person=guest.person)
    for chosen in ([other.uid], [other.uid, guest.uid]):
        invite_people(gathering.meeting.uid, chosen, "attending", by=by, key=uuid7())
    assert gathering.invitation(guest).appointment == guest
    withdraw_person(gathering.meeting.uid, gathering.invitation(guest).uid, by=by, key=uuid7())
    invite_people(gathering.meeting.uid, [other.uid], "sitting_in", by=by, key=uuid7())
    again = gathering.invitation(guest)
    assert (again.appointment, again.capacity, again.withdrawn_at) == (other, "sitting_in", None)
    assert gathering.meeting.invitations.count() == 4


def test_an_organiser_who_is_invited_and_withdrawn_still_prepares_it() -> None:
    gathering = a_gathering()
    by = gathering.by(gathering.organiser)
    invite_people(gathering.meeting.uid, [gathering.organiser.uid], "staff", by=by, key=uuid7())
    withdraw_person(gathering.meeting.uid, gathering.invitation(gathering.organiser).uid, by=by, key=uuid7())
    assert sees(gathering, gathering.organiser)


def test_whatever_let_a_guest_in_ends_when_he_is_withdrawn() -> None:
    gathering = a_gathering()
    one = gathering.guests[0]
    with transaction.atomic():
        grant(gathering.meeting.uid, appointment_key(one), why=WHY)
    by = gathering.by(gathering.organiser)
    withdraw_person(gathering.meeting.uid, gathering.invitation(one).uid, by=by, key=uuid7())
    assert not sees(gathering, one)


def test_the_host_is_not_withdrawn() -> None:
    gathering = a_gathering()
    one = gathering.invitation(gathering.host)
    with pytest.raises(Invalid, match="主持人"):
        withdraw_person(gathering.meeting.uid, one.uid, by=gathering.by(gathering.organiser), key=uuid7())


def test_an_organ_is_invited_once_and_its_clerks_read_and_learn_of_it() -> None:
    gathering = a_gathering()
    by, bureau = gathering.by(gathering.organiser), an_organ(name="云州市水务局")
    clerk, other = appointed(a_department(bureau), "document_clerk"), appointed(a_department(bureau))
    for most in (1, 3):
        unit = invite_organ(gathering.meeting.uid, bureau.uid, "attending", most, "熟悉情况", by=by, key=uuid7())
    assert (gathering.meeting.invited_organs.count(), unit.most, unit.requirement) == (1, 3, "熟悉情况")
    assert (sees(gathering, clerk), sees(gathering, other)) == (True, False)
    assert [one.person for one in Notification.objects.all()] == [clerk.person]
    with transaction.atomic():
        invite(gathering.meeting, [other], named_through=unit, by=by)
    assert sees(gathering, other)
    withdraw_organ(gathering.meeting.uid, unit.uid, by=by, key=uuid7())
    assert (sees(gathering, clerk), sees(gathering, other)) == (False, False)


def test_a_department_is_told_through_its_head() -> None:
    gathering = a_gathering()
    unit = a_department(gathering.organ)
    head, clerk = appointed(unit, "head"), appointed(unit)
    by = gathering.by(gathering.organiser)
    invite_organ(gathering.meeting.uid, unit.uid, "attending", 1, by=by, key=uuid7())
    assert [one.person for one in Notification.objects.all()] == [head.person]
    assert sees(gathering, clerk)


def test_people_stand_in_the_order_of_protocol_until_somebody_moves_them() -> None:
    gathering = a_gathering(life.DRAFT, guests=0)
    by, uid = gathering.by(gathering.organiser), gathering.meeting.uid
    late, first, second = (a_department(gathering.organ, name) for name in ("后", "前", "中"))
    for order, one in enumerate((first, second, late), 10):
        one.order = order
        one.save()
    posts = {one.name: appointed(one) for one in (late, first, second)}
    for name in ("后", "前"):
        invite_people(uid, [posts[name].uid], "attending", by=by, key=uuid7())
    assert names(gathering) == [posts["前"].person.name, posts["后"].person.name]
    move_person(uid, gathering.invitation(posts["后"]).uid, 1, by=by, key=uuid7())
    invite_people(uid, [posts["中"].uid], "attending", by=by, key=uuid7())
    assert names(gathering) == [posts[name].person.name for name in ("中", "后", "前")]
    reorder_people(uid, by=by, key=uuid7())
    assert names(gathering) == [posts[name].person.name for name in ("前", "中", "后")]
    assert gathering.meeting.invitations.order_by("order")[0].capacity == "host"


def test_whoever_reports_sits_in_for_his_item_and_so_do_the_units_it_names() -> None:
    gathering = a_gathering(items=0)
    by, uid, one = gathering.by(gathering.organiser), gathering.meeting.uid, gathering.stranger
    unit = a_department(gathering.organ)
    wanted = Wanted(title="通报雨情", minutes=20, reporter=one.uid, units=[unit.uid])
    item = add_item(uid, wanted, by=by, key=uuid7())
    invite_by_agenda(uid, by=by, key=uuid7())
    invitation = gathering.invitation(one)
    assert (invitation.item, invitation.capacity) == (item, "sitting_in")
    assert [str(row) for row in gathering.meeting.invited_organs.all()] == [unit.name]
    with pytest.raises(Invalid, match="都已邀请"):
        invite_by_agenda(uid, by=by, key=uuid7())


def test_whoever_plans_with_those_who_come_hears_of_each_change(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    monkeypatch.setattr(people, "_listeners", [lambda meeting: heard.append(meeting.invitations.count())])
    gathering = a_gathering()
    by = gathering.by(gathering.organiser)
    invite_people(gathering.meeting.uid, [gathering.stranger.uid], "attending", by=by, key=uuid7())
    withdraw_person(gathering.meeting.uid, gathering.invitation(gathering.stranger).uid, by=by, key=uuid7())
    assert heard == [5, 5]


@pytest.mark.parametrize("capacity", ["host", "guest", ""])
def test_nobody_is_invited_as_what_there_is_not(capacity: str) -> None:
    gathering = a_gathering()
    by = gathering.by(gathering.organiser)
    with pytest.raises(Invalid, match="参会身份"):
        invite_people(gathering.meeting.uid, [gathering.stranger.uid], capacity, by=by, key=uuid7())


def test_who_left_is_not_invited_and_a_meeting_that_runs_is_not_changed() -> None:
    gathering, running = a_gathering(), a_gathering(life.RUNNING)
    with pytest.raises(Invalid, match="不再任职"):
        invite_people(gathering.meeting.uid, [uuid7()], "attending", by=gathering.by(gathering.organiser), key=uuid7())
    with pytest.raises(SomebodyWasFirst, match="进行中"):
        reorder_people(running.meeting.uid, by=running.by(running.organiser), key=uuid7())


def test_many_are_invited_in_as_many_statements_as_few() -> None:
    asked = []
    for count in (3, 30):
        gathering = a_gathering()
        here = a_department(gathering.organ)
        chosen = [appointed(here).uid for _ in range(count)]
        by = gathering.by(gathering.organiser)
        with CaptureQueriesContext(connection) as queries:
            invite_people(gathering.meeting.uid, chosen, Capacity.ATTENDING, by=by, key=uuid7())
        asked.append(len(queries))
        assert Invitation.objects.filter(meeting=gathering.meeting).count() == 4 + count
    assert asked[0] == asked[1]
