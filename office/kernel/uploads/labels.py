"""What a file is, by its content; and what is told to those who bring a kind that is not taken."""

import re

from office.kernel.uploads.flaws import Flaw, encrypted
from office.kernel.uploads.kinds import JPEG, PDF, PNG, TAKEN, TIFF, Kind

CONVERT = "请用 WPS 或 Word 另存为新格式（DOCX、XLSX、PPTX）或 PDF 后上传"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"

NOT_TAKEN = [
    (b"MZ|\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|#!|%!|\\s*<[?%](?!xml)", "这是程序或脚本", f"可以上传的有 {TAKEN}"),
    (rb"PK\x05\x06|PK\x07\x08|7z\xbc\xaf'\x1c|Rar!\x1a\x07|\x1f\x8b|BZh|\xfd7zXZ", "这是压缩包", "请解压后逐个上传其中的文件"),
    (rb"GIF8[79]a|BM.{4}\x00\x00\x00\x00|RIFF.{4}WEBP|.{4}ftyp(heic|heix|mif1|avif)", "这种图片格式不能上传", "请另存为 PNG 或 JPG 后上传"),
    (rb"II\+\x00|MM\x00\+", "这是 BigTIFF 图片", "请另存为普通的 TIFF 或 PDF 后上传"),
    (rb"\{\\rtf", "这是 RTF 文档", CONVERT),
    (rb"RIFF|.{4}ftyp|ID3|\xff[\xf2\xf3\xfb]|OggS|\x1aE\xdf\xa3", "音频和视频不能上传", f"可以上传的有 {TAKEN}"),
    (rb"SQLite format 3", "这是数据库文件", f"可以上传的有 {TAKEN}"),
]  # fmt: skip
MARKUP = re.compile(
    rb"\s*<(!doctype|\?xml|!--|html|head|body|script|svg|iframe|img|[a-z][\w.-]*:?\w*[\s>/])", re.IGNORECASE
)


def known_by_signature(content: bytes) -> Kind | None:
    """PDF, PNG, JPEG or TIFF by their first bytes; None when the content needs a closer look. Raises Flaw for kinds not taken."""
    head = content[:1024]
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if b"%PDF-" in head:
        raise Flaw("PDF 文件头之前夹有别的内容", "请用“打印为 PDF”重新生成后上传")
    if head.startswith((b"II*\x00", b"MM\x00*")):
        return TIFF
    if head.startswith(OLE):
        raise _old_office(content)
    for signature, reason, advice in NOT_TAKEN:
        if re.match(signature, head, re.DOTALL):
            raise Flaw(reason, advice)
    if MARKUP.match(_without_encoding(head)):
        raise Flaw("网页、SVG 和 XML 文件不能上传", "请打印为 PDF 后上传")
    return None


def _old_office(content: bytes) -> Flaw:
    """An OLE compound file (MS-CFB): an encrypted new document (MS-OFFCRYPTO 2.3) or one of the formats before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return encrypted()
    return Flaw("这是旧格式文档（DOC、XLS、PPT 或 WPS）", CONVERT)


def _without_encoding(head: bytes) -> bytes:
    """ASCII letters of the beginning whatever Unicode encoding they are in: enough to see mark-up."""
    return re.sub(rb"^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)", b"", head).replace(b"\x00", b"")
