"""veraPDF's verdict in place of ours: read from a program that speaks as it does, and from itself where the tests are told of one."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from archive import verapdf
from archive.checking import run_check
from archive.models import Role, Stage
from docflow.layout.fonts import FontSet
from tests.archive.checking.records import a_record, a_room
from tests.archive.checks.test_pdfa import page, spoilt, without_intent
from tests.conftest import absent

__all__ = ["page"]

PROGRAM = """
import sys
for name in sys.argv[1:]:
    if name.endswith(".pdf"):
        broken = b"OutputIntent" not in open(name, "rb").read() and b"/ObjStm" not in open(name, "rb").read()
        print(("FAIL" if broken else "PASS"), name, "2b")
        if broken:
            print("  FAIL 6.2.4.3-4")
"""


@pytest.fixture
def program(settings: Any, tmp_path: Path) -> None:
    place = tmp_path / "verapdf.py"
    place.write_text(PROGRAM)
    settings.VERAPDF = f"{sys.executable} {place}"


@pytest.mark.usefixtures("program")
def test_each_file_gets_its_verdict(page: bytes) -> None:
    assert verapdf.judge({"good": page, "bad": b"%PDF-1.7"}) == {"good": (), "bad": ("不合规则6.2.4.3-4",)}


@pytest.mark.parametrize("call", ["/nowhere/verapdf", "false", "echo nonsense"])
def test_a_program_that_does_not_answer_leaves_it_to_our_rules(settings: Any, call: str) -> None:
    settings.VERAPDF = call
    assert verapdf.judge({"one": b"%PDF-1.7"}) == {}


def the_item(content: bytes) -> dict[str, Any]:
    item = a_record(a_room(), files={"正本.pdf": (Role.ORIGINAL, content, "application/pdf")})
    return next(one for one in run_check(item, Stage.FILING).items if one["code"] == "GD-3-7")


@pytest.mark.django_db(transaction=True)
def test_the_report_says_who_judged(settings: Any, page: bytes, fonts: FontSet, tmp_path: Path) -> None:
    settings.VERAPDF = "/nowhere/verapdf"
    ours = the_item(page)
    assert (ours["result"], "本系统的规则" in ours["looked_at"]) == ("合格", True)
    place = tmp_path / "verapdf.py"
    place.write_text(PROGRAM)
    settings.VERAPDF = f"{sys.executable} {place}"
    theirs = the_item(page)
    assert "由veraPDF判定" in theirs["looked_at"]


def test_veraPDF_itself_agrees(settings: Any, page: bytes) -> None:  # noqa: N802 - its name
    settings.VERAPDF = os.environ.get("TEST_VERAPDF", "")
    if not settings.VERAPDF:
        absent("TEST_VERAPDF, how veraPDF is called,")
    judged = verapdf.judge({"good": page, "bad": spoilt(page, without_intent)})
    assert judged["good"] == ()
    assert judged["bad"][0].startswith("不合规则6.2")
