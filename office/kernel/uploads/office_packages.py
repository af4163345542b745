"""DOCX, XLSX and PPTX (ECMA-376 part 2, OPC): macros, embedded objects and everything that would be fetched from elsewhere."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from office.kernel.uploads.flaws import Flaw, damaged
from office.kernel.uploads.kinds import DOCX, PPTX, XLSX, Kind
from office.kernel.uploads.labels import CONVERT
from office.kernel.uploads.xml_parts import Attributes, EnoughRead, check_prolog, local, looks_like_xml, walk
from office.kernel.uploads.zip_directory import Package

TYPES = "[Content_Types].xml"
MAIN = {
    "wordprocessingml.document.main+xml": DOCX,
    "spreadsheetml.sheet.main+xml": XLSX,
    "presentationml.presentation.main+xml": PPTX,
    "presentationml.slideshow.main+xml": PPTX,
}
MACRO = ("文件含有宏", "请另存为不含宏的 DOCX、XLSX 或 PPTX 后上传")
OBJECT = ("文件嵌有可执行的对象", "请把其中的对象改成图片或文字后上传")
LINKED = ("文件会从别处取内容", "请断开链接、把图片和模板存进文件后上传")
FOREIGN_TEXT = ("文件嵌有别的格式的整篇内容", "请在 WPS 或 Word 中另存一份后上传")
LINK = ("文件里有可能执行程序的超链接", "请取消这个超链接后上传")

REFUSED = {
    "vbaproject": MACRO, "wordvbadata": MACRO, "xlmacrosheet": MACRO, "xlintlmacrosheet": MACRO,
    "oleobject": OBJECT, "control": OBJECT, "activexcontrol": OBJECT, "activexcontrolbinary": OBJECT,
    "afchunk": FOREIGN_TEXT, "subdocument": LINKED, "connections": LINKED,
}  # fmt: skip
PLACE_ON_THIS_MACHINE = re.compile(r"(file:/{0,3})?[a-z]:[/\\]|[^:/\\][^:]*$", re.IGNORECASE)
SCHEMES = frozenset({"http", "https", "mailto", "ftp", "tel"})
EMBEDDED_DEPTH = 1  # a chart carries its table


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relation of the package or a part: its last word as type, lower case, and where it points."""

    type: str
    target: str
    external: bool


def check_office(package: Package, depth: int = 0) -> tuple[Kind, tuple[str, ...]]:
    """What kind of document the package is, and warnings. Raises Flaw."""
    for name in package.names:
        head = package.read(name, 65_536)
        if name.lower().endswith((".xml", ".rels", ".vml")) or looks_like_xml(head):
            check_prolog(name, head)
    types = _content_types(package)
    if any(_is_macro(name, types.of(name)) for name in package.names):
        raise Flaw(*MACRO)
    warnings: list[str] = []
    for source in sorted(name for name in package.names if name.lower().endswith(".rels")):
        for relation in _relations(package, source):
            warnings += _check_relation(relation)
            if relation.type == "package" and not relation.external:
                _check_embedded(package, source, relation, depth)
            if relation.type in {"externallink", "externallinkpath"} and not relation.external:
                _check_external_link(package, _resolve(source, relation.target))
    return _main_kind(package, types), tuple(dict.fromkeys(warnings))


def _is_macro(name: str, kind: str) -> bool:
    """By what the package says of a part, and by its usual name."""
    said = any(word in kind for word in ("macroenabled", "macrosheet", "vbaproject"))
    return said or posixpath.basename(name).lower() in {"vbaproject.bin", "vbadata.xml"}


@dataclass(frozen=True, slots=True)
class ContentTypes:
    """Media types of parts by suffix and by name, all in lower case."""

    defaults: dict[str, str]
    overrides: dict[str, str]

    def of(self, name: str) -> str:
        return self.overrides.get(f"/{name}".lower()) or self.defaults.get(name.rpartition(".")[2].lower(), "")


