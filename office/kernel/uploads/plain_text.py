"""TXT and CSV: UTF-8 or GB18030, and nothing in it that is not text."""

import re

from office.kernel.uploads.flaws import Flaw

CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
FORMULA = re.compile(r'[\s"]*([=@＝＠]|[+\-＋－](?![\d.,%\s]*"?$))')
LONGEST_CELL = 32_767  # characters, what a spreadsheet holds


def check_text(content: bytes) -> str:
    """The text. Raises Flaw."""
    text = _decoded(content)
    if found := CONTROL.search(text):
        row = text.count("\n", 0, found.start()) + 1
        raise Flaw(f"第{row}行有看不见的控制字符", "请删去这些字符，另存为文本后重新上传")
    return text


def check_rows(content: bytes) -> tuple[str, ...]:
    """The rows of a CSV. Returns warnings. Raises Flaw."""
    warnings: list[str] = []
    for number, row in enumerate(check_text(content).splitlines(), 1):
        if max(map(len, row.split(","))) > LONGEST_CELL:
            raise Flaw(f"第{number}行有超过{LONGEST_CELL}字的单元格", "请拆分后重新上传")
        if not warnings and any(FORMULA.match(cell) for cell in row.split(",")):
            warnings.append(f"第{number}行有以“=”等符号开头的单元格，表格软件打开时会当作公式。")
    return tuple(warnings)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Flaw("不是文本，或不是 UTF-8、GB18030 编码", "请另存为 UTF-8 编码的文本后重新上传")
