"""What the content of a file shows: its kind, whether it opens, what makes it unfit for keeping. Runs in a child with limits, says JSON only."""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from office.kernel.uploads.flaws import Flaw
from office.kernel.uploads.kinds import CSV, DOCX, JPEG, OFD, PDF, PNG, TEXT, TIFF
from office.kernel.uploads.zip_directory import Package

Facts = dict[str, Any]

XML, JSON = "application/xml", "application/json"
_ZIP: Final = b"PK\x03\x04"
_SIGNATURES: Final = (
    (rb"%PDF-", PDF.media_type),
    (rb"\x89PNG\r\n\x1a\n", PNG.media_type),
    (rb"\xff\xd8\xff", JPEG.media_type),
    (rb"II\*\x00|MM\x00\*", TIFF.media_type),
    (rb"RIFF.{4}WAVE", "audio/wav"),
    (rb"RIFF.{4}AVI ", "video/x-msvideo"),
    (rb"ID3|\xff[\xf2\xf3\xfb]", "audio/mpeg"),
    (rb".{4}ftyp(isom|iso2|mp4|avc1|M4V|dash)", "video/mp4"),
    (rb"(\xef\xbb\xbf)?\s*<\?xml", XML),
)
_LARGEST_PICTURE: Final = 400_000_000  # pixels


def read_files(files: Iterable[tuple[bytes, str]]) -> list[Facts]:
    """`read_file` for each (content, media type as recorded)."""
    return [read_file(content, media_type) for content, media_type in files]


def read_file(content: bytes, media_type: str) -> Facts:
    """{"kind", "pages", "flaw", "unfit": […], "pdfa", "pdfa_flaws": […], "pdfa_doubt", "signed": whether it holds signatures}."""
    facts: Facts = {"kind": "", "pages": 0, "flaw": "", "unfit": [], "signed": False}
    facts |= {"pdfa": "", "pdfa_flaws": [], "pdfa_doubt": ""}
    if not content:
        return facts | {"flaw": "是空的"}
    try:
        facts["kind"] = kind_of(content, media_type)
        if reader := _READERS.get(facts["kind"]):
            facts |= reader(content)
    except Flaw as flaw:
        facts["flaw"] = flaw.reason
    return facts


def can_open(kind: str) -> bool:
    """Whether there is a program here that opens files of this kind and reads them through."""
    return kind in _READERS


def kind_of(content: bytes, media_type: str) -> str:
    """The media type that the content itself shows; what is recorded decides only between kinds of text. Raises Flaw."""
    head = content[:1024]
    for signature, kind in _SIGNATURES:
        if re.match(signature, head, re.DOTALL):
            return kind
    if head.startswith(_ZIP):
        return _package_kind(content)
    if b"%PDF-" in head:
        return PDF.media_type
    if b"\x00" in head:
        raise Flaw("的格式认不出来", "")
    return media_type if media_type in {JSON, CSV.media_type, XML} else TEXT.media_type


def _package_kind(content: bytes) -> str:
    from office.kernel.uploads.ofd_packages import ENTRY  # noqa: PLC0415 - these readers are the child's
    from office.kernel.uploads.office_packages import TYPES, check_office  # noqa: PLC0415

    package = Package(content)
    if ENTRY in package:
        return OFD.media_type
    if TYPES in package:
        return check_office(package)[0].media_type
    return "application/zip"


def _pdf(content: bytes) -> Facts:
    """Opened without repair, every page's content decoded; what claims PDF/A is judged as such."""
    import pikepdf  # noqa: PLC0415

    from archive.checks.pdfa.opening import opened  # noqa: PLC0415

    try:
        with opened(content) as pdf:
            return _opened_pdf(content, pdf)
    except pikepdf.PasswordError:
        return {"flaw": "打不开，有打开密码", "unfit": ["有打开密码"]}
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RuntimeError) as error:
        raise Flaw("结构有损，不同的软件会看到不同的内容", "") from error


def _opened_pdf(content: bytes, pdf: Any) -> Facts:
    from archive.checks.pdfa.judging import NotJudgedError, claimed, judge  # noqa: PLC0415
    from archive.checks.pdfa.opening import active_content, read_pages  # noqa: PLC0415

    pages, flaw = read_pages(pdf)
    unfit = (["已加密"] if pdf.is_encrypted else []) + active_content(pdf)
    facts = {
        "pages": pages,
        "flaw": flaw,
        "unfit": unfit,
        "signed": b"/ByteRange" in content,
        "pdfa": claimed(pdf),
    }
    if facts["pdfa"]:
        try:
            facts["pdfa_flaws"] = [f"{one.says}（{one.clause}）" for one in judge(content, pdf)]
        except NotJudgedError as doubt:
            facts["pdfa_doubt"] = str(doubt)
    return facts


def _ofd(content: bytes) -> Facts:
    """Entry, documents and every page (GB/T 33190-2016)."""
    from office.kernel.uploads.ofd_packages import check_ofd, check_ofd_pages  # noqa: PLC0415

    package = Package(content)
    check_ofd(package)
    warnings = check_ofd_pages(package)
    names = [name.lower() for name in package.names]
    pages = sum(name.endswith("content.xml") and "/tpl" not in name for name in names)
    signed = any(name.rsplit("/", 1)[-1] == "signatures.xml" for name in names)
    return {"pages": pages, "signed": signed, "unfit": [warning.split("，")[0] for warning in warnings]}


def _office(content: bytes) -> Facts:
    """Its parts are well-formed, and hold nothing that acts."""
    from office.kernel.uploads.office_fields import check_fields  # noqa: PLC0415
    from office.kernel.uploads.office_packages import check_office  # noqa: PLC0415

    package = Package(content)
    check_office(package)
    check_fields(package)
    for name in package.names:
        if name.lower().endswith((".xml", ".rels")):
            _well_formed(package.read(name))
    return {}


def _picture(content: bytes) -> Facts:
    """Every frame decoded to its last pixel."""
    import io  # noqa: PLC0415
    import struct  # noqa: PLC0415
    import warnings  # noqa: PLC0415

    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = _LARGEST_PICTURE // 2
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(content)) as picture:
            frames = int(getattr(picture, "n_frames", 1))
            for frame in range(frames):
                picture.seek(frame)
                picture.load()
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        TypeError,
        KeyError,
        EOFError,
        SyntaxError,
        struct.error,
        Image.DecompressionBombError,
    ) as error:
        raise Flaw("图像不完整，解不出全部像素", "") from error
    return {"pages": frames}


def _xml(content: bytes) -> Facts:
    _well_formed(content)
    return {}


def _well_formed(content: bytes) -> None:
    from lxml import etree  # noqa: PLC0415

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Flaw("不是合规的XML", "") from error
    if tree.getroottree().docinfo.internalDTD is not None:
        raise Flaw("XML带有文档类型定义", "")


def _json(content: bytes) -> Facts:
    try:
        json.loads(_decoded(content))
    except (ValueError, RecursionError) as error:
        raise Flaw("不是合规的JSON", "") from error
    return {}


def _text(content: bytes) -> Facts:
    _decoded(content)
    return {}


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Flaw("不是UTF-8或GB 18030的文字", "")


_READERS: Final[dict[str, Callable[[bytes], Facts]]] = {
    PDF.media_type: _pdf,
    OFD.media_type: _ofd,
    DOCX.media_type: _office,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _office,
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": _office,
    PNG.media_type: _picture,
    JPEG.media_type: _picture,
    TIFF.media_type: _picture,
    XML: _xml,
    JSON: _json,
    CSV.media_type: _text,
    TEXT.media_type: _text,
}
