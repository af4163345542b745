"""吊销：whose word counts, and from when until when."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from docflow.seals.keys import new_key
from docflow.seals.revocation import judge_revocation
from docflow.seals.sealer import der
from tests.docflow.seals.paper import AT, Office

DAY = timedelta(days=1)


class Case:
    """A certificate in a chain of three, and what is said about it."""

    def __init__(self, office: Office, organ: str = "云州市审计局") -> None:
        self.office = office
        self.leaf = office.sealer_of(office.authority, organ).certificate
        self.path = (self.leaf, *office.authority.chain, der(office.authority.root))

    def judge(self, crls: tuple[bytes, ...], ocsps: tuple[bytes, ...] = (), used: datetime = AT) -> bool | None:
        return judge_revocation(self.path, crls, ocsps, used).ok


@pytest.fixture
def case(office: Office) -> Case:
    return Case(office)


class TestLists:
    def test_a_list_of_that_time_proves_that_it_stood(self, case: Case) -> None:
        assert case.judge(case.office.authority.crls(AT)) is True

    def test_nothing_said_is_nothing_known(self, case: Case) -> None:
        assert case.judge(()) is None

    @pytest.mark.parametrize("which", [0, 1])
    def test_every_certificate_of_the_chain_needs_a_word(self, case: Case, which: int) -> None:
        assert case.judge(case.office.authority.crls(AT)[which : which + 1]) is None

    def test_an_outdated_list_proves_nothing(self, case: Case) -> None:
        assert case.judge(case.office.authority.crls(AT - 30 * DAY)) is None

    def test_a_later_list_without_it_proves_that_it_stood(self, case: Case) -> None:
        assert case.judge(case.office.authority.crls(AT + 30 * DAY)) is True

    def test_revoked_before(self, case: Case) -> None:
        case.office.authority.revoke(case.leaf, AT - DAY)
        assert case.judge(case.office.authority.crls(AT + 30 * DAY)) is False

    def test_revoked_at_that_very_moment(self, case: Case) -> None:
        case.office.authority.revoke(case.leaf, AT)
        assert case.judge(case.office.authority.crls(AT)) is False

    def test_revoked_later_and_no_word_of_that_time(self, case: Case) -> None:
        case.office.authority.revoke(case.leaf, AT + DAY)
        assert case.judge(case.office.authority.crls(AT + 30 * DAY)) is False

    def test_revoked_later_and_a_word_of_that_time(self, case: Case) -> None:
        case.office.authority.revoke(case.leaf, AT + DAY)
        authority = case.office.authority
        assert case.judge((*authority.crls(AT), *authority.crls(AT + 30 * DAY))) is True

    def test_an_old_good_list_does_not_hide_a_revocation(self, case: Case) -> None:
        case.office.authority.revoke(case.leaf, AT - DAY)
        authority = case.office.authority
        assert case.judge((*authority.crls(AT - 2 * DAY), *authority.crls(AT))) is False

    def test_what_is_no_list_is_passed_over(self, case: Case) -> None:
        assert case.judge((b"", b"no list", *case.office.authority.crls(AT))) is True


def a_list(case: Case, *, part: x509.IssuingDistributionPoint | None = None, own_key: bool = True) -> bytes:
    """A list under the intermediate's name."""
    key = case.office.authority._key("intermediate") if own_key else new_key()
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(case.office.authority.intermediate.subject)
        .last_update(AT - DAY)
        .next_update(AT + DAY)
    )
    if part is not None:
        builder = builder.add_extension(part, critical=True)
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def part_of(**which: bool) -> x509.IssuingDistributionPoint:
    """What part of its certificates a list is about."""
    names = ("only_contains_user_certs", "only_contains_ca_certs", "indirect_crl", "only_contains_attribute_certs")
    return x509.IssuingDistributionPoint(
        full_name=None, relative_name=None, only_some_reasons=None, **{name: which.get(name, False) for name in names}
    )


class TestParts:
    @pytest.mark.parametrize(
        ("part", "known"),
        [
            (None, True),
            (part_of(only_contains_user_certs=True), True),
            (part_of(only_contains_ca_certs=True), None),
            (part_of(indirect_crl=True), None),
            (part_of(only_contains_attribute_certs=True), None),
        ],
    )
    def test_a_list_speaks_of_its_part_alone(
        self, case: Case, part: x509.IssuingDistributionPoint | None, known: bool | None
    ) -> None:
        root_list = case.office.authority.crls(AT)[0]
        assert case.judge((root_list, a_list(case, part=part))) is known

    def test_a_list_that_another_key_signed_says_nothing(self, case: Case) -> None:
        root_list = case.office.authority.crls(AT)[0]
        assert case.judge((root_list, a_list(case, own_key=False))) is None


class TestAnswers:
    def test_an_answer_of_the_responder_counts(self, case: Case) -> None:
        authority = case.office.authority
        assert case.judge(authority.crls(AT)[:1], (authority.ocsp(case.leaf, AT),)) is True

    def test_an_answer_that_it_is_revoked_counts(self, case: Case) -> None:
        authority = case.office.authority
        authority.revoke(case.leaf, AT - DAY)
        assert case.judge(authority.crls(AT)[:1], (authority.ocsp(case.leaf, AT),)) is False

    def test_an_answer_about_another_certificate_says_nothing(self, case: Case) -> None:
        authority = case.office.authority
        assert case.judge(authority.crls(AT)[:1], (authority.ocsp(Case(case.office).leaf, AT),)) is None

    def test_an_answer_of_anybody_else_says_nothing(self, case: Case) -> None:
        """The time stamper has a certificate of the same issuer, and no business to answer."""
        authority = case.office.authority
        answer = (
            ocsp.OCSPResponseBuilder()
            .add_response(
                x509.load_der_x509_certificate(case.leaf),
                authority.intermediate,
                hashes.SHA256(),
                ocsp.OCSPCertStatus.GOOD,
                AT,
                AT + DAY,
                None,
                None,
            )
            .responder_id(ocsp.OCSPResponderEncoding.HASH, authority.tsa)
            .certificates([authority.tsa])
            .sign(authority._key("tsa"), hashes.SHA256())
        )
        assert case.judge(authority.crls(AT)[:1], (answer.public_bytes(Encoding.DER),)) is None

    def test_a_changed_answer_says_nothing(self, case: Case) -> None:
        authority = case.office.authority
        answer = bytearray(authority.ocsp(case.leaf, AT))
        answer[answer.index(b"Z\xa0") - 14 if b"Z\xa0" in answer else 60] ^= 1
        assert case.judge(authority.crls(AT)[:1], (bytes(answer),)) is None


def test_the_sentence_is_about_the_signer(case: Case) -> None:
    case.office.authority.revoke(case.leaf, datetime(2026, 8, 1, 1, 0, tzinfo=UTC))
    fact = judge_revocation(case.path, case.office.authority.crls(AT), (), AT)
    assert fact.says == "证书已于2026年8月1日9时00分被吊销，签章时已无效。"
