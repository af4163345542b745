"""Whatever somebody typed is text wherever it is shown: nothing of the product takes words for markup, and browsers run none of it."""

import re
from pathlib import Path

from django.conf import settings
from django.test import Client

ROOT = Path(settings.BASE_DIR)
ROOMS = ("archive", "docflow", "meetings", "office", "realtime")
TRUSTING = {
    "*.html": r"\|\s*safe\b|safeseq|autoescape|<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=",
    "*.py": r"\bmark_safe\b|\bSafeString\(|\b__html__\b|\bhtml_safe\b|\bautoescape\b",
    "*.js": r"\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function",
}
"""By kind of file, how words become markup or script."""
WELL_FOUNDED = {
    "meetings/static/meetings/js/door.js: innerHTML",  # a part of a page, as the server has drawn it
    "office/static/office/js/keys.js: innerHTML",  # words of its own
}


def test_nothing_takes_words_for_markup() -> None:
    looked, found = 0, set()
    for kind, ways in TRUSTING.items():
        for file in (one for room in ROOMS for one in (ROOT / room).rglob(kind)):
            looked += 1
            found |= {f"{file.relative_to(ROOT)}: {one[0]}" for one in re.finditer(ways, file.read_text("utf-8"))}
    assert looked > 500
    assert found == WELL_FOUNDED


def test_browsers_run_no_script_that_stands_in_a_page() -> None:
    policy = Client().get("/verify/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert not {"script-src", "'unsafe-inline'", "'unsafe-eval'"} & set(policy.replace(";", " ").split())
