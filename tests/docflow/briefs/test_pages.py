"""The pages of 信息报送: what stands on them for whom, that a refused form comes back as it was filled, and how often they ask."""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from docflow.briefs.actions import signing, submit
from docflow.briefs.models import Brief, BriefRequest, Desk, Issue, Item
from docflow.models import Document
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.models import Appointment
from tests.docflow.briefs.desk import TEXT, World, a_world
from tests.docflow.world import an_office
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
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def send(who: Appointment, address: str, **fields: Any) -> Any:
    return as_(who).post(address, {"key": str(uuid7())} | fields)


@pytest.fixture
def world() -> World:
    return a_world()


def test_each_sees_of_it_what_is_his(world: World) -> None:
    issue = world.instructed(world.issued())
    brief, item = Brief.objects.get(), Item.objects.get()
    request = world.asked()
    stranger = appointed(a_department(an_organ()))
    reads = {
        brief.get_absolute_url(): (world.staff[0], world.editor),
        item.get_absolute_url(): (world.editor, world.second, world.reviewer),
        issue.get_absolute_url(): (world.editor, world.bureau_clerk, world.leader),
        reverse("briefs:issue_file", args=[issue.uid]): (world.bureau_clerk, world.leader),
        request.get_absolute_url(): (world.editor, world.staff[0], world.bureau_clerk),
    }
    everybody = {world.staff[0], world.staff[1], world.editor, world.second, world.reviewer, world.bureau_clerk}
    everybody |= {world.leader, stranger}
    for address, readers in reads.items():
        for who in everybody:
            answer = as_(who).get(address)
            if answer.streaming:
                b"".join(answer)
            may = who in readers or (who in {world.editor, world.second, world.reviewer})
            assert answer.status_code == (200 if may else 404), (address, who.post.title)
    page = seen(world.staff[0], brief.get_absolute_url())
    assert "《政务信息》采用一条2分" in page
    assert "主要领导批示加5分" in page
    assert "请抓紧。" in page
    assert "请抓紧。" not in seen(world.bureau_clerk, issue.get_absolute_url())
    assert TEXT in seen(world.bureau_clerk, issue.get_absolute_url())
    assert as_(world.editor).get(reverse("briefs:find", args=[item.uid]))["Location"] == item.get_absolute_url()
    assert as_(stranger).get(reverse("briefs:find", args=[item.uid])).status_code == 404


def test_an_issue_is_looked_at_page_by_page_before_it_is_signed_and_after(world: World) -> None:
    issue = world.adopted().issue
    address, image = issue.get_absolute_url(), reverse("briefs:issue_image", args=[issue.uid, 1])
    assert "还没有校样" in seen(world.editor, address)
    assert as_(world.editor).get(image).status_code == 404
    issue = world.at_signing(issue)
    assert issue.proof is not None
    for who in (world.editor, world.leader):
        assert f"{image}?v={issue.proof.sm3[:12]}" in seen(who, address)
        answer = as_(who).get(image)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert answer.content[:4] == b"RIFF"
    for who in (world.bureau_clerk, world.staff[0]):
        assert as_(who).get(image).status_code == 404, "a proof is for those who make and sign it"
    assert as_(world.editor).get(reverse("briefs:issue_image", args=[issue.uid, 2])).status_code == 404
    signing.sign(issue.uid, by=world.by(world.leader), key=uuid7())
    issue = world.printed(issue)
    assert issue.file is not None
    assert f"{image}?v={issue.file.sm3[:12]}" in seen(world.bureau_clerk, address)
    assert as_(world.bureau_clerk).get(image).status_code == 200
    assert as_(world.staff[0]).get(image).status_code == 404


