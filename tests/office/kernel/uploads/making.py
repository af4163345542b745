"""Small files of every kind, made here: sound ones, and the same with one thing wrong."""

import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OFD = "http://www.ofdspec.org/2016"

Parts = Mapping[str, bytes | str]


def zipped(parts: Parts) -> bytes:
    """A zip of these parts, in this order."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def relation(kind: str, target: str, *, external: bool = False, key: str = "r1") -> str:
    """A relationship file with one relation."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationships xmlns="{RELATIONS}"><Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'


def types(main: str = MAIN, part: str = "/word/document.xml") -> str:
    return (
        f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="{part}" ContentType="{main}"/></Types>'
    )


def body(inside: str = "<w:p><w:r><w:t>关于做好防汛工作的通知</w:t></w:r></w:p>") -> str:
    return f'<w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>'


def docx(more: Parts | None = None) -> bytes:
    """A DOCX; `more` adds or replaces parts."""
    return zipped({**docx_parts(), **(more or {})})


def docx_parts() -> dict[str, bytes | str]:
    return {
        "[Content_Types].xml": types(),
        "_rels/.rels": relation("officeDocument", "word/document.xml"),
        "word/document.xml": body(),
    }


def xlsx_parts() -> dict[str, bytes | str]:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return {
        "[Content_Types].xml": types(main, "/xl/workbook.xml"),
        "_rels/.rels": relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": "<workbook/>",
    }


def ofd_parts(box: str = "0 0 210 297", root: str = "Doc_0/Document.xml") -> dict[str, bytes | str]:
    return {
        "OFD.xml": f'<o:OFD xmlns:o="{OFD}" DocType="OFD" Version="1.0"><o:DocBody><o:DocRoot>{root}</o:DocRoot></o:DocBody></o:OFD>',
        "Doc_0/Document.xml": f'<o:Document xmlns:o="{OFD}"><o:CommonData><o:PageArea><o:PhysicalBox>{box}</o:PhysicalBox></o:PageArea>'
        '</o:CommonData><o:Pages><o:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></o:Pages></o:Document>',
        "Doc_0/Pages/Page_0/Content.xml": f'<o:Page xmlns:o="{OFD}"><o:Content/></o:Page>',
    }


def pdf(
    catalog: bytes = b"", page: bytes = b"", box: bytes = b"0 0 595 842", kids: bytes = b"3 0 R", *more: bytes
) -> bytes:
    """One page; the arguments go into the catalogue, the page and the page tree; `more` are further objects, from number 4 on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[" + kids + b"]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[" + box + b"]/Resources<<>>" + page + b">>",
        *more,
    ]
    made, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % place for place in places
    )
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + table + end


def png(width: int = 8, height: int = 8, *, rows: bytes | None = None, more: bytes = b"") -> bytes:
    """Grey, 8 bits; `more` are whole chunks between header and data."""
    data = zlib.compress(bytes(height * (width + 1)) if rows is None else rows)
    header = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + more + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))


def jpeg(width: int = 8, height: int = 8, more: bytes = b"") -> bytes:
    """The segments of a JPEG round a few bytes of scan; `more` are whole segments."""
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    return (
        b"\xff\xd8"
        + more
        + frame
        + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
        + b"\x12\xff\x00\x34\xff\xd0\x56"
        + b"\xff\xd9"
    )


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def exif(tag: int) -> bytes:
    """An Exif block whose first directory has one entry."""
    return b"II*\x00" + struct.pack("<LHHHLLL", 8, 1, tag, 4, 1, 26, 0)


def tiff(
    width: int = 8,
    height: int = 8,
    *,
    pages: int = 1,
    compression: int = 1,
    data: bytes = b"",
    length: int = 0,
    order: str = "<",
    loop: bool = False,
    more: Sequence[tuple[int, int, int, int]] = (),
) -> bytes:
    """Grey, 8 bits, one strip that all pages share; `length` is what the strip is said to hold, `loop`: the last page goes back to the first."""
    strip = data or bytes(64)
    bits = 1 if compression == 4 else 8
    fields = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, bits if order == "<" else bits << 16),
        (259, 3, 1, compression if order == "<" else compression << 16),
        (262, 3, 1, 1 if order == "<" else 1 << 16),
        (273, 4, 1, 8),
        (278, 4, 1, max(height, 1)),
        (279, 4, 1, length or len(strip)),
        *more,
    ]
    first = 8 + len(strip)
    size = 2 + 12 * len(fields) + 4
    made = {"<": b"II*\x00", ">": b"MM\x00*"}[order] + struct.pack(f"{order}L", first) + strip
    for n in range(pages):
        following = first + (n + 1) * size if n + 1 < pages else first if loop else 0
        made += tiff_fields(fields, order=order, following=following)[8:]
    return made


def tiff_fields(fields: Sequence[tuple[int, int, int, int]], *, order: str = "<", following: int = 0) -> bytes:
    """A header and one directory behind it: tag, type, number and value of each field."""
    packed = b"".join(struct.pack(f"{order}HHLL", *one) for one in sorted(fields))
    head = {"<": b"II*\x00", ">": b"MM\x00*"}[order] + struct.pack(f"{order}L", 8)
    return head + struct.pack(f"{order}H", len(fields)) + packed + struct.pack(f"{order}L", following)
