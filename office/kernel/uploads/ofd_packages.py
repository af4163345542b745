"""OFD (GB/T 33190-2016): the entry, the documents it names, the sizes of their pages."""

import math
import posixpath

from office.kernel.uploads.flaws import Flaw, damaged
from office.kernel.uploads.xml_parts import Attributes, check_prolog, local, looks_like_xml, walk
from office.kernel.uploads.zip_directory import Package

ENTRY = "OFD.xml"
PAGES = 3_000
LONGEST_SIDE = 5_000.0  # millimetres
BOXES = frozenset({"PhysicalBox", "ApplicationBox", "ContentBox", "BleedBox"})  # 7.5
REMAKE = "请用 OFD 软件另存一份后上传"


def check_ofd(package: Package) -> None:
    """No entities anywhere; each DocRoot is there. Raises Flaw."""
    for name in package.names:
        head = package.read(name, 65_536)
        if name.lower().endswith(".xml") or looks_like_xml(head):
            check_prolog(name, head)
    if not _documents(package):
        raise damaged("没有文档")


def check_ofd_pages(package: Package) -> tuple[str, ...]:
    """Read documents and pages whole: number of pages, sizes, actions at opening. Returns warnings. Raises Flaw."""
    warnings: list[str] = []
    for document in _documents(package):
        reader = _Structure(package, document)
        walk(document, package.read(document), reader.start, on_end=reader.end, on_text=reader.text)
        if reader.attachments:
            warnings.append("文件内附有别的文件，打开前请留意来源。")
        if not 0 < len(reader.pages) <= PAGES:
            raise Flaw(
                f"页数超过{PAGES}页" if reader.pages else "文件里没有页", "请拆分后上传" if reader.pages else REMAKE
            )
        for page in dict.fromkeys(reader.pages + reader.templates):
            inside = _Structure(package, page)
            walk(page, package.read(page), inside.start, on_end=inside.end, on_text=inside.text)
    return tuple(dict.fromkeys(warnings))


def _documents(package: Package) -> list[str]:
    """The DocRoot of each DocBody (7.4). Raises Flaw when it is not in the package."""
    roots: list[str] = []
    text: list[str] = []
    found: set[str] = set()

    def start(tag: str, _attributes: Attributes) -> None:
        found.add(local(tag))
        text.clear()

    def end(tag: str) -> None:
        if local(tag) == "DocRoot":
            roots.append(inside(package, ENTRY, "".join(text)))

    walk(ENTRY, package.read(ENTRY), start, on_end=end, on_text=text.append)
    if "OFD" not in found:
        raise damaged("入口不是 OFD")
    return roots


def inside(package: Package, source: str, location: str) -> str:
    """ST_Loc (7.3): from the root when it begins with “/”, else from the folder of the part that names it. Raises Flaw."""
    place = location.strip().replace("\\", "/")
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), place)).lstrip("/")
    if path in package:
        return path
    folded = [name for name in package.names if name.casefold() == path.casefold()]
    if len(folded) != 1:
        raise damaged("包内缺少所引用的部分")
    return folded[0]


class _Structure:
    """What a document or page part says of pages, boxes, attachments and actions."""

    def __init__(self, package: Package, name: str) -> None:
        self.package, self.name = package, name
        self.pages: list[str] = []
        self.templates: list[str] = []
        self.attachments = False
        self._words: list[str] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        self._words.clear()
        match local(tag):
            case "Page" if "BaseLoc" in attributes:
                self.pages.append(inside(self.package, self.name, attributes["BaseLoc"]))
            case "TemplatePage" if "BaseLoc" in attributes:
                self.templates.append(inside(self.package, self.name, attributes["BaseLoc"]))
            case "Attachments":
                self.attachments = True
            case "Action" if attributes.get("Event") == "DO":
                raise Flaw("文件打开时会自动执行动作", REMAKE)

    def text(self, words: str) -> None:
        if len(self._words) < 100:
            self._words.append(words)

    def end(self, tag: str) -> None:
        if local(tag) in BOXES:
            _check_box("".join(self._words))


def _check_box(words: str) -> None:
    """ST_Box (7.3): x y width height in millimetres."""
    try:
        box = [float(word) for word in words.split()]
    except ValueError:
        box = []
    if len(box) != 4 or not all(math.isfinite(side) for side in box) or min(box[2:]) <= 0:
        raise damaged("页面尺寸不是数")
    if max(map(abs, box)) > LONGEST_SIDE:
        raise Flaw("页面尺寸过大", REMAKE)
