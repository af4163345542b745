"""覆盖范围：what a signature covers by its bytes, and what may have come after it.

Other verifiers are content when the signed bytes are unchanged; a file in which an update shows other pages still passes there.
Here a signature must cover the file from its first byte to the end of a revision, leaving out nothing but itself, and later revisions
may only bring further seals, time stamps and validation data. Filling in a form field is a change of an official document.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from asn1crypto.parser import peek
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DocInfoRule,
    DSSCompareRule,
    FieldComparisonContext,
    FieldComparisonSpec,
    FormUpdate,
    FormUpdatingRule,
    GenericFieldModificationRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)
from pyhanko.sign.diff_analysis.policy_api import DiffResult
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from docflow.seals.facts import Fact
from docflow.seals.revisions import ends


class _FirstEntry(GenericFieldModificationRule):
    """Lets an empty form field be filled in. To show something else in a field than its value says is not filling it in."""

    def check_form_field(
        self, fq_name: str, spec: FieldComparisonSpec, context: FieldComparisonContext
    ) -> Iterable[tuple[ModificationLevel, FormUpdate]]:
        old, new = spec.old_field, spec.new_field
        first = old and new and not old.get("/V", "") and new.get("/V", "")
        return super().check_form_field(fq_name, spec, context) if first else ()


_TOLERATED: Final = (DocInfoRule(), XrefStreamRule(), ObjectStreamRule(), DSSCompareRule(), MetadataUpdateRule())
_POLICY: Final = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),
        *(rule.as_qualified(ModificationLevel.LTA_UPDATES) for rule in _TOLERATED),
    ],
    form_rule=FormUpdatingRule(field_rules=[SigFieldCreationRule(), SigFieldModificationRule(), _FirstEntry()]),
)
_RANGE: Final = re.compile(
    rb"/ByteRange[\x00\t\n\f\r ]*\[[\x00\t\n\f\r ]*0+[\x00\t\n\f\r ]+\d+"
    rb"[\x00\t\n\f\r ]+(\d{1,16})[\x00\t\n\f\r ]+(\d{1,16})"
)
_GAP: Final = re.compile(rb"<(?:[0-9a-f]*|[0-9A-F]*)>")
"""The only bytes that nobody signed: as little as possible may be written differently there."""
_WHITE: Final = b"\x00\t\n\f\r "

_ODD: Final = Fact(False, "签章的签名范围不合规定，不能证明文件未被改动。")
_PART: Final = Fact(False, "签章没有覆盖到文件结尾处的版本。")
_BROKEN: Final = Fact(False, "签章之后的内容已损坏，不能证明文件未被改动。")
_CHANGED: Final = Fact(False, "签章之后文件内容被改动过。")
_WHOLE: Final = Fact(True, "签章覆盖整个文件。")
_FILLED: Final = Fact(None, "签章之后填写过表单，填写的内容不在签章之内。")
_LATER: Final = Fact(True, "签章覆盖其签章时的整个文件，此后只增加了其他签章、时间戳或验证资料。")


def trimmed(content: bytes) -> bytes:
    """The file without white space behind its end, as far as no signature covers that."""
    found = ends(content)
    if not found:
        return content
    covered = (int(start) + int(length) for start, length in _RANGE.findall(content))
    return content[: max([found[-1], *(end for end in covered if end <= len(content))])]


def judge_coverages(content: bytes, signatures: Iterable[EmbeddedPdfSignature]) -> dict[EmbeddedPdfSignature, Fact]:
    """Judge the signatures and document time stamps in `content` (trimmed).

    The newest comes first: what was changed after it was changed after all the others, and need not be searched again.
    """
    facts: dict[EmbeddedPdfSignature, Fact] = {}
    for signature in sorted(signatures, key=lambda one: one.signed_revision, reverse=True):
        try:
            facts[signature] = _judge(content, signature, changed=_CHANGED in facts.values())
        except Exception:  # a broken file makes the reader throw anything, and its later revisions cannot be compared
            facts[signature] = _BROKEN
    return facts


def _judge(content: bytes, signature: EmbeddedPdfSignature, *, changed: bool) -> Fact:
    end = _covered_end(content, signature)
    if end is None:
        return _ODD
    if len(content[:end].rstrip(_WHITE)) not in ends(content):
        return _PART
    if not content[end:].strip(_WHITE):
        return _WHOLE
    signature.coverage = signature.evaluate_signature_coverage()  # type: ignore[assignment] # pyHanko first sets it to None
    if signature.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return _PART
    if changed or _has_later_blank(signature):
        return _CHANGED
    found, allowed = signature.evaluate_modifications(_POLICY), signature.docmdp_level
    if not isinstance(found, DiffResult) or (allowed and found.modification_level.value > allowed.value):
        return _CHANGED
    seals = {name for name, _, _ in enumerate_sig_fields(signature.reader)}
    return _LATER if found.changed_form_fields <= seals else _FILLED


def _has_later_blank(signature: EmbeddedPdfSignature) -> bool:
    """Whether a field without a signature came later: it can show anything and is signed by nobody."""
    history = signature.reader.xrefs
    blank = [field for _, value, field in enumerate_sig_fields(signature.reader) if value is None]
    return any(history.get_last_change(field.reference) > signature.signed_revision for field in blank)


def _covered_end(content: bytes, signature: EmbeddedPdfSignature) -> int | None:
    """Where the covered bytes end; None unless they are everything but the signature's own string, padded with zeros."""
    numbers = [int(one) for one in signature.byte_range]
    if len(numbers) != 4 or numbers[0] != 0:
        return None
    _, first, second, length = numbers
    if not 0 < first < second < second + length <= len(content):
        return None
    gap = content[first:second]
    before = content[:first].rstrip(_WHITE)
    if not _GAP.fullmatch(gap) or not before.endswith(b"/Contents"):
        return None
    value = bytes.fromhex(gap[1:-1].decode())
    if value != signature.pkcs7_content or value[peek(value) :].strip(b"\0"):
        return None
    return second + length


def signatures_in(reader: PdfFileReader) -> list[tuple[str, Any]]:
    """Name and field of every signature field that has a value, one for each distinct value."""
    found: dict[Any, tuple[str, Any]] = {}
    for name, value, field in enumerate_sig_fields(reader):
        if value is not None:
            where = field.get_object().raw_get("/V")
            found.setdefault(getattr(where, "reference", None) or id(where), (name, field))
    return list(found.values())