def test_the_lists_of_an_editor_and_of_a_unit(world: World) -> None:
    brief = world.submitted(kind="problem")
    world.taken(world.submitted(1, title="已经接收的"))
    address = reverse("briefs:briefs")
    assert "编辑来稿" in seen(world.editor, address)
    for view, found in (("incoming", str(brief)), ("editing", "已经接收的"), ("all", str(brief))):
        assert found in seen(world.editor, f"{address}?view={view}"), view
    own = seen(world.staff[0], f"{address}?view=unit")
    assert str(brief) in own
    assert "已经接收的" not in own
    assert "来稿" not in own
    unit = world.staff[0].department.uid
    for condition, there in (
        ("&kind=news", False),
        ("&kind=problem", True),
        (f"&unit={unit}", True),
        ("&q=供热", True),
    ):
        assert (str(brief) in seen(world.editor, f"{address}?view=incoming{condition}")) is there, condition
    assert "没有找到" in seen(world.editor, f"{address}?view=all&state=unused&unit=x")


def test_a_refused_brief_comes_back_as_it_was_written(world: World) -> None:
    address = reverse("briefs:new")
    assert "以" in seen(world.staff[0], address)
    long = "很长的一段话。" * 900
    answer = send(
        world.staff[0],
        address,
        desk=str(world.desk.uid),
        kind="news",
        title="",
        text=long,
        files=[SimpleUploadedFile("附件.pdf", pdf())],
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert long in page
    assert "请写标题" in page
    assert "请再选一次" in page
    fields = {"desk": str(world.desk.uid), "kind": "news", "title": "题", "text": "文"}
    answer = send(world.staff[0], address, **fields, files=[SimpleUploadedFile("附件.pdf", pdf())])
    brief = Brief.objects.get()
    assert answer["Location"] == brief.get_absolute_url()
    assert brief.files.get().name == "附件.pdf"
    twice = send(world.staff[0], address, **fields)
    assert (twice.status_code, "报过" in twice.content.decode()) == (409, True)
    assert send(world.bureau_clerk, address, **fields).status_code == 302
    assert Brief.objects.latest("pk").unit == world.bureau


def test_who_edits_on_an_older_text_finds_both(world: World) -> None:
    item = world.taken()
    world.edited(item, "先保存的一稿。")
    address = reverse("briefs:do_item", args=[item.uid, "edit"])
    answer = send(world.editor, address, title="后来的题", text="后来的一稿。", version="1")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "先保存的一稿。" in page
    assert "后来的一稿。" in page
    assert send(world.editor, address, title="题", text="定稿。", version="2").status_code == 302


def test_an_issue_is_made_by_its_page(world: World) -> None:
    one, two = (world.taken() for _ in range(2))
    for item in (one, two):
        to = reverse("briefs:do_item", args=[item.uid, "adopt"])
        assert send(world.editor, to, periodical=str(world.periodicals[0].uid)).status_code == 302
    issue = Issue.objects.get()
    entry = issue.entries.get(place=2)
    third = world.taken()
    typed = {"title": third.title, "text": "没有按保存的一稿。", "version": "1"}
    refused = send(world.editor, reverse("briefs:do_item", args=[third.uid, "merge"]), **typed)  # nothing to merge
    assert (refused.status_code, "没有按保存的一稿。" in refused.content.decode()) == (422, True)
    third.refresh_from_db()
    assert third.text == "没有按保存的一稿。"

    def do(who: Appointment, verb: str, **fields: Any) -> Any:
        return send(who, reverse("briefs:do_issue", args=[issue.uid, verb]), **fields)

    assert do(world.editor, "up", entry=str(entry.uid)).status_code == 302
    assert "排校样" in seen(world.editor, issue.get_absolute_url())
    assert do(world.editor, "send", signer=str(world.leader.uid)).status_code == 403
    assert do(world.editor, "typeset").status_code == 302
    world.proofed(issue)
    assert do(world.editor, "send", signer="").status_code == 422
    assert do(world.editor, "send", signer=str(world.leader.uid)).status_code == 302
    assert "签发" in seen(world.leader, issue.get_absolute_url())
    assert do(world.bureau_clerk, "sign").status_code == 404
    assert do(world.leader, "sign").status_code == 302
    assert do(world.leader, "nonsense").status_code == 404
    issue = world.printed(issue)
    assert "第1期" in seen(world.bureau_clerk, reverse("briefs:issues"))
    sent = do(world.editor, "instruct", entry=str(entry.uid), leader="市长", rank="main", words="很好。")
    assert sent.status_code == 302
    again = do(world.editor, "instruct", entry=str(entry.uid), leader="市长", rank="main", words="很好。")
    assert again.status_code == 409


def test_the_desk_is_set_up_by_its_pages() -> None:
    organ = an_organ()
    reviewer = appointed(a_department(organ), "office_reviewer")
    home = a_department(organ, "信息科")
    address = reverse("briefs:settings")
    assert as_(appointed(home)).get(address).status_code == 403
    assert "开设工作台" in seen(reviewer, address)
    sent = send(reviewer, address, organ=str(organ.uid), department=str(home.uid), in_use="on", needs_approval="on")
    desk = Desk.objects.get()
    assert (sent.status_code, desk.department) == (302, home)
    editor = appointed(home)
    to = reverse("briefs:periodical")
    assert send(editor, to, desk=str(desk.uid), name="《每日要情》", total="30").status_code == 302
    assert send(editor, to, desk=str(desk.uid), name="每日要情").status_code == 409
    periodical = desk.periodicals.get()
    field = f"points-{periodical.uid}-"
    rule = {"desk": str(desk.uid), "seen": "2", "sharing": "split", "stacking": "highest", "main_leader": "5",
            "other_leader": "3", "missed": "-10", field: "2.5", f"{field}problem": "4", "quota": "5"}  # fmt: skip
    assert "采用一条" in seen(editor, f"{reverse('briefs:rule')}?desk={desk.uid}")
    assert send(editor, reverse("briefs:rule"), **(rule | {"missed": "1"})).status_code == 422
    assert send(editor, reverse("briefs:rule"), **rule).status_code == 302
    assert send(editor, reverse("briefs:rule"), **rule).status_code == 409  # somebody has changed it meanwhile
    own = rule | {"seen": "3", "cap": "20", "quota-target": "8", "cap-target": ""}
    refused = send(editor, reverse("briefs:rule"), **own)
    assert (refused.status_code, "请选是哪个单位的" in refused.content.decode()) == (422, True)
    assert send(editor, reverse("briefs:rule"), **own, target=str(home.uid)).status_code == 302
    said = seen(editor, reverse("briefs:ranking"))
    assert "一个单位每月采用得分最多20分；每个单位每月任务5分" in said
    assert f"另定的：{home}任务8分。" in said
    assert "任务96分，差96分" in said
    drawn = seen(editor, f"{reverse('briefs:rule')}?desk={desk.uid}")
    assert f'name="quota-{home.uid}"' in drawn
    own = rule | {"seen": "4", f"quota-{home.uid}": "", f"cap-{home.uid}": ""}
    assert send(editor, reverse("briefs:rule"), **own).status_code == 302
    assert "另定的" not in seen(editor, reverse("briefs:ranking"))
    assert "每日要情" in seen(editor, f"{to}?desk={desk.uid}&periodical={periodical.uid}")
    assert as_(editor).get(f"{to}?desk={uuid7()}").status_code == 404


def test_a_request_is_made_answered_and_called_off_by_its_pages(world: World) -> None:
    to = reverse("briefs:new_request")
    units = [str(world.staff[0].department.uid), str(world.bureau.uid)]
    filled = {"desk": str(world.desk.uid), "title": "约稿题目", "points": "要点一", "units": units}
    answer = send(world.editor, to, **filled)
    page = answer.content.decode()
    assert (answer.status_code, page.count(" checked")) == (422, 3)  # both units, and 选日子
    assert "要点一" in page
    assert send(world.editor, to, **filled, days="3").status_code == 302
    request = BriefRequest.objects.get()
    assert as_(world.staff[0]).get(to).status_code == 403
    asked = seen(world.staff[0], request.get_absolute_url())
    assert (str(world.bureau) in asked, "报送" in asked) == (False, True)
    assert "待报" in seen(world.bureau_clerk, reverse("briefs:requests"))
    assert "要点一" in seen(world.staff[0], f"{reverse('briefs:new')}?request={request.uid}")
    assert as_(world.staff[1]).get(f"{reverse('briefs:new')}?request={request.uid}").status_code == 404
    off = reverse("briefs:call_off", args=[request.uid])
    assert send(world.editor, off, reason="").status_code == 422
    assert send(world.editor, off, reason="不用了").status_code == 302


def test_pages_ask_as_often_for_many_as_for_one(world: World) -> None:
    def asked(who: Appointment, address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            seen(who, address)
        return len(queries)

    issue = world.adopted().issue
    world.submitted()
    request = world.asked(units=[world.bureau.uid])
    pages = [f"{reverse('briefs:briefs')}?view={view}" for view in ("mine", "incoming", "editing", "all")]
    pages += [
        reverse("briefs:requests"),
        request.get_absolute_url(),
        issue.get_absolute_url(),
        reverse("briefs:ranking"),
    ]
    before = [asked(world.editor, page) for page in pages]
    for _ in range(3):
        world.adopted()
        world.submitted(1)
        world.asked()
    after = [asked(world.editor, page) for page in pages]
    assert [(page, a, b) for page, a, b in zip(pages, before, after, strict=True) if b > a + 1] == []


def test_each_figure_of_the_ranking_leads_to_the_rows_that_it_counts(world: World) -> None:
    world.instructed(world.issued())
    world.submitted()
    submit.withdraw(world.submitted().uid, by=world.by(world.staff[0]), key=uuid7())
    world.submitted(1)
    address = f"{reverse('briefs:ranking')}?period={today():%Y-%m}"
    for who, wanted in ((world.editor, 7), (world.staff[0], 5), (world.bureau_clerk, 0)):
        links = re.findall(r'<a href="([^"]*\bunit=[^"]*)">([^<]+)</a>', seen(who, address))
        assert len(links) == wanted, links
        for to, figure in links:
            answer = as_(who).get(html.unescape(to))
            rows = answer.context["page"].paginator.count
            if (many := re.search(r"(\d+)[条次]", figure)) is not None:
                assert rows == int(many[1]), (figure, to)
            else:
                assert f"{figure}，{today().year}年{today().month}月，合计" in answer.content.decode()


def test_the_month_is_drafted_as_a_bulletin(world: World) -> None:
    world.issued()
    office = an_office()
    code = office.code
    code.organ = world.organ
    code.save()
    fields = {"desk": str(world.desk.uid), "month": f"{today():%Y-%m}", "code": str(code.uid)}
    assert "起草通报" in seen(world.editor, reverse("briefs:ranking"))
    for word in ("0001-01", "9999-12", "2026-13", "x"):
        assert f"{today().year}年" in seen(world.editor, f"{reverse('briefs:ranking')}?period={word}&desk={word}")
        assert seen(world.editor, f"{reverse('briefs:scores')}?period={word}&unit={word}")
    answer = send(world.editor, reverse("briefs:bulletin"), **fields)
    document = Document.objects.get()
    assert answer["Location"] == reverse("docflow:draft", args=[document.uid])
    assert (document.kind, "政务信息报送采用情况的通报" in document.title) == ("通报", True)
    assert send(world.staff[0], reverse("briefs:bulletin"), **fields).status_code == 403
    assert send(world.editor, reverse("briefs:bulletin"), **(fields | {"month": "1999-1"})).status_code == 422
    assert Document.objects.count() == 1
