"""流程管理 by plain forms: on the document page, on the paper's own page, and in the list."""

from typing import Any

import pytest
from django.urls import reverse

from docflow.actions.keeping import suspend
from office.kernel.ids import uuid7
from office.models import Appointment
from tests.docflow.acts.test_keeping import leaves, suspended
from tests.docflow.test_register_pages import entered, text
from tests.docflow.world import Paper, a_draft, an_office

pytestmark = pytest.mark.django_db


def address(paper: Paper, verb: str = "") -> str:
    return reverse("docflow:keep", args=[paper.uid, verb]) if verb else reverse("docflow:keep_page", args=[paper.uid])


def post(who: Appointment, paper: Paper, verb: str, **given: object) -> Any:
    return entered(who).post(address(paper, verb), {"key": uuid7(), "reason": "试一试"} | given)


def test_suspended_says_so_to_everybody() -> None:
    paper = a_draft().sent()
    office, url = paper.office, paper.document.get_absolute_url()
    assert "已挂起" not in text(entered(office.head).get(url))
    answer = post(office.flow_keeper, paper, "suspend", reason="等省里的口径。")
    assert answer.status_code == 302
    assert answer["Location"] == url
    for who in (office.head, office.drafter, office.flow_keeper):
        page = text(entered(who).get(url))
        assert "等省里的口径。" in page
        assert office.flow_keeper.person.name in page
    page = text(entered(office.head).get(url))
    assert 'id="complete"' not in page
    assert "流程已挂起，恢复后再办。" in page
    act = reverse("docflow:act", args=[paper.task("review").uid, "review"])
    refused = entered(office.head).post(act, {"key": uuid7(), "opinion": "同意印发。", "choice": "agree"})
    assert refused.status_code == 403
    assert "挂起" in text(refused)
    assert "挂起" in text(entered(office.drafter).get(reverse("docflow:documents") + "?view=mine"))
    assert post(office.flow_keeper, paper, "resume", reason="").status_code == 302
    assert 'id="complete"' in text(entered(office.head).get(url))


def test_a_suspended_draft_is_saved_and_not_sent() -> None:
    paper = suspended(a_draft(), reason="先放一放。")
    page = text(entered(paper.office.drafter).get(reverse("docflow:draft", args=[paper.uid])))
    assert "先放一放。" in page
    assert "恢复后再送出" in page
    assert "送核稿</button>" not in page


def test_each_act_stands_as_a_form_with_its_effect() -> None:
    paper = a_draft(consult=True).sent().reviewed()
    office = paper.office
    leaves(office.consulted[0])
    keeper = entered(office.flow_keeper)
    for url in (paper.document.get_absolute_url(), address(paper)):
        page = text(keeper.get(url))
        for word in ("挂起", "特送", "终止", "谁都不能办", "不能恢复", "办理人已离任"):
            assert word in page
        assert page.count(address(paper, "reassign")) == 1
        assert page.count("（已离任）") == 1
        assert all(
            f'<option value="{task.uid}"' in page for task in paper.document.run.tasks.filter(step="countersign")
        )
        assert office.leader.person.name in page
    assert "流程管理员，每一步" not in text(entered(office.drafter).get(paper.document.get_absolute_url()))
    assert entered(office.drafter).get(address(paper)).status_code == 403


def test_a_task_is_given_to_another_by_its_form() -> None:
    paper = a_draft().sent()
    office, task = paper.office, paper.task("review")
    refused = post(office.flow_keeper, paper, "reassign", task=task.uid, reason="出差在外")
    assert refused.status_code == 422
    assert "请选择交给谁办" in text(refused)
    assert "出差在外" in text(refused)
    given = {"task": task.uid, "person": office.colleague.uid}
    assert post(office.flow_keeper, paper, "reassign", **given).status_code == 302
    assert paper.task("review").holder == office.colleague
    again = post(office.flow_keeper, paper, "reassign", **given)
    assert again.status_code == 409
    assert "试一试" in text(again)


def test_a_task_of_another_paper_is_not_there() -> None:
    paper = a_draft().sent()
    other = a_draft(paper.office).sent()
    given = {"task": other.task("review").uid, "person": paper.office.colleague.uid}
    assert post(paper.office.flow_keeper, paper, "reassign", **given).status_code == 404
    assert other.task("review").holder == paper.office.head


