"""结论：which verdict follows from which facts, and what the register adds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docflow.seals.facts import UNKNOWN_USE, Fact, SignatureFacts
from docflow.seals.verdict import Registered, SealCheck, Verdict, conclude, unreadable, with_register

HOLDS, FAILS, UNSURE = Fact(True, "成立。"), Fact(False, "不成立。"), Fact(None, "说不清。")
GOOD = SignatureFacts("Seal1", "电子印章", "云州市财政局", HOLDS, HOLDS, HOLDS, HOLDS, HOLDS, UNKNOWN_USE)
REVISIONS = ("a" * 64, "b" * 64)
CRYPTO = ("integrity", "coverage", "chain", "revocation", "time")

facts = st.sampled_from([HOLDS, FAILS, UNSURE])
signatures = st.builds(
    SignatureFacts, st.just("Seal1"), st.just("电子印章"), st.just("云州市财政局"), *[facts] * 5, st.just(UNKNOWN_USE)
)


def checked(*seals: SignatureFacts, revisions: tuple[str, ...] = REVISIONS) -> SealCheck:
    return conclude(seals, (), revisions)


class TestConclude:
    @given(st.lists(signatures, min_size=1, max_size=4), st.lists(facts, max_size=2))
    def test_the_worst_fact_decides(self, seals: list[SignatureFacts], faults: list[Fact]) -> None:
        every = {fact.ok for fact in [*faults, *(fact for one in seals for fact in one.crypto)]}
        verdict = conclude(tuple(seals), tuple(faults), REVISIONS).verdict
        if False in every:
            assert verdict is Verdict.INVALID
        else:
            assert verdict is (Verdict.UNTRUSTED if None in every else Verdict.VALID)

    def test_no_signature_is_unsigned_whatever_else(self) -> None:
        assert conclude((), (FAILS,), REVISIONS).verdict is Verdict.UNSIGNED

    @pytest.mark.parametrize("which", CRYPTO)
    def test_the_reason_is_the_sentence_of_the_fact_that_fails(self, which: str) -> None:
        assert checked(GOOD, replace(GOOD, **{which: FAILS})).reason == FAILS.says  # type: ignore[arg-type] # a fact's name

    def test_the_reason_names_each_organ_once(self) -> None:
        other = replace(GOOD, organ="云州市教育局")
        assert "2枚" not in (reason := checked(GOOD, other, GOOD).reason)
        assert "3枚印章（云州市财政局、云州市教育局）" in reason


class TestRegister:
    whole = Registered(1, REVISIONS)

    def test_a_strangers_file_stays_as_it_is(self) -> None:
        assert with_register(checked(GOOD), None) == checked(GOOD)

    def test_the_very_file_is_valid_and_its_use_granted(self) -> None:
        found = with_register(checked(GOOD), self.whole)
        assert (found.verdict, found.registered_seals, found.seals_in_file) == (Verdict.VALID, 1, 1)
        assert found.signatures[0].authorised.ok is True

    @pytest.mark.parametrize("seals", [0, 1, 2])
    def test_fewer_seals_than_registered(self, seals: int) -> None:
        found = with_register(checked(*[GOOD] * seals), Registered(3, REVISIONS))
        assert found.verdict is Verdict.INVALID
        assert found.reason == f"本系统登记该文件有3枚印章，上传文件只有{seals}枚。"

    def test_something_added_later(self) -> None:
        found = with_register(checked(GOOD, revisions=(*REVISIONS, "c" * 64)), self.whole)
        assert found.verdict is Verdict.INVALID
        assert "登记之后增加了内容" in found.reason

    def test_more_seals_than_registered(self) -> None:
        found = with_register(checked(GOOD, GOOD, revisions=(*REVISIONS, "c" * 64)), self.whole)
        assert found.verdict is Verdict.INVALID

    def test_other_bytes(self) -> None:
        found = with_register(checked(GOOD, revisions=("a" * 64, "d" * 64)), self.whole)
        assert (found.verdict, found.signatures[0].authorised.ok) == (Verdict.INVALID, False)
        assert "已被改动" in found.reason

    @given(signatures)
    def test_the_register_never_makes_a_file_better(self, seal: SignatureFacts) -> None:
        alone = checked(seal)
        assert with_register(alone, self.whole).verdict is alone.verdict

    def test_an_unreadable_copy_of_ours_is_named_as_such(self) -> None:
        found = with_register(unreadable("坏了。", REVISIONS[:1]), self.whole)
        assert (found.verdict, found.registered_seals) == (Verdict.UNREADABLE, 1)
        assert "本系统登记了这份文件" in found.reason


class TestJson:
    @given(st.lists(signatures, max_size=3))
    def test_comes_back(self, seals: list[SignatureFacts]) -> None:
        found = checked(*seals)
        assert SealCheck.from_json(found.as_json(), REVISIONS) == found

    def test_has_the_form_that_the_command_promises(self) -> None:
        said = checked(GOOD).as_json()
        assert said.keys() == {"verdict", "reason", "registered_seals", "seals_in_file", "signatures"}
        assert said["signatures"][0].keys() == {"field", "signer", "organ", *CRYPTO, "authorised"}
        assert said["signatures"][0]["chain"] == {"ok": True, "says": "成立。"}


@given(facts, facts)
def test_two_facts_together_are_as_bad_as_the_worse(one: Fact, other: Fact) -> None:
    both = {one.ok, other.ok}
    assert (one & other).ok is (False if False in both else None if None in both else True)


def test_every_verdict_has_its_words() -> None:
    assert len({verdict.label for verdict in Verdict}) == len(Verdict)
