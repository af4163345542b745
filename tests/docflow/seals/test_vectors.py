"""Signed files of others, broken and attacked ones among them, in the folder that the variable SHARED names."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from docflow.seals.checking import check
from docflow.seals.trust import Trust, read_certificates, read_crl
from docflow.seals.verdict import Verdict
from office.kernel.clock import now
from tests.conftest import absent

FOLDER = Path(os.environ.get("SHARED", "/nonexistent")) / "vectors" / "2-pdf-sig"
MANIFEST = FOLDER / "manifest.json"
CASES: list[dict[str, Any]] = json.loads(MANIFEST.read_text("utf-8"))["cases"] if MANIFEST.exists() else []

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


def test_there_are_vectors() -> None:
    if not CASES:
        absent("the folder of vectors (SHARED)")
    assert len(CASES) > 50


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_vector(case: dict[str, Any]) -> None:
    expected = case["expected"]
    right = RIGHT[expected["verdict"]]
    if expected["verdict"].startswith("not_valid") and any(name in case["file"] for name in CHAIN_ONLY):
        right = right | {UNTRUSTED}
    found = check((FOLDER / case["file"]).read_bytes(), trust_for(case["file"]), now())
    assert found.verdict in right, f"{case['what']}: {found.reason}"
    if "distinct_signatures" in expected:
        assert found.seals_in_file == expected["distinct_signatures"]
    if found.verdict is UNTRUSTED:
        facts = [fact.ok for one in found.signatures for fact in one.crypto]
        assert False not in facts
        assert None in facts, "some fact says why"
