"""筹备会议：who may, what is refused, who sees it."""

from datetime import timedelta
from typing import Any

import pytest

from meetings.convening import life
from meetings.convening.actions.plan_meeting import Plan, plan_meeting
from meetings.convening.policy import meetings
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere
from tests.meetings.gathering import Gathering, a_gathering

pytestmark = pytest.mark.django_db


def a_plan(gathering: Gathering, **fields: Any) -> Plan:
    begins = now() + timedelta(days=3)
    given: dict[str, Any] = {
        "kind": gathering.kind.uid,
        "title": "经济运行调度会",
        "host": gathering.host.uid,
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=1),
    }
    return Plan(**given | fields)


def test_a_plan_becomes_a_draft_whose_host_is_the_first_of_those_who_come() -> None:
    gathering = a_gathering()
    made = plan_meeting(a_plan(gathering), by=gathering.by(gathering.organiser), key=uuid7())
    assert (made.state, [one.person for one in made.invitations.all()]) == (life.DRAFT, [gathering.host.person])


def test_only_the_organisers_see_a_draft() -> None:
    gathering = a_gathering()
    made = plan_meeting(a_plan(gathering), by=gathering.by(gathering.organiser), key=uuid7())
    assert meetings.read(made.uid, by=gathering.by(gathering.second)) == made
    for other in (gathering.stranger, gathering.guests[0]):
        with pytest.raises(NotThere):
            meetings.read(made.uid, by=gathering.by(other))


def test_whoever_prepares_no_meetings_is_told_who_does() -> None:
    gathering = a_gathering()
    with pytest.raises(NotAllowed, match="办公室"):
        plan_meeting(a_plan(gathering), by=gathering.by(gathering.stranger), key=uuid7())


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "　"}, "title"),
        ({"ends_at": now()}, "ends_at"),
        ({"starts_at": now() - timedelta(hours=1)}, "starts_at"),
        ({"reply_by": now() + timedelta(days=30)}, "reply_by"),
        ({"host": uuid7()}, "host"),
    ],
)
def test_what_cannot_be_held_is_refused_at_its_field(fields: dict[str, Any], field: str) -> None:
    gathering = a_gathering()
    with pytest.raises(Invalid) as refused:
        plan_meeting(a_plan(gathering, **fields), by=gathering.by(gathering.organiser), key=uuid7())
    assert refused.value.field == field
