"""The facts about every seal in a file, gathered into one verdict."""

import io
from datetime import datetime
from typing import Any, Final

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from docflow.seals.chains import judge_chain
from docflow.seals.cms import judge_document_time_stamp, judge_integrity, judge_time
from docflow.seals.coverage import judge_coverages, signatures_in, trimmed
from docflow.seals.evidence import Evidence, evidence_in
from docflow.seals.facts import UNKNOWN_USE, VOUCHED_USE, Fact, SignatureFacts
from docflow.seals.revisions import ends, tail
from docflow.seals.trust import Trust
from docflow.seals.verdict import SealCheck, Verdict, conclude, unreadable

_NOT_READ: Final = Fact(None, "签章数据已损坏，没有判断。")
_DAMAGED: Final = Fact(False, "签章数据已损坏，不能读取。")
_DAMAGED_STAMP: Final = Fact(False, "文件上的时间戳已损坏，不能读取。")
_MORE: Final = Fact(False, "文件结尾之后还有别的内容，不是原来的文件。")
_EARLIER: Final = 8
"""How many earlier revisions are searched for a signature that a later one took away."""


def judge(content: bytes, revisions: tuple[str, ...], trust: Trust, at: datetime) -> SealCheck:
    """Judge a whole file. Lets out whatever the reader throws at a file that it cannot read."""
    body = trimmed(content)
    reader = PdfFileReader(io.BytesIO(body), strict=False)
    if reader.encrypted:
        return unreadable("文件设有密码或已加密，无法验证。请取得未加密的文件。", revisions)
    fields = signatures_in(reader)
    if not fields:
        unsigned = conclude((), (), revisions)
        return unsigned.but(Verdict.INVALID, "文件原有的签章被后来的改动去除了。") if _had_seals(body) else unsigned
    opened = [_opened(reader, name, field) for name, field in fields]
    coverages = judge_coverages(body, [one for one in opened if one is not None])
    evidence = evidence_in(reader)
    faults = [_MORE] if tail(content) else []
    seals: list[SignatureFacts] = []
    for (name, field), signature in zip(fields, opened, strict=True):
        coverage = coverages[signature] if signature is not None else _NOT_READ
        if _is_time_stamp(field):
            faults.append(_time_stamp(signature) & coverage)
        else:
            seals.append(_seal(name, signature, coverage, trust, evidence, at))
    return conclude(tuple(seals), tuple(faults), revisions)


def _opened(reader: PdfFileReader, name: str, field: Any) -> EmbeddedPdfSignature | None:
    try:
        return EmbeddedPdfSignature(reader, field, name)
    except Exception:  # a signature that cannot be read is a broken signature, whatever the reader trips over
        return None


def _seal(
    name: str, signature: EmbeddedPdfSignature | None, coverage: Fact, trust: Trust, evidence: Evidence, at: datetime
) -> SignatureFacts:
    """The facts about one seal; a broken one has them too."""
    broken = SignatureFacts(name, "", "", _DAMAGED, coverage, _NOT_READ, _NOT_READ, _NOT_READ, UNKNOWN_USE)
    if signature is None:
        return broken
    try:
        subject = signature.signer_cert.subject.native
        integrity = judge_integrity(signature)
        timing = judge_time(signature, trust, evidence, at)
        judged = judge_chain(
            signature.signer_cert.dump(),
            (*(one.dump() for one in signature.other_embedded_certs), *evidence.certificates),
            trust,
            used=timing.used,
            crls=evidence.crls,
            ocsps=evidence.ocsps,
        )
    except Exception:  # as above
        return broken
    return SignatureFacts(
        field=name,
        signer=_word(subject.get("common_name")),
        organ=_word(subject.get("organization_name")),
        integrity=integrity,
        coverage=coverage,
        chain=judged.chain,
        revocation=judged.revocation,
        time=timing.fact,
        authorised=VOUCHED_USE if judged.root in trust.named else UNKNOWN_USE,
    )


def _is_time_stamp(field: Any) -> bool:
    value = field.get_object()["/V"]
    return isinstance(value, dict) and value.get("/Type") == "/DocTimeStamp"


def _time_stamp(signature: EmbeddedPdfSignature | None) -> Fact:
    """Whether a time stamp over the whole file, added after the seals, is intact."""
    try:
        return judge_document_time_stamp(signature) if signature is not None else _DAMAGED_STAMP
    except Exception:  # as above
        return _DAMAGED_STAMP


def _had_seals(body: bytes) -> bool:
    """Whether an earlier revision had signatures that the last one does not show."""
    if b"/ByteRange" not in body:
        return False
    return any(signatures_in(PdfFileReader(io.BytesIO(body[:end]), strict=False)) for end in ends(body)[-_EARLIER:-1])


def _word(value: Any) -> str:
    """A part of a name; a certificate may give several."""
    return "、".join(map(str, value)) if isinstance(value, list) else str(value or "")
