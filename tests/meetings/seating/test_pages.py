"""座次的页：choosing, seating and refusals without a script; what a guest sees; files; the same number of statements for more people."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.convening.progress import doors, stages
from meetings.seating.actions.show import show_seats
from meetings.seating.models import SeatingPlan, Shown
from meetings.seating.rules.seats import Block, Kind
from office.api import Appointment
from office.kernel.ids import uuid7
from tests.meetings.gathering import Gathering, a_gathering
from tests.meetings.seating.hall import a_seated_gathering, laid_out, plan, seat_of, seats
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


def signed_in(who: Appointment) -> Client:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def page(gathering: Gathering, reader: Appointment, /, **query: str) -> Any:
    return signed_in(reader).get(reverse("seating:plan", args=[gathering.meeting.uid]), query)


def press(gathering: Gathering, verb: str, person: Appointment | None = None, **fields: object) -> Any:
    """A form of the organiser's page, `person` chosen in it."""
    given = {"key": uuid7(), "version": plan(gathering).version} | fields
    given |= {"who": gathering.invitation(person).uid} if person is not None else {}
    return signed_in(gathering.organiser).post(reverse("seating:act", args=[gathering.meeting.uid, verb]), given)


def shown(gathering: Gathering, how: str) -> None:
    by = gathering.by(gathering.organiser)
    show_seats(gathering.meeting.uid, how, plan(gathering).version, by=by, key=uuid7())


HALL = {
    "podium_rows": 1,
    "podium_seats": 3,
    "kind": "rows",
    "rows": 2,
    "columns": 4,
    "aisles": "2",
    "stand_in_sits": "on",
}


def test_a_hall_is_laid_out_by_the_form() -> None:
    gathering = a_gathering(guests=4)
    assert "还没有排座次" in page(gathering, gathering.organiser).content.decode()
    client, address = signed_in(gathering.organiser), reverse("seating:hall", args=[gathering.meeting.uid])
    assert client.get(address).status_code == 200
    wrong = client.post(address, HALL | {"key": uuid7(), "version": 0, "columns": 0})
    assert wrong.status_code == 422
    answer = client.post(address, HALL | {"key": uuid7(), "version": 0})
    assert answer.headers["Location"] == reverse("seating:plan", args=[gathering.meeting.uid])
    found = plan(gathering)
    assert [(one.kind, one.rows, one.columns, one.aisles) for one in found.blocks.all()] == [
        ("podium", 1, 3, []),
        ("rows", 2, 4, [2]),
    ]
    assert seat_of(gathering, gathering.host) == "主席台1号位"
    again = client.post(address, HALL | {"key": uuid7(), "version": 0, "rows": 5})
    assert again.status_code == 409
    assert 'name="rows" value="5"' in again.content.decode(), "what he had written is still there"
    assert f'name="version" value="{found.version}"' in again.content.decode()
    only = HALL | {"key": uuid7(), "version": found.version, "kind": "none"}
    assert client.post(address, only).status_code == 302
    assert "2人待排" in page(gathering, gathering.organiser).content.decode()


def test_somebody_is_chosen_and_then_a_seat_by_links_alone() -> None:
    gathering = a_seated_gathering()
    first, last = gathering.guests[0], gathering.guests[4]
    uid = gathering.invitation(last).uid
    plain = page(gathering, gathering.organiser).content.decode()
    assert f"?who={uid}#act" in plain
    chosen = page(gathering, gathering.organiser, who=str(uid)).content.decode()
    assert f"?who={uid}&amp;seat=1-1-2#act" in chosen
    both = page(gathering, gathering.organiser, who=str(uid), seat="1-1-2").content.decode()
    assert f"与{first.person.name}对换" in both
    assert press(gathering, "seat", seat="1-1-2").status_code == 422, "somebody must be chosen"
    assert press(gathering, "seat", last, seat="1-1-2").status_code == 302
    assert seat_of(gathering, last) == "主席台2号位"


def test_the_second_of_two_organisers_keeps_what_he_had_chosen() -> None:
    gathering = a_seated_gathering()
    first, last = gathering.guests[0], gathering.guests[4]
    seen = plan(gathering).version
    assert press(gathering, "seat", last, seat="2-2-1").status_code == 302
    answer = press(gathering, "seat", first, seat="2-2-2", version=seen)
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "已先改了座次" in told
    assert '<option value="2-2-2" selected>' in told
    assert f'name="who" value="{gathering.invitation(first).uid}"' in told
    assert f'name="version" value="{seen + 1}"' in told, "pressed again it is done on the newest plan"


