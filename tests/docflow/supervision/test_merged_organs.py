"""撤并之后的督办：what a unit had in hand when it was merged goes on with its heirs, who find it, open it and do it."""

import pytest

from docflow.supervision.actions.feedback import Told, feed_back
from docflow.supervision.actions.hand_on import hand_on
from docflow.supervision.actions.sign_for import sign_for
from docflow.supervision.policy import matters
from docflow.supervision.selectors.lists import view_of
from docflow.supervision.selectors.page import page_of_matter
from office.administration.actions.handovers import stranded
from office.api import Actor, Appointment
from office.kernel.ids import uuid7
from tests.docflow.supervision.matters import Walk, a_house, a_matter
from tests.docflow.test_merged_organs import merged
from tests.factories import a_department, appointed

pytestmark = pytest.mark.django_db


def offered(walk: Walk, by: Actor) -> list[str]:
    """Who may be put in charge, as the page of the matter offers it."""
    (part,) = page_of_matter(matters.read(walk.uid, by=by), by=by).mine
    return [one.label for one in part.people]


@pytest.mark.parametrize("whole", [True, False], ids=["an organ's part", "a department's part"])
def test_what_was_given_to_a_merged_unit_is_signed_for_and_done_by_the_heirs(whole: bool) -> None:
    house, heirs = a_house(), a_house("云州市城管局")
    walk = a_matter(house, lead=house.bureau.uid) if whole else a_matter(house)
    former = house.bureau if whole else house.organ
    if not whole:
        house.organ.departments.update(closed_on=walk.matter.opened_on)
    clerk, leader, doer = heirs.bureau_clerk, heirs.bureau_leader, appointed(a_department(heirs.bureau))
    merged(former, heirs.bureau)
    assert hand_on() >= 1
    assert not stranded().exists()
    by = heirs.by(clerk)
    assert walk.waits_for(clerk) == ["签收督办事项"]
    assert list(view_of(by, "unit").values_list("uid", flat=True)) == [walk.uid]
    assert doer.person.name in offered(walk, by)
    sign_for(walk.part().uid, doer.uid, by=by, key=uuid7())
    feed_back(walk.part().uid, Told(progress=40, text="已接手。"), by=heirs.by(doer), key=uuid7())
    assert walk.waits_for(leader) == ["签发反馈"]
    assert page_of_matter(matters.read(walk.uid, by=heirs.by(leader)), by=heirs.by(leader)).to_endorse


def test_whoever_leads_a_unit_from_outside_can_open_what_he_is_to_sign() -> None:
    """Its department has no head: the leader in charge of it signs, who was told nothing of the matter before."""
    house = a_house()
    unit = a_department(house.organ)
    doer: Appointment = appointed(unit)
    over = appointed(a_department(house.organ, "局领导"), in_charge_of=unit)
    walk = a_matter(house, lead=unit.uid)
    sign_for(walk.part().uid, by=house.by(doer), key=uuid7())
    feed_back(walk.part().uid, Told(progress=40, text="已完成摸底。"), by=house.by(doer), key=uuid7())
    assert walk.waits_for(over) == ["签发反馈"]
    assert page_of_matter(matters.read(walk.uid, by=house.by(over)), by=house.by(over)).to_endorse
