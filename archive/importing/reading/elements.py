"""What a column of a catalogue can be, and by which heads it is known."""

import re
import unicodedata
from collections.abc import Sequence

NAMES: dict[str, tuple[str, ...]] = {
    "title": ("题名", "标题", "文件题名", "文件标题", "名称"),
    "number": ("文号", "文件编号", "发文字号", "文件字号", "字号"),
    "author": ("责任者", "发文机关", "发文单位", "作者", "责任人"),
    "date": ("日期", "成文日期", "文件日期", "形成日期", "形成时间", "发文日期"),
    "kind": ("文种", "公文种类", "文件类型"),
    "year": ("年度", "归档年度", "年份"),
    "retention": ("保管期限", "期限"),
    "unit": ("机构或问题", "机构", "问题", "机构（问题）", "归档部门", "处室"),
    "code": ("档号",),
    "pages": ("页数", "张页号", "总页数"),
    "secrecy": ("密级",),
    "openness": ("开放标识", "开放状态"),
    "main_recipients": ("主送", "主送机关", "受文者"),
    "cc": ("抄送", "抄送机关"),
    "note": ("备注", "附注"),
    "source_id": ("原编号", "标识", "原标识", "唯一标识", "id"),
    "files": ("文件", "文件名", "电子文件名", "计算机文件名", "附件", "原文", "原文路径", "电子文件"),
}
"""Each element with what its column is called; the first name is the one that we show."""

LABELS = {element: names[0] for element, names in NAMES.items()} | {"source_id": "原编号", "files": "文件名"}
_KNOWN = {name: element for element, names in NAMES.items() for name in names}


def guessed(header: Sequence[str]) -> dict[int, str]:
    """Which element each column seems to be, by its head; an element is guessed once."""
    found: dict[int, str] = {}
    for n, head in enumerate(header):
        element = _KNOWN.get(_plain(head))
        if element is not None and element not in found.values():
            found[n] = element
    return found


def _plain(head: str) -> str:
    return re.sub(r"[\s*:：]", "", unicodedata.normalize("NFKC", head)).casefold().replace("(", "（").replace(")", "）")
