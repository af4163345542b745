"""Opening a PDF as a reader would, without repair."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import pikepdf

_ACTIONS: Final = {
    "/JavaScript": "含有脚本",
    "/Launch": "会启动程序",
    "/SubmitForm": "会把填写的内容发往别处",
    "/ImportData": "会从别处取内容",
    "/RichMedia": "含有音视频或动画",
    "/Sound": "含有声音",
    "/Movie": "含有影片",
    "/Rendition": "含有影片",
}
PAGES: Final = 20_000


def opened(content: bytes) -> pikepdf.Pdf:
    """Raises pikepdf.PdfError, PasswordError."""
    return pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True)


def read_pages(pdf: pikepdf.Pdf) -> tuple[int, str]:
    """(pages, why they cannot all be read): every content stream is decoded."""
    pages = len(pdf.pages)
    if not pages:
        return 0, "没有页"
    if pages > PAGES:
        return pages, f"超过{PAGES}页"
    for number, page in enumerate(pdf.pages, 1):
        try:
            for stream in streams_of(page.obj):
                stream.read_bytes()
        except pikepdf.PdfError:
            return pages, f"第{number}页的内容解不出"
    return pages, ""


def is_true(value: Any) -> bool:
    """A boolean that is true, and nothing else that might pass for it."""
    return value is True


def streams_of(page: Any) -> list[Any]:
    """The content streams of a page, in their order."""
    contents = page.get("/Contents")
    if isinstance(contents, pikepdf.Array):
        return [one for one in contents.as_list() if isinstance(one, pikepdf.Stream)]
    return [contents] if isinstance(contents, pikepdf.Stream) else []


def active_content(pdf: pikepdf.Pdf) -> list[str]:
    """What the file would do by itself or on a click, but for going to a place or an address."""
    found: dict[str, None] = {}
    for one in pdf.objects:
        for item in _within(one):
            for key in ("/S", "/Subtype"):
                name = item.get(key)
                if isinstance(name, pikepdf.Name) and str(name) in _ACTIONS:
                    found[_ACTIONS[str(name)]] = None
            if "/JS" in item:
                found[_ACTIONS["/JavaScript"]] = None
            if "/XFA" in item:
                found["含有XFA表单"] = None
    return list(found)


def _within(one: Any) -> Iterator[Any]:
    """The dictionaries of an indirect object: itself and those that stand in it; others are met on their own."""
    waiting = [one]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting += [inner for inner in item.as_list() if _stands_here(inner)]
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield item
            waiting += [inner for inner in item.values() if _stands_here(inner)]


def _stands_here(inner: Any) -> bool:
    return isinstance(inner, pikepdf.Array | pikepdf.Dictionary) and not inner.is_indirect