def test_sent_to_a_step_by_its_form() -> None:
    paper = a_draft().sent()
    office = paper.office
    signer = {"to": "sign_off", "chosen-sign_off": office.leader.uid, "seen": paper.document.run.version}
    for wrong in ({"chosen-sign_off": ""}, {"chosen-sign_off": "x"}, {"chosen-sign_off": office.clerk.uid}):
        refused = post(office.flow_keeper, paper, "correct", **signer | wrong)
        assert refused.status_code == 422
        assert "试一试" in text(refused)
    assert post(office.flow_keeper, paper, "correct", **signer | {"to": "nowhere"}).status_code == 404
    assert post(office.flow_keeper, paper, "correct", **signer).status_code == 302
    assert paper.task("sign_off").holder == office.leader
    assert post(office.flow_keeper, paper, "correct", **signer | {"to": "draft"}).status_code == 409


@pytest.mark.parametrize("verb", ["suspend", "resume", "correct", "reassign", "terminate"])
def test_others_are_refused_by_plain_post(verb: str) -> None:
    paper, other = a_draft().sent(), an_office(code="外政发")
    office = paper.office
    given = {"to": "draft", "task": paper.task("review").uid, "person": office.colleague.uid}
    for who in (office.drafter, office.head):
        assert post(who, paper, verb, **given).status_code == 403
    for stranger in (other.flow_keeper, office.colleague):
        assert post(stranger, paper, verb, **given).status_code == 404
    assert entered(office.flow_keeper).get(address(paper, verb)).status_code == 405
    assert paper.steps() == ["review"]
    assert paper.task("review").holder == office.head


@pytest.mark.parametrize("reason", ["", "\x00", "字" * 2001])
def test_a_reason_is_needed_and_checked(reason: str) -> None:
    paper = a_draft().sent()
    for verb in ("suspend", "terminate"):
        refused = post(paper.office.flow_keeper, paper, verb, reason=reason)
        assert refused.status_code == 422
    assert paper.document.state == "in_review"


def test_a_verb_that_is_none() -> None:
    paper = a_draft().sent()
    assert post(paper.office.flow_keeper, paper, "burn").status_code == 404
    assert post(paper.office.flow_keeper, paper, "suspend", key="x").status_code == 422


def test_the_drafter_ends_his_own() -> None:
    paper = a_draft()
    office, url = paper.office, paper.document.get_absolute_url()
    page = text(entered(office.drafter).get(url))
    assert address(paper, "terminate") in page
    assert address(paper, "suspend") not in page
    assert post(office.drafter, paper, "terminate").status_code == 302
    assert paper.document.state == "terminated"


class TestList:
    def test_the_keeper_sees_where_everything_is(self) -> None:
        office = an_office()
        going = a_draft(office).sent()
        halted = suspended(a_draft(office), reason="等批复。")
        client = entered(office.flow_keeper)
        page = text(client.get(reverse("docflow:papers")))
        assert "公文·" in page
        assert page.count("停得最久") >= 1
        assert office.head.person.name in page
        assert "等批复。" in page
        assert address(going) in page
        only = text(client.get(reverse("docflow:papers"), {"view": "suspended", "q": "供热"}))
        assert address(halted) in only
        assert address(going) not in only
        assert "没有找到" in text(client.get(reverse("docflow:papers"), {"q": "\x00夏季"}))
        assert "流程管理" in text(client.get("/"))

    def test_it_is_his_alone(self) -> None:
        office = an_office()
        client = entered(office.head)
        assert client.get(reverse("docflow:papers")).status_code == 403
        assert reverse("docflow:papers") not in text(client.get("/"))

    def test_more_papers_cost_no_more_questions(self, django_assert_max_num_queries: Any) -> None:
        office = an_office()
        client, asked = entered(office.flow_keeper), []
        for _ in range(2):
            for _ in range(3):
                a_draft(office, consult=True).sent().reviewed()
                suspended(a_draft(office).sent().reviewed())
            client.get(reverse("docflow:papers"))
            with django_assert_max_num_queries(30) as counted:
                client.get(reverse("docflow:papers"))
            asked.append(len(counted))
        assert asked[0] == asked[1]


def test_the_document_page_costs_the_keeper_few_questions_more(django_assert_max_num_queries: Any) -> None:
    paper = a_draft(consult=True).sent().reviewed()
    keeper, url = entered(paper.office.flow_keeper), paper.document.get_absolute_url()
    keeper.get(url)
    with django_assert_max_num_queries(66):
        keeper.get(url)
    suspend(paper.uid, by=paper.office.actor(paper.office.flow_keeper), key=uuid7(), reason="等")
    with django_assert_max_num_queries(66):
        keeper.get(url)
