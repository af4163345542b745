"""PDF (ISO 32000-1) by its bytes alone: beginning, end, password, and names of active content that stand open in the file."""

import re

from office.kernel.uploads.flaws import Flaw, damaged, encrypted

PRINT_AGAIN = "请用“打印为 PDF”重新生成后上传"

HEADER = re.compile(rb"%PDF-(1\.[0-7]|2\.0)[\r\n\s%]")
STREAM = re.compile(rb"stream\r?\n")
ESCAPES = 100_000  # in names outside streams: what no writer of PDF needs
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
END_OF_NAME = rb"(?=[\x00\s()<>\[\]{}/%]|$)"
ACTIVE = {
    rb"JavaScript": "文件含有脚本",
    rb"JS": "文件含有脚本",
    rb"Launch": "文件会启动程序",
    rb"SubmitForm": "文件会把填写的内容发往别处",
    rb"ImportData": "文件会从别处取内容",
    rb"GoToR": "文件会打开别处的文件",
    rb"GoToE": "文件内附有别的文件",
    rb"EmbeddedFile": "文件内附有别的文件",
    rb"EmbeddedFiles": "文件内附有别的文件",
    rb"XFA": "文件含有 XFA 表单",
    rb"RichMedia": "文件含有音视频或动画",
}
BOX = re.compile(rb"/(?:Media|Crop|Bleed|Trim|Art)Box\s{0,20}\[([^\]]{0,200})\]")
BOXES = 50_000
STREAMS = 300_000
LONGEST_SIDE = 14_400.0  # units of 1/72 inch: the limit of readers (ISO 32000-1 annex C)


def check_pdf(content: bytes) -> None:
    """Raises Flaw. What compressed objects hide is seen by `pdf_objects`."""
    if not HEADER.match(content):
        raise damaged("不是已知的 PDF 版本")
    end = content.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in content[max(0, end - 100) : end]:
        raise damaged("没有结尾")
    if content[end + 5 :].strip(b" \t\r\n\f\x00"):
        raise Flaw("文件结尾之后还有别的内容", PRINT_AGAIN)
    if content.count(b"endstream") > STREAMS:
        raise Flaw("文件里的对象过多", PRINT_AGAIN)
    open_text = _without_streams(content)
    if open_text.count(b"#") > ESCAPES:
        raise damaged("名称被反复改写")
    open_text = ESCAPED.sub(lambda escape: bytes([int(escape[1], 16)]), open_text)
    if _names(b"Encrypt", open_text):
        raise encrypted()
    for name in ACTIVE:
        if _names(name, open_text):
            raise active(name)
    if open_text.count(b"Box") > BOXES:
        raise Flaw("页数过多", "请拆分后上传")
    for box in BOX.finditer(open_text):
        _check_box(box[1].split())


def _names(name: bytes, open_text: bytes) -> bool:
    """The whole name occurs; looked for plainly first, which is a hundred times quicker than a pattern."""
    return b"/" + name in open_text and re.search(b"/" + name + END_OF_NAME, open_text) is not None


def _without_streams(content: bytes) -> bytes:
    """What stands between streams. An unclosed stream is left in: at worst a file is refused that another reader repairs."""
    kept, place = [], 0
    while (begin := STREAM.search(content, place)) and (end := content.find(b"endstream", begin.end())) >= 0:
        kept.append(content[place : begin.start()])
        place = end + len(b"endstream")
    kept.append(content[place:])
    return b"\n".join(kept)


def active(name: bytes) -> Flaw:
    """The flaw of a name of active content."""
    reason = ACTIVE[name]
    if "附有" in reason:
        return Flaw(reason, "请把其中的附件另存出来，与正文分别上传")
    return Flaw(reason, PRINT_AGAIN)


def _check_box(sides: list[bytes]) -> None:
    """Four numbers, or references to them (7.9.5); readers guess at anything else."""
    if b"R" in sides:
        return
    if len(sides) != 4 or not all(re.fullmatch(rb"[+-]?(\d+\.?\d*|\.\d+)", side) for side in sides):
        raise damaged("页面尺寸不是数")
    if any(abs(float(side)) > LONGEST_SIDE for side in sides):
        raise Flaw("页面尺寸过大", PRINT_AGAIN)
