"""Everything that two people can want at once, asked for by many at once of a server that runs: one has it, nobody sees an error."""

import http.client
import json
import socket
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from docflow.distribution.models import Delivery
from docflow.models import Register
from meetings.convening.models import Meeting
from office.models import TrailEntry
from tests import crash
from tests.docflow.acts.soundness import assert_on_their_way
from tests.docflow.incoming.soundness import assert_incoming_sound
from tests.installation import Installation, installed

ARRANGE = "from tests.journeys.races import arranged; print(arranged())"
LOOK = "from tests.journeys.test_races import look; look()"
TOKEN = "a" * 32
TOLD_ONCE = {"docflow.urged_holders": 1, "docflow.unlinked": 1, "calendar.imported": 1}
"""Acts whose loser is told that it is so, and what the trail must hold of them."""


def fired(port: int, shot: dict[str, str]) -> tuple[int, str]:
    """What a browser would get for one form: status, and the page."""
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={shot['session']}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
    }
    connection = http.client.HTTPConnection("localhost", port, timeout=120)
    try:
        connection.request("POST", shot["address"], shot["fields"], headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def run(port: int, race: dict[str, Any]) -> list[tuple[int, str]]:
    """All shots of a race at the same moment."""
    start, outcomes = threading.Barrier(len(race["shots"])), []

    def fire(shot: dict[str, str]) -> None:
        start.wait(30)
        outcomes.append(fired(port, shot))

    threads = [threading.Thread(target=fire, args=(shot,)) for shot in race["shots"]]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(outcomes) == len(race["shots"]), race["name"]
    return outcomes


def look() -> None:
    """In the installation, afterwards: numbers without a gap, papers as their acts make them, each act told once."""
    for register in Register.objects.all():
        numbers = list(register.entries.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, register.last + 1)), register
    for meeting in Meeting.objects.all():
        places = list(meeting.items.order_by("place").values_list("place", flat=True))
        assert places == list(range(1, len(places) + 1)), meeting
    assert_incoming_sound()
    assert_on_their_way()
    assert set(Delivery.objects.values_list("urges", flat=True)) == {0, 1}
    assert {act: TrailEntry.objects.filter(act=act).count() for act in TOLD_ONCE} == TOLD_ONCE


def done(city: Installation, code: str) -> str:
    """Code in the installation, to its end, however long that is."""
    ended = crash.run("-c", f"import django\ndjango.setup()\n{code}", env=city.env, timeout=400)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.mark.timeout(900)
def test_of_many_at_once_one_has_it(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    with installed(tmp_path) as city:
        races = json.loads(done(city, ARRANGE))
        wrong = []
        with city.running("serve", PORT=str(port)):
            for race in races:
                outcomes = run(port, race)
                came = Counter(status for status, _ in outcomes)
                won = came.pop(302, 0) + came.pop(200, 0)  # a password is shown, not led to
                if won != race["winners"] or not set(came) <= set(race["lost"]):
                    wrong.append((race["name"], won, came))
                assert not any("Traceback" in page for _, page in outcomes), race["name"]
        assert wrong == [], wrong
        done(city, LOOK)
