"""Descriptions as XML with Chinese element names. Pure: the same value gives the same bytes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_UNWRITABLE: Final = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # what XML 1.0 has no place for


def xml_of(name: str, value: Mapping[str, Any]) -> bytes:
    """A document whose root bears a name: a mapping is an element with children, a list the same element again, anything else a text."""
    root = Element(name)
    _fill(root, value)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _fill(parent: Element, value: Mapping[str, Any]) -> None:
    for name, one in value.items():
        for each in one if isinstance(one, Sequence) and not isinstance(one, str) else (one,):
            child = SubElement(parent, name)
            if isinstance(each, Mapping):
                _fill(child, each)
            else:
                child.text = _UNWRITABLE.sub("\ufffd", str(each))