def test_every_act_of_the_page() -> None:
    gathering = a_seated_gathering()
    one, other = gathering.guests[0], gathering.host
    before = seats(gathering)
    for verb, person, fields in (
        ("lock", one, {}),
        ("keep-apart", one, {"other": gathering.invitation(other).uid}),
        ("rearrange", None, {}),
        ("take-back", None, {}),
        ("unlock", one, {}),
        ("unseat", one, {}),
        ("take-back", None, {}),
        ("let-together", other, {"other": gathering.invitation(one).uid}),
        ("show", None, {"shown": "all"}),
    ):
        answer = press(gathering, verb, person, **fields)
        assert answer.status_code == 302, verb
        assert page(gathering, gathering.organiser, who=str(gathering.invitation(one).uid)).status_code == 200
    assert seats(gathering) == before
    assert plan(gathering).shown == Shown.ALL
    assert press(gathering, "dance").status_code == 404


def test_a_guest_sees_his_seat_and_names_only_when_all_is_shown() -> None:
    gathering = a_seated_gathering()
    me, other = gathering.guests[0], gathering.guests[3]
    assert page(gathering, me).status_code == 404
    shown(gathering, Shown.OWN)
    own = page(gathering, me).content.decode()
    assert "主席台2号位，台下看左起第3座" in own
    assert me.person.name in own
    assert other.person.name not in own
    assert "data-who" not in own
    shown(gathering, Shown.ALL)
    everything = page(gathering, me).content.decode()
    assert other.person.name in everything
    assert str(gathering.invitation(other).uid) not in everything
    assert "锁定" not in everything


def test_the_door_and_the_stage_say_how_it_is() -> None:
    gathering = a_seated_gathering()
    (door,) = [one for one in doors() if one.label == "座位"]
    (stage,) = [one for one in stages() if one.name == "座次"]
    mine = list(gathering.meeting.invitations.all())
    assert (door.place, stage.place) == (30, 60)
    assert door.of(mine) == {}
    by = gathering.by(gathering.organiser)
    told = stage.of(gathering.meeting, by)
    assert told is not None
    assert (told.said, told.is_done, told.is_due) == ("已排6/6，未公布", False, False)
    assert stage.of(gathering.meeting, gathering.by(gathering.guests[0])) is None
    shown(gathering, Shown.OWN)
    address = reverse("seating:plan", args=[gathering.meeting.uid])
    assert door.of(mine)[gathering.invitation(gathering.host).pk] == ("主席台1号位，台下看左起第2座", address)
    assert door.of(mine)[gathering.invitation(gathering.guests[2]).pk] == ("第1排2座", address)
    bare = a_gathering()
    progress = stage.of(bare.meeting, bare.by(bare.organiser))
    assert progress is not None
    assert progress.said == "未排座次"
    assert stage.of(bare.meeting, bare.by(bare.host)) is None


def test_the_cards_of_many_meetings_ask_no_more_than_of_one() -> None:
    (door,) = [one for one in doors() if one.label == "座位"]
    asked = []
    invitations: list[Any] = []
    for _ in range(2):
        gathering = a_seated_gathering(guests=2)
        shown(gathering, Shown.OWN)
        invitations += gathering.meeting.invitations.all()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(door.of(invitations)) == len(invitations)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 4


@pytest.mark.parametrize("who", ["organiser", "guest"])
def test_the_page_asks_no_more_for_more_people(who: str) -> None:
    asked = []
    for guests in (3, 9):
        gathering = a_gathering(guests=guests)
        laid_out(
            gathering, Block(place=1, kind=Kind.PODIUM, columns=3), Block(place=2, kind=Kind.ROWS, rows=3, columns=6)
        )
        shown(gathering, Shown.ALL)
        client = signed_in(gathering.organiser if who == "organiser" else gathering.guests[0])
        address = reverse("seating:plan", args=[gathering.meeting.uid])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize(("what", "name"), [("plan", "座次图"), ("slips", "座签"), ("cards", "桌签")])
def test_files_are_the_organisers(what: str, name: str) -> None:
    gathering = a_seated_gathering()
    shown(gathering, Shown.ALL)
    address = reverse("seating:print", args=[gathering.meeting.uid, what])
    answer = signed_in(gathering.second).get(address, {"paper": "a3"})
    assert b"".join(answer).startswith(b"%PDF-1.7")
    assert re.search(r"filename\*=utf-8''", answer.headers["Content-Disposition"])
    assert signed_in(gathering.guests[0]).get(address).status_code == 403
    assert signed_in(gathering.stranger).get(address).status_code == 404
    assert signed_in(gathering.second).get(address.replace(what, "menu")).status_code == 404
    assert name


def test_without_a_plan_there_is_nothing_to_print_or_to_change() -> None:
    gathering = a_gathering()
    client = signed_in(gathering.organiser)
    assert client.get(reverse("seating:print", args=[gathering.meeting.uid, "plan"])).status_code == 404
    answer = client.post(
        reverse("seating:act", args=[gathering.meeting.uid, "rearrange"]), {"key": uuid7(), "version": 0}
    )
    assert answer.status_code == 404
    assert not SeatingPlan.objects.exists()
