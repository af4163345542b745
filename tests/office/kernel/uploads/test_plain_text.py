"""TXT and CSV."""

import pytest

from tests.office.kernel.uploads.outcome import examined, sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_of_the_office(encoding: str) -> None:
    assert sentence("姓名\t单位\r\n㐀𠮷\r\n".encode(encoding), "名单.txt") == ""


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("甲\n乙\x00".encode(), "a.txt", "第2行"),
        ("甲\n乙\n\x1b[31m".encode(), "a.csv", "第3行"),
        ("甲".encode() + b"\xff\xff", "a.txt", "GB18030"),
        (("长" * 40_000).encode(), "a.csv", "第1行"),
    ],
)
def test_what_is_not_text(content: bytes, name: str, words: str) -> None:
    assert words in sentence(content, name)


@pytest.mark.parametrize("cell", ["=1+1", '"=cmd|x"', "@SUM(A1)", "+HYPERLINK(1)", "-2+3", "＝1", " =1", "\t=1"])
def test_formulas_are_said(cell: str) -> None:
    assert "第2行" in examined(f"姓名,部门\n张三,{cell}\n".encode(), "名单.csv")[1][0]


@pytest.mark.parametrize("cell", ["-12.5", "+3", "10%", "—", "a=b"])
def test_numbers_are_no_formulas(cell: str) -> None:
    assert examined(f"姓名,数量\n张三,{cell}\n".encode(), "名单.csv")[1] == ()
