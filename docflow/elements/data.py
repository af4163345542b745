"""Elements to and from their JSON form, and the one byte string that a digest is taken of.

The JSON form is open: keys that are not elements (id, quality, source_address …) are passed over; an element of the wrong type, an
unknown 版式 or an unprintable character is refused with a sentence that names the element.
"""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Final, TypeVar

from docflow.elements.characters import forbidden, tidy
from docflow.elements.kinds import Form, Secrecy, Urgency
from docflow.elements.names import NAMES
from docflow.elements.schema import SCHEMA, AttachedText, Elements

LONGEST: Final = 20_000  # characters of one string
MOST: Final = 5_000  # strings of one list
MOST_ATTACHMENTS: Final = 100
LARGEST: Final = 1_000_000  # characters of a whole document

_SINCE: Final = {"attending": 2, "excused": 2, "sitting_in": 2}
"""With which schema an element came; an older text does not speak of it."""
_JSON_NAMES = {"signers": "signer"}  # the open form speaks of one signer; several stand in one string, 、 between them
_Choice = TypeVar("_Choice", bound=StrEnum)


class ElementsError(ValueError):
    """These data are no elements; `element` is the Chinese name of the one at fault, `sentence` is for the reader."""

    def __init__(self, element: str, sentence: str) -> None:
        super().__init__(sentence)
        self.element = element
        self.sentence = sentence


def from_data(data: object) -> Elements:
    """The elements that a JSON object holds. Raises ElementsError."""
    if not isinstance(data, Mapping):
        raise ElementsError("公文", f"公文要素应当是一个JSON对象，给的却是{_said(data)}。")
    schema = data.get("schema")
    if schema is not None and not (type(schema) is int and 1 <= schema <= SCHEMA):
        raise ElementsError(
            "公文", f"公文要素的格式版本是“{str(schema)[:20]}”，本系统只认得第{SCHEMA}版。请升级后再读。"
        )
    made = Elements(
        copy_number=_text(data, "copy_number"),
        secrecy=_choice(data, "secrecy", Secrecy),
        secrecy_period=_text(data, "secrecy_period"),
        urgency=_choice(data, "urgency", Urgency),
        issuers=_texts(data, "issuers"),
        number=_text(data, "number"),
        signers=_signers(data),
        title=_text(data, "title").replace("\n", ""),
        title_lines=_texts(data, "title_lines") or _lines(_text(data, "title")),
        main_recipients=_texts(data, "main_recipients"),
        main_recipients_line=_text(data, "main_recipients_line"),
        body=_paragraphs(data.get("body"), "正文"),
        attachment_note=_texts(data, "attachment_note"),
        attending=_texts(data, "attending"),
        excused=_texts(data, "excused"),
        sitting_in=_texts(data, "sitting_in"),
        signature=_texts(data, "signature"),
        date=_date(data, "date"),
        date_text=_text(data, "date_text"),
        note=_text(data, "note"),
        attachments=_attachments(data.get("attachments")),
        cc=_texts(data, "cc"),
        print_organ=_text(data, "print_organ"),
        print_date=_date(data, "print_date"),
        kind=_text(data, "kind"),
        form=_choice(data, "form", Form),
        disclosure=_text(data, "disclosure"),
    )
    if size(made) > LARGEST:
        raise ElementsError("公文", f"公文全文超过{LARGEST}字，太长了。请把过长的附件另附文件。")
    return made


def to_data(elements: Elements) -> dict[str, object]:
    """The JSON form: null and [] for what is absent, days as 2026-01-05, `schema` for later readers."""
    made: dict[str, object] = {"schema": elements.schema}
    for field in fields(elements):
        if _SINCE.get(field.name, 1) > elements.schema:
            continue
        value = getattr(elements, field.name)
        key = _JSON_NAMES.get(field.name, field.name)
        match value:
            case "" | None:
                made[key] = None
            case dt.date():
                made[key] = value.isoformat()
            case tuple() if field.name == "signers":
                made[key] = "、".join(value) or None
            case tuple() if field.name == "attachments":
                made[key] = [{"title": a.title or None, "body": list(a.body)} for a in value]
            case tuple():
                made[key] = list(value)
            case _:
                made[key] = str(value)
    return made


