"""manage.py typeset: exit codes, sentences, and nothing half left."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from docflow.elements.data import to_data
from docflow.layout.fonts import FontSet
from tests.docflow.layout.documents import notice
from tests.docflow.layout.reading import read_pages

Said = Callable[[], str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return lambda: capsys.readouterr().err


def run(source: Path, target: Path) -> int:
    """The command's exit code."""
    try:
        call_command("typeset", str(source), str(target))
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def written(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return path


def test_a_document_becomes_a_page_and_nothing_is_said(fonts: FontSet, tmp_path: Path, said: Said) -> None:
    source = written(tmp_path / "in.json", to_data(notice()))
    assert run(source, tmp_path / "out.pdf") == 0
    assert said() == ""
    assert "云州市人民政府文件" in read_pages((tmp_path / "out.pdf").read_bytes())[0].text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.json", "out.pdf"]


def test_what_is_lacking_is_named(fonts: FontSet, tmp_path: Path, said: Said) -> None:
    source = written(tmp_path / "in.json", {"title": None, "body": ["正文。"], "issuers": None})
    assert run(source, tmp_path / "out.pdf") == 0
    assert said() == "缺少发文机关、发文字号、标题、成文日期，版面上没有排。\n"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "JSON"),
        (b"[]", "公文"),
        (b"{", "JSON"),
        (b'{"title": 3}', "标题"),
        (b'{"body":["\\u0000"]}', "正文"),
        (b'{"title":"\xcc\xe2","body":[]}', "UTF-8"),
        ('{"body":"正文"}'.encode(), "正文"),
        ('{"form":"海报"}'.encode(), "版式"),
        (b'{"body":["\\udb80\\udc00"]}', "字库"),
        (b"[" * 100_000, "JSON"),
    ],
)
def test_bad_input_ends_with_2_a_sentence_and_no_file(
    fonts: FontSet, tmp_path: Path, said: Said, content: bytes, word: str
) -> None:
    source = tmp_path / "in.json"
    source.write_bytes(content)
    assert run(source, tmp_path / "out.pdf") == 2
    sentence = said()
    assert word in sentence
    assert "Traceback" not in sentence
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize(
    ("source", "target"), [("none.json", "out.pdf"), ("in.json", "none/out.pdf"), ("in.json", "out.xyz")]
)
def test_files_that_cannot_be_read_or_written_end_with_2(
    fonts: FontSet, tmp_path: Path, said: Said, source: str, target: str
) -> None:
    written(tmp_path / "in.json", to_data(notice()))
    assert run(tmp_path / source, tmp_path / target) == 2
    assert said().startswith("没有排版：")
    assert [path.name for path in tmp_path.iterdir()] == ["in.json"]


def test_an_older_page_stays_where_the_new_one_cannot_be_made(fonts: FontSet, tmp_path: Path, said: Said) -> None:
    (tmp_path / "out.pdf").write_bytes(b"before")
    assert run(written(tmp_path / "in.json", {"title": 3}), tmp_path / "out.pdf") == 2
    assert (tmp_path / "out.pdf").read_bytes() == b"before"
    assert said()
