"""处理单：every act of a paper with its person, its time and its words; for those who make the paper, and nobody else."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from docflow import flow, policy, printing
from docflow.actions.ask_to_seal import ask_to_seal
from docflow.actions.hand_back import claim, put_back, reassign, return_to, withdraw
from docflow.actions.keeping import correct, resume, suspend, terminate
from docflow.actions.review import review
from docflow.actions.sign_off import sign_off
from docflow.actions.take_in_page import typesetting_failed
from docflow.printing import sheet_pdf
from docflow.selectors.handling import entries_of, times
from docflow.selectors.outgoing_sheet import outgoing_sheet
from docflow.sheets.sheet import Entries, Entry, Fact, Facts, Listing, Sheet
from docflow.walking.definitions import publish
from docflow.walking.performing import perform, state_of
from office.api import Actor, grant, keep, organ_key
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import NotThere
from office.models import AccessEntry, Department
from tests.docflow.acts.test_sealing import a_page_to_seal, work
from tests.docflow.world import NOTICE, Paper, a_draft, a_signed, an_office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_own_data")]


@pytest.fixture
def _own_data(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DATA_DIR = tmp_path_factory.mktemp("data")


def sheet_of(paper: Paper) -> Sheet:
    return outgoing_sheet(paper.document, at=now())


def way(paper: Paper) -> tuple[Entry, ...]:
    return next(section.entries for section in sheet_of(paper).sections if isinstance(section, Entries))


def facts(paper: Paper) -> dict[str, Fact]:
    return {one.label: one for s in sheet_of(paper).sections if isinstance(s, Facts) for one in s.facts}


def deeds(paper: Paper) -> list[tuple[str, str]]:
    return [(one.step, one.deed) for one in way(paper)]


def test_a_department_that_is_renamed_changes_no_old_paper() -> None:
    paper = a_draft()
    before = facts(paper)["拟稿处室"].text
    Department.objects.filter(pk=paper.document.drafter.department.pk).update(name="改过名的处室")
    assert facts(paper)["拟稿处室"].text == before
    assert facts(a_draft(paper.office))["拟稿处室"].text == "改过名的处室"


def returned_and_mended() -> Paper:
    """One department agreed, the next returned it, the drafter mended the text, all agreed."""
    paper = a_draft(consult=True).sent().reviewed()
    office = paper.office
    first, second, _ = office.consulted
    paper.countersigned(first)
    task = paper.task("countersign", second)
    return_to(task.uid, "draft", by=office.actor(second), key=uuid7(), reason="抄送有遗漏。")
    paper.write(replace(NOTICE, cc=("市委办公室", "市政协办公室")))
    return paper.sent().countersigned().examined().signed()


def test_those_who_countersigned_are_called_as_they_were_then(client: Client) -> None:
    paper = a_draft(consult=True).sent().reviewed()
    first, *_ = paper.office.consulted
    paper.countersigned(first)
    was = [unit.name for unit in paper.office.units]
    for unit in paper.office.units:
        Department.objects.filter(pk=unit.pk).update(name=f"改名的{unit.name}")
    expected = [
        was[0] if unit == first.department else f"改名的{name}"
        for unit, name in zip(paper.office.units, was, strict=True)
    ]
    assert facts(paper)["会签处室"].text.split("、") == expected
    client.force_login(paper.office.drafter.person)
    page = client.get(paper.document.get_absolute_url()).content.decode()
    assert f'<dt>会签处室</dt><dd class="wide">{"、".join(expected)}</dd>' in page


def test_every_act_stands_in_its_order_with_its_words() -> None:
    paper = returned_and_mended()
    office = paper.office
    assert deeds(paper) == [
        ("拟稿", "起草"),
        ("拟稿", "送核稿"),
        ("核稿", "同意"),
        ("会签", "同意"),
        ("会签退回", "退回拟稿，改后直接送回"),
        ("会签", "未办，他人退回，任务收回"),
        ("拟稿", "送核稿"),
        *[("会签", "同意")] * 3,
        ("审核", f"送签发（{office.leader.person.name}）"),
        ("签发", "签发"),
        ("复核", "尚未办理"),
    ]
    back = way(paper)[4]
    assert (back.name, back.opinion, back.gone_back) == (office.consulted[1].person.name, "抄送有遗漏。", True)
    assert back.post == f"{office.units[1].name}{office.consulted[1].post.title}"
    taken = way(paper)[5]
    assert (taken.name, taken.opinion, taken.signed) == (office.consulted[2].person.name, "", False)
    assert way(paper)[6].remarks == ("形成第2稿，改动1处，增6字：抄送机关增“市政协办公室”。",)
    assert [one.round for one in way(paper)[-6:]] == [2, 2, 2, 2, 2, 2]
    assert all(one.times for one in way(paper))


def test_the_facts_are_those_of_the_paper() -> None:
    paper = returned_and_mended()
    found = facts(paper)
    assert (found["标题"].text, found["抄送机关"].text) == (NOTICE.title, "市委办公室，市政协办公室")
    assert found["拟稿人"].text == paper.office.drafter.person.name
    assert found["会签处室"].text == "、".join(unit.name for unit in paper.office.units)
    assert found["签发"].text == "同意印发。"
    assert found["签发"].signed.startswith(paper.office.leader.person.name)
    assert (found["发文字号"].text, found["密级"].text) == ("", "")
    assert sheet_of(paper).about == NOTICE.title
    paper.rechecked().numbered()
    assert facts(paper)["发文字号"].text == sheet_of(paper).about == paper.document.number
    assert [one.deed for one in way(paper)][-2:] == ["编号并排版", "正在处理"]


def test_the_box_of_the_signature_is_open_while_a_changed_text_waits_for_it() -> None:
    paper = a_draft().sent().reviewed().examined()
    assert facts(paper)["签发"].signed == ""
    paper.signed()
    task = paper.task("recheck")
    return_to(task.uid, "sign_off", by=paper.office.actor(paper.office.clerk), key=uuid7(), reason="日期有误。")
    assert (facts(paper)["签发"].text, facts(paper)["签发"].signed) == ("", "")
    assert paper.document.signer != ""


def test_taking_giving_and_halting_are_acts_too() -> None:
    paper = a_draft()
    office = paper.office
    draft = paper.task("draft")
    paper.sent()
    withdraw(draft.uid, by=office.actor(office.drafter), key=uuid7(), reason="还要改。")
    paper.sent().reviewed()
    pool = paper.task("office_review")
    one, keeper = office.actor(office.reviewer), office.actor(office.flow_keeper)
    assert way(paper)[-1].name == f"{office.reviewer.person.name}、{office.second_reviewer.person.name}"
    claim(pool.uid, by=one, key=uuid7())
    put_back(pool.uid, by=one, key=uuid7())
    claim(pool.uid, by=one, key=uuid7())
    reassign(pool.uid, office.second_reviewer.uid, by=one, key=uuid7(), reason="出差")
    suspend(paper.uid, by=keeper, key=uuid7(), reason="等补充材料。")
    resume(paper.uid, by=keeper, key=uuid7())
    correct(paper.uid, "review", by=keeper, key=uuid7(), reason="请重核。")
    terminate(paper.uid, by=keeper, key=uuid7(), reason="不再印发。")
    name = office.second_reviewer.person.name
    assert deeds(paper)[2:] == [
        ("拟稿", "撤回"),
        ("核稿", "未办，上一环节撤回"),
        ("拟稿", "送核稿"),
        ("核稿", "同意"),
        ("审核", "领办"),
        ("审核", "放回"),
        ("审核", "领办"),
        ("审核", f"转办{name}"),
        ("流程管理", "挂起"),
        ("流程管理", "恢复"),
        ("流程管理", "特送核稿"),
        ("审核", "未办，流程管理员特送"),
        ("流程管理", "终止"),
        ("核稿", "未办，流程终止"),
    ]
    assert [one.opinion for one in way(paper)][-6:] == ["等补充材料。", "", "请重核。", "", "不再印发。", ""]


def test_the_drafter_ends_his_own_draft() -> None:
    paper = a_draft()
    terminate(paper.uid, by=paper.office.actor(paper.office.drafter), key=uuid7(), reason="另行发文。")
    assert deeds(paper)[1:] == [("拟稿", "终止"), ("拟稿", "未办，流程终止")]


def test_a_draft_of_an_opinion_is_nobodys_business() -> None:
    paper = a_draft().sent()
    task = paper.task("review")
    actor = paper.office.actor(paper.office.head)
    with transaction.atomic():
        perform(task.run, flow.SaveOpinion(task=task.name, opinion="还没想好"), by=actor, key=uuid7())
    assert "还没想好" not in str(sheet_of(paper))


def test_a_delegate_signs_with_both_names_and_names_stay_as_they_were() -> None:
    paper = a_draft().sent().reviewed().examined()
    office = paper.office
    act = office.actor(office.leader)
    run, task = paper.document.run, paper.task("sign_off")
    delegate = Actor(office.colleague.person, office.colleague, office.leader)
    with transaction.atomic():
        perform(run, flow.Complete(task=task.name, opinion="同意。"), by=delegate, key=uuid7())
    was = (office.colleague.person.name, office.leader.person.name)
    office.colleague.person.name = "改了名"
    office.colleague.person.save(update_fields=["name"])
    signed = next(one for one in way(paper) if one.step == "签发")
    assert signed.name == f"{was[0]} 代 {was[1]}"
    assert act.person.name == was[1]


def test_an_act_of_another_organ_names_it() -> None:
    paper = a_draft().sent().reviewed()
    other = an_office(code="外政发")
    entries = entries_of(paper.document.run, home=other.organ.name)
    organ = paper.office.organ.name
    assert all(one.post.startswith(organ) for one in entries if one.signed)


def test_a_day_is_written_once() -> None:
    at = now().replace(year=2026, month=3, day=20, hour=1, minute=12)
    assert times(at, at.replace(hour=2)) == ("2026年3月20日", "09:12收到", "10:12办理")
    assert times(at, at.replace(day=21)) == ("2026年3月20日", "09:12收到", "2026年3月21日", "09:12办理")
    assert times(None, None) == ()


def test_however_long_the_way_the_questions_are_as_many() -> None:
    paper = returned_and_mended()

    def asked() -> int:
        document = policy.documents.read(paper.uid, by=paper.office.actor(paper.office.drafter))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            outgoing_sheet(document, at=now())
        return len(queries)

    asked()  # the changes are told once, and kept
    before = asked()
    office = paper.office
    for _ in range(3):
        back = office.actor(office.clerk)
        return_to(paper.task("recheck").uid, "sign_off", by=back, key=uuid7(), reason="请再核。")
        sign_off(paper.task("sign_off").uid, by=office.actor(office.leader), key=uuid7(), opinion="同意。")
    assert asked() == before <= 18


def test_who_makes_the_paper_sees_its_handling_and_a_receiver_does_not() -> None:
    paper, other = a_signed(), an_office(code="外政发")
    office, receiver = paper.office, other.actor(other.clerk)
    with transaction.atomic():
        grant(paper.uid, organ_key(other.organ), organ_key(office.organ), why="分发")
    document = policy.documents.read(paper.uid, by=receiver)
    assert not policy.documents.may_see_handling(document, by=receiver)
    with pytest.raises(NotThere):
        policy.documents.read_handling(paper.uid, by=receiver)
    assert policy.documents.read_handling(paper.uid, by=office.actor(office.colleague)) == document
    task = paper.task("recheck")
    task.candidates.create(appointment=other.clerk)  # asked to handle it, he belongs to its making
    assert policy.documents.may_see_handling(document, by=receiver)


def signed_in(client: Client, who: Any) -> Client:
    client.force_login(who.person)
    return client


def test_the_page_and_the_paper_say_the_same(client: Client) -> None:
    paper = returned_and_mended()
    office = paper.office
    page = signed_in(client, office.drafter).get(f"/documents/{paper.uid}/handling-sheet/")
    html = page.content.decode()
    assert page.status_code == 200
    for entry in way(paper):
        assert all(text in html for text in (entry.step, entry.name, entry.deed, entry.opinion, *entry.times))
    assert "形成第2稿，改动1处" in html
    paper_page = client.get(f"/documents/{paper.uid}/").content.decode()
    assert paper_page.count(f"/documents/{paper.uid}/handling-sheet/") == 2
    pdf = client.get(f"/documents/{paper.uid}/handling-sheet.pdf")
    assert (pdf.status_code, pdf.headers["Content-Type"]) == (200, "application/pdf")
    assert "attachment" in pdf.headers["Content-Disposition"]
    assert b"".join(pdf.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]
    log = AccessEntry.objects.filter(about=paper.uid).order_by("-id")
    assert [one.kind for one in log[:3]] == ["download", "read", "read"]


def test_to_a_stranger_and_to_a_receiver_there_is_none(client: Client) -> None:
    paper, other = a_draft().sent(), an_office(code="外政发")
    signed_in(client, other.clerk)
    addresses = (f"/documents/{paper.uid}/handling-sheet/", f"/documents/{paper.uid}/handling-sheet.pdf")
    assert [client.get(one).status_code for one in addresses] == [404, 404]
    with transaction.atomic():
        grant(paper.uid, organ_key(other.organ), why="分发")
    assert [client.get(one).status_code for one in addresses] == [404, 404]
    assert client.get(f"/documents/{uuid7()}/handling-sheet.pdf").status_code == 404
    received = client.get(f"/documents/{paper.uid}/")
    assert received.status_code == 200
    assert "handling-sheet" not in received.content.decode()


def test_a_print_is_kept_until_the_paper_moves_on(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = a_draft().sent()
    made: list[Sheet] = []

    def printed(sheet: Sheet) -> bytes:
        made.append(sheet)
        return f"%PDF {len(made)}".encode()

    monkeypatch.setattr(printing, "print_sheet", printed)
    at = now()
    first = outgoing_sheet(paper.document, at=at)
    assert sheet_pdf(first) == sheet_pdf(first) == b"%PDF 1"
    review(paper.task("review").uid, by=paper.office.actor(paper.office.head), key=uuid7(), opinion="可行。")
    assert sheet_pdf(outgoing_sheet(paper.document, at=at)) == b"%PDF 2"
    kept = list(Path(settings.DATA_DIR, "cache", "sheets").rglob("*.pdf"))
    assert [one.read_bytes() for one in kept] == [b"%PDF 2"]
    kept[0].write_bytes(b"")  # a loss of power between naming and writing
    assert sheet_pdf(outgoing_sheet(paper.document, at=at)) == b"%PDF 3"


def test_what_the_system_could_not_do_says_why_in_no_persons_hand() -> None:
    paper = a_signed().rechecked().numbered()
    run = paper.document.run
    typesetting_failed(str(run.uid), state_of(run).waits[0].id, reason="字库里没有“𠮷”。")
    failed, mending = way(paper)[-2:]
    assert (failed.step, failed.name, failed.post, failed.deed) == ("排版", "系统", "平台", "未完成")
    assert (failed.opinion, failed.remarks, failed.signed) == ("", ("字库里没有“𠮷”。",), False)
    assert (mending.step, mending.deed) == ("处理排版故障", "尚未办理")


def test_a_step_that_passed_by_itself_says_so() -> None:
    data = flow.load("outgoing").to_data() | {"version": 9}
    next(step for step in data["steps"] if step["key"] == "number")["skip_if_same_person"] = True
    with transaction.atomic():
        publish(flow.Definition.from_data(data))
    paper = a_signed().rechecked()
    passed = way(paper)[-2]
    assert (passed.step, passed.deed) == ("编号", "与上一环节同一人，自动通过")
    assert (passed.name, passed.signed) == (paper.office.clerk.person.name, False)


def test_the_sealed_file_its_seal_and_the_attached_files() -> None:
    paper, seal = a_page_to_seal()
    office = paper.office
    document = paper.document
    with transaction.atomic():
        file = keep(b"%PDF-1.7 annex", "application/pdf")
        for n in range(2):
            one = document.attachments.create(
                file=file, name=f"责任分工{n}.pdf", added_by=office.drafter, from_version=1
            )
            one.removed_at = None if n else now()
            one.save(update_fields=["removed_at"])
    ask_to_seal(paper.task("seal").uid, by=office.actor(office.seal_keeper), key=uuid7())
    work()
    found, sealed = facts(paper), paper.document.sealed
    assert (found["SM3"].text, found["SHA-256"].text) == (sealed.sm3, sealed.sha256)
    assert found["页数"].text == f"{sealed.pages}页，印章1枚"
    assert found["印章证书"].text.startswith(f"{office.organ.name}")
    assert "由演示印章证书机构签发，序列号" in found["印章证书"].text
    files, uses, _ = (one for one in sheet_of(paper).sections if isinstance(one, Listing))
    assert [row[1][:9] for row in files.rows] == ["责任分工0.pdf", "责任分工1.pdf"]
    assert [row[1].endswith("移除）") for row in files.rows] == [True, False]
    ((name, keeper, _, result),) = uses.rows
    assert (name, keeper, result) == (str(seal), office.seal_keeper.person.name, "已用印")
    printed = sheet_pdf(sheet_of(paper))
    with pdfplumber.open(io.BytesIO(printed)) as opened:
        text = "".join("".join((page.extract_text() or "").split()) for page in opened.pages)
    assert sealed.sm3 in text
    assert f"第1页共{len(opened.pages)}页" in text
