"""验章：what the facts say, and when they are said."""

import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docflow.seals.checking import check, check_as_json
from docflow.seals.sealing import SealedFile, seal
from docflow.seals.trust import Trust
from docflow.seals.verdict import SealCheck, Verdict
from tests.docflow.seals.paper import AT, ORGANS, PLACES, Office, page, picture

YEARS = timedelta(days=366)


class TestTrust:
    def test_without_a_root_the_file_is_intact_and_untrusted(self, sealed: SealedFile) -> None:
        found = check(sealed.content, Trust(), AT)
        assert found.verdict is Verdict.UNTRUSTED
        assert found.reason.startswith("文件没有被改动。")
        (seal,) = found.signatures
        assert (seal.integrity.ok, seal.coverage.ok, seal.chain.ok) == (True, True, None)

    def test_another_root_of_the_same_name_changes_nothing(
        self, sealed: SealedFile, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        other = Office.in_folder(tmp_path_factory.mktemp("other") / "ca")
        assert check(sealed.content, other.trust(), AT).verdict is not Verdict.VALID

    def test_whoever_names_the_root_answers_for_the_use(self, office: Office, sealed: SealedFile) -> None:
        known = office.trust()
        own = check(sealed.content, known, AT)
        assert own.signatures[0].authorised.ok is None
        named = check(sealed.content, replace(known, roots=(), named=known.roots), AT)
        assert named.verdict is Verdict.VALID
        assert named.signatures[0].authorised.ok is True


class TestTime:
    """A seal is judged by the moment that its time stamp proves, with the evidence that it brought along."""

    def test_it_stays_valid_when_its_certificate_has_ended(self, office: Office) -> None:
        sealer = office.sealer_of(office.authority, ORGANS[0], until=AT + YEARS)
        content = office.seal(page(), sealer=sealer).content
        assert check(content, office.trust(AT + 5 * YEARS), AT + 5 * YEARS).verdict is Verdict.VALID

    def test_it_stays_valid_when_its_certificate_is_revoked_later(self, office: Office) -> None:
        sealer = office.sealer_of(office.authority, ORGANS[1])
        content = office.seal(page(), sealer=sealer).content
        office.authority.revoke(sealer.certificate, AT + timedelta(days=30))
        found = check(content, office.trust(AT + YEARS), AT + YEARS)
        assert found.verdict is Verdict.VALID
        assert "其后于2026年10月1日10时30分吊销" in found.signatures[0].revocation.says

    def test_it_falls_when_its_certificate_turns_out_to_have_been_revoked_before(self, office: Office) -> None:
        sealer = office.sealer_of(office.authority, ORGANS[1])
        content = office.seal(page(), sealer=sealer).content
        office.authority.revoke(sealer.certificate, AT - timedelta(days=1))
        found = check(content, office.trust(AT + YEARS), AT + YEARS)
        assert found.verdict is Verdict.INVALID
        assert found.signatures[0].revocation.ok is False

    def test_a_check_in_the_past_of_the_seal_is_not_valid(self, office: Office, sealed: SealedFile) -> None:
        found = check(sealed.content, office.trust(), AT - timedelta(days=1))
        assert found.verdict is Verdict.INVALID
        assert "晚于验证时间" in found.reason

    def test_a_time_stamp_of_a_stranger_proves_no_time(
        self, office: Office, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        stranger = Office.in_folder(tmp_path_factory.mktemp("tsa") / "ca")
        both = office.trust().also(roots=stranger.trust().roots, others=stranger.trust().others)
        content = _sealed_with(office, stranger, both.also(crls=stranger.trust().crls))
        found = check(content, office.trust(), AT)
        assert found.verdict is Verdict.UNTRUSTED
        assert found.signatures[0].time.ok is None


def _sealed_with(office: Office, stamper: Office, trust: Trust) -> bytes:
    return seal(
        page(),
        PLACES[:1],
        appearance=picture(),
        sealer=office.sealers[0],
        trust=trust,
        time_stamps=stamper.authority.time_stamps(AT),
        at=AT,
    ).content


class TestRobust:
    """There is an answer for any bytes."""

    @given(st.binary(max_size=300))
    def test_any_bytes(self, content: bytes) -> None:
        assert check(content, Trust(), AT).verdict is Verdict.UNREADABLE

    @given(st.binary(max_size=200), st.binary(max_size=200))
    @settings(deadline=None)
    def test_any_bytes_that_look_like_a_file(self, head: bytes, body: bytes) -> None:
        content = b"%PDF-1.7\n" + head + b"\nstartxref\n9\n%%EOF" + body
        assert check(content, Trust(), AT).verdict in {Verdict.UNREADABLE, Verdict.UNSIGNED}

    def test_an_error_of_our_own_is_not_hidden_as_a_verdict(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "docflow.seals.judging", None)
        with pytest.raises(ImportError):
            check(page(), Trust(), AT)

    def test_a_page_without_seals_is_unsigned(self) -> None:
        found = check(page(), Trust(), AT)
        assert (found.verdict, found.seals_in_file, found.signatures) == (Verdict.UNSIGNED, 0, ())

    def test_an_empty_file(self) -> None:
        assert check(b"", Trust(), AT).verdict is Verdict.UNREADABLE


def test_a_check_survives_the_way_from_another_process(office: Office, joint: list[SealedFile]) -> None:
    found = check(joint[1].content, office.trust(), AT)
    assert SealCheck.from_json(check_as_json(joint[1].content, office.trust(), AT), found.revisions) == found
