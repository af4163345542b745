"""The pages of 督办: what stands on them for whom, and that a refused form comes back as it was filled."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from docflow.models import Document
from docflow.supervision.models import Matter
from docflow.supervision.selectors.lists import VIEWS
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.models import Appointment
from tests.docflow.incoming.inbox import a_piece
from tests.docflow.supervision.matters import Walk, a_house, a_matter
from tests.docflow.world import a_draft, an_office
from tests.factories import a_department, an_organ, appointed
from tests.office.kernel.uploads.making import pdf
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


def as_(who: Appointment) -> ReadingClient:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def seen(who: Appointment, address: str) -> str:
    answer = as_(who).get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def do(walk: Walk, who: Appointment, verb: str, **fields: Any) -> Any:
    address = reverse("supervision:do", args=[walk.uid, verb])
    return as_(who).post(address, {"key": str(uuid7())} | fields)


def test_the_list_shows_number_units_light_and_day() -> None:
    walk = a_matter(units=2)
    house = walk.house
    page = seen(house.heads[0], reverse("supervision:matters"))
    assert walk.matter.number in page
    assert "老旧小区供水改造" in page
    assert "灰灯·未启动" in page
    assert "还没有签收" in page
    for view in VIEWS:
        assert "督办" in seen(house.supervisor, f"{reverse('supervision:matters')}?view={view}")
    assert "现在没有要您办的" in seen(house.second, reverse("supervision:matters"))


def test_conditions_stand_in_the_address_and_narrow_the_list() -> None:
    house = a_house()
    red = a_matter(house, title="河道清淤").signed().opened_before(60, today() - timedelta(days=20))
    a_matter(house, title="校车安全", level="key", leader=house.leader.uid, lead=house.heads[1].department.uid)
    address = reverse("supervision:matters") + "?view=open"
    for condition, found, missing in (
        ("&light=red", "河道清淤", "校车安全"),
        ("&light=grey", "校车安全", "河道清淤"),
        ("&level=key", "校车安全", "河道清淤"),
        (f"&leader={house.leader.uid}", "校车安全", "河道清淤"),
        (f"&unit={house.heads[0].department.uid}", "河道清淤", "校车安全"),
        ("&count=overdue", "河道清淤", "校车安全"),
        ("&q=清淤", "河道清淤", "校车安全"),
        (f"&q={red.matter.number}", "河道清淤", "校车安全"),
    ):
        page = seen(house.supervisor, address + condition)
        assert (found in page, missing in page) == (True, False), condition
    assert "没有找到" in seen(house.supervisor, address + "&light=blue")
    assert "河道清淤" in seen(house.supervisor, address + "&light=nonsense&unit=x&period=abc&page=x")


def test_a_year_of_which_nothing_could_be_counted_is_this_year() -> None:
    walk = a_matter()
    for word in ("0001", "0001-01", "9999-12"):
        page = seen(walk.house.supervisor, f"{reverse('supervision:ranking')}?period={word}")
        assert f"{today().year}年在办的" in page


def test_from_an_instruction_a_matter_is_opened_in_one_act() -> None:
    office = an_office()
    piece = a_piece(office).reviewed().proposed().instructed(lead_unit=office.units[0].uid, days=9)
    page = seen(office.reviewer, piece.incoming.get_absolute_url())
    assert f"{reverse('supervision:new')}?from={piece.uid}" in page
    form = as_(office.reviewer).get(f"{reverse('supervision:new')}?from={piece.uid}").context["form"]
    given = {name: form[name].value() for name in ("title", "content", "basis", "lead", "due_on", "leader")}
    assert given["content"] == "同意拟办意见。"
    assert office.leader.person.name in given["basis"]
    fields = {name: str(value) for name, value in given.items()} | {"level": "usual", "cycle": "none"}
    answer = as_(office.reviewer).post(
        reverse("supervision:new"), fields | {"key": str(uuid7()), "source": str(piece.uid)}
    )
    matter = Matter.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == matter.get_absolute_url()
    assert (matter.source, matter.source_uid, matter.due_on) == ("instruction", piece.uid, piece.incoming.due_on)
    assert [one.department for one in matter.parts.all()] == [office.units[0]]
    assert matter.get_absolute_url() in seen(office.reviewer, piece.incoming.get_absolute_url())
    clerk_sees = seen(office.clerk, piece.incoming.get_absolute_url())
    assert "已立项督办" in clerk_sees
    assert matter.get_absolute_url() not in clerk_sees
    assert as_(office.clerk).get(matter.get_absolute_url()).status_code == 404


def test_from_a_document_too_and_from_nothing_that_one_may_not_read() -> None:
    paper = a_draft().sent()
    office = paper.office
    page = seen(office.head, f"{reverse('supervision:new')}?from={paper.uid}")
    assert "冬季供热保障" in page
    stranger = appointed(a_department(an_organ()), "leader")
    for word in (str(paper.uid), str(uuid7()), "x"):
        assert as_(stranger).get(f"{reverse('supervision:new')}?from={word}").status_code == 404
    assert as_(office.drafter).get(reverse("supervision:new")).status_code == 403


def test_a_refused_opening_comes_back_as_it_was_filled() -> None:
    house = a_house()
    fields = {"title": "校车安全", "content": "排查", "level": "key", "cycle": "none", "lead": str(house.heads[1].department.uid),
              "co_units": [str(house.bureau.uid)], "days": "5", "key": str(uuid7())}  # fmt: skip
    answer = as_(house.supervisor).post(reverse("supervision:new"), fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请选择责任领导" in page
    assert 'value="校车安全"' in page
    assert f'value="{house.heads[1].department.uid}" selected' in page
    assert f'name="co_units" value="{house.bureau.uid}" checked' in page
    assert Matter.objects.count() == 0


def test_feedback_with_a_file_through_the_page_and_back() -> None:
    walk = a_matter().signed()
    house, part = walk.house, str(walk.part().uid)
    page = seen(house.staff[0], walk.matter.get_absolute_url())
    assert "报送" in page
    assert "申请延期" in page
    assert "还没有反馈。" in page
    assert "销号</button>" not in page
    answer = do(walk, house.staff[0], "feed-back", part=part, progress="130", text="写了很多字")
    assert answer.status_code == 422
    assert "写了很多字" in answer.content.decode()
    answer = do(walk, house.staff[0], "feed-back", part=part, final="on", text="写了很多字")
    assert answer.status_code == 422
    assert "佐证材料" in answer.content.decode()
    bad = SimpleUploadedFile("木马.exe", b"MZ\x90\x00" + b"\x00" * 200, "application/pdf")
    answer = do(walk, house.staff[0], "feed-back", part=part, final="on", text="写了很多字", files=bad)
    assert answer.status_code == 422
    assert "木马.exe" in answer.content.decode()
    good = SimpleUploadedFile("验收单.pdf", pdf(), "application/pdf")
    assert do(walk, house.staff[0], "feed-back", part=part, final="on", text="已通水", files=good).status_code == 302
    feedback = walk.last()
    page = seen(house.heads[0], walk.matter.get_absolute_url())
    assert "签发办结申请" in page
    assert "验收单.pdf" in page
    assert "还没有反馈。" not in page
    assert do(walk, house.heads[0], "endorse", feedback=str(feedback.uid)).status_code == 302
    address = reverse("supervision:evidence", args=[walk.uid, feedback.evidence.get().uid])
    answer = as_(house.supervisor).get(address)
    assert answer.status_code == 200
    assert b"".join(answer).startswith(b"%PDF")
    assert as_(house.heads[1]).get(address).status_code == 404
    assert do(walk, house.supervisor, "accept", feedback=str(feedback.uid)).status_code == 302
    assert do(walk, house.supervisor, "close", reason="好").status_code == 302
    assert "已销号" in seen(house.staff[0], walk.matter.get_absolute_url())


def test_ids_of_another_matter_are_not_taken() -> None:
    house = a_house()
    one, other = a_matter(house).signed().said().endorsed(), a_matter(house).signed()
    extension = one.extension()
    for verb, fields in (
        ("sign", {"part": str(one.part().uid)}),
        ("feed-back", {"part": str(one.part().uid), "text": "x", "progress": "1"}),
        ("accept", {"feedback": str(one.last().uid)}),
        ("send-back", {"feedback": str(one.last().uid), "reason": "x"}),
        ("decide", {"extension": str(extension.uid), "agreed": "on"}),
        ("agree", {}),
        ("endorse", {"feedback": str(uuid7())}),
    ):
        assert do(other, house.supervisor, verb, **fields).status_code == 422, verb
    assert do(other, house.supervisor, "nothing").status_code == 404
    evidence = a_matter(house).signed().said(final=True).last().evidence.get()
    assert as_(house.supervisor).get(reverse("supervision:evidence", args=[other.uid, evidence.uid])).status_code == 404


def test_the_board_counts_by_unit_and_leader_and_each_number_leads_to_its_rows() -> None:
    house = a_house()
    a_matter(house, units=2, level="key", leader=house.leader.uid).signed(0)
    a_matter(house, title="河道清淤").signed().opened_before(60, today() - timedelta(days=20))
    for by in ("unit", "leader"):
        answer = as_(house.supervisor).get(f"{reverse('supervision:board')}?by={by}")
        board = answer.context["board"]
        assert {one.colour.value: one.count for one in board.totals} == {"red": 1, "yellow": 0, "grey": 1, "green": 1}
        for line in board.lines:
            for cell in line.cells:
                if cell.count and cell.address:
                    shown = as_(house.supervisor).get(reverse("supervision:matters") + cell.address).context["rows"]
                    parts = [lit for row in shown for lit in row.parts if lit.light.colour == cell.colour]
                    assert len(parts) >= cell.count
    assert as_(house.heads[2]).get(reverse("supervision:board")).context["board"].count == 0
    assert as_(house.heads[1]).get(reverse("supervision:board")).context["board"].count == 2


def test_the_ranking_explains_itself_with_the_rows_that_it_counts() -> None:
    house = a_house()
    a_matter(house, title="甲").signed().done().closed()
    a_matter(house, title="乙").signed().said().endorsed().sent_back().extended()
    a_matter(house, title="丙", lead=house.heads[1].department.uid).opened_before(60, today() - timedelta(days=20))
    answer = as_(house.supervisor).get(reverse("supervision:ranking"))
    units = {one.name: one for one in answer.context["ranking"].units}
    first, second = (units[house.heads[n].department.name] for n in (0, 1))
    assert {one.item.name: one.item.count for one in first.items} == {
        "in_time": 1, "late": 0, "overdue": 0, "returned": 1, "extended": 1,
    }  # fmt: skip
    assert (first.score.total, first.score.place, first.score.in_time_share) == (0, 1, 100)
    assert (second.score.total, second.score.place, second.score.in_time_share) == (-3, 2, None)
    for unit in (first, second):
        for one in unit.items:
            rows = as_(house.supervisor).get(reverse("supervision:matters") + one.address).context["rows"]
            assert len(rows) == one.item.count, one.item
            assert parse_qs(urlsplit(one.address).query)["count"] == [one.item.name]


def test_the_months_bulletin_becomes_a_draft_of_its_kind() -> None:
    office = an_office("云州市通报局", "云通发")
    by = appointed(a_department(office.organ), "supervisor")
    fields = {"organ": str(office.organ.uid), "month": f"{today():%Y-%m}", "code": str(office.code.uid)}

    def post(**more: str) -> Any:
        return as_(by).post(reverse("supervision:bulletin"), fields | {"key": str(uuid7())} | more)

    assert post().status_code == 422
    new = {"title": "校车安全", "content": "排查", "level": "usual", "cycle": "none", "days": "5", "key": str(uuid7()),
           "lead": str(office.units[0].uid)}  # fmt: skip
    assert as_(by).post(reverse("supervision:new"), new).status_code == 302
    assert "起草月通报" in seen(by, reverse("supervision:ranking"))
    assert post(month="1999-01").status_code == 422
    assert as_(office.head).post(reverse("supervision:bulletin"), fields | {"key": str(uuid7())}).status_code == 404
    assert post().status_code == 302
    document = Document.objects.get()
    assert document.kind == "通报"
    assert document.title.startswith(f"关于{today().year}年{today().month}月督办事项")
    body = document.working_copies.get().elements["body"]
    assert any(line.startswith(f"{office.units[0].name}\t1\t") for line in body)


def test_the_rule_page_is_for_whoever_supervises() -> None:
    house = a_house()
    address = reverse("supervision:rule")
    assert as_(house.heads[0]).get(address).status_code == 403
    form = as_(house.supervisor).get(address).context["form"]
    given = {name: str(form[name].value()) for name in form.fields if name != "key"} | {"key": str(uuid7())}
    answer = as_(house.supervisor).post(address, given | {"near_days": "99"})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert as_(house.supervisor).post(address, given | {"organ": str(house.bureau.uid)}).status_code == 404
    assert as_(house.supervisor).post(address, given | {"near_days": "9"}).status_code == 302
    a_matter(house, days=8)
    assert "不多于9个" in seen(house.supervisor, f"{reverse('supervision:matters')}?view=open")


@pytest.mark.parametrize("name", ["matters", "board", "ranking"])
def test_as_many_questions_for_many_as_for_few(name: str) -> None:
    house, asked = a_house(), []
    for _ in range(2):
        for _ in range(2):
            a_matter(house, units=3, level="key", leader=house.leader.uid).signed()
        client = as_(house.supervisor)
        address = reverse(f"supervision:{name}") + "?view=open"
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_matters_page_asks_as_often_for_many_feedbacks_as_for_one() -> None:
    walk, asked = a_matter(units=3).signed(0).signed(1).signed(2), []
    for _ in range(2):
        for n in range(3):
            walk.said(n).endorsed(n).accepted(n)
        client = as_(walk.house.supervisor)
        client.get(walk.matter.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(walk.matter.get_absolute_url())
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_leader_of_the_organ_signs_for_units_and_fills_in_nothing_for_them() -> None:
    walk = a_matter(level="key", leader=(house := a_house()).leader.uid, house=house).signed().said()
    page = seen(house.leader, walk.matter.get_absolute_url())
    assert ("签发反馈</button>" in page, "报送</button>" in page, "申请延期" in page) == (True, False, False)


STRANGE = (
    "a\x00b",
    "password__startswith",
    "9" * 400,
    "-9223372036854775809",
    "２０２６-１-１",
    "0000-00",
    "9999-12-31",
    "阅" * 500,
)


@pytest.mark.parametrize("value", STRANGE, ids=range(len(STRANGE)))
def test_strange_parameters_and_fields_are_a_page_or_a_refusal(value: str) -> None:
    walk = a_matter().signed()
    client = as_(walk.house.supervisor)
    asked = dict.fromkeys(
        ("view", "q", "light", "level", "unit", "leader", "organ", "count", "period", "page", "by", "from"), value
    )
    for name in ("matters", "board", "ranking", "rule", "new"):
        assert client.get(reverse(f"supervision:{name}"), asked).status_code in {200, 404}, name
    fields = dict.fromkeys(
        ("part", "feedback", "extension", "undertaker", "progress", "text", "reason", "words", "new_on", "recheck_on"),
        value,
    )
    for verb in ("sign", "feed-back", "extend", "urge", "close", "recheck"):
        assert do(walk, walk.house.supervisor, verb, **fields).status_code in {404, 422}, verb
    given = dict.fromkeys(
        (
            "title",
            "content",
            "basis",
            "lead",
            "co_units",
            "leader",
            "days",
            "due_on",
            "every",
            "level",
            "cycle",
            "organ",
            "month",
            "code",
        ),
        value,
    )
    for name in ("new", "bulletin", "rule"):
        answer = client.post(reverse(f"supervision:{name}"), given | {"key": str(uuid7())})
        assert answer.status_code in {404, 422}, name
    assert Matter.objects.count() == 1
