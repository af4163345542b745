"""Every act has one answer, by whichever door it is asked for: page, part, program, another room's address, a job, a socket, a command.

A socket takes no commands at all (`tests/realtime/test_sockets.py`). Commands act as whoever runs them on the machine; those that act
for somebody are asked here.
"""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import get_commands
from django.test import Client
from django.urls import reverse

from docflow.models import Act, Task
from office.kernel.ids import uuid7
from office.models import TrailEntry
from tests.office.site.city import NAMED, City, signed_in
from tests.office.site.test_strangers import FOR_SOME
from tests.rooms import ROOMS

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

DOORS: dict[str, dict[str, str]] = {
    "page": {},
    "part": {"HX-Request": "true"},
    "program": {"Accept": "application/json"},
    "phone": {
        "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148",
        "HX-Request": "true",
    },
}
OUTGOING = "draft review countersign office_review sign_off recheck number proofread seal close return withdraw claim put-back reassign retry reply"
INCOMING = "review turn-back propose instruct undertake answer circulate close return withdraw claim put-back reassign"
LOAN = "lend consent approve refuse return withdraw claim put-back reassign"
TOPIC = "draft endorse consult reply check approve decide put-off return withdraw claim put-back reassign"
VERBS = {
    "docflow:act": OUTGOING.split(),
    "incoming:act": INCOMING.split(),
    "loans:act": LOAN.split(),
    "topics:act": TOPIC.split(),
}
TASKS = {
    "docflow:act": "task",
    "incoming:act": "incoming_task",
    "loans:act": "loan_task",
    "topics:act": "topic_task",
}
COMMANDS = {
    "bench", "changepassword", "check_records", "demo", "import_calendar", "import_records", "rehearse", "reindex", "search",
    "serve", "setup", "typeset", "verify", "verify_trail", "worker",
}  # fmt: skip
"""Ours. One that acts for somebody (`search --as`, `import_records` as the archivist) asks the same action or policy as the page."""


def sentence(answer: Any) -> str:
    """What a refusal says, whatever it is wrapped in."""
    if "json" in answer.headers.get("Content-Type", ""):
        return str(answer.json()["detail"])
    text = re.sub(r"<[^>]+>", "\n", answer.content.decode())
    said = next(line.strip() for line in text.splitlines() if line.strip().endswith("。"))
    return re.sub("^(没有找到|不能这样办)：", "", said)  # a part has its heading in the same line


def test_a_stranger_is_refused_alike_at_every_door(city: City) -> None:
    person = city.strangers["no business with it"]
    client, differs = signed_in(person), {}
    fields = {"key": str(uuid7()), "reason": "试"}
    for name in (*NAMED, *FOR_SOME):
        address = city.address(name) if name in NAMED else reverse(name)
        answers = {door: client.post(address, fields, headers=headers) for door, headers in DOORS.items()}
        if {one.status_code for one in answers.values()} == {405}:
            continue
        said = {(one.status_code, sentence(one)) for one in answers.values()}
        if len(said) != 1 or next(iter(said))[0] not in {
            403,
            404,
            422,
        }:  # 422: a form that names nothing, and is not whole
            differs[name] = said
    assert differs == {}


def test_a_task_is_acted_on_at_its_own_door_alone(city: City) -> None:
    """The same uid, sent to every verb of every other room by all who have to do with it: not there, whoever holds it."""
    opened = {}
    for room, word in TASKS.items():
        for person in city.near(room):
            client = signed_in(person)
            for door, verb in ((door, verb) for door, verbs in VERBS.items() if door != room for verb in verbs):
                address = reverse(door, args=[city.rows[word], verb])
                status = client.post(address, {"key": str(uuid7()), "reason": "试", "opinion": "试"}).status_code
                if status != 404:
                    opened[person.login, address] = status
    assert opened == {}


def test_each_verb_of_a_step_acts_on_that_step_alone(city: City) -> None:
    """A task that waits for one verb, sent every other of its room by its own holder: nothing moves but what the page offers."""
    moved = {}
    for door, word in TASKS.items():
        task = Task.objects.select_related("run", "holder__person").get(uid=city.rows[word])
        holders = [task.holder] if task.holder else [one.appointment for one in task.candidates.all()]
        client = signed_in(holders[0].person)
        for verb in VERBS[door]:
            acts = Act.objects.filter(run=task.run).count()
            sent = urlencode({"key": str(uuid7()), "reason": "", "opinion": "试", "chosen": str(uuid7())})
            if verb == task.step.replace("_", "-") or verb in {"claim", "draft", "review"}:
                continue
            answer = client.post(
                reverse(door, args=[task.uid, verb]), sent, content_type="application/x-www-form-urlencoded"
            )
            assert answer.status_code < 500, (door, verb)
            if Act.objects.filter(run=task.run).count() != acts:
                moved[door, verb] = answer.status_code
    assert moved == {}


def test_the_verbs_that_are_walked_are_all_there_are() -> None:
    from archive.loans.views.acts import ON_TASK  # noqa: PLC0415
    from docflow.incoming.views.acts import DEEDS as ON_INCOMING  # noqa: PLC0415
    from docflow.views.acts import DEEDS as ON_OUTGOING  # noqa: PLC0415
    from meetings.topics.views.acts import ON_TASK as ON_TOPIC  # noqa: PLC0415

    assert {door: set(verbs) for door, verbs in VERBS.items()} == {
        "docflow:act": set(ON_OUTGOING),
        "incoming:act": set(ON_INCOMING),
        "loans:act": set(ON_TASK),
        "topics:act": set(ON_TOPIC),
    }


def test_a_verb_has_one_method_and_no_disguise(city: City) -> None:
    """Neither another method nor a header or field that names another."""
    before = TrailEntry.objects.count()
    for name in (name for name in NAMED if name.endswith(":act")):
        for person in city.near(name):
            client = signed_in(person)
            for method in ("PUT", "PATCH", "DELETE", "TRACE", "GET"):
                answer = client.generic(
                    method, city.address(name), "reason=x", headers={"X-HTTP-Method-Override": "POST"}
                )
                assert answer.status_code in {404, 405}, (name, method)
            assert client.get(city.address(name), {"_method": "POST"}).status_code in {404, 405}
    assert TrailEntry.objects.count() == before


def test_no_act_is_done_without_the_mark_of_its_form(city: City) -> None:
    """By a program, a part or a page: each needs the token, of whoever may."""
    for name in NAMED:
        client = Client(enforce_csrf_checks=True)
        client.force_login(city.near(name)[0])
        for headers in DOORS.values():
            answer = client.post(city.address(name), {"key": str(uuid7())}, headers=headers)
            assert answer.status_code in {403, 405}, name


def test_the_commands_are_known() -> None:
    assert {name for name, app in get_commands().items() if str(app).startswith(ROOMS)} == COMMANDS
