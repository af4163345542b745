"""The open JSON form of a document (the one `typeset` takes), read for the archive: more forgiving than for the printer.

A historical document is as it is: a missing element stays missing, an odd one is kept as it was written and remarked on. Only what is
no document at all, or must not be here, is refused.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.importing.reading.days import day_of, year_of
from archive.importing.reading.described import AUTHOR, NUMBER, SOURCE_ID, TITLE, AttachedText, Described
from archive.importing.reading.words import cut, one_line, shown
from office.kernel.refusals import Invalid

LONGEST_NAME = 100  # characters of a title that the archive makes itself
DEEPEST = 50  # lists within lists: no text has a reason for more
SECRETS = ("秘密", "机密", "绝密")
OPEN = "公开"


def read_document(data: object, *, nameless: str) -> Described:
    """What a JSON object says of a document; `nameless` is its source_id where it has no id. Raises Invalid."""
    if not isinstance(data, Mapping):
        raise Invalid("不是一份公文：应当是一个JSON对象。")
    return _described(_Reader(data), nameless)


def _described(reader: "_Reader", nameless: str) -> Described:
    title = one_line(reader.text("title")) or "".join(reader.texts("title_lines"))
    body, notes, attachments = reader.texts("body"), reader.texts("attachment_note"), reader.attachments()
    if not (title or body or attachments):
        raise Invalid("题名、正文和附件都是空的，没有可归档的内容。")
    dated_on, year = reader.day()
    if not title:
        title = _made_title(body, attachments)
        reader.remark(f"没有题名，自拟为{title}。")
    number, kind = reader.line("number"), reader.line("kind")
    author = "、".join(reader.texts("issuers") or reader.texts("signature"))
    secrecy = reader.line("secrecy") or OPEN
    refuse_secrets(secrecy)
    whole = [text for text, limit in ((title, TITLE), (number, NUMBER)) if len(text) > limit]
    if whole:
        reader.remark("题名或文号太长，目录里截短，全文照存。")
    return Described(
        source_id=_source_id(reader, nameless),
        title=cut(title, TITLE),
        number=cut(number, NUMBER),
        kind=cut(kind, 20),
        author=cut(author, AUTHOR),
        dated_on=dated_on,
        year=year or (year_of(number) if number else None),
        secrecy=cut(secrecy, 8),
        body=body,
        notes=(*whole, *notes),
        attachments=attachments,
        facts=_facts(reader, author=author),
        remarks=tuple(reader.remarks),
    )


def refuse_secrets(secrecy: str) -> None:
    """Raises Invalid for a 密级 of the law: this service runs on a net for unclassified work."""
    if any(one in secrecy for one in SECRETS):
        raise Invalid(f"密级是“{cut(secrecy, 10)}”。本平台不得处理涉及国家秘密的文件，请改用涉密信息系统办理。")


@dataclass
class _Reader:
    """Asks a JSON object for its elements; what is odd about them is gathered."""

    data: Mapping[str, Any]
    remarks: list[str] = field(default_factory=list)

    def remark(self, sentence: str) -> None:
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def text(self, name: str) -> str:
        return "\n".join(self._strings(self.data.get(name), name))

    def line(self, name: str) -> str:
        return one_line(self.text(name))

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(self._strings(self.data.get(name), name))

    def attachments(self) -> tuple[AttachedText, ...]:
        given = self.data.get("attachments")
        rows = given if isinstance(given, list) else [] if given is None else [given]
        made = [self._attachment(one) for one in rows]
        return tuple(one for one in made if one.title or one.body)

    def day(self) -> tuple[dt.date | None, int | None]:
        """成文日期 and its year, from what is said best: the day, else its words, else the day of printing for the year alone."""
        said = [text for name in ("date", "date_text") if (text := self.line(name))]
        found = next((day for text in said if (day := day_of(text))), None)
        if found is not None:
            return found, found.year
        if said:
            self.remark(f"成文日期“{cut(said[0], 20)}”认不出，没有填写日期。")
        printed = self.line("print_date")
        return None, next((year for text in (*said, printed) if (year := year_of(text))), None)

    def _attachment(self, given: object) -> AttachedText:
        if isinstance(given, Mapping):
            title = one_line("\n".join(self._strings(given.get("title"), "attachments")))
            return AttachedText(title, tuple(self._strings(given.get("body"), "attachments")))
        return AttachedText("", tuple(self._strings(given, "attachments")))

    def _strings(self, given: object, name: str, depth: int = 0) -> list[str]:
        """A string a paragraph. A line end ends one, but in a row of a table."""
        if depth > DEEPEST:
            raise Invalid("里面的列表一层套一层，套得太深，读不出。")
        match given:
            case None:
                return []
            case str():
                text, changed = shown(given)
                if changed:
                    self.remark("文中有看不见的控制字符，目录和检索里已去掉；来源数据原样保存。")
                parts = [text] if "\t" in text else text.split("\n")
                return [part for one in parts if (part := one.strip(" \n\u00a0\u3000"))]
            case bool() | int() | float():
                return [str(given)]
            case list():
                return [part for one in given for part in self._strings(one, name, depth + 1)]
        raise Invalid(f"“{name}”应当是文字或文字的列表，给的却是一组字段。")


def _source_id(reader: _Reader, nameless: str) -> str:
    source_id = reader.line("id")
    if len(source_id) > SOURCE_ID:
        raise Invalid(f"标识（id）有{len(source_id)}字，最多{SOURCE_ID}字。")
    if not source_id:
        reader.remark("没有标识（id），以内容的摘要为标识。")
    return source_id or nameless


def _made_title(body: tuple[str, ...], attachments: tuple[AttachedText, ...]) -> str:
    """A title of one's own stands in [ ] (DA/T 22-2015); its words are the document's."""
    words = next((one.title for one in attachments if one.title), "") or next(
        iter(body or [text for one in attachments for text in one.body])
    )
    return f"[{cut(one_line(words), LONGEST_NAME)}]"


def _facts(reader: _Reader, *, author: str) -> dict[str, object]:
    """By the names of DA/T 46-2009; what the source did not say is not there."""
    facts: dict[str, object] = {
        "责任者": author,
        "主送": "，".join(reader.texts("main_recipients")),
        "抄送": "，".join(reader.texts("cc")),
        "紧急程度": reader.line("urgency"),
        "附注": reader.line("note"),
        "公开属性": reader.line("disclosure"),
        "印发机关": reader.line("print_organ"),
        "印发日期": reader.line("print_date"),
        "签发人": "、".join(reader.texts("signer")),
        "日期原文": reader.line("date_text"),
    }
    return {name: value for name, value in facts.items() if value}
