"""吊销：what lists (CRL) and answers (OCSP) say about a certificate, and whether it stood when its key was used.

A word counts when the issuer said it. A file brings words along; a stranger can leave some out but cannot make one up.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from itertools import pairwise
from operator import and_
from typing import Final, TypeVar

from asn1crypto.keys import PublicKeyInfo
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from docflow.seals.facts import Fact, moment

Said = TypeVar("Said")

_STOOD: Final = Fact(True, "证书在签章时没有被吊销。")
_EVER: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Word:
    """What the issuer said about one certificate, from when until when it stands by it, and since when it is revoked."""

    since: datetime
    until: datetime
    revoked: datetime | None = None

    def covers(self, used: datetime) -> bool:
        return self.since <= used <= self.until


def judge_revocation(path: Sequence[bytes], crls: Iterable[bytes], ocsps: Iterable[bytes], used: datetime) -> Fact:
    """Whether every certificate of the path (the signer's first, the root last; all DER) stood when the key was `used`."""
    certificates = [x509.load_der_x509_certificate(one) for one in path]
    lists = _loaded(crls, x509.load_der_x509_crl)
    answers = _loaded(ocsps, ocsp.load_der_ocsp_response)
    facts = [
        _judge([*_in_lists(certificate, issuer, lists), *_in_answers(certificate, issuer, answers)], used)
        for certificate, issuer in pairwise(certificates)
    ]
    return reduce(and_, facts or [_STOOD])


def _judge(words: list[Word], used: datetime) -> Fact:
    revoked = min((word.revoked for word in words if word.revoked), default=None)
    stood = any(not word.revoked and word.covers(used) for word in words)
    if revoked and revoked <= used:
        return Fact(False, f"证书已于{moment(revoked)}被吊销，签章时已无效。")
    if revoked and not stood:
        return Fact(False, f"证书已于{moment(revoked)}被吊销，也没有资料能证明签章时它仍有效。")
    if revoked:
        return Fact(True, f"证书在签章时没有被吊销；其后于{moment(revoked)}吊销，不影响此前的签章。")
    if stood or any(word.since >= used for word in words):
        return _STOOD
    return Fact(
        None, "所附的吊销信息已过期，不能确认证书是否被吊销。" if words else "没有吊销信息，不能确认证书是否被吊销。"
    )


def _loaded(items: Iterable[bytes], load: Callable[[bytes], Said]) -> list[Said]:
    """Those that can be read; what cannot be read proves nothing."""
    said = []
    for item in items:
        with suppress(ValueError):
            said.append(load(item))
    return said


def _in_lists(
    certificate: x509.Certificate, issuer: x509.Certificate, lists: Iterable[x509.CertificateRevocationList]
) -> Iterator[Word]:
    for one in lists:
        if one.issuer != issuer.subject or not _is_about(one, certificate):
            continue
        if not one.is_signature_valid(issuer.public_key()):  # type: ignore[arg-type] # a CA's key can sign
            continue
        entry = one.get_revoked_certificate_by_serial_number(certificate.serial_number)
        yield Word(one.last_update_utc, one.next_update_utc or _EVER, entry.revocation_date_utc if entry else None)


def _is_about(one: x509.CertificateRevocationList, certificate: x509.Certificate) -> bool:
    """Whether a list speaks of this certificate: a list of a part says so in a critical extension (RFC 5280 5.2.5)."""
    for extension in one.extensions:
        part = extension.value
        if not isinstance(part, x509.IssuingDistributionPoint):
            if extension.critical:
                return False
            continue
        authority = _is_authority(certificate)
        if part.indirect_crl or part.only_some_reasons or part.only_contains_attribute_certs:
            return False
        if (part.only_contains_user_certs and authority) or (part.only_contains_ca_certs and not authority):
            return False
        if part.full_name and (named := _list_names(certificate)) and not named & set(part.full_name):
            return False
    return True


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _list_names(certificate: x509.Certificate) -> set[x509.GeneralName]:
    """Where the certificate says its list is published."""
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return set()
    return {name for point in points for name in point.full_name or ()}


def _in_answers(
    certificate: x509.Certificate, issuer: x509.Certificate, answers: Iterable[ocsp.OCSPResponse]
) -> Iterator[Word]:
    for answer in answers:
        if answer.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL or not _said_by(answer, issuer):
            continue
        for one in answer.responses:
            if one.serial_number != certificate.serial_number or one.issuer_key_hash != _key_hash(issuer, one):
                continue
            if one.certificate_status is not ocsp.OCSPCertStatus.UNKNOWN:
                yield Word(one.this_update_utc, one.next_update_utc or one.this_update_utc, one.revocation_time_utc)


def _said_by(answer: ocsp.OCSPResponse, issuer: x509.Certificate) -> bool:
    """Signed by the issuer, or by someone whom the issuer made its responder (RFC 6960 4.2.2.2)."""
    for speaker in (issuer, *answer.certificates):
        if speaker is not issuer and not _is_responder(speaker, issuer):
            continue
        if _signed(answer, speaker.public_key()):
            return True
    return False


def _is_responder(speaker: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        speaker.verify_directly_issued_by(issuer)
        purposes = speaker.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm, x509.ExtensionNotFound):
        return False
    return ExtendedKeyUsageOID.OCSP_SIGNING in purposes


def _signed(answer: ocsp.OCSPResponse, key: object) -> bool:
    algorithm = answer.signature_hash_algorithm
    try:
        if algorithm is None:
            return False
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(algorithm))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _key_hash(issuer: x509.Certificate, one: ocsp.OCSPSingleResponse) -> bytes:
    """The issuer as the answer names it: a digest of its bare public key."""
    digest = hashes.Hash(one.hash_algorithm)
    bare = PublicKeyInfo.load(issuer.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    digest.update(bytes(bare["public_key"]))
    return digest.finalize()
