"""The pages of topics and calls: what stands on them for whom; a refused form comes back as it was filled; constant queries."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.topics.models import Topic, TopicCall
from office.api import history_of
from office.kernel.clock import now, today
from office.kernel.ids import uuid7
from office.models import AccessEntry, Appointment, Department
from tests.meetings.topics.world import (
    TITLE,
    World,
    a_later_meeting,
    a_world,
    again,
    called,
    drafted,
    put_off_,
    task,
    walked,
)
from tests.office.kernel.uploads.making import pdf
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db
LIST, NEW, NEW_CALL = reverse("topics:topics"), reverse("topics:new"), reverse("topics:new_call")


def as_(who: Appointment) -> ReadingClient:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def seen(who: Appointment, address: str) -> str:
    answer = as_(who).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def send(who: Appointment, address: str, **fields: Any) -> Any:
    return as_(who).post(address, {"key": str(uuid7())} | fields)


def act(who: Appointment, topic: Topic, verb: str, **fields: Any) -> Any:
    return send(who, reverse("topics:act", args=[task(topic).uid, verb]), **fields)


def begun(world: World, call: TopicCall | None = None, **fields: Any) -> dict[str, Any]:
    wanted = f"call:{call.uid}" if call is not None else f"kind:{world.gathering.kind.uid}"
    return {"wanted": wanted, "title": TITLE} | fields


def filled(world: World, **fields: Any) -> dict[str, Any]:
    given = {
        "seen": "0",
        "title": TITLE,
        "gist": "建议同意。",
        "reporter": str(world.head.uid),
        "minutes": "20",
        "consult_days": "3",
        "consulted": [str(world.consulted.uid)],
        "consultation": "",
        "lawfulness": "不涉及。",
    }
    return given | fields


def test_called_drafted_handed_in_and_on_to_the_agenda_through_the_pages() -> None:
    world = a_world()
    page = seen(world.organiser, f"{NEW_CALL}?meeting={world.meeting.uid}")
    assert "防汛科" in page
    due_on = today() + timedelta(days=1)
    fields = {"meeting": str(world.meeting.uid), "due_on": due_on, "due_hour": "17:00", "units": [str(world.unit.uid)]}
    answer = send(world.organiser, NEW_CALL, **fields)
    call = TopicCall.objects.get()
    assert answer["Location"] == call.get_absolute_url()
    page = seen(world.writer, call.get_absolute_url())
    assert "起草议题" in page
    assert "延长期限</summary>" not in page
    answer = send(world.writer, NEW, **begun(world, call))
    topic = Topic.objects.get()
    assert answer["Location"] == (edit := reverse("topics:edit", args=[topic.uid]))
    assert send(world.writer, edit, **filled(world))["Location"] == topic.get_absolute_url()
    page = seen(world.writer, topic.get_absolute_url())
    assert "提报前还要" in page
    assert "上传汇报材料" in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))  # a label that meets its own section does not lead to its field
    file = SimpleUploadedFile("汇报材料.pdf", pdf(), "application/pdf")
    assert send(world.writer, reverse("topics:bring", args=[topic.uid]), files=file).status_code == 302
    assert "提报前还要" not in seen(world.writer, topic.get_absolute_url())
    assert act(world.writer, topic, "draft", seen="1").status_code == 302
    assert "1/1个单位已报" in seen(world.organiser, call.get_absolute_url())
    assert act(world.head, topic, "endorse", opinion="请审议。").status_code == 302
    assert "协商意见" in seen(world.adviser, topic.get_absolute_url())
    assert act(world.adviser, topic, "consult", stance="agree").status_code == 302
    assert world.meeting.title in seen(world.reviewer, topic.get_absolute_url())
    assert act(world.reviewer, topic, "check", meeting=world.meeting.uid).status_code == 302
    assert act(world.leader, topic, "approve", opinion="同意上会。").status_code == 302
    page = seen(world.host, topic.get_absolute_url())
    assert "列入议程" in page
    assert "同意上会。" in page
    assert act(world.host, topic, "decide", meeting=world.meeting.uid).status_code == 302
    assert "第3项" in seen(world.writer, topic.get_absolute_url())
    assert TITLE in seen(world.organiser, f"{LIST}?meeting={world.meeting.uid}")
    assert "征集议题" not in seen(world.writer, LIST).split("<h1>")[1].split("</h1>")[0]


def test_each_finds_what_is_his_in_the_list() -> None:
    world = a_world()
    call = called(world)
    draft, brought = (
        drafted(world, call, title="还在写的"),
        walked(world, drafted(world, call, title="送来的"), "endorse"),
    )
    mine = seen(world.writer, LIST)
    assert "还在写的" in mine
    assert "送来的" in mine
    assert "送来的" in seen(world.head, f"{LIST}?view=waiting")
    office = seen(world.reviewer, f"{LIST}?view=brought")
    assert "送来的" in office
    assert "还在写的" not in office
    assert str(call) in seen(world.adviser, f"{LIST}?view=calls")
    assert "等您单位报" in seen(world.adviser, f"{LIST}?view=calls")
    assert "等您单位报" not in seen(world.writer, f"{LIST}?view=calls")
    for view in ("", "?view=waiting", "?view=brought", "?view=calls", "?view=nonsense"):
        page = seen(world.gathering.stranger, LIST + view)
        assert "送来的" not in page
        assert str(call) not in page
    for one in (draft, brought):
        assert as_(world.gathering.stranger).get(one.get_absolute_url()).status_code == 404
    assert as_(world.reviewer).get(draft.get_absolute_url()).status_code == 404
    assert as_(world.gathering.stranger).get(call.get_absolute_url()).status_code == 404
    assert as_(world.gathering.guests[0]).get(f"{LIST}?meeting={world.meeting.uid}").status_code == 200
    assert as_(world.gathering.stranger).get(f"{LIST}?meeting={world.meeting.uid}").status_code == 404


def test_a_called_unit_sees_its_own_line_alone() -> None:
    world = a_world()
    call = called(world)
    walked(world, drafted(world, call), "endorse")
    other = seen(world.adviser, call.get_absolute_url())
    assert TITLE not in other
    assert "防汛科" not in other
    assert "报无议题" in other
    answer = send(
        world.adviser,
        reverse("topics:do_call", args=[call.uid, "none"]),
        unit=call.units.get(department=world.consulted).uid,
    )
    assert answer.status_code == 302
    page = seen(world.organiser, call.get_absolute_url())
    assert TITLE in page
    assert "无议题" in page


@pytest.mark.parametrize(
    "fields", [{"title": " "}, {"minutes": "0"}, {"consulted": [str(uuid7())]}, {"gist": "秘\u202e密"}]
)
def test_a_refused_draft_comes_back_with_every_word(fields: dict[str, Any]) -> None:
    world = a_world()
    topic = drafted(world)
    edit = reverse("topics:edit", args=[topic.uid])
    answer = send(world.writer, edit, **filled(world, lawfulness="市司法局已审查。") | fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "市司法局已审查。" in page
    assert "没有保存" in page
    assert f'value="{world.head.uid}" selected' in page
    assert again(topic).revision == 0


def test_a_change_that_comes_second_keeps_its_text() -> None:
    world = a_world()
    topic = drafted(world)
    edit = reverse("topics:edit", args=[topic.uid])
    assert TITLE in seen(world.writer, edit)
    assert send(world.writer, edit, **filled(world)).status_code == 302
    answer = send(world.writer, edit, **filled(world, gist="我写了很久的话。"))
    assert answer.status_code == 409
    assert "我写了很久的话。" in answer.content.decode()
    assert as_(world.head).get(edit).status_code == 403


def test_what_is_written_is_saved_while_it_is_written_and_another_window_is_told() -> None:
    world = a_world()
    topic = drafted(world)
    acts = len(history_of(topic.uid))
    script: dict[str, Any] = {
        "path": reverse("topics:edit", args=[topic.uid]),
        "headers": {"Accept": "application/json"},
    }
    client = as_(world.writer)
    for revision, gist in ((0, "写了一半"), (1, "写了一半，又写了一半。")):
        answer = client.post(data=filled(world, gist=gist, seen=str(revision)) | {"key": str(uuid7())}, **script)
        assert answer.json()["fields"] == {"seen": revision + 1}
        assert "已自动保存" in answer.json()["said"]
    assert again(topic).gist == "写了一半，又写了一半。"
    assert len(history_of(topic.uid)) == acts  # a pause in the writing is no act
    other = client.post(data=filled(world, gist="另一个窗口写的") | {"key": str(uuid7())}, **script)
    assert (other.status_code, "已在另一个窗口改过" in other.json()["said"]) == (409, True)
    unfit = client.post(data=filled(world, seen="2", minutes="0") | {"key": str(uuid7())}, **script)
    assert (unfit.status_code, "预计用时" in unfit.json()["said"]) == (422, True)
    assert again(topic).gist == "写了一半，又写了一半。"
    walked(world, topic, "endorse")
    late = client.post(data=filled(world, seen="2") | {"key": str(uuid7())}, **script)
    assert (late.status_code, "提报前" in late.json()["said"]) == (403, True)


def test_what_was_said_comes_back_where_an_act_is_refused() -> None:
    world = a_world()
    topic = walked(world, drafted(world), "consult")
    answer = act(world.adviser, topic, "consult", opinion="还要再算。")
    assert (answer.status_code, "还要再算。" in answer.content.decode()) == (422, True)
    answer = act(world.adviser, topic, "consult", stance="disagree", opinion="改\u202e了")
    assert (answer.status_code, "改变文字方向" in answer.content.decode()) == (422, True)
    answer = act(world.adviser, topic, "return", to="draft", reason="")
    assert (answer.status_code, "请写明退回理由" in answer.content.decode()) == (422, True)
    walked(world, topic, "decide")
    answer = act(world.host, topic, "put-off", reason=" ")
    assert (answer.status_code, "为什么缓议" in answer.content.decode()) == (422, True)


def test_files_are_refused_by_name_and_removed() -> None:
    world = a_world()
    topic = drafted(world, with_file=False)
    bring = reverse("topics:bring", args=[topic.uid])
    assert send(world.writer, bring).status_code == 422
    bad = SimpleUploadedFile("病毒.exe", b"MZ\x90\x00", "application/pdf")
    answer = send(world.writer, bring, files=bad)
    assert (answer.status_code, "病毒.exe" in answer.content.decode()) == (422, True)
    good = [SimpleUploadedFile("材料.pdf", pdf(), "application/pdf") for _ in range(2)]
    assert "内容相同" in send(world.writer, bring, files=good).content.decode()
    assert not topic.files.exists()
    assert send(world.writer, bring, files=SimpleUploadedFile("材料.pdf", pdf(), "application/pdf")).status_code == 302
    row = topic.files.get()
    address = reverse("topics:file", args=[topic.uid, row.uid])
    answer = as_(world.head).get(address)
    assert b"".join(answer).startswith(b"%PDF")
    line = AccessEntry.objects.latest("id")
    assert (line.kind, line.about) == ("download", topic.uid)
    assert as_(world.adviser).get(address).status_code == 404
    assert send(world.head, reverse("topics:remove", args=[topic.uid, row.uid])).status_code == 403
    assert send(world.writer, reverse("topics:remove", args=[topic.uid, row.uid])).status_code == 302
    assert as_(world.writer).get(address).status_code == 404


def test_put_off_and_taken_up_on_the_page() -> None:
    world = a_world()
    topic = put_off_(world, drafted(world))
    later = a_later_meeting(world)
    assert "资金来源还要再研究。" in seen(world.writer, topic.get_absolute_url())
    assert "列入会议" not in seen(world.writer, topic.get_absolute_url())
    assert "列入会议" in seen(world.organiser, topic.get_absolute_url())
    answer = send(world.organiser, reverse("topics:do", args=[topic.uid, "take-up"]), meeting=later.uid)
    assert answer.status_code == 302
    assert again(topic).meeting == later


def test_called_off_it_is_written_anew_from_the_same_words() -> None:
    world = a_world()
    topic = walked(world, drafted(world), "endorse")
    do = reverse("topics:do", args=[topic.uid, "call-off"])
    assert send(world.writer, do, reason="").status_code == 422
    assert send(world.writer, do, reason="情况有变。").status_code == 302
    assert "重新起草" in seen(world.writer, topic.get_absolute_url())
    assert TITLE in seen(world.writer, f"{NEW}?like={topic.uid}")
    Department.objects.filter(pk=world.consulted.pk).update(closed_on=today())
    assert send(world.writer, NEW, **begun(world, title="再报一次"), like=topic.uid).status_code == 302
    anew = Topic.objects.latest("pk")
    assert (anew.title, anew.gist, anew.reporter) == ("再报一次", topic.gist, world.head)
    assert (anew.files.count(), anew.units.count()) == (1, 0)  # the unit that is no more is chosen anew
    assert as_(world.adviser).get(f"{NEW}?like={topic.uid}").status_code == 404


def test_a_call_is_extended_and_its_units_reminded_on_its_page() -> None:
    world = a_world()
    call = called(world)
    do = {verb: reverse("topics:do_call", args=[call.uid, verb]) for verb in ("extend", "remind", "none")}
    answer = send(world.organiser, do["extend"], due_on="2020-01-01")
    assert (answer.status_code, 'value="2020-01-01"' in answer.content.decode()) == (422, True)
    later = now() + timedelta(days=2) - timedelta(hours=1)
    answer = send(world.organiser, do["extend"], due_on=later.date(), due_hour="00:30")
    assert send(world.organiser, do["remind"], words="请抓紧。").status_code == 302
    assert "已提醒1次" in seen(world.organiser, call.get_absolute_url())
    assert send(world.writer, do["remind"]).status_code == 403
    assert send(world.organiser, do["none"]).status_code == 422
    assert send(world.gathering.stranger, do["remind"]).status_code == 404


def test_a_call_without_units_or_for_a_strangers_meeting_is_refused() -> None:
    world = a_world()
    answer = send(
        world.organiser, NEW_CALL, meeting=world.meeting.uid, due_on=today() + timedelta(days=1), note="限本月事项"
    )
    assert (answer.status_code, "限本月事项" in answer.content.decode()) == (422, True)
    assert as_(world.writer).get(f"{NEW_CALL}?meeting={world.meeting.uid}").status_code == 404
    assert as_(world.gathering.guests[0]).get(f"{NEW_CALL}?meeting={world.meeting.uid}").status_code == 403
    assert as_(world.organiser).get(f"{NEW_CALL}?meeting=x").status_code == 404


def test_as_many_questions_for_many_as_for_few() -> None:
    world = a_world()
    call = called(world)
    topic = walked(world, drafted(world, call, title="甲"), "decide")
    walked(world, drafted(world, call, title="乙"), "end")
    pages = [
        (world.organiser, f"{LIST}?view=brought"),
        (world.writer, LIST),
        (world.organiser, call.get_absolute_url()),
        (world.organiser, f"{LIST}?meeting={world.meeting.uid}"),
        (world.organiser, f"{LIST}?view=calls"),
        (world.host, topic.get_absolute_url()),
        (world.organiser, world.meeting.get_absolute_url()),
    ]
    before = [_questions(*page) for page in pages]
    for n in range(3):
        walked(world, drafted(world, call, title=f"丙{n}"), "end")
        called(world, meeting=False)
        a_later_meeting(world, f"第{20 + n}次")
    assert [_questions(*page) for page in pages] == before


def _questions(who: Appointment, address: str) -> int:
    client = as_(who)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_who_saves_second_sees_what_was_saved_and_then_his_own_counts() -> None:
    world = a_world()
    topic = drafted(world)
    edit = reverse("topics:edit", args=[topic.uid])
    revision = str(again(topic).revision)
    assert send(world.writer, edit, **filled(world, seen=revision, gist="那边的话。")).status_code == 302
    script = as_(world.writer).post(
        edit, filled(world, seen=revision) | {"key": str(uuid7())}, headers={"accept": "application/json"}
    )
    assert script.status_code == 409
    assert script.json()["said"].endswith("按“保存”可看两边的不同。")
    refused = send(world.writer, edit, **filled(world, seen=revision, gist="这边的话。"))
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "那边的话。" in page
    assert "这边的话。</textarea>" in page
    newer = str(again(topic).revision)
    assert f'name="seen" value="{newer}"' in page
    assert send(world.writer, edit, **filled(world, seen=newer, gist="这边的话。")).status_code == 302
    assert again(topic).gist == "这边的话。"
