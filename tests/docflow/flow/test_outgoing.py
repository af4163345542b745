"""The shipped 发文 route, walked from 拟稿 to 办结."""

from docflow.flow import Definition, JobDone, Run, load
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
    way.complete("clerk_a")
    assert way.run.status == "finished"
    assert not way.run.open_visits
    assert Run.from_data(way.run.to_data()) == way.run


def test_the_file_is_the_definition() -> None:
    definition = load("outgoing")
    assert Definition.from_data(definition.to_data()) == definition
    assert definition.fields_named == {"title", "co_units"}
