"""XML of strangers: read by events, without a document type and hence without entities, never as a tree."""

from collections.abc import Callable
from xml.parsers import expat

from office.kernel.uploads.flaws import Flaw, damaged
from office.kernel.uploads.zip_directory import REPACK

DEPTH = 256

Attributes = dict[str, str]


class EnoughRead(Exception):  # noqa: N818 - a signal from a handler
    """Raised by a handler that needs no more of the part."""


def looks_like_xml(head: bytes) -> bool:
    """The first bytes are those of mark-up in some Unicode encoding, or of a declaration in EBCDIC."""
    begin = head[:256].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return begin.startswith((b"<", b"\x4c\x6f\xa7\x94"))


def check_prolog(name: str, head: bytes) -> None:
    """A part's beginning has no document type, in whatever encoding. `head` is the part or its first 64 KiB. Raises Flaw."""

    def first(_tag: str, _attributes: Attributes) -> None:
        raise EnoughRead

    if not walk(name, head, first, whole=False):
        raise damaged(f"“{name}”不是 XML")


def walk(
    name: str,
    content: bytes,
    on_start: Callable[[str, Attributes], None],
    *,
    on_end: Callable[[str], None] | None = None,
    on_text: Callable[[str], None] | None = None,
    whole: bool = True,
) -> bool:
    """Call back for each element, tags and attributes as `namespace name` or `name`.

    True when a handler raised EnoughRead. Raises Flaw for a document type, an unknown encoding, broken or too deep XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise Flaw("包内的 XML 嵌套过深", REPACK)
        on_start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if on_end:
            on_end(tag)

    def doctype(*_: object) -> None:
        raise Flaw("包内的 XML 带有文档类型定义（DTD）", REPACK)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    if on_text:
        parser.buffer_text = True
        parser.CharacterDataHandler = on_text
    try:
        parser.Parse(content, whole)
    except EnoughRead:
        return True
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged(f"“{name}”不是完好的 XML") from error
    return False


def local(tag: str) -> str:
    """The name without its namespace: makers of OFD and OOXML use several namespaces for the same element."""
    return tag.rpartition(" ")[2]
