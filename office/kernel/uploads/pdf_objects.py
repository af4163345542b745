"""PDF by its objects, compressed ones included. Slow and greedy on hostile files: run it in a process with limits."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from office.kernel.uploads.flaws import Flaw, damaged, encrypted
from office.kernel.uploads.images import PIXELS
from office.kernel.uploads.pdf import ACTIVE, LONGEST_SIDE, PRINT_AGAIN, active

PAGES = 3_000
OBJECTS = 400_000
DEPTH = 60
SQUEEZING = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
ACTIVE_NAMES = {"/" + name.decode("ascii"): name for name in ACTIVE}
IN_THE_DOCUMENT = frozenset({"/GoTo", "/Named"})  # 12.6.4
ENTITY = re.compile(rb"<!(DOCTYPE|ENTITY)")
HARMFUL_LINK = re.compile(r"(javascript|vbscript|data|file|ms-[a-z-]+|search-ms):", re.IGNORECASE)


def check_objects(content: bytes) -> None:
    """Structure without repair, pages, boxes, pictures, actions. Raises Flaw."""
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise encrypted()
            if len(pdf.objects) > OBJECTS:
                raise Flaw("文件里的对象过多", PRINT_AGAIN)
            _check_pages(pdf)
            for item in pdf.objects:
                _check_values(item, 0)
            _check_automatic(pdf.Root.get("/OpenAction"))
            if any("unknown token" in str(warning) for warning in pdf.get_warnings()):
                raise damaged("有读不懂的内容")
    except pikepdf.PasswordError as error:
        raise encrypted() from error
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, AttributeError, RuntimeError) as error:
        raise Flaw("文件结构有损，不同软件会看到不同的内容", PRINT_AGAIN) from error


def _check_values(value: Any, depth: int) -> None:
    """One indirect object with the direct ones in it; others are met on their own."""
    if depth > DEPTH:
        raise Flaw("文件里的对象嵌套过深", PRINT_AGAIN)
    if isinstance(value, pikepdf.Array):
        for item in value.as_list():
            _check_inner(item, depth)
        return
    if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key, item in value.items():
        if key in ACTIVE_NAMES:
            raise active(ACTIVE_NAMES[key])
        if key in {"/S", "/Type", "/Subtype"} and isinstance(item, pikepdf.Name) and str(item) in ACTIVE_NAMES:
            raise active(ACTIVE_NAMES[str(item)])
        if key == "/AA" and isinstance(item, pikepdf.Dictionary):
            for action in item.values():
                _check_automatic(action)
        _check_inner(item, depth)
    if isinstance(value.get("/URI"), pikepdf.String) and HARMFUL_LINK.match("".join(str(value["/URI"]).split())):
        raise Flaw("文件里有可能执行程序的超链接", PRINT_AGAIN)
    if isinstance(value, pikepdf.Stream):
        _check_stream(value)


def _check_inner(item: Any, depth: int) -> None:
    if isinstance(item, pikepdf.Object) and not item.is_indirect:
        _check_values(item, depth + 1)


def _check_stream(stream: pikepdf.Stream) -> None:
    filters = stream.get("/Filter", pikepdf.Array())
    names = [str(name) for name in (filters.as_list() if isinstance(filters, pikepdf.Array) else [filters])]
    if sum(name in SQUEEZING for name in names) > 1 or len(names) > 3:
        raise Flaw("文件内容被反复压缩，解开后异常膨胀", PRINT_AGAIN)
    if stream.get("/Subtype") == pikepdf.Name.XML and ENTITY.search(stream.read_bytes().replace(b"\x00", b"")):
        raise Flaw("文件的元数据带有文档类型定义（DTD）", PRINT_AGAIN)
    if stream.get("/Subtype") == pikepdf.Name.Image:
        width, height = float(stream.get("/Width", 0)), float(stream.get("/Height", 0))
        if width * height > PIXELS:
            raise Flaw("文件里有尺寸异常的图片", PRINT_AGAIN)


def _check_pages(pdf: pikepdf.Pdf) -> None:
    """Walk the page tree by hand: each node once, so that a tree of shared nodes ends at once (7.7.3)."""
    seen: set[tuple[int, int]] = set()
    pages = 0
    waiting: list[tuple[Any, int]] = [(pdf.Root.Pages, 0)]
    while waiting:
        node, depth = waiting.pop()
        if (node.is_indirect and node.objgen in seen) or depth > DEPTH:
            raise Flaw("页的目录首尾相接", PRINT_AGAIN)
        seen.add(node.objgen)
        for box in _boxes(node):
            if len(box) != 4 or not all(abs(side) <= LONGEST_SIDE for side in box):
                raise Flaw("页面尺寸过大", PRINT_AGAIN)
        if "/Kids" in node:
            waiting += [(kid, depth + 1) for kid in reversed(node.Kids.as_list())]
        else:
            pages += 1
        if pages + len(waiting) > PAGES:
            raise Flaw(f"页数超过{PAGES}页", "请拆分后上传")
    if not pages:
        raise damaged("没有页")


def _boxes(node: Any) -> Iterator[list[float]]:
    for key in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"):
        if key in node:
            yield [float(side) * float(node.get("/UserUnit", 1)) for side in node[key].as_list()]


def _check_automatic(action: Any) -> None:
    """What happens without a click, at opening or turning a page, stays in the document (12.6.3)."""
    if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "/GoTo")) not in IN_THE_DOCUMENT:
        raise Flaw("文件打开时会自动执行动作", PRINT_AGAIN)
