"""A secret address that was revoked is not there, at once and in the words of one that never was: every kind, every page that it opens."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import resolve, reverse

from meetings.actions.addresses import make_address, revoke_address
from meetings.attendance.signing import token_of
from meetings.convening.models import Meeting
from meetings.dutydesk.actions import screens as walls
from meetings.models import SecretAddress
from meetings.proceedings.actions import screens as agendas
from meetings.proceedings.models import AgendaScreen
from meetings.secrets import digest_of, new_token
from office.kernel.ids import uuid7
from tests.meetings.attendance.hosting import at_the_door
from tests.meetings.dutydesk.desk import a_desk
from tests.meetings.hall import a_hall, actor
from tests.meetings.proceedings.sitting import a_sitting
from tests.office.sign_in.test_guessing import SECRETS
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db

Made = tuple[str, Callable[[], object]]
"""A token, and how its address is ended."""


def a_calendar() -> Made:
    hall, token = a_hall(), new_token()
    by = actor(hall.clerk)
    make_address("person", None, digest_of(token), by=by, key=uuid7())
    return token, lambda: revoke_address(SecretAddress.objects.get().uid, by=by, key=uuid7())


def a_door() -> Made:
    hall, token = a_hall(), new_token()
    by = actor(hall.keeper)
    make_address("door", hall.room.uid, digest_of(token), by=by, key=uuid7())
    return token, lambda: revoke_address(SecretAddress.objects.get().uid, by=by, key=uuid7())


def an_agenda() -> Made:
    sitting, token = a_sitting(), new_token()
    agendas.make_screen(sitting.uid, digest_of(token), by=sitting.by(), key=uuid7())
    uid = AgendaScreen.objects.get().uid
    return token, lambda: agendas.revoke_screen(sitting.uid, uid, by=sitting.by(), key=uuid7())


def a_wall() -> Made:
    desk, token = a_desk(), new_token()
    by = actor(desk.room.keeper)
    made = walls.make_screen(desk.uid, digest_of(token), by=by, key=uuid7())
    return token, lambda: walls.revoke_screen(desk.uid, made.uid, by=by, key=uuid7())


def a_sign_in_screen() -> Made:
    """Its address is of the meeting at its time, and ends with that: a meeting that was moved has another."""
    meeting = at_the_door().meeting
    moved = {"starts_at": meeting.starts_at + timedelta(days=1), "ends_at": meeting.ends_at + timedelta(days=1)}
    return token_of(meeting), lambda: Meeting.objects.filter(pk=meeting.pk).update(**moved)


KINDS: dict[str, tuple[Callable[[], Made], tuple[str, ...]]] = {
    "calendar": (a_calendar, ("meetings:feed",)),
    "door": (a_door, ("meetings:door", "meetings:door_now")),
    "agenda": (an_agenda, ("proceedings:screen", "proceedings:screen_now")),
    "wall": (a_wall, ("dutydesk:screen", "dutydesk:screen_now")),
    "sign-in": (a_sign_in_screen, ("attendance:screen", "attendance:screen_now")),
}


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<script.*?</script>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL).split())


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_not_there_at_once_in_the_words_of_one_that_never_was(kind: str) -> None:
    make, names = KINDS[kind]
    token, end = make()
    cache.clear()
    screen = ReadingClient()  # the same one goes on asking, as a screen or a calendar does
    for name in names:
        answer = screen.get(reverse(name, args=[token]))
        assert answer.status_code == 200
        assert re.search("private|no-store", answer.headers["Cache-Control"])
        assert not re.search("public|max-age", answer.headers["Cache-Control"])
    end()
    for name in names:
        gone, never = (screen.get(reverse(name, args=[one])) for one in (token, new_token()))
        assert (gone.status_code, never.status_code) == (404, 404)
        assert words(gone) == words(never)
        assert "撤" not in words(gone).replace("可能已撤回", "")


def test_every_secret_address_is_tried() -> None:
    tried = {resolve(reverse(name, args=["token"])).route for _, names in KINDS.values() for name in names}
    assert tried == SECRETS
