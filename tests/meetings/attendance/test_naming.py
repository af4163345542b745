"""报名: a unit's own people, within its quota, each invited once."""

from datetime import timedelta

import pytest

from meetings.attendance.actions.name_people import name_people, named_by, withdraw_named
from meetings.convening.models import Answer, InvitedOrgan, Meeting
from office.api import Appointment, Todo, may_read
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere
from tests.factories import a_department, an_organ, appointed
from tests.meetings.attendance.hosting import a_unit, asking, tended
from tests.meetings.gathering import Gathering

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> Gathering:
    return asking()


def names(there: Gathering, unit: InvitedOrgan, *people: Appointment, by: Appointment | None = None) -> None:
    clerk = there.by(by or there.organiser)
    name_people(there.meeting.uid, unit.uid, [one.uid for one in people], by=clerk, key=uuid7())


def waits(who: Appointment) -> list[str]:
    return list(Todo.objects.open().filter(room="attendance", holders__appointment=who).values_list("step", flat=True))


def test_its_clerk_names_people_within_the_quota(there: Gathering) -> None:
    unit, people = a_unit(there, most=2), [appointed(a_department(there.organ)) for _ in range(3)]
    tended(there.meeting)
    assert waits(there.organiser) == ["报名"]
    with pytest.raises(Invalid, match="名额是2人"):
        names(there, unit, *people)
    names(there, unit, people[0])
    assert waits(there.organiser) == []
    with pytest.raises(Invalid, match="还能报1人"):
        names(there, unit, *people[1:])
    names(there, unit, people[1])
    found = named_by(unit)
    assert [(one.person, one.answer) for one in found] == [(one.person, Answer.COMES) for one in people[:2]]
    assert may_read(there.by(people[0]), there.meeting.uid)
    withdraw_named(there.meeting.uid, unit.uid, found[0].uid, by=there.by(there.organiser), key=uuid7())
    assert not may_read(there.by(people[0]), there.meeting.uid)
    names(there, unit, people[0])


def test_a_department_is_named_for_by_its_own_people_only(there: Gathering) -> None:
    department = a_department(there.organ, "规划处")
    member, head = appointed(department), appointed(department, "head")
    unit = a_unit(there, most=0, department=department)
    with pytest.raises(NotAllowed, match="处室负责人"):
        names(there, unit, member, by=member)
    with pytest.raises(Invalid, match="在任的人"):
        names(there, unit, appointed(a_department(there.organ)), by=head)
    names(there, unit, member, head, by=head)
    assert len(named_by(unit)) == 2


def test_who_is_invited_already_is_not_named_and_then_nobody_is(there: Gathering) -> None:
    unit, other = a_unit(there, most=0), appointed(a_department(there.organ))
    with pytest.raises(Invalid, match="已在参会名单"):
        names(there, unit, other, there.guests[0])
    assert named_by(unit) == []
    with pytest.raises(Invalid, match="选择"):
        names(there, unit)
    with pytest.raises(Invalid):
        names(there, unit, appointed(a_department(an_organ())))


def test_the_same_person_in_two_posts_is_named_once(there: Gathering) -> None:
    unit, first = a_unit(there, most=0), appointed(a_department(there.organ))
    second = appointed(a_department(there.organ), person=first.person)
    with pytest.raises(Invalid, match="两次"):
        names(there, unit, first, second)
    names(there, unit, first)
    with pytest.raises(Invalid, match="已在参会名单"):
        names(there, unit, second)


def test_not_after_the_last_moment_and_not_by_others(there: Gathering) -> None:
    unit, other = a_unit(there), appointed(a_department(there.organ))
    with pytest.raises(NotThere):
        names(there, unit, other, by=there.stranger)
    with pytest.raises(NotAllowed):
        names(there, unit, other, by=there.guests[0])
    with pytest.raises(NotThere):
        name_people(there.meeting.uid, uuid7(), [other.uid], by=there.by(there.organiser), key=uuid7())
    Meeting.objects.filter(pk=there.meeting.pk).update(reply_by=now() - timedelta(minutes=1))
    with pytest.raises(NotAllowed, match="截止"):
        names(there, unit, other)
