"""议程屏: without sign-in, by a secret address; kept as a digest, blotted out of the log, revoked; closed meetings say nothing."""

import re
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from meetings.convening.models import Meeting
from meetings.proceedings.actions.screens import MOST, make_screen, revoke_screen
from meetings.proceedings.models import AgendaScreen
from meetings.secrets import digest_of, new_token
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.models import AccessEntry
from tests.meetings.proceedings.sitting import Sitting, a_sitting
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


def made(sitting: Sitting) -> str:
    token = new_token()
    make_screen(sitting.uid, digest_of(token), by=sitting.by(), key=uuid7())
    return token


def shown(token: str, name: str = "screen") -> Any:
    return ReadingClient().get(reverse(f"proceedings:{name}", args=[token]))


def words(answer: Any) -> str:
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def test_it_shows_what_runs_who_is_called_and_what_comes() -> None:
    sitting = a_sitting(items=3)
    token = made(sitting)
    assert "第1个议题" in words(shown(token))
    sitting.begun().moved("begin", 1)
    for name in ("screen", "screen_now"):
        said = words(shown(token, name))
        assert "防汛工作专题会议" in said
        assert "已用不到1分钟，还有" in said
        assert "请候会" in said
        assert "请进场" not in said
    client = ReadingClient()
    client.force_login(sitting.organiser.person)
    data = {"key": str(uuid7()), "item": str(sitting.items[2].uid)}
    client.post(reverse("proceedings:do", args=[sitting.uid, "call-in"]), data)
    assert "请进场：第3项" in words(shown(token, "screen_now"))
    sitting.ended()
    assert "已结束" in words(shown(token))
    assert "请进场" not in words(shown(token))


def test_of_a_closed_meeting_no_more_than_that_there_is_one() -> None:
    sitting = a_sitting(is_closed=True).begun().moved("begin", 1)
    token = made(sitting)
    for name in ("screen", "screen_now"):
        said = words(shown(token, name))
        assert "内部会议" in said
        for secret in ("防汛", "议题", "水利科", "财务科", "市政府第一会议室"):
            assert secret not in said


def test_what_does_not_open_is_not_there_in_the_same_words() -> None:
    sitting = a_sitting()
    token = made(sitting)
    revoke_screen(sitting.uid, AgendaScreen.objects.get().uid, by=sitting.by(), key=uuid7())
    gone = made(a_sitting(state="announced"))
    AgendaScreen.objects.filter(digest=digest_of(gone)).update(made_by=sitting.gathering.stranger)
    wrong = shown(new_token())
    for answer in (shown(token), shown(gone), shown("x"), shown("\x00%2e")):
        assert answer.status_code == 404
        assert words(answer).split("没有找到")[1][:40] == words(wrong).split("没有找到")[1][:40]
    sitting.organiser.person.is_active = False
    sitting.organiser.person.save()
    again = a_sitting()
    token = made(again)
    again.organiser.person.is_active = False
    again.organiser.person.save()
    assert shown(token).status_code == 404


def test_its_address_is_nowhere_but_on_the_page_that_made_it() -> None:
    sitting = a_sitting()
    client = ReadingClient()
    client.force_login(sitting.organiser.person)
    key = str(uuid7())
    answer = client.post(reverse("proceedings:new_screen", args=[sitting.uid]), {"key": key})
    token = re.search(r"/proceedings/screens/([\w-]+)/", answer.content.decode())
    assert token is not None
    assert AgendaScreen.objects.get().digest == digest_of(token[1])
    assert client.post(reverse("proceedings:new_screen", args=[sitting.uid]), {"key": key}).status_code == 302
    assert token[1] not in client.get(reverse("proceedings:running", args=[sitting.uid])).content.decode()
    assert shown(token[1]).status_code == 200
    paths = list(AccessEntry.objects.values_list("path", flat=True))
    assert not [path for path in paths if token[1] in path]
    client.post(
        reverse("proceedings:end_screen", args=[sitting.uid, AgendaScreen.objects.get().uid]), {"key": str(uuid7())}
    )
    assert shown(token[1]).status_code == 404


def test_who_makes_one_and_how_many() -> None:
    sitting = a_sitting()
    with pytest.raises(NotAllowed):
        make_screen(sitting.uid, "0" * 64, by=sitting.by(sitting.gathering.guests[0]), key=uuid7())
    for _ in range(MOST):
        made(sitting)
    with pytest.raises(Invalid, match="最多"):
        made(sitting)
    other = a_sitting()
    with pytest.raises(NotThere):
        revoke_screen(other.uid, AgendaScreen.objects.all()[0].uid, by=other.by(), key=uuid7())
    with pytest.raises(SomebodyWasFirst, match="通知发出以后"):
        made(a_sitting(state="draft"))
    assert Meeting.objects.count() == 3


def test_whoever_asks_too_often_is_told_to_wait() -> None:
    token = made(a_sitting())
    with time_machine.travel(now(), tick=False):  # all within the same minute
        answers = [shown(token, "screen_now").status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]
