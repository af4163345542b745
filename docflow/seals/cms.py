"""The cryptographic core of one signature or time stamp: signed bytes, signature value, and who made it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from asn1crypto import cms, x509
from cryptography.hazmat.primitives import hashes
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter, validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator.util import get_pyca_cryptography_hash

from docflow.seals.chains import Purpose, judge_chain
from docflow.seals.evidence import Evidence
from docflow.seals.facts import Fact, moment
from docflow.seals.trust import Trust

_WEAK: Final = frozenset({"md2", "md5", "sha1"})
_FORMATS: Final = frozenset({"/ETSI.CAdES.detached", "/adbe.pkcs7.detached"})
_TOLERANCE: Final = timedelta(minutes=5)

_INTACT: Final = Fact(True, "签名正确，签章时的内容没有被改动。")
_BROKEN: Final = Fact(False, "签名与文件内容不符，文件被改动过或签章已损坏。")
_WEAK_DIGEST: Final = Fact(None, "签章使用了已不安全的摘要算法，不能确认内容未被改动。")
_FORMAT: Final = Fact(None, "签章格式不是PAdES或PKCS#7，不能判断。")


@dataclass(frozen=True)
class Timing:
    """When the key was used: `used` is the moment by which its certificate is judged."""

    fact: Fact
    used: datetime


def judge_integrity(signature: EmbeddedPdfSignature) -> Fact:
    """Whether the covered bytes are those that were signed."""
    if str(signature.sig_object.get("/SubFilter", "")) not in _FORMATS:
        return _FORMAT
    return _judge_signed(signature.signer_info, signature.signer_cert, "data", signature.compute_digest())


def judge_document_time_stamp(signature: EmbeddedPdfSignature) -> Fact:
    """Whether a time stamp over the whole file is intact and speaks of these bytes."""
    token = signature.signed_data
    info = token["encap_content_info"]["content"].parsed
    if info["message_imprint"]["hashed_message"].native != signature.compute_digest():
        return Fact(False, "文件上的时间戳与文件内容不符，文件被改动过。")
    return _judge_token(token)


def judge_time(signature: EmbeddedPdfSignature, trust: Trust, evidence: Evidence, at: datetime) -> Timing:
    """When the seal was put on, by its time stamp or else by the signer's own word. `at` is the moment of the check."""
    token = next(iter(extract_tst_data_iter(signature.signer_info, signed=False)), None)
    if token is None:
        return _claimed(signature, at)
    info = token["encap_content_info"]["content"].parsed
    imprint = info["message_imprint"]
    digest = _digest(signature.signer_info["signature"].native, imprint["hash_algorithm"]["algorithm"].native)
    fact = _judge_token(token)
    if imprint["hashed_message"].native != digest or fact.ok is False:
        return Timing(Fact(False, "时间戳与签章不符。"), at)
    if fact.ok is None:
        return Timing(fact, at)
    stamped: datetime = info["gen_time"].native
    if stamped > at + _TOLERANCE:
        return Timing(Fact(False, f"时间戳的时间{moment(stamped)}晚于验证时间。"), at)
    found = extract_certificate_info(token)
    others = (*(one.dump() for one in found.other_certs), *evidence.certificates)
    judged = judge_chain(
        found.signer_cert.dump(),
        others,
        trust,
        used=stamped,
        purpose=Purpose.TIME,
        crls=evidence.crls,
        ocsps=evidence.ocsps,
    )
    if judged.chain.ok and judged.revocation.ok:
        return Timing(Fact(True, f"时间戳证明签章于{moment(stamped)}。"), stamped)
    return Timing(Fact(None, f"签章附有{moment(stamped)}的时间戳，但时间戳服务未受信任，时间不能确认。"), at)


def _claimed(signature: EmbeddedPdfSignature, at: datetime) -> Timing:
    claimed = signature.self_reported_timestamp
    if claimed is None or claimed.tzinfo is None:
        return Timing(Fact(True, "签章没有时间戳，也没有写明时间；证书按验证时的状态判断。"), at)
    if claimed > at + _TOLERANCE:
        return Timing(Fact(None, f"签章没有时间戳，自报的时间{moment(claimed)}晚于验证时间。"), at)
    return Timing(Fact(True, f"签章没有时间戳，自报时间为{moment(claimed)}；证书按验证时的状态判断。"), at)


def _judge_token(token: cms.SignedData) -> Fact:
    """Whether a time stamp token's own signature holds."""
    content = bytes(token["encap_content_info"]["content"])
    signer = extract_signer_info(token)
    digest = _digest(content, signer["digest_algorithm"]["algorithm"].native)
    return _judge_signed(signer, extract_certificate_info(token).signer_cert, "tst_info", digest)


def _judge_signed(signer: cms.SignerInfo, certificate: x509.Certificate, kind: str, digest: bytes) -> Fact:
    intact, valid = validate_sig_integrity(signer, certificate, kind, digest)
    if not (intact and valid):
        return _BROKEN
    return _WEAK_DIGEST if signer["digest_algorithm"]["algorithm"].native in _WEAK else _INTACT


def _digest(content: bytes, algorithm: Any) -> bytes:
    running = hashes.Hash(get_pyca_cryptography_hash(algorithm))
    running.update(content)
    return running.finalize()
