"""The pages: what they show to whom, refused forms come back filled, constant queries, what each reading leaves in the log."""

import io
import re
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from docflow.showing.pages import pictures_of
from docflow.showing.watermark import marked_page as drawn
from docflow.showing.watermark import marked_print
from meetings.convening.models import Invitation, Meeting
from meetings.convening.progress import doors, stages
from meetings.materials import rendering
from meetings.materials.actions.hand_out import recall
from meetings.materials.models import Audience, Material, MaterialState
from meetings.materials.policy import materials
from meetings.materials.rendering import ORGANISERS, words_for
from meetings.materials.views import reading as reading_views
from office.api import Appointment
from office.kernel.ids import uuid7
from office.models import AccessEntry
from tests.docflow.showing.test_watermark import FONTS
from tests.factories import a_department, an_organ, appointed
from tests.meetings.gathering import Gathering, a_gathering
from tests.meetings.materials.folder import brought, handed_out, paper, signed_in
from tests.meetings.materials.test_handing_out import invited

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def upload(content: bytes, name: str = "汇报.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def send(g: Gathering, content: bytes, name: str = "汇报.pdf", who: Appointment | None = None, **fields: Any) -> Any:
    given = {"key": str(uuid7()), "audience": "all", "file": upload(content, name)} | fields
    return signed_in(who or g.organiser).post(reverse("materials:bring", args=[g.meeting.uid]), given)


def deed(g: Gathering, material: Material, verb: str, who: Appointment | None = None, **fields: Any) -> Any:
    address = reverse("materials:do", args=[material.uid, verb])
    return signed_in(who or g.organiser).post(address, {"key": str(uuid7())} | fields)


def log(material: Material) -> list[tuple[str, str]]:
    rows = AccessEntry.objects.filter(about=material.uid, status__lt=400).order_by("pk")
    return [(one.kind, one.title) for one in rows]


def test_from_the_upload_to_the_recall_by_the_pages_alone() -> None:
    g = a_gathering()
    item = g.meeting.items.get(place=1)
    answer = send(g, paper(2), item=str(item.uid), is_numbered="on", audience="item")
    assert (answer.status_code, answer.url) == (302, reverse("materials:meeting", args=[g.meeting.uid]))
    material = Material.objects.get()
    desk, guest = signed_in(g.organiser), signed_in(g.guests[0])
    page = text(desk.get(reverse("materials:meeting", args=[g.meeting.uid])))
    for words in ("1．第1个议题", "汇报", "未分发", "本议题参会人", "分发1份", "编号"):
        assert words in page, words
    mine = reverse("materials:meeting", args=[g.meeting.uid])
    assert "还没有给您的材料" in text(guest.get(mine))
    assert deed(g, material, "hand-out").status_code == 302
    assert "第2份" in text(guest.get(mine))
    shown = guest.get(reverse("materials:read", args=[material.uid]))
    assert shown.content.decode().count('class="sheet"') == 2
    assert "您的是第2份" in text(shown)
    copies = text(desk.get(material.get_absolute_url()))
    assert g.guests[0].person.name in copies
    assert "没有看过" in copies
    assert deed(g, material, "recall", reason="数据有误").status_code == 302
    assert "数据有误" in text(guest.get(mine))
    assert reverse("materials:read", args=[material.uid]) not in guest.get(mine).content.decode()
    assert "已于" in text(guest.get(reverse("materials:read", args=[material.uid])))


def test_the_mark_is_his_name_his_organ_his_number_and_the_minute_whatever_the_address_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    g = a_gathering()
    material = handed_out(g, is_numbered=True, may_print=True)
    guest = g.guests[1]
    seen = materials.to_read(material.uid, by=g.by(guest))
    words = words_for(seen, "会议材料")
    assert words[0] == f"{guest.person.name} {g.organ.name}"
    assert re.fullmatch(r"第3份 会议材料 \d{4}-\d\d-\d\d \d\d:\d\d", words[1])
    monkeypatch.setattr(
        "meetings.materials.rendering.words_for", lambda seen, use: (words[0], f"第{seen.number}份 {use}")
    )
    (bare,) = pictures_of(material.version.file, [1], ORGANISERS)
    expected = drawn(bare, (words[0], "第3份 会议材料"), FONTS)
    address = reverse("materials:page", args=[material.uid, 1, 1])
    for more in ("", "?watermark=0", "?number=1", "?by=%E5%88%AB%E4%BA%BA"):
        answer = signed_in(guest).get(address + more)
        assert (answer.status_code, answer.content) == (200, expected), more
        assert answer["Cache-Control"] == "private, no-store"
    assert expected != bare
    copy = b"".join(signed_in(guest).get(reverse("materials:print", args=[material.uid])))
    assert copy.startswith(b"%PDF")
    (fine,) = pictures_of(material.version.file, [1], ORGANISERS, 150)
    marked = marked_print(fine, (words[0], "第3份 会议材料打印"), FONTS)
    assert len(copy) >= len(marked) // 2


def test_each_reading_is_a_line_and_the_rights_to_print_and_to_download_are_their_own() -> None:
    g = a_gathering()
    material = handed_out(g, "方案", may_download=True)
    guest = signed_in(g.guests[0])
    for name, *more in (("read",), ("page", 1, 1), ("print",), ("download",)):
        answer: Any = guest.get(reverse(f"materials:{name}", args=[material.uid, *more]))
        if answer.streaming:
            b"".join(answer)
    assert log(material) == [("read", "方案"), ("read", "方案第1页"), ("download", "方案")]
    readings = text(signed_in(g.second).get(reverse("materials:readings", args=[material.uid])))
    assert "方案第1页" in readings
    assert "下载" in readings
    for address in ("readings", "copies_table", "material"):
        assert guest.get(reverse(f"materials:{address}", args=[material.uid])).status_code == 403
    assert guest.get(reverse("materials:original", args=[material.uid, 1])).status_code == 403
    desk: Any = signed_in(g.organiser).get(reverse("materials:original", args=[material.uid, 1]))
    assert b"".join(desk) == paper(words="方案")


def test_an_open_page_is_drawn_anew_when_it_is_not_his_any_more_or_another_version() -> None:
    g = a_gathering()
    material = handed_out(g)
    guest, standing = signed_in(g.guests[0]), reverse("materials:standing", args=[material.uid, 1])
    part = guest.get(standing, headers={"HX-Request": "true"})
    assert (part.status_code, part.headers.get("HX-Refresh")) == (200, None)
    assert guest.get(reverse("materials:standing", args=[material.uid, 9]))["HX-Refresh"] == "true"
    recall(material.uid, "改数", by=g.by(g.organiser), key=uuid7())
    over = guest.get(standing, headers={"HX-Request": "true"})
    assert (over.status_code, over["HX-Refresh"]) == (404, "true")
    absent = guest.get(reverse("materials:standing", args=[uuid7(), 1]), headers={"HX-Request": "true"})
    assert (absent.status_code, absent.content, absent["HX-Refresh"]) == (404, over.content, "true")


def test_what_ends_while_it_is_drawn_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    g = a_gathering()
    material = handed_out(g, may_download=True)
    work = rendering.marked_page

    def ends(*args: Any, **kwargs: Any) -> bytes:
        made = work(*args, **kwargs)
        recall(material.uid, "改数", by=g.by(g.organiser), key=uuid7())
        return made

    monkeypatch.setattr(reading_views, "marked_page", ends)
    reader = Client()  # what is written meanwhile is another's doing
    reader.force_login(g.guests[0].person)
    answer = reader.get(reverse("materials:page", args=[material.uid, 1, 1]))
    assert answer.status_code == 403
    assert not answer["Content-Type"].startswith("image")


def test_refused_forms_come_back_filled() -> None:
    g = a_gathering()
    material = brought(g)
    answer = send(g, paper(), title="方案", audience="item")
    assert answer.status_code == 422
    assert "哪一项议题" in text(answer)
    assert 'value="方案"' in answer.content.decode()
    assert (
        signed_in(g.organiser)
        .post(reverse("materials:bring", args=[g.meeting.uid]), {"key": str(uuid7()), "audience": "all"})
        .status_code
        == 422
    )
    answer = deed(g, material, "hand-out", open_from="明天")
    assert (answer.status_code, "没有办理" in text(answer)) == (422, True)
    answer = deed(g, material, "edit", title="长" * 201, audience="all")
    assert answer.status_code == 422
    answer = deed(g, material, "recall", reason="理由写在这里")
    assert answer.status_code == 409
    assert deed(g, material, "burn").status_code == 404
    assert deed(g, material, "remove", key="x").status_code == 422
    assert Material.objects.count() == 1


def test_the_order_is_changed_by_the_buttons_of_a_row() -> None:
    g = a_gathering()
    rows = [brought(g, title) for title in "甲乙丙"]
    address = reverse("materials:do_all", args=[g.meeting.uid, "arrange"])
    form = {"material": [str(one.uid) for one in rows], "down": str(rows[0].uid), "key": str(uuid7())}
    assert signed_in(g.organiser).post(address, form).status_code == 302
    assert [one.title for one in materials.of(g.meeting)] == ["乙", "甲", "丙"]
    assert signed_in(g.organiser).post(address, form | {"material": ["x"], "key": str(uuid7())}).status_code == 422
    assert signed_in(g.guests[0]).post(address, form).status_code == 403
    assert signed_in(g.stranger).post(address, form).status_code == 404


def test_paper_copies_are_ticked_off_and_the_list_leaves_as_a_table() -> None:
    g = a_gathering(guests=2)
    material = handed_out(g, "=1+1", is_numbered=True)
    signed_in(g.guests[0]).get(reverse("materials:read", args=[material.uid]))
    copies = list(material.copies.order_by("number"))
    assert deed(g, material, "returned", copy=[str(copies[0].uid), str(copies[1].uid)]).status_code == 302
    assert deed(g, material, "not-returned", copy=str(copies[0].uid)).status_code == 302
    assert deed(g, material, "not-returned", copy=[]).status_code == 422
    answer = signed_in(g.organiser).get(reverse("materials:copies_table", args=[material.uid]))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert [row[:2] for row in rows[1:]] == [(n, one.person.name) for n, one in enumerate((g.host, *g.guests), 1)]
    assert [bool(row[6]) for row in rows[1:]] == [False, True, False]
    assert [bool(row[7]) for row in rows[1:]] == [False, True, False]


def test_the_stage_and_the_door_say_how_far_it_is_to_each() -> None:
    g = a_gathering()
    stage = next(one for one in stages() if one.place == 50)
    door = next(one for one in doors() if one.place == 20)

    def said(who: Appointment) -> str | None:
        progress = stage.of(Meeting.objects.get(pk=g.meeting.pk), g.by(who))
        return progress.said if progress is not None else None

    def at_the_door() -> dict[int, tuple[str, str]]:
        return door.of(list(Invitation.objects.select_related("meeting")))

    assert (said(g.organiser), said(g.guests[0]), said(g.stranger)) == ("还没有材料", None, None)
    assert at_the_door() == {}
    brought(g, "内部", audience=Audience.ORGANISERS)
    material = handed_out(g)
    assert (said(g.organiser), said(g.guests[0]), said(g.stranger)) == ("已分发1/2", "1份可看", None)
    mine = g.invitation(g.guests[0])
    assert at_the_door()[mine.pk] == ("1份", reverse("materials:meeting", args=[g.meeting.uid]))
    Invitation.objects.filter(pk=mine.pk).update(withdrawn_at=g.meeting.planned_at)
    assert mine.pk not in at_the_door()
    assert said(g.guests[0]) is None
    recall(material.uid, "改数", by=g.by(g.organiser), key=uuid7())
    assert said(g.guests[1]) is None
    Material.objects.filter(state=MaterialState.DRAFT).delete()
    assert said(g.organiser) == "1份已全部收回"


@pytest.mark.parametrize(
    "address", ["meeting", "material", "read", "readings", "copies_table", "guest", "door", "stage"]
)
def test_a_page_asks_no_more_for_more(address: str) -> None:
    g = a_gathering(guests=2)
    material = handed_out(g, is_numbered=True)
    asked = []
    for n in range(2):
        for k in range(2 + 3 * n):
            invited(g, appointed(a_department(an_organ())))
            handed_out(g, f"{n}{k}", paper(words=f"{n}{k}"), item=g.meeting.items.get(place=1 + k % 2).uid)
            signed_in(g.guests[0]).post(
                reverse("materials:note", args=[material.uid]), {"key": str(uuid7()), "page": 1, "text": "记一笔"}
            )
        asked.append(_asked(g, material.uid, address))
    assert asked[0] == asked[1]
    assert asked[0] < 40


def _asked(g: Gathering, uid: UUID, address: str) -> int:
    stage = next(one for one in stages() if one.place == 50)
    door = next(one for one in doors() if one.place == 20)
    invitations = list(Invitation.objects.select_related("meeting"))
    by = g.by(g.guests[0])
    if address == "door":
        with CaptureQueriesContext(connection) as queries:
            assert door.of(invitations)
    elif address == "stage":
        with CaptureQueriesContext(connection) as queries:
            assert stage.of(g.meeting, by)
    else:
        client = signed_in(g.guests[0] if address in {"guest", "read"} else g.organiser)
        name, named = ("meeting", g.meeting.uid) if address in {"guest", "meeting"} else (address, uid)
        path = reverse(f"materials:{name}", args=[named])
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
    return len(queries)