def _content_types(package: Package) -> ContentTypes:
    types = ContentTypes({}, {})

    def entry(tag: str, attributes: Attributes) -> None:
        kind = attributes.get("ContentType", "").lower()
        if local(tag) == "Default":
            types.defaults[attributes.get("Extension", "").lower()] = kind
        elif local(tag) == "Override":
            types.overrides[unquote(attributes.get("PartName", "")).lower()] = kind

    walk(TYPES, package.read(TYPES), entry)
    return types


def _relations(package: Package, name: str) -> list[Relationship]:
    found: list[Relationship] = []

    def entry(tag: str, attributes: Attributes) -> None:
        if local(tag) == "Relationship":
            target = "".join(attributes.get("Target", "").split())
            kind = attributes.get("Type", "").rstrip("/").rpartition("/")[2].lower()
            found.append(Relationship(kind, target, attributes.get("TargetMode", "").lower() == "external"))

    walk(name, package.read(name), entry)
    return found


def _resolve(rels: str, target: str) -> str:
    """The part that a target in `word/_rels/document.xml.rels` names. Raises Flaw when it leads out of the package."""
    target = unquote(target.partition("#")[0]).replace("\\", "/")
    folder = "" if target.startswith("/") else posixpath.dirname(posixpath.dirname(rels))
    path: list[str] = []
    for step in f"{folder}/{target}".split("/"):
        if step == ".." and not path:
            raise damaged("包内关系指到包外")
        if step == "..":
            path.pop()
        elif step not in {"", "."}:
            path.append(step)
    return "/".join(path)


def _check_relation(relation: Relationship) -> Iterator[str]:
    if flaw := REFUSED.get(relation.type):
        raise Flaw(*flaw)
    if not relation.external:
        return
    here = PLACE_ON_THIS_MACHINE.match(unquote(relation.target))
    if relation.type == "hyperlink":
        scheme = relation.target.partition(":")[0].lower() if ":" in relation.target else ""
        if here or relation.target.startswith(("\\\\", "file:", "#")) or not scheme:
            if not relation.target.startswith("#"):
                yield "文件里有指向本机或共享文件夹的超链接，别人可能打不开。"
        elif scheme not in SCHEMES:
            raise Flaw(*LINK)
    elif here:
        yield "文件引用了您本机上的另一个文件，别人打开时取不到。"
    else:
        raise Flaw(*LINKED)


def _check_embedded(package: Package, rels: str, relation: Relationship, depth: int) -> None:
    """The table behind a chart is a package again and must be as sound."""
    name = _resolve(rels, relation.target)
    if name not in package:
        return
    content = package.read(name)
    if depth >= EMBEDDED_DEPTH or not content.startswith(b"PK\x03\x04"):
        raise Flaw(*OBJECT)
    check_office(Package(content), depth + 1)


def _check_external_link(package: Package, name: str) -> None:
    """A workbook's link to a program (DDE) or an object (OLE) instead of another workbook (ECMA-376 part 1, 18.14)."""
    seen: list[str] = []

    def entry(tag: str, _attributes: Attributes) -> None:
        seen.append(local(tag))
        if len(seen) == 2:
            raise EnoughRead

    if name in package:
        walk(name, package.read(name), entry)
    if {"ddeLink", "oleLink"} & set(seen):
        raise Flaw(*LINKED)


def _main_kind(package: Package, types: ContentTypes) -> Kind:
    """By the type of the part that the package's own relation names as its document."""
    mains = (
        [relation for relation in _relations(package, "_rels/.rels") if relation.type == "officedocument"]
        if "_rels/.rels" in package
        else []
    )
    if not mains:
        raise damaged("没有正文")
    name = _resolve("_rels/.rels", mains[0].target)
    if len(mains) > 1 or mains[0].external or name not in package or not package.size(name):
        raise damaged("没有正文")
    for ending, kind in MAIN.items():
        if types.of(name).endswith(ending):
            return kind
    if types.of(name).endswith((".main+xml", ".main", "main+xml")):
        raise Flaw("这是模板或别的 Office 文件", CONVERT)
    raise damaged("说不清是哪种文档")
