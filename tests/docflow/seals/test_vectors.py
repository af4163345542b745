"""Signed files of others, broken and attacked ones among them, in the folder that the variable SHARED names."""

import json
import os
from pathlib import Path
from typing import Any

from docflow.seals.checking import check
from docflow.seals.trust import Trust, read_certificates, read_crl
from docflow.seals.verdict import Verdict
from office.kernel.clock import now
from tests.conftest import absent

FOLDER = Path(os.environ.get("SHARED", "/nonexistent")) / "vectors" / "2-pdf-sig"
MANIFEST = FOLDER / "manifest.json"

UNTRUSTED, INVALID, UNREADABLE, UNSIGNED = Verdict.UNTRUSTED, Verdict.INVALID, Verdict.UNREADABLE, Verdict.UNSIGNED
RIGHT = {
    "intact_untrusted": {UNTRUSTED},
    "intact_untrusted_or_error": {UNTRUSTED, UNREADABLE},
    "valid_with_vector_root": {Verdict.VALID},
    "not_valid": {INVALID, UNREADABLE},
    "not_valid_or_error": {INVALID, UNREADABLE},
    "not_valid_or_changed": {INVALID},
    "not_valid_or_indeterminate": {INVALID, UNTRUSTED, UNREADABLE},
    "changed_after_first_signature": {INVALID, UNTRUSTED},
    "no_signature": {UNSIGNED},
    "no_signature_or_error": {UNSIGNED, UNREADABLE, INVALID},
    "cannot_open": {UNREADABLE},
    "terminates": {INVALID, UNTRUSTED, UNREADABLE, UNSIGNED},
}
"""The verdicts that each expectation allows."""
CHAIN_ONLY = ("issued-by-non-CA", "no-certificates", "flip_in_cms")
"""The signature holds; who made it cannot be told."""


def trust_for(file: str) -> Trust:
    """The root of the vectors that were made with one; strangers' files are judged without any."""
    if "made_" not in file:
        return Trust()
    trust = FOLDER / "trust"
    return Trust(
        named=read_certificates((trust / "vector_root.cert.pem").read_bytes()),
        crls=tuple(read_crl(path.read_bytes()) for path in trust.glob("*.crl")),
    )


def wrong(case: dict[str, Any]) -> str:
    """What is wrong with the answer to one file; empty when nothing is."""
    expected = case["expected"]
    right = RIGHT[expected["verdict"]]
    if expected["verdict"].startswith("not_valid") and any(name in case["file"] for name in CHAIN_ONLY):
        right = right | {UNTRUSTED}
    found = check((FOLDER / case["file"]).read_bytes(), trust_for(case["file"]), now())
    if found.verdict not in right:
        return f"{case['file']} ({case['what']}): {found.verdict}, {found.reason}"
    if found.seals_in_file != expected.get("distinct_signatures", found.seals_in_file):
        return f"{case['file']}: {found.seals_in_file} seals"
    facts = [fact.ok for one in found.signatures for fact in one.crypto]
    if found.verdict is UNTRUSTED and (False in facts or None not in facts):
        return f"{case['file']}: untrusted, and no fact says why"
    return ""


def test_each_file_gets_a_right_verdict() -> None:
    if not MANIFEST.exists():
        absent("the folder of vectors (SHARED)")
    cases = json.loads(MANIFEST.read_text("utf-8"))["cases"]
    assert len(cases) > 50
    assert not [fault for case in cases if (fault := wrong(case))]
