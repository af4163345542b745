"""纪要 on its way: under a 代字 of its own, without a seal, in the register all the same."""

import json
from dataclasses import replace
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from docflow import flow
from docflow.actions.drafting import start_draft
from docflow.actions.hand_back import return_to
from docflow.actions.keeping import correct, terminate
from docflow.actions.proofread import proofread
from docflow.actions.setting_up import open_code
from docflow.actions.void_number import void_number
from docflow.elements.schema import Elements
from docflow.filing.outgoing import outgoing_filing
from docflow.flow.definitions import load
from docflow.models import IssuingCode, NumberEntry, SealUse, WorkingCopy
from docflow.models.documents import State
from docflow.seals.verdict import Verdict
from docflow.selectors.outgoing_sheet import outgoing_sheet
from docflow.selectors.seal_register import entry_of
from docflow.selectors.verification import verify_content
from docflow.selectors.versions import read_copy
from docflow.sheets.sheet import Facts, Listing
from docflow.views.findings import findings
from office.api import read, work_until
from office.jobs.models import Job
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed
from tests.docflow.world import Office, Paper, an_office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_own_data")]


@pytest.fixture
def _own_data(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DATA_DIR = tmp_path_factory.mktemp("data")


def a_code(office: Office) -> IssuingCode:
    with transaction.atomic():
        return open_code(office.organ, "云政纪", label="会议纪要", form="纪要")


def begun() -> tuple[Paper, Elements]:
    """A draft of minutes, and the text that it begins with."""
    office = an_office()
    made = start_draft(a_code(office).uid, "纪要", by=office.actor(office.drafter), key=uuid7())
    return Paper(office, made.uid), read_copy(WorkingCopy.objects.get(document=made))


def written(text: Elements) -> Elements:
    return replace(
        text, title="防汛工作专题会议纪要", body=("会议议定，抓紧修复堤防。",), attending=("沈岚",), excused=("陆远",)
    )


def set_in_type() -> Paper:
    paper, text = begun()
    paper.write(written(text))
    paper.sent().reviewed().examined().signed().rechecked().numbered()
    work_until(lambda: not Job.objects.open().exists(), timeout=120)
    return paper


def looked_over() -> Paper:
    return set_in_type().proofread()


def test_minutes_begin_without_signature_and_in_their_own_format() -> None:
    paper, text = begun()
    assert (paper.document.form, text.signature, text.issuers) == ("纪要", (), (paper.document.code.mark,))
    assert text.form_taken.sealed is False


def test_a_code_for_minutes_numbers_nothing_else_and_minutes_nowhere_else() -> None:
    office = an_office()
    code, by = a_code(office), office.actor(office.drafter)
    with pytest.raises(Invalid, match="只编纪要"):
        start_draft(code.uid, "通知", by=by, key=uuid7())
    with pytest.raises(Invalid, match="请选纪要格式的代字"):
        start_draft(office.code.uid, "纪要", by=by, key=uuid7())


def test_who_drafted_them_looks_over_the_page_and_sends_it_back_where_it_is_wrong(client: Client) -> None:
    paper = set_in_type()
    assert (paper.steps(), paper.document.state) == (["proofread"], State.SIGNED)
    assert not hasattr(paper.document, "sealed")
    client.force_login(paper.office.drafter.person)
    page = client.get(paper.document.get_absolute_url()).content.decode()
    assert "请逐页看过版面" in page
    assert "版面无误，送分发" in page
    task, drafter = paper.task("proofread"), paper.office.actor(paper.office.drafter)
    with pytest.raises(NotAllowed):
        proofread(task.uid, by=paper.office.actor(paper.office.clerk), key=uuid7())
    return_to(task.uid, "recheck", by=drafter, key=uuid7(), reason="请假名单漏了一位")
    number = paper.document.number
    paper.rechecked().numbered()
    work_until(lambda: not Job.objects.open().exists(), timeout=120)
    given = {"key": str(uuid7()), "seen": paper.document.current, "opinion": "无误。"}
    again = paper.task("proofread").uid
    assert client.post(reverse("docflow:act", args=[again, "proofread"]), given).status_code == 302
    assert (paper.steps(), paper.document.number, paper.document.state) == (["distribute"], number, State.SEALED)


def test_those_on_an_older_route_are_the_original_once_they_are_set() -> None:
    data = load("outgoing").to_data() | {"version": 3}
    steps = [step for step in data["steps"] if step["key"] != "proofread"]
    text = json.dumps({**data, "steps": steps}).replace('"proofread"', '"distribute"')
    with patch("docflow.walking.definitions._shipped", return_value=flow.Definition.from_data(json.loads(text))):
        paper = set_in_type()
    assert paper.steps() == ["distribute"]
    assert paper.document.sealed.seals == 0


def test_once_looked_over_they_go_to_be_sent_out_and_are_in_the_register_without_a_seal() -> None:
    paper = looked_over()
    document = paper.document
    assert paper.steps() == ["distribute"]
    assert (document.state, document.get_state_display()) == (State.SEALED, "已排版")
    assert not SealUse.objects.exists()
    page = document.renditions.get(kind="final")
    assert (document.sealed.seals, document.sealed.sm3, document.sealed.pages) == (0, page.file.sm3, page.pages)
    facts = [
        fact for one in outgoing_sheet(document, at=now()).sections if isinstance(one, Facts) for fact in one.facts
    ]
    said = {fact.label: fact.text for fact in facts}
    assert (said["出席"], said["请假"]) == ("沈岚", "陆远")
    assert said["页数"] == f"{page.pages}页，不加盖印章"
    assert "用印登记" not in [
        one.heading for one in outgoing_sheet(document, at=now()).sections if isinstance(one, Listing)
    ]


def test_their_file_is_known_when_it_is_checked_and_a_changed_one_is_not_taken_for_it() -> None:
    paper = looked_over()
    content = read(paper.document.sealed.file)
    check = verify_content(content)
    assert (check.verdict, check.registered_seals, check.seals_in_file) == (Verdict.UNSIGNED, 0, 0)
    assert "登记了这份文件" in check.reason
    line = findings(check, entry_of(check.revisions)).register
    assert line.says == f"与登记的正本逐字节相同：{paper.document.number}，没有印章。"
    added = content + b"\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"
    assert verify_content(added).verdict is not Verdict.UNSIGNED
    other = verify_content(content.replace(b"/Type", b"/Typo", 1))
    assert other.registered_seals is None


def test_they_are_filed_with_their_page_as_the_original() -> None:
    paper = looked_over()
    filing = outgoing_filing(paper.document)
    assert [part.role for part in filing.parts] == ["ZB", "CLD", "DG"]
    assert filing.parts[0].made_by == "一网协同排版"
    assert "出席：沈岚" in filing.body


def test_there_is_no_way_back_from_the_original() -> None:
    paper = looked_over()
    office = paper.office
    keeper, document = office.actor(office.flow_keeper), paper.document
    with pytest.raises(NotAllowed, match="已经排版成正本"):
        correct(document.uid, "number", by=keeper, key=uuid7(), reason="改号")
    with pytest.raises(NotAllowed, match="已经排版成正本"):
        terminate(document.uid, by=keeper, key=uuid7(), reason="不发了")
    entry = NumberEntry.objects.get(document=document)
    with pytest.raises(NotAllowed, match="排版成正本"):
        void_number(entry.uid, by=office.actor(office.clerk), key=uuid7(), reason="编错")


def test_the_draft_page_has_the_lists_and_keeps_what_is_written(client: Client) -> None:
    paper, text = begun()
    paper.write(written(text))
    client.force_login(paper.office.drafter.person)
    page = client.get(reverse("docflow:draft", args=[paper.uid])).content.decode()
    assert 'name="attending"' in page
    assert 'name="main_recipients"' not in page
    given = {"kind": "纪要", "title": "防汛工作专题会议纪要", "body": "会议议定。", "revision": "2",
             "attending": "沈岚、周望川\n何敏", "sitting_in": "市财政局韩启明"}  # fmt: skip
    answer = client.post(reverse("docflow:save", args=[paper.uid]), given)
    assert answer.status_code == 302
    kept = read_copy(WorkingCopy.objects.get(document__uid=paper.uid))
    assert (kept.attending, kept.excused, kept.sitting_in) == (("沈岚", "周望川", "何敏"), (), ("市财政局韩启明",))
    assert (
        client.post(reverse("docflow:save", args=[paper.uid]), {**given, "revision": "3", "kind": "通知"}).status_code
        == 422
    )


def test_a_wrong_code_is_said_beside_its_field(client: Client) -> None:
    office = an_office()
    a_code(office)
    client.force_login(office.drafter.person)
    answer = client.post(reverse("docflow:new"), {"kind": "纪要", "code": str(office.code.uid), "key": str(uuid7())})
    assert answer.status_code == 422
    assert "请选纪要格式的代字" in answer.content.decode()
