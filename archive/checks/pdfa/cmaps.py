"""CMaps of composite fonts (ISO 32000-1 9.7.5): known or embedded, of the same characters as their font, and what they make of codes."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import pikepdf

IDENTITY: Final = frozenset({"/Identity-H", "/Identity-V"})
_ORDERINGS: Final = {
    "GB1": "GB-EUC GBpc-EUC GBK-EUC GBKp-EUC GBK2K UniGB-UCS2 UniGB-UTF16",
    "CNS1": "B5pc HKscs-B5 ETen-B5 ETenms-B5 CNS-EUC UniCNS-UCS2 UniCNS-UTF16",
    "Japan1": "83pv-RKSJ 90ms-RKSJ 90msp-RKSJ 90pv-RKSJ Add-RKSJ EUC Ext-RKSJ UniJIS-UCS2 UniJIS-UCS2-HW UniJIS-UTF16",
    "Korea1": "KSC-EUC KSCms-UHC KSCms-UHC-HW KSCpc-EUC UniKS-UCS2 UniKS-UTF16",
}
KNOWN: Final = {
    f"/{name}-{way}": ordering for ordering, names in _ORDERINGS.items() for name in names.split() for way in "HV"
} | {"/H": "Japan1", "/V": "Japan1"}
"""The predefined ones (table 118), with the character collection of each."""
_USED: Final = re.compile(rb"(/[^\s/]+)\s+usecmap")
_INFO: Final = re.compile(rb"/(Registry|Ordering)\s*\(([^)]*)\)")
_MODE: Final = re.compile(rb"/WMode\s+(\d)")


def cmap_flaws(encoding: Any, descendant: Any, part: int) -> Iterator[tuple[int, str]]:
    """(1: characters of another collection, 3: a CMap that is neither known nor embedded, or contradicts itself)."""
    info = descendant.get("/CIDSystemInfo", pikepdf.Dictionary())
    registry, ordering = str(info.get("/Registry", "")), str(info.get("/Ordering", ""))
    if isinstance(encoding, pikepdf.Name):
        name = str(encoding)
        if name in IDENTITY:
            return
        if name not in KNOWN:
            yield 3, f"编码{name[1:]}没有嵌入"
        elif (registry, ordering) != ("Adobe", KNOWN[name]):
            yield 1, f"编码{name[1:]}与字体的字符集不一致"
        return
    if not isinstance(encoding, pikepdf.Stream):
        yield 3, "没有编码"
        return
    own = encoding.get("/CIDSystemInfo", pikepdf.Dictionary())
    if isinstance(own, pikepdf.Array):
        own = own[0] if len(own) else pikepdf.Dictionary()
    if (str(own.get("/Registry", "")), str(own.get("/Ordering", ""))) != (registry, ordering):
        yield 1, "编码与字体的字符集不一致"
    content = encoding.read_bytes()
    mode = _MODE.search(content)
    if mode is not None and int(mode[1]) != int(encoding.get("/WMode", 0)):
        yield 3, "编码的书写方向前后不一致"
    used = encoding.get("/UseCMap")
    names = [str(used)] if isinstance(used, pikepdf.Name) else []
    names += [one.decode("latin-1") for one in _USED.findall(content)] if used is None else []
    if part != 1 and any(name not in KNOWN and name not in IDENTITY for name in names):
        yield 3, "编码引用了没有嵌入的编码"


def cmap_of(encoding: Any) -> Callable[[bytes], list[int]] | None:
    """From the bytes that are shown to CIDs; None for a CMap that is not read here."""
    if isinstance(encoding, pikepdf.Name) and str(encoding) in IDENTITY:
        return lambda text: [int.from_bytes(text[at : at + 2], "big") for at in range(0, len(text) - 1, 2)]
    return None
