"""Who reads a matter and does what with it: two of every kind, for a row and for a list."""

import pytest

from docflow.supervision import policy
from docflow.supervision.actions.sign_for import sign_for
from docflow.supervision.selectors.board import board_of
from docflow.supervision.selectors.ranking import organs_ranked
from office.api import may_read
from office.kernel.ids import uuid7
from office.kernel.refusals import NotThere
from office.models import Appointment
from tests.docflow.supervision.matters import House, a_house, a_matter
from tests.factories import a_department, appointed

pytestmark = pytest.mark.django_db


def people_of(house: House) -> dict[str, Appointment]:
    """Two of every kind."""
    return {
        "supervisor": house.supervisor,
        "second supervisor": house.second,
        "office reviewer": appointed(a_department(house.organ), "office_reviewer"),
        "leader": house.leader,
        "second leader": appointed(a_department(house.organ), "leader"),
        "head of the unit": house.heads[0],
        "of the unit": house.staff[0],
        "head of another unit": house.heads[1],
        "of another unit": house.staff[1],
        "clerk": appointed(a_department(house.organ), "document_clerk"),
        "clerk of the bureau": house.bureau_clerk,
        "leader of the bureau": house.bureau_leader,
        "of the bureau": appointed(a_department(house.bureau)),
    }


def test_row_and_list_agree_and_strangers_find_nothing() -> None:
    house = a_house()
    people = people_of(house)
    own = a_matter(house, level="key", leader=house.leader.uid)
    joint = a_matter(house, lead=house.heads[1].department.uid, co_units=[house.bureau.uid])
    a_matter(a_house("云山市督查局"))
    reads = {
        "supervisor": {own.uid, joint.uid},
        "second supervisor": {own.uid, joint.uid},
        "office reviewer": {own.uid, joint.uid},
        "leader": {own.uid},
        "head of the unit": {own.uid},
        "of the unit": {own.uid},
        "head of another unit": {joint.uid},
        "of another unit": {joint.uid},
        "clerk of the bureau": {joint.uid},
        "leader of the bureau": {joint.uid},
    }
    for name, who in people.items():
        by = house.by(who)
        listed = set(policy.matters.readable(by).values_list("uid", flat=True))
        assert listed == reads.get(name, set()), name
        for walk in (own, joint):
            if walk.uid in listed:
                assert policy.matters.read(walk.uid, by=by).uid == walk.uid
            else:
                with pytest.raises(NotThere):
                    policy.matters.read(walk.uid, by=by)
                with pytest.raises(NotThere):
                    policy.parts.find(walk.part().uid, by=by)
        assert board_of(policy.matters.readable(by), of_leaders=False).count == sum(
            walk.matter.parts.count() for walk in (own, joint) if walk.uid in listed
        )
        assert bool(organs_ranked(by)) == bool(listed)


def test_who_is_put_in_charge_reads_it_and_nobody_else_of_his_organ() -> None:
    house = a_house()
    charged, beside = (appointed(a_department(house.bureau)) for _ in range(2))
    walk = a_matter(house, lead=house.bureau.uid)
    sign_for(walk.part().uid, charged.uid, by=house.by(house.bureau_clerk), key=uuid7())
    assert may_read(house.by(charged), walk.uid)
    assert not may_read(house.by(beside), walk.uid)
    assert policy.parts.member(walk.part(), by=house.by(charged)) == charged
    assert policy.parts.member(walk.part(), by=house.by(beside)) is None


def test_each_part_is_its_units_own() -> None:
    house = a_house()
    walk = a_matter(house, units=2, co_units=[house.heads[1].department.uid, house.bureau.uid])
    for n, (mine, others) in enumerate(
        (
            ((house.heads[0], house.staff[0]), (house.heads[1], house.bureau_clerk, house.supervisor)),
            ((house.heads[1], house.staff[1]), (house.heads[0], house.bureau_leader, house.supervisor)),
            ((house.bureau_clerk, house.bureau_leader), (house.heads[0], house.heads[1], house.supervisor)),
        )
    ):
        part = walk.part(n)
        assert all(policy.parts.member(part, by=house.by(who)) for who in mine), n
        assert not any(policy.parts.member(part, by=house.by(who)) for who in others), n
        leads = [who for who in (*mine, *others) if policy.parts.leading(part, by=house.by(who))]
        assert leads == [(house.heads[0], house.heads[1], house.bureau_leader)[n]]


def test_who_leads_what_has_no_head() -> None:
    house = a_house()
    unit = a_department(house.organ)
    member = appointed(unit)
    in_charge = appointed(a_department(house.organ), in_charge_of=unit)
    walk = a_matter(house, lead=unit.uid)
    assert walk.waits_for(member) == ["签收督办事项"]
    assert policy.parts.leading(walk.part(), by=house.by(in_charge)) == in_charge
    assert policy.parts.leading(walk.part(), by=house.by(member)) is None


def test_whom_an_organ_may_give_a_matter_to() -> None:
    house = a_house()
    assert house.organ.parent is not None
    assert set(policy.circle_of(house.organ)) == {house.bureau}
    assert set(policy.circle_of(house.organ.parent)) == {house.organ, house.bureau}