def canonical_bytes(elements: Elements) -> bytes:
    """The one spelling of these elements that digests are taken of: UTF-8, keys sorted, no blanks."""
    return json.dumps(to_data(elements), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def size(elements: Elements) -> int:
    """How many characters all the texts hold together."""
    attached = sum(len(a.title) + sum(map(len, a.body)) for a in elements.attachments)
    lists = (
        elements.issuers,
        elements.main_recipients,
        elements.body,
        elements.attachment_note,
        elements.attending,
        elements.excused,
        elements.sitting_in,
        elements.signature,
        elements.cc,
    )
    return len(elements.title) + attached + sum(len(text) for texts in lists for text in texts)


def _said(value: object) -> str:
    """What a value of the wrong type is, in a clerk's words."""
    match value:
        case None:
            return "空值"
        case bool():
            return "是或否"
        case int() | float():
            return "数字"
        case str():
            return "一段文字"
        case Mapping():
            return "一组字段"
        case _:
            return "一个列表"


def _name(key: str) -> str:
    return NAMES.get(key) or next((NAMES[field] for field, name in _JSON_NAMES.items() if name == key), key)


def _checked(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise ElementsError(name, f"“{name}”应当是一段文字，给的却是{_said(value)}。")
    if len(value) > LONGEST:
        raise ElementsError(name, f"“{name}”里有一段超过{LONGEST}字。请分段。")
    if found := forbidden(value):
        raise ElementsError(name, f"“{name}”里有不能印出的字符：{found}。请删去后重写这几个字。")
    return tidy(value)


def _text(data: Mapping[str, object], key: str) -> str:
    value = data.get(key)
    return "" if value is None else _checked(value, _name(key))


def _lines(text: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in text.split("\n") if part.strip())
    return parts if len(parts) > 1 else ()


def _list(value: object, name: str, most: int = MOST) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise ElementsError(name, f"“{name}”应当是一个列表，给的却是{_said(value)}。")
    if len(value) > most:
        raise ElementsError(name, f"“{name}”有{len(value)}项，最多{most}项。")
    return value


def _texts(data: Mapping[str, object], key: str) -> tuple[str, ...]:
    return tuple(text for item in _list(data.get(key), _name(key)) if (text := _checked(item, _name(key))))


def _signers(data: Mapping[str, object]) -> tuple[str, ...]:
    value = data.get("signer")
    if isinstance(value, list):
        return _texts(data, "signer")
    return tuple(name for part in re.split("[、，,;；\n]", _text(data, "signer")) if (name := part.strip(" \u3000")))


def _paragraphs(value: object, name: str) -> tuple[str, ...]:
    """A string a paragraph. A line feed ends a paragraph, but inside a table row it belongs to its cell."""
    made: list[str] = []
    for item in _list(value, name):
        text = _checked(item, name)
        parts = [text] if "\t" in text else text.split("\n")
        made += [part for part in map(tidy, parts) if part.strip()]
    return tuple(made)


def _attachments(value: object) -> tuple[AttachedText, ...]:
    made = []
    for item in _list(value, "附件", MOST_ATTACHMENTS):
        if not isinstance(item, Mapping):
            raise ElementsError("附件", f"每个附件应当有标题和正文，给的却是{_said(item)}。")
        title = item.get("title")
        made.append(
            AttachedText(
                title="" if title is None else _checked(title, "附件标题").replace("\n", ""),
                body=_paragraphs(item.get("body"), "附件正文"),
            )
        )
    return tuple(made)


def _date(data: Mapping[str, object], key: str) -> dt.date | None:
    text = _text(data, key)
    if not text:
        return None
    try:
        if not re.fullmatch(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ElementsError(
            _name(key), f"“{_name(key)}”应当写成2026-01-05这样的日期，给的却是“{text[:20]}”。"
        ) from None


def _choice(data: Mapping[str, object], key: str, choices: type[_Choice]) -> _Choice | None:
    text = _text(data, key)
    if not text:
        return None
    try:
        return choices(text)
    except ValueError:
        raise ElementsError(_name(key), f"“{_name(key)}”没有“{text[:20]}”这一种，只有{'、'.join(choices)}。") from None
