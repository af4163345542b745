"""The command `verify`: one answer a file, in order, and an exit code that a script can rely on."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from docflow.seals.sealing import SealedFile
from docflow.seals.verdict import Registered
from docflow.selectors import verification
from office.kernel import clock
from tests.docflow.seals.paper import AT, Office, page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _an_installation_that_knows_nothing(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr("office.site.management.commands.verify.now", lambda: AT)


@pytest.fixture
def files(sealed: SealedFile, tmp_path: Path) -> dict[str, str]:
    """Names of files by what they are."""
    contents = {"sealed": sealed.content, "grown": sealed.content + b"x", "bare": page(), "text": b"no PDF"}
    for name, content in contents.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    return {name: str(tmp_path / f"{name}.pdf") for name in [*contents, "missing"]}


@pytest.fixture
def trusting(office: Office, tmp_path: Path) -> list[str]:
    """The options of someone who trusts the authority and has its lists."""
    root = tmp_path / "given-root.pem"
    root.write_bytes(office.authority.root.public_bytes(Encoding.PEM))
    lists = []
    for number, crl in enumerate(office.authority.crls(AT)):
        (path := tmp_path / f"{number}.list").write_bytes(crl)
        lists += ["--crl", str(path)]
    return ["--trust", str(root), *lists]


def asked(*arguments: str) -> tuple[int, str]:
    """(exit code, what was printed)."""
    out = StringIO()
    try:
        call_command("verify", *arguments, stdout=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def answers(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
    code, text = asked("--json", *arguments)
    return code, [json.loads(row) for row in text.splitlines()]


def test_a_valid_file(files: dict[str, str], trusting: list[str]) -> None:
    code, (answer,) = answers(files["sealed"], *trusting)
    assert (code, answer["file"], answer["verdict"]) == (0, files["sealed"], "valid")
    assert (answer["registered_seals"], answer["seals_in_file"]) == (None, 1)
    assert {fact["ok"] for key, fact in answer["signatures"][0].items() if isinstance(fact, dict)} == {True}


def test_the_answers_come_in_the_order_given(files: dict[str, str], trusting: list[str]) -> None:
    order = ["bare", "sealed", "grown", "bare"]
    code, found = answers(*(files[name] for name in order), *trusting)
    assert [one["file"] for one in found] == [files[name] for name in order]
    assert [one["verdict"] for one in found] == ["unsigned", "valid", "invalid", "unsigned"]
    assert code == 1


@pytest.mark.parametrize(
    ("names", "code"),
    [(["sealed", "sealed"], 0), (["sealed", "bare"], 1), (["grown"], 1), (["sealed", "text"], 2), (["missing"], 2)],
)
def test_exit_codes(files: dict[str, str], trusting: list[str], names: list[str], code: int) -> None:
    assert asked(*(files[name] for name in names), *trusting)[0] == code


def test_without_the_root_the_file_is_untrusted(files: dict[str, str]) -> None:
    code, (answer,) = answers(files["sealed"])
    assert (code, answer["verdict"]) == (1, "untrusted")


def test_the_installations_own_roots_are_trusted(office: Office, files: dict[str, str], tmp_path: Path) -> None:
    """A root in the folder `trust`; the file brings its own lists."""
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "root.pem").write_bytes(office.authority.root.public_bytes(Encoding.PEM))
    code, (answer,) = answers(files["sealed"])
    assert (code, answer["verdict"]) == (0, "valid")
    assert answer["signatures"][0]["authorised"]["ok"] is None, (
        "nobody answers for a use that the register does not know"
    )


def test_the_register_has_its_say(
    files: dict[str, str], trusting: list[str], sealed: SealedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "registered", lambda _: Registered(2, (*sealed.revisions, "f" * 64)))
    code, (answer,) = answers(files["sealed"], *trusting)
    assert (code, answer["verdict"], answer["registered_seals"]) == (1, "invalid", 2)
    assert answer["reason"] == "本系统登记该文件有2枚印章，上传文件只有1枚。"


def test_the_words_for_a_reader(files: dict[str, str], trusting: list[str]) -> None:
    _, text = asked(files["sealed"], *trusting)
    assert "签章有效" in text
    assert "云州市人民政府办公室" in text
    for word in ("完整：是", "覆盖：是", "证书：是", "吊销：是", "时间：是", "授权：是"):
        assert word in text


@pytest.mark.parametrize("option", ["--trust", "--crl"])
def test_a_root_or_list_that_cannot_be_read_is_named(files: dict[str, str], option: str) -> None:
    for name in ("text", "missing"):
        with pytest.raises(CommandError, match=f"{name}.pdf 不能读取") as refusal:
            asked(files["sealed"], option, files[name])
        assert refusal.value.returncode == 2
