"""Streams of every kind: nothing outside the file, no filter that is not of the standard, nothing embedded where it may not be."""

from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from archive.checks.pdfa.flaws import Flaw

_FILTERS: Final = frozenset(
    [
        "/ASCIIHexDecode",
        "/ASCII85Decode",
        "/FlateDecode",
        "/RunLengthDecode",
        "/CCITTFaxDecode",
        "/JBIG2Decode",
        "/DCTDecode",
        "/JPXDecode",
        "/Crypt",
        "/AHx",
        "/A85",
        "/Fl",
        "/RL",
        "/CCF",
        "/DCT",
    ]
)


def stream_flaws(pdf: pikepdf.Pdf, part: int) -> Iterator[Flaw]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            yield from _flaws(item, part)
        if part == 1 and isinstance(item, pikepdf.Dictionary) and "/EF" in item:
            yield Flaw("6.1.11", "内附有别的文件")
        if (
            part == 2
            and isinstance(item, pikepdf.Dictionary)
            and "/EF" in item
            and not {"/F", "/UF"} <= set(item.keys())
        ):
            yield Flaw("6.8", "内附的文件没有写明名称")


def _flaws(stream: Any, part: int) -> Iterator[Flaw]:
    clause = "6.1.7" if part == 1 else "6.1.7.1"
    if {"/F", "/FFilter", "/FDecodeParms"} & set(stream.keys()):
        yield Flaw(clause, "流的内容在文件之外")
    filters = stream.get("/Filter")
    names = [
        str(one) for one in (filters.as_list() if isinstance(filters, pikepdf.Array) else [filters]) if one is not None
    ]
    if "/LZWDecode" in names or "/LZW" in names:
        yield Flaw("6.1.10" if part == 1 else "6.1.7.2", "用了LZW压缩")
    elif set(names) - _FILTERS or (part == 1 and "/JPXDecode" in names):
        yield Flaw("6.1.10" if part == 1 else "6.1.7.2", "用了标准以外的压缩")
    if "/Crypt" in names:
        parameters = stream.get("/DecodeParms")
        listed = parameters.as_list() if isinstance(parameters, pikepdf.Array) else [parameters]
        if part == 1 or not any(
            isinstance(one, pikepdf.Dictionary) and str(one.get("/Name", "")) == "/Identity" for one in listed
        ):
            yield Flaw("6.1.7.2", "流的内容已加密")
