"""Two at the same moment: one announcement, one change, one room, no item and no number lost."""

from functools import partial

import pytest

from meetings.convening import life
from meetings.convening.actions.agenda_items import Wanted, add_item, move_item
from meetings.convening.actions.announce_meeting import announce_meeting, cancel_meeting
from meetings.convening.actions.change_meeting import change_meeting
from meetings.convening.actions.people_acts import invite_people
from meetings.convening.actions.plan_meeting import Plan, plan_meeting
from meetings.convening.models import Invitation, Meeting, MeetingKind
from meetings.models import Booking
from office.kernel.ids import uuid7
from office.kernel.refusals import SomebodyWasFirst
from office.models import TrailEntry
from realtime.models import Notification
from tests.docflow.circulation.test_at_once import together
from tests.meetings.gathering import Gathering, a_gathering
from tests.meetings.hall import a_hall, in_days

pytestmark = pytest.mark.django_db(transaction=True)


def first_of(outcomes: list[object], kind: type[object]) -> None:
    """One had it, and everybody else was told."""
    assert sum(isinstance(one, kind) for one in outcomes) == 1, outcomes
    assert sum(isinstance(one, SomebodyWasFirst) for one in outcomes) == len(outcomes) - 1, outcomes


def the_plan(gathering: Gathering, title: str, **fields: object) -> Plan:
    slot = in_days(4)
    given = {
        "kind": gathering.kind.uid,
        "title": title,
        "host": gathering.host.uid,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "place": "食堂",
    }
    return Plan(**given | fields)  # type: ignore[arg-type] # as the test names them


def test_a_meeting_is_announced_once_and_everybody_told_once() -> None:
    gathering = a_gathering(life.DRAFT)
    uid = gathering.meeting.uid
    who = (gathering.organiser, gathering.second) * 2
    first_of(together(*(partial(announce_meeting, uid, 0, by=gathering.by(one), key=uuid7()) for one in who)), Meeting)
    assert TrailEntry.objects.filter(act="convening.announced").count() == 1
    assert Notification.objects.filter(person=gathering.guests[0].person).count() == 1


def test_of_two_who_change_one_is_told_that_the_other_was_first() -> None:
    gathering = a_gathering()
    uid = gathering.meeting.uid
    acts = [
        partial(change_meeting, uid, the_plan(gathering, f"会{n}"), 0, by=gathering.by(one), key=uuid7())
        for n, one in enumerate((gathering.organiser, gathering.second))
    ]
    first_of(together(*acts), Meeting)
    assert Meeting.objects.get().version == 1


def test_one_calls_it_off_while_another_changes_it() -> None:
    gathering = a_gathering()
    uid = gathering.meeting.uid
    together(
        partial(cancel_meeting, uid, "不开了", by=gathering.by(gathering.organiser), key=uuid7()),
        partial(change_meeting, uid, the_plan(gathering, "改"), 0, by=gathering.by(gathering.second), key=uuid7()),
    )
    assert Meeting.objects.get().state == life.CANCELLED


def test_items_that_are_added_and_moved_at_once_keep_their_places() -> None:
    gathering = a_gathering(life.DRAFT, items=3)
    uid, first = gathering.meeting.uid, gathering.meeting.items.get(place=1)
    who = (gathering.organiser, gathering.second)
    adding = [
        partial(add_item, uid, Wanted(title=f"补{n}", minutes=5), by=gathering.by(who[n % 2]), key=uuid7())
        for n in range(4)
    ]
    together(*adding, partial(move_item, uid, first.uid, 3, 0, by=gathering.by(who[0]), key=uuid7()))
    places = list(gathering.meeting.items.order_by("place").values_list("place", flat=True))
    assert places == list(range(1, 8))


def test_a_person_whom_two_invite_at_once_is_invited_once() -> None:
    gathering = a_gathering()
    uid, one = gathering.meeting.uid, gathering.stranger
    together(
        *(
            partial(invite_people, uid, [one.uid], "attending", by=gathering.by(who), key=uuid7())
            for who in (gathering.organiser, gathering.second)
        )
    )
    assert Invitation.objects.filter(person=one.person).count() == 1
    assert Notification.objects.filter(person=one.person).count() == 1


def test_of_two_meetings_in_one_room_one_is_held() -> None:
    gathering = a_gathering(life.DRAFT)
    hall = a_hall(gathering.organ)
    acts = [
        partial(
            plan_meeting,
            the_plan(gathering, f"会{n}", room=hall.room.uid, people=5),
            by=gathering.by(gathering.organiser),
            key=uuid7(),
        )
        for n in range(2)
    ]
    first_of(together(*acts), Meeting)
    assert (Booking.objects.count(), Meeting.objects.count()) == (1, 2)


def test_meetings_of_a_numbered_kind_that_are_announced_at_once_have_a_number_each() -> None:
    one = a_gathering(life.DRAFT)
    MeetingKind.objects.update(is_numbered=True)
    others = [plan_meeting(the_plan(one, f"会{n}"), by=one.by(one.organiser), key=uuid7()) for n in range(2)]
    for other in others:
        invite_people(other.uid, [one.guests[0].uid], "attending", by=one.by(one.organiser), key=uuid7())
    acts = [
        partial(announce_meeting, meeting.uid, 0, by=one.by(one.organiser), key=uuid7())
        for meeting in (one.meeting, *others)
    ]
    assert all(isinstance(made, Meeting) for made in together(*acts))
    assert list(Meeting.objects.order_by("ordinal").values_list("ordinal", flat=True)) == [1, 2, 3]


def test_the_same_click_many_times_plans_one_meeting() -> None:
    gathering = a_gathering(life.DRAFT)
    key, by = uuid7(), gathering.by(gathering.organiser)
    together(*(partial(plan_meeting, the_plan(gathering, "一次"), by=by, key=key) for _ in range(4)))
    assert Meeting.objects.filter(title="一次").count() == 1
