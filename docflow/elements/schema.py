"""One immutable value that holds every element of a document; the JSON form of it is in `data`."""

import datetime as dt
from dataclasses import dataclass

from docflow.elements.kinds import Disclosure, Form, Kind, Secrecy, Urgency, disclosure_named, form_of_kind, kind_named

SCHEMA = 2
"""2 brought 出席, 请假, 列席. A text that has none of them is still of schema 1, so its digest is what it was before."""


@dataclass(frozen=True, slots=True)
class AttachedText:
    """附件 (7.3.7): a text that goes out with the document. `body` as in `Elements`."""

    title: str = ""
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Elements:
    """What the page says, in the order of the page. What is absent is empty ("", (), None) and never invented.

    `body` holds a paragraph a string; headings are strings of their own, a table row is one string with tabs between its cells.
    `kind` and `disclosure` are kept as written; `kind_known` and `disclosure_known` say which of the closed lists they name.
    """

    # 版头
    copy_number: str = ""  # 份号 7.2.1
    secrecy: Secrecy | None = None  # 密级 7.2.2
    secrecy_period: str = ""  # 保密期限: 10年, 长期, 2030年12月31日
    urgency: Urgency | None = None  # 紧急程度 7.2.3
    issuers: tuple[str, ...] = ()  # 发文机关, the leading one first 7.2.4
    number: str = ""  # 发文字号 7.2.5
    signers: tuple[str, ...] = ()  # 签发人 7.2.6
    # 主体
    title: str = ""  # 标题 7.3.1
    title_lines: tuple[str, ...] = ()  # the title as its author broke it; empty: broken at 排版
    main_recipients: tuple[str, ...] = ()  # 主送机关 7.3.2
    main_recipients_line: str = ""  # the same as written in one line; empty: joined from the list
    body: tuple[str, ...] = ()  # 正文 7.3.3
    attachment_note: tuple[str, ...] = ()  # 附件说明 7.3.4, a name each
    attending: tuple[str, ...] = ()  # 出席 10.3, a person each, with the unit
    excused: tuple[str, ...] = ()  # 请假
    sitting_in: tuple[str, ...] = ()  # 列席
    signature: tuple[str, ...] = ()  # 发文机关署名 7.3.5
    date: dt.date | None = None  # 成文日期 7.3.5.4
    date_text: str = ""  # the date as an older document spelled it; drawn only where `date` is unknown
    note: str = ""  # 附注 7.3.6
    attachments: tuple[AttachedText, ...] = ()  # 附件 7.3.7
    # 版记
    cc: tuple[str, ...] = ()  # 抄送机关 7.4.2
    print_organ: str = ""  # 印发机关 7.4.3
    print_date: dt.date | None = None  # 印发日期 7.4.3
    # of the whole document
    kind: str = ""  # 文种
    form: Form | None = None  # 版式; None: by kind
    disclosure: str = ""  # 公开属性

    @property
    def form_taken(self) -> Form:
        """The 版式 to lay out in: the chosen one, else the one of the kind."""
        return self.form or form_of_kind(self.kind)

    @property
    def schema(self) -> int:
        """The oldest schema that can say all this."""
        return SCHEMA if self.people else 1

    @property
    def people(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The lists of a 纪要 by their labels, in the order of the page; empty ones are left out."""
        lists = (("出席", self.attending), ("请假", self.excused), ("列席", self.sitting_in))
        return tuple((label, names) for label, names in lists if names)

    @property
    def people_lines(self) -> tuple[str, ...]:
        """The same as lines of text: 出席：市财政局何敏、市水务局周望川."""
        return tuple(f"{label}：{'、'.join(names)}" for label, names in self.people)

    @property
    def kind_known(self) -> Kind | None:
        return kind_named(self.kind)

    @property
    def disclosure_known(self) -> Disclosure | None:
        return disclosure_named(self.disclosure)
