"""验章：one function that answers for any bytes whatever, with separate facts and one verdict, and never lets an exception out.

It fetches nothing, and judges by the moment that it is given. A stranger's file is checked in a process of its own (see `bounded`),
because no time or memory limit can be kept from inside.
"""

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from docflow.seals.facts import UNKNOWN_USE, Fact, SignatureFacts
from docflow.seals.revisions import digests, ends, tail
from docflow.seals.trust import Trust
from docflow.seals.verdict import SealCheck, Verdict, conclude, unreadable, vouched

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

    from docflow.seals.evidence import Evidence

_NOT_READ: Final = Fact(None, "签章数据已损坏，没有判断。")
_DAMAGED: Final = Fact(False, "签章数据已损坏，不能读取。")
_MORE: Final = Fact(False, "文件结尾之后还有别的内容，不是原来的文件。")
_EARLIER: Final = 8
"""How many earlier revisions are searched for a signature that a later one took away."""


def check(content: bytes, trust: Trust, at: datetime) -> SealCheck:
    """Check the seals of a PDF as of `at`."""
    if b"%PDF-" not in content[:1024]:
        return unreadable("这不是PDF文件，无法验证。")
    if not ends(content):
        return unreadable("文件不完整，缺少结尾，无法验证。请重新取得完整的文件。")
    try:
        return _check(content, trust, at)
    except Exception:  # strangers' files make the readers throw whatever there is; every one of them is an answer
        return unreadable("文件已损坏或结构不合规定，无法验证。")


def _check(content: bytes, trust: Trust, at: datetime) -> SealCheck:
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - pyHanko takes half a second to load

    from docflow.seals.coverage import signatures_in, trimmed  # noqa: PLC0415
    from docflow.seals.evidence import evidence_in  # noqa: PLC0415

    body = trimmed(content)
    reader = PdfFileReader(io.BytesIO(body), strict=False)
    if reader.encrypted:
        return unreadable("文件设有密码或已加密，无法验证。请取得未加密的文件。")
    revisions = digests(content)
    fields = signatures_in(reader)
    if not fields:
        found = conclude((), (), revisions)
        return found.but(Verdict.INVALID, "文件原有的签章被后来的改动去除了。") if _had_seals(body) else found
    evidence = evidence_in(reader)
    faults = [_MORE] if tail(content) else []
    seals: list[SignatureFacts] = []
    for name, field in fields:
        if field.get_object()["/V"].get("/Type") == "/DocTimeStamp":
            faults.append(_time_stamp(body, reader, name, field))
        else:
            seals.append(_seal(body, reader, name, field, trust, evidence, at))
    return conclude(tuple(seals), tuple(faults), revisions)


def _seal(
    body: bytes, reader: "PdfFileReader", name: str, field: Any, trust: Trust, evidence: "Evidence", at: datetime
) -> SignatureFacts:
    """The facts about one seal; a broken one has them too."""
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature  # noqa: PLC0415

    from docflow.seals.chains import judge_chain  # noqa: PLC0415
    from docflow.seals.cms import judge_integrity, judge_time  # noqa: PLC0415
    from docflow.seals.coverage import judge_coverage  # noqa: PLC0415

    signer = organ = ""
    try:
        signature = EmbeddedPdfSignature(reader, field, name)
        subject = signature.signer_cert.subject.native
        signer, organ = (_word(subject.get(part)) for part in ("common_name", "organization_name"))
        integrity = judge_integrity(signature)
        coverage = judge_coverage(body, signature)
        timing = judge_time(signature, trust, evidence, at)
        judged = judge_chain(
            signature.signer_cert.dump(),
            (*(one.dump() for one in signature.other_embedded_certs), *evidence.certificates),
            trust,
            used=timing.used,
            crls=evidence.crls,
            ocsps=evidence.ocsps,
        )
    except Exception:  # a signature that cannot be read is a broken signature, whatever the reader trips over
        return SignatureFacts(name, signer, organ, _DAMAGED, _NOT_READ, _NOT_READ, _NOT_READ, _NOT_READ, UNKNOWN_USE)
    authorised = vouched() if judged.root in trust.named else UNKNOWN_USE
    return SignatureFacts(
        name, signer, organ, integrity, coverage, judged.chain, judged.revocation, timing.fact, authorised
    )


def _time_stamp(body: bytes, reader: "PdfFileReader", name: str, field: Any) -> Fact:
    """Whether a time stamp over the whole file, added after the seals, is intact."""
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature  # noqa: PLC0415

    from docflow.seals.cms import judge_document_time_stamp  # noqa: PLC0415
    from docflow.seals.coverage import judge_coverage  # noqa: PLC0415

    try:
        signature = EmbeddedPdfSignature(reader, field, name)
        return judge_document_time_stamp(signature) & judge_coverage(body, signature)
    except Exception:  # as above
        return Fact(False, "文件上的时间戳已损坏，不能读取。")


def _had_seals(body: bytes) -> bool:
    """Whether an earlier revision had signatures that the last one does not show."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    from docflow.seals.coverage import signatures_in  # noqa: PLC0415

    if b"/ByteRange" not in body:
        return False
    return any(signatures_in(PdfFileReader(io.BytesIO(body[:end]), strict=False)) for end in ends(body)[-_EARLIER:-1])


def _word(value: Any) -> str:
    """A part of a name; a certificate may give several."""
    return "、".join(map(str, value)) if isinstance(value, list) else str(value or "")
