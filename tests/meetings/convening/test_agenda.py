"""议程：places without a gap, whatever is done to it; two at once; an item from another part of the chain."""

import random

import pytest
from django.db import transaction

from meetings.convening import life
from meetings.convening.actions.agenda_items import Wanted, add_item, change_item, move_item, remove_item
from meetings.convening.agenda import append_item
from meetings.convening.models import AgendaItem
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotThere, SomebodyWasFirst
from tests.meetings.gathering import Gathering, a_gathering

pytestmark = pytest.mark.django_db


def places(gathering: Gathering) -> list[tuple[int, str]]:
    return list(gathering.meeting.items.order_by("place").values_list("place", "title"))


def test_items_come_last_move_and_leave_without_a_gap() -> None:
    gathering = a_gathering(life.DRAFT, items=0)
    by, uid = gathering.by(gathering.organiser), gathering.meeting.uid
    added = [add_item(uid, Wanted(title=title, minutes=10), by=by, key=uuid7()) for title in "甲乙丙丁"]
    assert places(gathering) == [(1, "甲"), (2, "乙"), (3, "丙"), (4, "丁")]
    move_item(uid, added[3].uid, 1, 4, by=by, key=uuid7())
    assert places(gathering) == [(1, "丁"), (2, "甲"), (3, "乙"), (4, "丙")]
    remove_item(uid, added[0].uid, 5, by=by, key=uuid7())
    assert places(gathering) == [(1, "丁"), (2, "乙"), (3, "丙")]


def test_any_walk_of_moves_keeps_the_places_whole() -> None:
    gathering = a_gathering(life.DRAFT, items=6)
    by, uid, walk = gathering.by(gathering.organiser), gathering.meeting.uid, random.Random(6)
    uids = list(AgendaItem.objects.values_list("uid", flat=True))
    for _ in range(12):
        gathering.meeting.refresh_from_db()
        chosen, place = walk.choice(uids), walk.randint(-1, 8)
        move_item(uid, chosen, place, gathering.meeting.version, by=by, key=uuid7())
        assert [n for n, _ in places(gathering)] == [1, 2, 3, 4, 5, 6]


def test_what_is_said_of_an_item() -> None:
    gathering = a_gathering(life.DRAFT, items=0)
    by, uid, guest = gathering.by(gathering.organiser), gathering.meeting.uid, gathering.guests[0]
    wanted = Wanted(
        title="通报雨情",
        minutes=20,
        unit=guest.department.uid,
        reporter=guest.uid,
        units=[gathering.guests[1].department.uid, gathering.organ.uid, gathering.organ.uid],
    )
    item = add_item(uid, wanted, by=by, key=uuid7())
    assert (item.unit, item.organ, item.reporter) == (guest.department, gathering.organ, guest)
    assert [str(one) for one in item.units.all()] == [str(gathering.guests[1].department), str(gathering.organ)]
    change_item(uid, item.uid, Wanted(title="雨情", minutes=5, unit=gathering.organ.uid), 1, by=by, key=uuid7())
    item.refresh_from_db()
    assert (item.unit, item.reporter, item.minutes, item.units.count()) == (gathering.organ, None, 5, 0)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Wanted(title=" ", minutes=10), "title"),
        (Wanted(title="议题", minutes=0), "minutes"),
        (Wanted(title="议题", minutes=481), "minutes"),
        (Wanted(title="议题", minutes=10, unit=uuid7()), "unit"),
        (Wanted(title="议题", minutes=10, reporter=uuid7()), "reporter"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(wanted: Wanted, field: str) -> None:
    gathering = a_gathering(life.DRAFT, items=0)
    with pytest.raises(Invalid) as refused:
        add_item(gathering.meeting.uid, wanted, by=gathering.by(gathering.organiser), key=uuid7())
    assert refused.value.field == field
    assert not AgendaItem.objects.exists()


def test_of_two_who_change_at_once_the_second_is_told_and_of_two_who_add_both_have_theirs() -> None:
    gathering = a_gathering(life.DRAFT, items=1)
    uid, item = gathering.meeting.uid, gathering.meeting.items.get()
    for one in (gathering.organiser, gathering.second):
        add_item(uid, Wanted(title=str(one.person), minutes=5), by=gathering.by(one), key=uuid7())
    change_item(uid, item.uid, Wanted(title="先改的", minutes=5), 2, by=gathering.by(gathering.organiser), key=uuid7())
    second = gathering.by(gathering.second)
    for act in (
        lambda: change_item(uid, item.uid, Wanted(title="后改的", minutes=5), 2, by=second, key=uuid7()),
        lambda: move_item(uid, item.uid, 3, 2, by=second, key=uuid7()),
        lambda: remove_item(uid, item.uid, 2, by=second, key=uuid7()),
    ):
        with pytest.raises(SomebodyWasFirst, match="先改了"):
            act()
    assert next(title for _, title in places(gathering)) == "先改的"


def test_a_number_that_never_was_is_refused_where_nobody_did_anything_yet() -> None:
    gathering = a_gathering(life.DRAFT)
    item = gathering.meeting.items.get(place=1)
    with pytest.raises(SomebodyWasFirst, match="别人先改了这次会议"):
        move_item(gathering.meeting.uid, item.uid, 2, 7, by=gathering.by(gathering.organiser), key=uuid7())


def test_an_item_of_another_meeting_is_not_there() -> None:
    one, other = a_gathering(), a_gathering()
    item = other.meeting.items.first()
    assert item is not None
    with pytest.raises(NotThere):
        move_item(one.meeting.uid, item.uid, 1, 0, by=one.by(one.organiser), key=uuid7())


def test_an_agenda_is_not_changed_once_the_meeting_runs() -> None:
    gathering = a_gathering(life.RUNNING)
    with pytest.raises(SomebodyWasFirst, match="进行中"):
        add_item(
            gathering.meeting.uid, Wanted(title="补", minutes=5), by=gathering.by(gathering.organiser), key=uuid7()
        )


def test_another_part_of_the_chain_appends_inside_its_own_act() -> None:
    gathering = a_gathering(life.APPROVED)
    with transaction.atomic():
        item = append_item(
            gathering.meeting, title="议题", unit=gathering.guests[0].department, units=[gathering.organ]
        )
    assert (item.place, item.minutes, gathering.meeting.version) == (3, 15, 1)


def test_there_is_an_end_to_an_agenda() -> None:
    gathering = a_gathering(life.DRAFT, items=100)
    with pytest.raises(Invalid, match="最多100项"):
        add_item(
            gathering.meeting.uid, Wanted(title="补", minutes=5), by=gathering.by(gathering.organiser), key=uuid7()
        )
