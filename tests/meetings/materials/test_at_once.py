"""Two organisers at once: one does it, the other is told; nobody is told twice and no number is given twice."""

import pytest

from meetings.convening.policy import meetings
from meetings.materials.actions.arrange import arrange
from meetings.materials.actions.bring_material import replace_material
from meetings.materials.actions.hand_out import hand_out, hand_out_all, recall
from meetings.materials.actions.notes import write_note
from meetings.materials.models import Copy, Material, MaterialState, Note
from meetings.materials.policy import materials
from office.kernel.ids import uuid7
from office.kernel.refusals import SomebodyWasFirst
from office.kernel.transactions import LOCK_ORDER, recorded_locks
from realtime.models import Notification
from tests.docflow.distribution.test_at_once import at_once, split
from tests.meetings.gathering import a_gathering
from tests.meetings.materials.folder import EXAMINED, brought, handed_out, paper

pytestmark = pytest.mark.django_db(transaction=True)


def test_handed_out_twice_at_once_it_is_handed_out_once() -> None:
    g = a_gathering(guests=5)
    material = brought(g, is_numbered=True)
    first, second = g.by(g.organiser), g.by(g.second)
    won, refused = split(
        at_once(
            lambda: hand_out(material.uid, by=first, key=uuid7()),
            lambda: hand_out(material.uid, by=second, key=uuid7()),
            lambda: hand_out_all(g.meeting.uid, by=second, key=uuid7()),
        )
    )
    assert (len(won), {type(one) for one in refused}) == (1, {SomebodyWasFirst})
    assert list(Copy.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert Notification.objects.filter(kind="material").count() == 6


def test_the_same_form_sent_twice_at_once_is_one_act() -> None:
    g = a_gathering()
    material, key, by = brought(g), uuid7(), g.by(g.organiser)
    note = uuid7()
    won, _ = split(at_once(*[lambda: hand_out(material.uid, by=by, key=key)] * 3))
    assert {one.pk for one in won} == {material.pk}  # type: ignore[attr-defined]
    won, _ = split(at_once(*[lambda: write_note(material.uid, 1, "记", by=by, key=note)] * 3))
    assert (len(won), Note.objects.count()) == (3, 1)


def test_recalled_and_replaced_at_once_both_stand_and_two_new_versions_are_counted() -> None:
    g = a_gathering()
    material, by, other = handed_out(g), g.by(g.organiser), g.by(g.second)
    won, _ = split(
        at_once(
            lambda: recall(material.uid, "改数", by=by, key=uuid7()),
            lambda: replace_material(material.uid, paper(2), EXAMINED, by=other, key=uuid7()),
            lambda: replace_material(material.uid, paper(3), EXAMINED, by=by, key=uuid7()),
        )
    )
    assert len(won) == 3
    found = materials.find(material.uid)
    assert (found.state, [one.n for one in found.versions.all()]) == (MaterialState.RECALLED, [1, 2, 3])


def test_two_orders_at_once_are_one_after_the_other() -> None:
    g = a_gathering()
    uids = [brought(g, title).uid for title in "甲乙丙"]
    at_once(
        lambda: arrange(g.meeting.uid, uids[::-1], by=g.by(g.organiser), key=uuid7()),
        lambda: arrange(g.meeting.uid, [uids[1], uids[0], uids[2]], by=g.by(g.second), key=uuid7()),
    )
    assert "".join(materials.of(g.meeting).values_list("title", flat=True)) in {"丙乙甲", "乙甲丙"}
    assert sorted(Material.objects.values_list("order", flat=True)) == [0, 1, 2]


def test_each_act_locks_the_meeting_first() -> None:
    g = a_gathering()
    with recorded_locks() as places:
        recall(handed_out(g).uid, "改数", by=g.by(g.organiser), key=uuid7())
    ranks = [LOCK_ORDER.index(one) for one in places if one != "journal"]
    assert ranks
    assert set(ranks) == {LOCK_ORDER.index("meeting")}
    assert meetings.read(g.meeting.uid, by=g.by(g.organiser)).pk == g.meeting.pk
