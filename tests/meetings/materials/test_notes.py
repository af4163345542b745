"""我的批注：nobody else's; of which version it was is said; no HTML, no place off the page."""

from typing import Any

import pytest
from django.urls import reverse

from meetings.materials.actions.bring_material import replace_material
from meetings.materials.actions.hand_out import recall
from meetings.materials.actions.notes import remove_note, write_note
from meetings.materials.models import Material, Note
from meetings.materials.models.notes import Mark
from office.api import Appointment
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere
from office.models import TrailEntry
from tests.meetings.gathering import a_gathering
from tests.meetings.materials.folder import EXAMINED, handed_out, paper, signed_in

pytestmark = pytest.mark.django_db


def write(who: Appointment, material: Material, **fields: Any) -> Any:
    address = reverse("materials:note", args=[material.uid])
    return signed_in(who).post(address, {"key": str(uuid7()), "page": "1", "text": ""} | fields)


def page(who: Appointment, material: Material) -> str:
    return signed_in(who).get(reverse("materials:read", args=[material.uid])).content.decode()


def test_a_note_is_the_readers_own() -> None:
    g = a_gathering()
    material = handed_out(g)
    trail = TrailEntry.objects.count()
    answer = write(g.guests[0], material, text="这个数要核", x="10", y="20.5", wide="30", high="4")
    assert (answer.status_code, answer.url) == (302, f"{reverse('materials:read', args=[material.uid])}#page-1")
    mine = page(g.guests[0], material)
    assert "这个数要核" in mine
    assert '<rect x="10%" y="20.5%" width="30%" height="4%"/>' in mine
    note = Note.objects.get()
    remove = reverse("materials:remove_note", args=[note.uid])
    for other in (g.guests[1], g.host, g.organiser, g.stranger):
        if other is not g.stranger:
            shown = page(other, material)
            assert "这个数要核" not in shown
            assert "<rect" not in shown
        assert signed_in(other).post(remove, {"key": str(uuid7())}).status_code == 404
        with pytest.raises(NotThere):
            remove_note(note.uid, by=g.by(other), key=uuid7())
    assert TrailEntry.objects.count() == trail
    assert signed_in(g.guests[0]).post(remove, {"key": str(uuid7())}).status_code == 302
    assert not Note.objects.exists()


def test_it_outlives_a_new_version_and_says_of_which_it_was() -> None:
    g = a_gathering()
    material = handed_out(g)
    write(g.guests[0], material, text="第一版的话", x="1", y="1", wide="5", high="5")
    replace_material(material.uid, paper(2), EXAMINED, by=g.by(g.organiser), key=uuid7())
    shown = page(g.guests[0], material)
    assert "第1版第1页" in shown
    assert "第一版的话" in shown
    assert "<rect" not in shown
    write(g.guests[0], material, text="第二版的话", page="2")
    assert '<a href="#page-2">第2页</a>' in page(g.guests[0], material)


def test_while_it_is_not_his_to_read_he_writes_nothing_and_may_still_remove_his_own() -> None:
    g = a_gathering()
    material = handed_out(g)
    note = write_note(material.uid, 1, "记一笔", by=g.by(g.guests[0]), key=uuid7())
    recall(material.uid, "改数", by=g.by(g.organiser), key=uuid7())
    with pytest.raises(NotAllowed, match="收回"):
        write_note(material.uid, 1, "再记", by=g.by(g.guests[0]), key=uuid7())
    assert write(g.stranger, material, text="试").status_code == 404
    key = uuid7()
    for _ in range(2):
        remove_note(note.uid, by=g.by(g.guests[0]), key=key)
    assert not Note.objects.exists()


def test_what_is_no_note_is_refused_and_comes_back() -> None:
    g = a_gathering()
    material = handed_out(g)
    for wrong in (
        {},
        {"text": "长" * 501},
        {"text": "甲\x00乙"},
        {"text": "甲\u202e乙"},
        {"text": "话", "page": "0"},
        {"text": "话", "page": "2"},
        {"text": "话", "page": "99999999999"},
        {"text": "话", "page": "x"},
        {"text": "话", "x": "5"},
        {"text": "话", "x": "99", "y": "1", "wide": "5", "high": "5"},
        {"text": "话", "x": "-1", "y": "1", "wide": "5", "high": "5"},
        {"text": "话", "x": "1", "y": "1", "wide": "0", "high": "5"},
        {"text": "话", "x": "NaN", "y": "1", "wide": "5", "high": "Infinity"},
        {"text": "话", "x": "1e9", "y": "1", "wide": "5", "high": "5"},
    ):
        answer = write(g.guests[0], material, **wrong)
        assert answer.status_code == 422, wrong
        if wrong.get("text") == "话":
            assert ">\n话</textarea>" in answer.content.decode() or 'value="话"' in answer.content.decode(), wrong
    assert not Note.objects.exists()


def test_what_is_written_is_text() -> None:
    g = a_gathering()
    material = handed_out(g)
    write(g.guests[0], material, text="<img src=x onerror=alert(1)>{{ 7 }}")
    shown = page(g.guests[0], material)
    assert "<img src=x" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt;{{ 7 }}" in shown


def test_there_is_an_end_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meetings.materials.actions.notes.MOST", 2)
    g = a_gathering()
    material = handed_out(g)
    for n in range(2):
        write_note(material.uid, 1, "", Mark(n, 0, 10, 10), by=g.by(g.guests[0]), key=uuid7())
    with pytest.raises(Invalid, match="最多2条"):
        write_note(material.uid, 1, "第三条", by=g.by(g.guests[0]), key=uuid7())
    write_note(material.uid, 1, "别人的不算在内", by=g.by(g.guests[1]), key=uuid7())
