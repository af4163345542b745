"""会议通知、改期、延期、取消：who learns what, and what is refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from meetings.actions.change import change
from meetings.convening import life, turns
from meetings.convening.actions.agenda_items import Wanted, add_item
from meetings.convening.actions.announce_meeting import (
    announce_meeting,
    cancel_meeting,
    postpone_meeting,
    tell_changes,
)
from meetings.convening.actions.change_meeting import change_meeting
from meetings.convening.actions.plan_meeting import Plan, plan_meeting
from meetings.convening.models import Meeting, MeetingKind
from meetings.convening.policy import meetings
from meetings.models import Booking, State
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.transactions import recorded_locks
from realtime.models import Notification
from tests.factories import an_organ
from tests.meetings.gathering import Gathering, a_gathering
from tests.meetings.hall import Hall, a_hall, a_wish, actor, in_days
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


def the_plan(gathering: Gathering, **fields: Any) -> Plan:
    meeting = gathering.meeting
    given: dict[str, Any] = {
        "kind": gathering.kind.uid,
        "title": meeting.title,
        "host": meeting.host.uid,
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "place": meeting.place,
    }
    return Plan(**given | fields)


def told(gathering: Gathering) -> dict[str, list[str]]:
    rows = Notification.objects.order_by("pk").select_related("person")
    found: dict[str, list[str]] = {}
    for one in rows:
        found.setdefault(one.person.name, []).append(one.title)
    return found


def announce(gathering: Gathering, meeting: Meeting | None = None) -> Meeting:
    meeting = meeting or gathering.meeting
    return announce_meeting(meeting.uid, meeting.version, by=gathering.by(gathering.organiser), key=uuid7())


def test_a_notice_reaches_all_and_opens_the_meeting_to_them_alone() -> None:
    gathering = a_gathering(life.DRAFT)
    for one in gathering.guests:
        with pytest.raises(NotThere):
            meetings.read(gathering.meeting.uid, by=gathering.by(one))
    made = announce(gathering)
    assert (made.state, made.announced_at is not None) == (life.ANNOUNCED, True)
    for one in (*gathering.guests, gathering.host):
        assert meetings.read(made.uid, by=gathering.by(one)) == made
        assert told(gathering)[one.person.name] == ["“防汛工作专题会议”请您参加"]
    assert gathering.organiser.person.name not in told(gathering)
    with pytest.raises(NotThere):
        meetings.read(made.uid, by=gathering.by(gathering.stranger))
    assert all(one.told_at for one in made.invitations.all())


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"place": ""}, "还没有地点"),
        ({"starts_at": now() - timedelta(hours=3), "ends_at": now()}, "已经过去"),
    ],
)
def test_what_is_missing_is_said(fields: dict[str, Any], says: str) -> None:
    gathering = a_gathering(life.DRAFT, **fields)
    with pytest.raises(Invalid, match=says):
        announce(gathering)
    assert not Notification.objects.exists()


def test_nobody_is_invited_to_a_meeting_of_its_host_alone() -> None:
    gathering = a_gathering(life.DRAFT, guests=0)
    with pytest.raises(Invalid, match="还没有邀请别人"):
        announce(gathering)


def test_a_plan_with_an_approver_is_not_announced_before() -> None:
    gathering = a_gathering(life.DRAFT)
    MeetingKind.objects.update(approved_by=gathering.host.post)
    with pytest.raises(Invalid, match="先审定"):
        announce(gathering)


def test_of_two_organisers_the_second_is_told_who_was_first() -> None:
    gathering = a_gathering(life.DRAFT)
    uid, seen = gathering.meeting.uid, gathering.meeting.version
    change_meeting(uid, the_plan(gathering, title="防汛会商"), seen, by=gathering.by(gathering.organiser), key=uuid7())
    with pytest.raises(SomebodyWasFirst, match=f"{gathering.organiser.person.name}.*先改了.*修改会议方案"):
        change_meeting(uid, the_plan(gathering, title="防汛"), seen, by=gathering.by(gathering.second), key=uuid7())
    assert Meeting.objects.get(uid=uid).title == "防汛会商"


def test_the_form_sent_twice_changes_once() -> None:
    gathering = a_gathering(life.DRAFT)
    key, plan = uuid7(), the_plan(gathering, title="防汛会商")
    for _ in range(2):
        made = change_meeting(gathering.meeting.uid, plan, 0, by=gathering.by(gathering.organiser), key=key)
    assert made.version == 1


def test_another_time_is_told_to_all_and_counts_up() -> None:
    gathering = a_gathering()
    begins = gathering.meeting.starts_at + timedelta(days=1)
    plan = the_plan(gathering, starts_at=begins, ends_at=begins + timedelta(hours=1))
    made = change_meeting(gathering.meeting.uid, plan, 0, "场地冲突。", by=gathering.by(gathering.second), key=uuid7())
    assert (made.sequence, made.is_told) == (1, True)
    notice = Notification.objects.get(person=gathering.guests[0].person)
    assert notice.title == "“防汛工作专题会议”改期"
    assert "时间由" in notice.body
    assert "场地冲突" in notice.body
    assert gathering.organiser.person.name in told(gathering)


def test_another_host_takes_the_chair_and_the_first_comes_all_the_same() -> None:
    gathering = a_gathering()
    guest = gathering.guests[0]
    made = change_meeting(
        gathering.meeting.uid,
        the_plan(gathering, host=guest.uid),
        0,
        by=gathering.by(gathering.organiser),
        key=uuid7(),
    )
    people = [(one.person, one.capacity) for one in made.invitations.order_by("order")]
    assert people[0] == (guest.person, "host")
    assert (gathering.host.person, "attending") in people
    assert len(people) == 4


def test_a_postponed_meeting_waits_for_its_new_time() -> None:
    gathering = a_gathering()
    by = gathering.by(gathering.organiser)
    with pytest.raises(Invalid, match="缘由"):
        postpone_meeting(gathering.meeting.uid, " ", by=by, key=uuid7())
    made = postpone_meeting(gathering.meeting.uid, "主要领导外出", by=by, key=uuid7())
    assert (made.state, made.why, made.sequence) == (life.POSTPONED, "主要领导外出", 1)
    with pytest.raises(Invalid, match="新的时间"):
        change_meeting(made.uid, the_plan(gathering), 0, by=by, key=uuid7())
    begins = made.starts_at + timedelta(days=3)
    plan = the_plan(gathering, starts_at=begins, ends_at=begins + timedelta(hours=1))
    made = change_meeting(made.uid, plan, 0, by=by, key=uuid7())
    assert (made.state, made.why, made.sequence) == (life.ANNOUNCED, "", 2)
    assert told(gathering)[gathering.guests[0].person.name] == [
        "“防汛工作专题会议”延期，新的时间另行通知",
        "“防汛工作专题会议”改期",
    ]


def test_called_off_everybody_who_knew_is_told_and_nobody_else() -> None:
    known, planned = a_gathering(), a_gathering(life.DRAFT)
    for gathering, why in ((known, "另行安排"), (planned, "")):
        cancel_meeting(gathering.meeting.uid, why, by=gathering.by(gathering.organiser), key=uuid7())
    assert {title for titles in told(known).values() for title in titles} == {"“防汛工作专题会议”取消"}
    assert planned.guests[0].person.name not in told(planned)
    with pytest.raises(SomebodyWasFirst):
        cancel_meeting(known.meeting.uid, "又一次", by=known.by(known.second), key=uuid7())


def test_changes_of_the_agenda_are_told_once_for_all() -> None:
    gathering = a_gathering()
    by = gathering.by(gathering.organiser)
    with pytest.raises(SomebodyWasFirst, match="没有再改"):
        tell_changes(gathering.meeting.uid, by=by, key=uuid7())
    for title in ("通报雨情", "部署值守"):
        add_item(gathering.meeting.uid, Wanted(title=title, minutes=10), by=by, key=uuid7())
    assert not Notification.objects.exists()
    made = tell_changes(gathering.meeting.uid, by=by, key=uuid7())
    assert (made.is_told, made.sequence) == (True, 1)
    assert told(gathering)[gathering.guests[0].person.name] == ["“防汛工作专题会议”的议程有调整"]


def test_those_who_listen_learn_of_each_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(turns, "_announced", [lambda *_: heard.append("announced")])
    monkeypatch.setattr(turns, "_turned", [lambda *said: heard.append(said[1])])
    gathering = a_gathering(life.DRAFT)
    by = gathering.by(gathering.organiser)
    announce(gathering)
    postpone_meeting(gathering.meeting.uid, "改期", by=by, key=uuid7())
    cancel_meeting(gathering.meeting.uid, "不开了", by=by, key=uuid7())
    assert heard == ["announced", "postpone", "cancel"]


def test_a_guest_and_a_stranger_move_nothing() -> None:
    gathering = a_gathering()
    with pytest.raises(NotAllowed, match="承办"):
        cancel_meeting(gathering.meeting.uid, "试", by=gathering.by(gathering.guests[0]), key=uuid7())
    with pytest.raises(NotThere):
        cancel_meeting(gathering.meeting.uid, "试", by=gathering.by(gathering.stranger), key=uuid7())


def test_numbered_meetings_count_up_and_a_number_is_given_once() -> None:
    gathering = a_gathering(life.DRAFT)
    MeetingKind.objects.update(is_numbered=True)
    by = gathering.by(gathering.organiser)
    slot = in_days(3)
    plan = the_plan(gathering, starts_at=slot.starts_at, ends_at=slot.ends_at, ordinal=47)
    assert plan_meeting(plan, by=by, key=uuid7()).ordinal == 47
    with pytest.raises(Invalid) as refused:
        plan_meeting(plan, by=by, key=uuid7())
    assert refused.value.field == "ordinal"
    assert announce(gathering).ordinal == 48


def test_the_room_goes_with_the_meeting() -> None:
    gathering = a_gathering(life.DRAFT)
    hall = a_hall(gathering.organ)
    by, second = gathering.by(gathering.organiser), gathering.by(gathering.second)
    slot = in_days(3)
    plan = the_plan(gathering, starts_at=slot.starts_at, ends_at=slot.ends_at, room=hall.room.uid, people=12)
    made = plan_meeting(plan, by=by, key=uuid7())
    assert made.booking is not None
    assert (made.booking.room, made.booking.slot, made.booking.people) == (hall.room, slot, 12)
    other, later = hall.another_room(), in_days(4)
    plan = the_plan(gathering, starts_at=later.starts_at, ends_at=later.ends_at, room=other.uid, people=12)
    made = change_meeting(made.uid, plan, 0, by=second, key=uuid7())
    booking = Booking.objects.get()
    assert (booking.room, booking.slot, booking.state) == (other, later, State.APPROVED)
    assert made.where == other.full_name
    plan = the_plan(gathering, starts_at=later.starts_at, ends_at=later.ends_at, place="机关食堂")
    made = change_meeting(made.uid, plan, 1, by=second, key=uuid7())
    booking.refresh_from_db()
    assert (booking.state, made.booking, made.where) == (State.CANCELLED, None, "机关食堂")


def test_without_the_room_there_is_no_meeting() -> None:
    gathering = a_gathering(life.DRAFT)
    hall, slot = a_hall(gathering.organ), in_days(3)
    by = gathering.by(gathering.organiser)
    plan = the_plan(gathering, starts_at=slot.starts_at, ends_at=slot.ends_at, room=hall.room.uid)
    plan_meeting(plan, by=by, key=uuid7())
    with pytest.raises(SomebodyWasFirst, match="已由"):
        plan_meeting(plan, by=by, key=uuid7())
    assert Meeting.objects.count() == 2
    begins = slot.starts_at + timedelta(days=1)
    made = plan_meeting(the_plan(gathering, starts_at=begins, ends_at=begins + timedelta(hours=1)), by=by, key=uuid7())
    with pytest.raises(SomebodyWasFirst):
        change_meeting(made.uid, plan, 0, by=by, key=uuid7())
    made.refresh_from_db()
    assert (made.starts_at, made.booking) == (begins, None)


def test_a_room_that_waits_for_approval_holds_the_notice_back() -> None:
    gathering = a_gathering(life.DRAFT)
    hall, slot = a_hall(gathering.organ), in_days(3)
    hall.room.approved_by = hall.other.post
    hall.room.save()
    plan = the_plan(gathering, starts_at=slot.starts_at, ends_at=slot.ends_at, room=hall.room.uid)
    by = gathering.by(gathering.organiser)
    change_meeting(gathering.meeting.uid, plan, 0, by=by, key=uuid7())
    gathering.meeting.refresh_from_db()
    with pytest.raises(Invalid, match="等审批"):
        announce(gathering)
    cancel_meeting(gathering.meeting.uid, "", by=by, key=uuid7())
    assert Booking.objects.get().state == State.CANCELLED


def test_a_booking_that_was_moved_by_itself_holds_the_notice_back_and_is_put_right_by_the_plan() -> None:
    gathering = a_gathering(life.DRAFT)
    hall, slot = a_hall(gathering.organ), in_days(3)
    by = gathering.by(gathering.organiser)
    plan = the_plan(gathering, starts_at=slot.starts_at, ends_at=slot.ends_at, room=hall.room.uid, people=5)
    change_meeting(gathering.meeting.uid, plan, 0, by=by, key=uuid7())
    booking = Booking.objects.get()
    change(booking.uid, a_wish(hall.room, in_days(4), people=5), by=by, key=uuid7())
    gathering.meeting.refresh_from_db()
    with pytest.raises(Invalid, match="对不上"):
        announce(gathering)
    client = ReadingClient()
    client.force_login(gathering.organiser.person)
    page = client.get(gathering.meeting.get_absolute_url()).content.decode()
    assert 'id="room-moved"' in page
    assert "对不上" not in page  # said once, with what to do
    with pytest.raises(SomebodyWasFirst):  # he has not seen that it was moved
        change_meeting(gathering.meeting.uid, plan, 1, by=by, key=uuid7())
    change_meeting(gathering.meeting.uid, plan, gathering.meeting.version, by=by, key=uuid7())
    booking.refresh_from_db()
    assert booking.slot == slot
    gathering.meeting.refresh_from_db()
    assert announce(gathering).state == life.ANNOUNCED


def in_a_room() -> tuple[Gathering, Hall, Booking]:
    """An announced meeting in a room."""
    gathering = a_gathering(life.DRAFT)
    hall, slot = a_hall(gathering.organ), in_days(3)
    plan = the_plan(gathering, starts_at=slot.starts_at, ends_at=slot.ends_at, room=hall.room.uid, people=5)
    change_meeting(gathering.meeting.uid, plan, 0, by=gathering.by(gathering.organiser), key=uuid7())
    gathering.meeting.refresh_from_db()
    announce(gathering)
    gathering.meeting.refresh_from_db()
    Notification.objects.all().delete()
    return gathering, hall, Booking.objects.get()


def test_a_room_moved_to_another_time_is_told_to_the_organiser_who_takes_it_over_with_one_act() -> None:
    gathering, hall, booking = in_a_room()
    meeting, keeper = gathering.meeting, actor(hall.keeper)
    with recorded_locks() as places:
        change(booking.uid, a_wish(hall.room, in_days(4), people=5), by=keeper, key=uuid7())
    assert [one for one in places if one in {"meeting", "room"}][:2] == ["meeting", "room"]
    (name,) = told(gathering)  # nobody else is
    assert name == gathering.organiser.person.name
    assert "“防汛工作专题会议”的会议室预订改了时间" in told(gathering)[name]
    client = ReadingClient()
    client.force_login(gathering.organiser.person)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert 'id="room-moved"' in page
    assert "照预订改期并通知" in page
    assert in_days(4).words in page
    booked = client.get(booking.get_absolute_url()).content.decode()
    assert "它的时间还没有跟着改" in booked
    guest = ReadingClient()
    guest.force_login(gathering.guests[0].person)
    assert 'id="room-moved"' not in guest.get(meeting.get_absolute_url()).content.decode()
    meeting.refresh_from_db()
    follow = reverse("convening:act", args=[meeting.uid, "follow"])
    assert client.post(follow, {"version": meeting.version - 1, "key": str(uuid7())}).status_code == 409
    assert client.post(follow, {"version": meeting.version, "key": str(uuid7())}).status_code == 302
    meeting.refresh_from_db()
    booking.refresh_from_db()
    assert meeting.slot == booking.slot == in_days(4)
    assert not meeting.has_lost_its_room
    assert told(gathering)[gathering.guests[0].person.name] == ["“防汛工作专题会议”改期"]
    assert (
        "要改时间、换会议室的，由会议承办人在会议的方案里改" in client.get(booking.get_absolute_url()).content.decode()
    )
    assert client.post(follow, {"version": meeting.version, "key": str(uuid7())}).status_code == 409


def test_another_room_for_the_same_time_is_told_to_all_at_once() -> None:
    gathering, hall, booking = in_a_room()
    other = hall.another_room()
    sequence = gathering.meeting.sequence
    change(booking.uid, a_wish(other, booking.slot, people=5), by=actor(hall.keeper), key=uuid7())
    gathering.meeting.refresh_from_db()
    assert (gathering.meeting.where, gathering.meeting.is_told) == (other.full_name, True)
    assert gathering.meeting.sequence == sequence + 1
    row = Notification.objects.get(person=gathering.guests[0].person)
    assert (row.title, row.body) == ("“防汛工作专题会议”有变更", f"地点改为{other.full_name}。")


def test_a_meeting_across_midnight_and_the_year() -> None:
    gathering = a_gathering(life.DRAFT)
    begins = now().replace(month=12, day=31, hour=14, minute=0, year=now().year + 1)
    plan = the_plan(gathering, starts_at=begins, ends_at=begins + timedelta(hours=4))
    made = change_meeting(gathering.meeting.uid, plan, 0, by=gathering.by(gathering.organiser), key=uuid7())
    assert made.slot.words.startswith("12月31日")
    assert "至1月1日2:00" in made.slot.words
    plan = the_plan(gathering, starts_at=begins, ends_at=begins + timedelta(days=15))
    with pytest.raises(Invalid, match="14天"):
        change_meeting(made.uid, plan, 1, by=gathering.by(gathering.organiser), key=uuid7())


def test_a_room_of_another_organ_is_not_there() -> None:
    gathering = a_gathering(life.DRAFT)
    plan = the_plan(gathering, room=a_hall(an_organ()).room.uid)
    with pytest.raises(NotThere):
        change_meeting(gathering.meeting.uid, plan, 0, by=gathering.by(gathering.organiser), key=uuid7())
