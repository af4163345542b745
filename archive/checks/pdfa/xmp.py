"""Metadata (ISO 19005-1 6.7, ISO 19005-2 6.6): there, readable, of known properties, and saying what the document information says."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any, Final

import pikepdf
from lxml import etree

from archive.checks.pdfa.flaws import Flaw
from archive.checks.pdfa.schemas import DC, EXTENSION, PDF, PDFAID, XMP, is_open, predefined

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_SCHEMA: Final = "{http://www.aiim.org/pdfa/ns/schema#}"
_PROPERTY: Final = "{http://www.aiim.org/pdfa/ns/property#}"
_CONTAINERS: Final = {"bag": {f"{{{RDF}}}Bag"}, "seq": {f"{{{RDF}}}Seq"}, "alt": {f"{{{RDF}}}Alt"}}
_DATE: Final = r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?"
_FORMS: Final = {
    "Integer": re.compile(r"[+-]?\d+"),
    "Real": re.compile(r"[+-]?\d*\.?\d+"),
    "Boolean": re.compile(r"True|False"),
    "Date": re.compile(_DATE),
}
_PACKET: Final = re.compile(rb"<\?xpacket\s+begin=[^?]*?(?:bytes|encoding)\s*=")
_INFO_DATE: Final = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([Z+-])(?:(\d\d)'?(\d\d)?'?)?)?")


def metadata_flaws(pdf: pikepdf.Pdf, part: int) -> Iterator[Flaw]:
    clause = "6.7.2" if part == 1 else "6.6.2.1"
    metadata = pdf.Root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        yield Flaw(clause, "没有元数据")
        return
    if part == 1 and "/Filter" in metadata:
        yield Flaw(clause, "元数据经过压缩")
    content = metadata.read_bytes()
    if _PACKET.search(content):
        yield Flaw("6.7.5" if part == 1 else "6.6.2.1", "元数据的包头带有bytes或encoding")
    root = _parsed(content)
    if root is None:
        yield Flaw("6.7.9" if part == 1 else "6.6.2.1", "元数据不是合规的XMP")
        return
    properties = list(_properties(root))
    yield from _flavour_flaws(properties, part)
    yield from _known_flaws(root, properties, part)
    if part == 1:
        yield from _info_flaws(pdf, dict(_simple(properties)))


def _parsed(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(content.strip(b"\x00"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return tree if tree.tag == f"{{{RDF}}}RDF" else tree.find(f".//{{{RDF}}}RDF")


def _properties(root: Any) -> Iterator[tuple[str, str, Any]]:
    """(namespace, name, element or text) of each property of each description, written either way."""
    for description in root.findall(f"{{{RDF}}}Description"):
        for name, value in description.attrib.items():
            space, local = _split(name)
            if space not in {RDF, _XML, ""}:
                yield space, local, value
        for child in description.iterchildren(etree.Element):
            yield *_split(child.tag), child


def _split(tag: str) -> tuple[str, str]:
    space, _, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    return space, local


def _text(value: Any) -> str:
    return value if isinstance(value, str) else (value.text or "")


def _flavour_flaws(properties: list[tuple[str, str, Any]], part: int) -> Iterator[Flaw]:
    clause = "6.7.11" if part == 1 else "6.6.4"
    said = {name: _text(value).strip() for space, name, value in properties if space == PDFAID}
    levels = {"A", "B"} if part == 1 else {"A", "B", "U"}
    if said.get("conformance") not in levels or not said.get("part", "").isdigit():
        yield Flaw(clause, "元数据没有写明PDF/A的部分和级别")
    for space, name, value in properties:
        if space == PDFAID and not isinstance(value, str) and value.prefix != "pdfaid":
            yield Flaw(clause, f"PDF/A标识的{name}用了别的前缀")


def _known_flaws(root: Any, properties: list[tuple[str, str, Any]], part: int) -> Iterator[Flaw]:
    """Properties that XMP does not define must be described by an extension schema in the same metadata."""
    known = predefined(part)
    clause = "6.7.9" if part == 1 else "6.6.2.3.1"
    described = _described(root)
    for space, name, value in properties:
        if space == EXTENSION or is_open(space):
            continue
        kind = known.get(space, {}).get(name)
        if kind is None and name in described.get(space, {}):
            continue
        if kind is None:
            yield Flaw(clause, f"元数据有没有定义的项{name}")
        elif not _fits(value, kind):
            yield Flaw(clause, f"元数据项{name}的值不合定义")


def _described(root: Any) -> dict[str, set[str]]:
    """What the extension schemas describe, by namespace."""
    found: dict[str, set[str]] = {}
    for space in root.iter(f"{_SCHEMA}namespaceURI"):
        names = {(one.text or "").strip() for one in space.getparent().iter(f"{_PROPERTY}name")}
        found.setdefault((space.text or "").strip(), set()).update(names)
    for holder in root.iter():
        uri = holder.get(f"{_SCHEMA}namespaceURI") if isinstance(holder.tag, str) else None
        if uri:
            names = {
                name for one in holder.iter() if isinstance(one.tag, str) and (name := one.get(f"{_PROPERTY}name"))
            }
            names |= {(one.text or "").strip() for one in holder.iter(f"{_PROPERTY}name")}
            found.setdefault(uri.strip(), set()).update(names)
    return found


def _fits(value: Any, kind: str) -> bool:
    if kind == "Any":
        return True
    container, _, inner = kind.rpartition(" ")
    if isinstance(value, str):
        return not container and kind not in {"Alt", "Struct"} and _simple_fits(value, kind)
    children = list(value.iterchildren(etree.Element))
    if kind == "Alt" or container:
        wanted = _CONTAINERS[container or "alt"]
        if len(children) != 1 or children[0].tag not in wanted:
            return False
        items = list(children[0].iterchildren(etree.Element))
        return all(item.tag == f"{{{RDF}}}li" and _item_fits(item, inner, kind) for item in items)
    if kind == "Struct":
        return _is_struct(value, children)
    return not children and _simple_fits(value.text or "", kind)


def _item_fits(item: Any, inner: str, kind: str) -> bool:
    children = list(item.iterchildren(etree.Element))
    if inner == "Struct":
        return _is_struct(item, children)
    return not children and (kind == "Alt" or _simple_fits(item.text or "", inner))


def _is_struct(value: Any, children: list[Any]) -> bool:
    parsed = value.get(f"{{{RDF}}}parseType") == "Resource"
    described = len(children) == 1 and children[0].tag == f"{{{RDF}}}Description"
    fields = any(_split(name)[0] not in {RDF, _XML, ""} for name in value.attrib)
    return parsed or described or fields


def _simple_fits(text: str, kind: str) -> bool:
    form = _FORMS.get(kind)
    return form is None or form.fullmatch(text.strip()) is not None


def _simple(properties: list[tuple[str, str, Any]]) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """Each property as the texts that it holds."""
    for space, name, value in properties:
        if isinstance(value, str):
            yield (space, name), [value]
            continue
        items = [item.text or "" for item in value.iter(f"{{{RDF}}}li")]
        yield (space, name), items or [value.text or ""]


_SAME: Final = {
    "/Title": (DC, "title"),
    "/Author": (DC, "creator"),
    "/Subject": (DC, "description"),
    "/Keywords": (PDF, "Keywords"),
    "/Creator": (XMP, "CreatorTool"),
    "/Producer": (PDF, "Producer"),
}
_SAME_MOMENT: Final = {"/CreationDate": (XMP, "CreateDate"), "/ModDate": (XMP, "ModifyDate")}


def _info_flaws(pdf: pikepdf.Pdf, said: dict[tuple[str, str], list[str]]) -> Iterator[Flaw]:
    """PDF/A-1 6.7.3: document information and metadata agree."""
    info = pdf.trailer.get("/Info")
    if not isinstance(info, pikepdf.Dictionary):
        return
    for key, name in _SAME.items():
        if key in info and [str(info[key]).rstrip("\x00")] != [one.rstrip("\x00") for one in said.get(name, [])][:2]:
            yield Flaw("6.7.3", f"文档信息的{key[1:]}与元数据不一致")
    for key, name in _SAME_MOMENT.items():
        if key in info and not _same_moment(str(info[key]), said.get(name, [""])[0]):
            yield Flaw("6.7.3", f"文档信息的{key[1:]}与元数据不一致")


def _same_moment(written: str, told: str) -> bool:
    found = _INFO_DATE.match(written)
    if found is None:
        return False
    year, month, day, hour, minute, second = (int(found[n] or (1 if n in {2, 3} else 0)) for n in range(1, 7))
    shift = timedelta(hours=int(found[8] or 0), minutes=int(found[9] or 0))
    zone = timezone(-shift if found[7] == "-" else shift)
    try:
        there = datetime.fromisoformat(told.strip())
        here = datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return False
    if there.tzinfo is None:
        there = there.replace(tzinfo=zone)
    return abs((here - there).total_seconds()) < 1 or (
        found[7] is None and here.replace(tzinfo=None) == there.replace(tzinfo=None)
    )
