"""证书链：whether a certificate comes from a trusted root, is for this purpose, and stood when its key was used."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from asn1crypto import x509
from pyhanko_certvalidator import CertificateValidator
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InvalidCertificateError,
    NotYetValidError,
    PathBuildingError,
    PathValidationError,
)
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import NO_REVOCATION, CertRevTrustPolicy

from docflow.seals.facts import Fact, moment
from docflow.seals.revocation import judge_revocation
from docflow.seals.trust import Trust


class Purpose(Enum):
    """What a certificate is used for here, and which extended key usages allow it; a seal's need not name any."""

    SEAL = frozenset(
        {
            "1.3.6.1.5.5.7.3.36",  # document signing (RFC 9336)
            "1.3.6.1.5.5.7.3.4",  # mail, which is how many certificates for signing are issued
            "1.3.6.1.4.1.311.10.3.12",
            "1.2.840.113583.1.1.5",
            "2.5.29.37.0",
        }
    )
    TIME = frozenset({"1.3.6.1.5.5.7.3.8"})


@dataclass(frozen=True)
class Judged:
    """The two facts about a certificate; `root` is the trusted root (DER) that it comes from."""

    chain: Fact
    revocation: Fact
    root: bytes | None = None


_NOT_JUDGED: Final = Fact(None, "证书来源未确认，没有判断吊销状态。")


def judge_chain(
    certificate: bytes,
    others: Sequence[bytes],
    trust: Trust,
    *,
    used: datetime,
    purpose: Purpose = Purpose.SEAL,
    crls: Sequence[bytes] = (),
    ocsps: Sequence[bytes] = (),
) -> Judged:
    """Judge a certificate whose key was `used` at a moment.

    `others` are certificates that came with the signature; `crls` and `ocsps` what the file itself brings along.
    """
    owner = x509.Certificate.load(certificate)
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(one) for one in trust.anchors],
        other_certs=[x509.Certificate.load(one) for one in trust.others],
        allow_fetching=False,
        moment=used,
        revinfo_policy=CertRevTrustPolicy(NO_REVOCATION),
    )
    validator = CertificateValidator(owner, [x509.Certificate.load(one) for one in others], context)
    try:
        path = asyncio.run(validator.async_validate_path())
    except ExpiredError as error:
        return Judged(Fact(False, f"证书已于{moment(error.expired_dt)}到期，签章时已无效。"), _NOT_JUDGED)
    except NotYetValidError as error:
        return Judged(Fact(False, f"证书自{moment(error.valid_from)}起才有效，签章时尚未生效。"), _NOT_JUDGED)
    except (PathBuildingError, InvalidCertificateError):  # the latter: signed by itself
        return Judged(Fact(None, "签章证书不是由本系统信任的证书机构签发的，不能确认签章人。"), _NOT_JUDGED)
    except PathValidationError:
        return Judged(Fact(False, "签章证书的签发不符合规定（签发者不是证书机构，或超出了它的权限）。"), _NOT_JUDGED)
    if not _is_for(owner, purpose):
        return Judged(Fact(False, "证书的用途不是签章，不能用于公文。"), _NOT_JUDGED)
    chain = _path_bytes(path)
    known = judge_revocation(chain, (*trust.crls, *crls), (*trust.ocsps, *ocsps), used)
    return Judged(Fact(True, f"证书由受信任的“{_name(chain[-1])}”签发，用途为签章。"), known, chain[-1])


def _path_bytes(path: ValidationPath) -> list[bytes]:
    """The path, owner first."""
    return [one.dump() for one in reversed(list(path.iter_certs(include_root=True)))]


def _is_for(certificate: x509.Certificate, purpose: Purpose) -> bool:
    usage = certificate.key_usage_value.native if certificate.key_usage_value else {"digital_signature"}
    extended = {one.dotted for one in certificate.extended_key_usage_value or ()}
    if purpose is Purpose.TIME:
        return bool(extended & purpose.value)
    return bool(usage & {"digital_signature", "non_repudiation"}) and (not extended or bool(extended & purpose.value))


def _name(certificate: bytes) -> str:
    subject = x509.Certificate.load(certificate).subject.native
    return str(subject.get("common_name") or subject.get("organization_name") or "未署名的证书机构")
