"""What a holder may do: the buttons."""

from docflow.flow import (
    Chosen,
    Claim,
    Complete,
    JobFailed,
    Offer,
    Role,
    Suspend,
    Way,
    load,
    next_acts,
)
from tests.docflow.flow.office import Walked, yunzhou
from tests.docflow.flow.sketches import step, walked
from tests.docflow.flow.test_system_steps import waiting


def offers(way: Walked, holder: str, *, as_keeper: bool = False) -> dict[str, Offer]:
    return {offer.act: offer for offer in next_acts(way.definition, way.run, holder, as_keeper=as_keeper)}


def test_the_drafter_may_send_it_and_end_it() -> None:
    way = Walked(load("outgoing"), yunzhou())
    found = offers(way, "drafter")
    assert list(found) == ["save_opinion", "complete", "terminate"]
    assert found["complete"].ways == (Way(key="submit", label="送核稿", to="review", to_label="核稿"),)
    assert found["complete"].fields_required == ("title",)


def test_where_a_choice_leads_follows_the_fields() -> None:
    way = Walked(load("outgoing"), yunzhou())
    way.complete("drafter")
    (complete,) = [
        offer
        for offer in next_acts(way.definition, way.run, "head", fields={"co_units": ["finance"]})
        if offer.act == "complete"
    ]
    assert complete.ways[0].to_label == "会签"
    assert offers(way, "head")["complete"].ways[0].to_label == "审核"


def test_a_countersigner_is_asked_for_his_stance_and_may_return_it_straight() -> None:
    way = Walked(load("outgoing"), yunzhou(), fields={"title": "意见", "co_units": ["finance", "housing"]})
    way.complete("drafter")
    way.complete("head")
    found = offers(way, "finance_head")
    assert [label for _, label in found["complete"].stances] == ["同意", "有意见", "不同意"]
    assert found["return_to"].targets == (("draft", "拟稿"), ("review", "核稿"))
    assert found["return_to"].then[0] == "straight_back"


def test_out_of_whom_the_next_is_chosen() -> None:
    way = Walked(load("outgoing"), yunzhou())
    way.complete("drafter")
    way.complete("head")
    assert offers(way, "reviewer_a")["complete"].ways[0].choose == Chosen(Role("leader"))
    assert {"claim"} <= set(offers(way, "reviewer_a"))
    way.do(Claim(by="reviewer_a", task=way.run.open_tasks[0].id))
    assert {"put_back", "suspend"} <= set(offers(way, "reviewer_a"))
    assert offers(way, "reviewer_b") == {}


def test_whoever_acted_last_may_take_it_back() -> None:
    way = walked(step("a", "b"), step("b"))
    assert set(offers(way, "drafter")) == {"withdraw"}
    way.complete("A")
    assert offers(way, "drafter") == {}
    assert set(offers(way, "A")) == {"withdraw"}


def test_to_answer_a_disagreement_words_are_asked_for() -> None:
    way = walked(step("co", "b", mode="all", advice="consultative"), step("b"))
    way.do(Complete(by="CO", task="t2", stance="disagree", opinion="不同意。"))
    found = offers(way, "drafter")
    assert found["complete"].opinion_required
    assert found["complete"].ways == (Way(key="reply", label="答复意见"),)
    assert found["return_to"].targets == (("draft", "拟稿"),)


def test_a_failed_job_may_be_asked_again_or_returned() -> None:
    way = waiting()
    way.do(JobFailed(wait="w1", reason="缺字"))
    found = offers(way, "C1")
    assert found["complete"].ways[0].label == "重试"
    assert found["return_to"].targets == (("a", "环节a"),)


def test_the_flow_administrator_may_halt_it_and_send_it_but_not_past_the_signer() -> None:
    way = walked(step("a", "sign"), step("sign", "c", reopens_on_change=True), step("c"))
    found = offers(way, "admin", as_keeper=True)
    assert list(found) == ["suspend", "correct", "terminate"]
    assert [key for key, _ in found["correct"].targets] == ["draft", "a", "sign"]
    assert offers(way, "admin") == {}


def test_suspended_there_is_only_the_way_on() -> None:
    way = walked(step("a"))
    way.do(Suspend(by="A", reason="等材料"))
    assert set(offers(way, "A")) == {"save_opinion", "resume", "terminate"}


def test_after_the_end_there_is_nothing_to_do() -> None:
    way = walked(step("a"))
    way.complete("A")
    assert next_acts(way.definition, way.run, "A", as_keeper=True) == []
