"""Nothing in the first look grows with the square of a file: it runs in the process that serves pages."""

import time

import pytest

from tests.office.kernel.uploads import making
from tests.office.kernel.uploads.outcome import sentence

HEAD, END = b"%PDF-1.7\n", b"\nstartxref\n9\n%%EOF\n"
MANY = 2_000_000

HEAVY = {
    "streams never closed": (HEAD + b"stream\n" * (MANY // 7) + END, "a.pdf"),
    "boxes never closed": (HEAD + b"/MediaBox[" * (MANY // 10) + END, "a.pdf"),
    "escaped names": (HEAD + b"/A#41" * (MANY // 5) + END, "a.pdf"),
    "heads": (b"%PDF-" * (MANY // 5), "a.pdf"),
    "a part of nothing": (making.docx({"word/media/a.bin": bytes(900_000)}), "a.docx"),
    "many names": (making.docx({f"word/{'a/' * 100}{number}.bin": "" for number in range(2_000)}), "a.docx"),
    "small chunks": (b"\x89PNG\r\n\x1a\n" + making.chunk(b"aaAa", b"") * (MANY // 12), "a.png"),
    "small segments": (b"\xff\xd8" + making.segment(0xE5, b"") * (MANY // 4), "a.jpg"),
    "quotes": (b'"' * MANY, "a.csv"),
    "commas": (b"," * MANY, "a.csv"),
    "numbers": ((b"-" + b"1" * 99 + b",") * (MANY // 101), "a.csv"),
}


@pytest.mark.parametrize("case", HEAVY)
def test_two_megabytes_of_anything_end_soon(case: str) -> None:
    content, name = HEAVY[case]
    started = time.process_time()
    sentence(content, name)
    assert time.process_time() - started < 3
