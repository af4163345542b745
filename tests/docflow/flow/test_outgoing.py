"""The shipped 发文 route, walked from 拟稿 to 办结."""

from docflow.flow import RETRY, Definition, JobDone, JobFailed, ReturnTo, Run, load
from tests.docflow.flow.office import Walked, yunzhou


def test_walks_from_draft_to_close() -> None:
    way = Walked(
        load("outgoing"), yunzhou(), fields={"title": "关于人才安居的意见", "co_units": ["finance", "housing"]}
    )
    assert way.at == [("draft", ("drafter",))]
    way.complete("drafter")
    assert way.at == [("review", ("head",))]
    way.complete("head", opinion="同意。")
    assert way.at == [("countersign", ("finance_head",)), ("countersign", ("housing_head",))]
    way.complete("finance_head", stance="agree")
    way.complete("housing_head", stance="reserve", opinion="建议写明房源。")
    assert way.at == [("office_review", ("reviewer_a", "reviewer_b"))]
    way.complete("reviewer_b", chosen=("deputy",))
    assert way.at == [("sign_off", ("deputy",))]
    way.complete("deputy", opinion="同意印发。")
    way.complete("clerk_a")
    way.complete("clerk_b")
    assert way.at == []
    (wait,) = way.run.open_waits
    assert wait.job == "typeset"
    way.do(JobDone(wait=wait.id))
    way.complete("keeper")
    (wait,) = way.run.open_waits
    assert wait.job == "seal"
    way.do(JobDone(wait=wait.id))
    assert way.at == [("distribute", ("clerk_a", "clerk_b"))]
    way.complete("clerk_a")
    (wait,) = way.run.open_waits
    assert (wait.job, way.at) == ("receipts", [])
    way.do(JobDone(wait=wait.id))
    way.complete("clerk_a")
    assert way.run.status == "finished"
    assert not way.run.open_visits
    assert Run.from_data(way.run.to_data()) == way.run


def test_the_file_is_the_definition() -> None:
    definition = load("outgoing")
    assert Definition.from_data(definition.to_data()) == definition
    assert definition.fields_named == {"title", "co_units", "form"}


def signed() -> Walked:
    """Signed by the deputy on the text D1, and with the clerks for 复核."""
    way = Walked(load("outgoing"), yunzhou(), fields={"title": "关于人才安居的意见"})
    way.complete("drafter", digest="D1")
    way.complete("head")
    way.complete("reviewer_a", chosen=("deputy",))
    way.complete("deputy", opinion="同意印发。")
    return way


def test_minutes_carry_no_seal_and_are_looked_over_by_their_drafter_before_they_are_sent_out() -> None:
    way = Walked(load("outgoing"), yunzhou(), fields={"title": "防汛工作专题会议纪要", "form": "纪要"})
    way.complete("drafter")
    way.complete("head")
    way.complete("reviewer_a", chosen=("deputy",))
    way.complete("deputy", opinion="同意印发。")
    way.complete("clerk_a")
    way.complete("clerk_a")
    (wait,) = way.run.open_waits
    way.do(JobDone(wait=wait.id))
    assert way.at == [("proofread", ("drafter",))]
    way.complete("drafter")
    assert way.at == [("distribute", ("clerk_a", "clerk_b"))]


def test_without_other_units_there_is_no_countersign() -> None:
    way = signed()
    assert "countersign" not in {visit.step for visit in way.run.visits}
    assert way.at == [("recheck", ("clerk_a", "clerk_b"))]


def test_a_text_changed_after_the_signature_goes_to_the_signer_again() -> None:
    way = signed()
    way.complete("clerk_a", digest="D2")
    assert way.at == [("sign_off", ("deputy",))]


def test_the_seal_keeper_is_named_for_the_seal_and_sees_to_its_failure() -> None:
    way = signed()
    way.complete("clerk_a")
    way.complete("clerk_a")
    way.do(JobDone(wait="w1"))
    way.complete("keeper")
    done = next(task for task in way.run.tasks if task.step == "seal")
    assert (done.by, done.outcome) == ("keeper", "done")
    way.do(JobFailed(wait="w2", reason="证书已过期"))
    assert way.at == [("sealing", ("keeper",))]
    way.complete("keeper", choice=RETRY)
    way.do(JobDone(wait="w3"))
    assert way.at == [("distribute", ("clerk_a", "clerk_b"))]


def test_from_close_it_can_go_back_to_be_sent_to_others() -> None:
    way = signed()
    for _ in range(2):
        way.complete("clerk_a")
    way.do(JobDone(wait="w1"))
    way.complete("keeper")
    way.do(JobDone(wait="w2"))
    way.complete("clerk_a")
    way.do(JobDone(wait="w3"))
    assert way.at == [("close", ("clerk_a", "clerk_b"))]
    way.do(ReturnTo(by="clerk_a", task=way.task("clerk_a").id, to="distribute", reason="还要增发。"))
    ((step, _),) = way.at
    assert step == "distribute"


def test_a_department_that_asks_for_changes_gets_it_straight_back() -> None:
    way = Walked(load("outgoing"), yunzhou(), fields={"title": "意见", "co_units": ["finance", "housing"]})
    way.complete("drafter", digest="D1")
    way.complete("head")
    way.complete("finance_head", stance="agree")
    way.do(ReturnTo(by="housing_head", task=way.task("housing_head").id, to="draft", reason="房源口径不一致。"))
    way.complete("drafter", digest="D2")
    assert way.at == [("countersign", ("finance_head",)), ("countersign", ("housing_head",))]
