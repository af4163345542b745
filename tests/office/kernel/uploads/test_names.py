"""The cleaned name: never a path, never invisible, never more than 180 characters, and Chinese as it was."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.kernel.refusals import Refusal
from office.kernel.uploads import clean_name
from office.kernel.uploads.examination import look
from tests.office.kernel.uploads import making
from tests.office.kernel.uploads.hostile import folder


def is_safe(name: str) -> bool:
    visible = all(unicodedata.category(sign) not in {"Cc", "Cf", "Cs"} for sign in name)
    return bool(name) and visible and not set('/\\<>:"|?*') & set(name) and name not in {".", ".."} and len(name) <= 180


@given(st.text(st.characters(codec=None), max_size=400))
def test_every_name_becomes_safe(name: str) -> None:
    cleaned = clean_name(name)
    assert is_safe(cleaned)
    assert clean_name(cleaned) == cleaned


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("云政办发〔2026〕15号（征求意见稿）.pdf", "云政办发〔2026〕15号（征求意见稿）.pdf"),
        ("../../tmp/evil.txt", "evil.txt"),
        ("C:\\temp\\台账.xlsx", "台账.xlsx"),
        ("evil\u202efdp.exe", "evilfdp.exe"),
        ("a\x00.pdf", "a.pdf"),
        ("a\nb.pdf", "ab.pdf"),
        ("CON", "_CON"),
        ("aux.pdf", "_aux.pdf"),
        ("", "未命名"),
        ("..", "未命名"),
        (".htaccess", "htaccess"),
        ("a.pdf. ", "a.pdf"),
        ("\u200b.pdf", "pdf"),
        ('"x" <y>.pdf', "_x_ _y_.pdf"),
        ("台" * 300 + ".docx", "台" * 175 + ".docx"),
    ],
)
def test_known_names(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned


def test_the_names_of_the_collection_are_cleaned_or_refused() -> None:
    for name in json.loads((folder() / "names.json").read_text("utf-8"))["names"]:
        try:
            found = look(making.pdf(), name)
        except Refusal as refusal:
            taken, said = "", refusal.sentence
        else:
            taken, said = found.name, ""
        assert "文件名却以" in said or (is_safe(taken) and taken.lower().endswith(".pdf")), name
