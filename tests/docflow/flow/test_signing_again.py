"""A step that must see every text: once signed on one text, nothing goes past it with another."""

from docflow.flow import Correct, ReturnTo, Withdraw
from tests.docflow.flow.office import Walked
from tests.docflow.flow.sketches import step, walked


def signed() -> Walked:
    way = walked(
        step("sign", "recheck", reopens_on_change=True),
        step("recheck", "number", returns=("draft", "sign")),
        step("number"),
    )
    way.complete("SIGN", digest="D1")
    return way


def test_an_unchanged_text_goes_on() -> None:
    way = signed()
    way.complete("RECHECK", digest="D1")
    assert way.at == [("number", ("NUMBER",))]


def test_a_changed_text_goes_to_the_signer_again() -> None:
    way = signed()
    applied = way.complete("RECHECK", digest="D2")
    assert way.at == [("sign", ("SIGN",))]
    assert [fact.kind for fact in applied.facts] == ["reopened_for_change"]
    assert way.run.round == 2
    way.complete("SIGN")
    way.complete("RECHECK")
    assert way.at == [("number", ("NUMBER",))]


def test_the_same_signer_is_asked_of_several() -> None:
    way = walked(step("sign", "recheck", reopens_on_change=True), step("recheck"), sign=("S1", "S2"))
    way.complete("S2", digest="D1")
    way.complete("RECHECK", digest="D2")
    assert way.at == [("sign", ("S2",))]


def test_changed_behind_the_signer_by_a_return_it_does_not_come_straight_back_past_him() -> None:
    way = signed()
    way.do(ReturnTo(by="RECHECK", task=way.task("RECHECK").id, to="draft", reason="改标题", then="straight_back"))
    way.complete("drafter", digest="D2")
    assert way.at == [("sign", ("SIGN",))]


def test_unchanged_it_comes_straight_back_past_him() -> None:
    way = signed()
    way.do(ReturnTo(by="RECHECK", task=way.task("RECHECK").id, to="draft", reason="补附件", then="straight_back"))
    way.complete("drafter", digest="D1")
    assert way.at == [("recheck", ("RECHECK",))]


def test_a_signature_taken_back_does_not_count() -> None:
    way = signed()
    way.do(Withdraw(by="SIGN", task="t2"))
    way.complete("SIGN", digest="D2")
    way.complete("RECHECK")
    assert way.at == [("number", ("NUMBER",))]
    way.complete("NUMBER", digest="D1")
    assert way.at == [("sign", ("SIGN",))]


def test_not_even_the_end_is_reached_past_him() -> None:
    way = signed()
    way.complete("RECHECK")
    way.complete("NUMBER", digest="D3")
    assert way.run.status == "live"
    assert way.at == [("sign", ("SIGN",))]


def test_sent_past_him_on_his_text_a_change_still_goes_to_him_and_he_may_return_it() -> None:
    way = signed()
    way.do(Correct(by="admin", to="draft", reason="重走"))
    way.do(Correct(by="admin", to="recheck", reason="文稿没有改动"))
    way.complete("RECHECK", digest="D2")
    assert way.at == [("sign", ("SIGN",))]
    way.do(ReturnTo(by="SIGN", task=way.task("SIGN").id, to="draft", reason="改回去。", then="walk_again"))
    assert way.at == [("draft", ("drafter",))]
