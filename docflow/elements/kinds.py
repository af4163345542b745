"""文种, 版式 and the other closed lists that an official document chooses from (条例 articles 8 and 9)."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """版式: the general format and the three special ones of GB/T 9704-2012 clause 10."""

    FILE = "文件"
    LETTER = "信函"
    ORDER = "命令"
    MINUTES = "纪要"

    @property
    def sealed(self) -> bool:
        """Whether the organ's seal stands on it; minutes carry none."""
        return self is not Form.MINUTES


FORMS_SET = (Form.FILE, Form.MINUTES)
"""Those that can be set, and hence drafted."""


class Direction(StrEnum):
    """行文方向: to whom, seen from the sender."""

    UPWARD = "上行"
    DOWNWARD = "下行"
    LEVEL = "平行"
    OPEN = "公开"


class Kind(StrEnum):
    """文种: the fifteen of 条例 article 8."""

    RESOLUTION = "决议"
    DECISION = "决定"
    ORDER = "命令"
    COMMUNIQUE = "公报"
    PROCLAMATION = "公告"
    ANNOUNCEMENT = "通告"
    OPINION = "意见"
    NOTICE = "通知"
    BULLETIN = "通报"
    REPORT = "报告"
    REQUEST = "请示"
    REPLY = "批复"
    BILL = "议案"
    LETTER = "函"
    MINUTES = "纪要"


@dataclass(frozen=True, slots=True)
class Usage:
    """How a kind is used: where it may go, whether it addresses 主送机关, whether it carries 签发人, its usual 版式."""

    directions: tuple[Direction, ...]
    needs_main_recipients: bool = True
    needs_signer: bool = False
    form: Form = Form.FILE


_UP, _DOWN, _LEVEL, _OPEN = Direction.UPWARD, Direction.DOWNWARD, Direction.LEVEL, Direction.OPEN

USAGE: dict[Kind, Usage] = {
    Kind.RESOLUTION: Usage((_DOWN, _OPEN), needs_main_recipients=False),
    Kind.DECISION: Usage((_DOWN, _OPEN)),
    Kind.ORDER: Usage((_DOWN, _OPEN), needs_main_recipients=False, form=Form.ORDER),
    Kind.COMMUNIQUE: Usage((_OPEN,), needs_main_recipients=False),
    Kind.PROCLAMATION: Usage((_OPEN,), needs_main_recipients=False),
    Kind.ANNOUNCEMENT: Usage((_OPEN, _DOWN), needs_main_recipients=False),
    Kind.OPINION: Usage((_DOWN, _UP, _LEVEL)),
    Kind.NOTICE: Usage((_DOWN, _LEVEL)),
    Kind.BULLETIN: Usage((_DOWN,)),
    Kind.REPORT: Usage((_UP,), needs_signer=True),
    Kind.REQUEST: Usage((_UP,), needs_signer=True),
    Kind.REPLY: Usage((_DOWN,)),
    Kind.BILL: Usage((_LEVEL,)),
    Kind.LETTER: Usage((_LEVEL,), form=Form.LETTER),
    Kind.MINUTES: Usage((_DOWN, _LEVEL), needs_main_recipients=False, form=Form.MINUTES),
}

_OTHER_NAMES = {"令": Kind.ORDER, "命令（令）": Kind.ORDER, "会议纪要": Kind.MINUTES}


def kind_named(text: str) -> Kind | None:
    """The kind that a text names (令 is 命令), or None: a 办法 or 方案 is no kind, it is sent out by a 通知."""
    text = text.strip()
    return _OTHER_NAMES.get(text) or (Kind(text) if text in set(Kind) else None)


def form_of_kind(text: str) -> Form:
    """The 版式 that goes with a kind when nobody chose one; any other text, or none, is the general format."""
    kind = kind_named(text)
    return USAGE[kind].form if kind else Form.FILE


def usual_form(text: str, code: str = "") -> Form:
    """The 版式 to offer a drafter: a 代字 of the letter series (国函, 云政办函) means 信函 whatever the kind."""
    form = form_of_kind(text)
    return Form.LETTER if form is Form.FILE and code.endswith("函") else form


class Disclosure(StrEnum):
    """公开属性 of government information."""

    PUBLISHED = "主动公开"
    ON_REQUEST = "依申请公开"
    WITHHELD = "不予公开"


def disclosure_named(text: str) -> Disclosure | None:
    """The attribute that a text names, traditional characters and the older 公开发布 included; None for other words."""
    text = text.strip().translate(str.maketrans("動開請發", "动开请发"))
    return Disclosure.PUBLISHED if text == "公开发布" else Disclosure(text) if text in set(Disclosure) else None


class Urgency(StrEnum):
    """紧急程度 of a document (7.2.3)."""

    URGENT = "加急"
    MOST_URGENT = "特急"


class Secrecy(StrEnum):
    """密级. The page knows all of them; the service runs on an unclassified net and takes the first two only."""

    OPEN = "公开"
    INTERNAL = "内部"
    SECRET = "秘密"  # noqa: S105 - a level, not a password
    HIGHLY_SECRET = "机密"  # noqa: S105
    TOP_SECRET = "绝密"  # noqa: S105

    @property
    def classified(self) -> bool:
        """Whether it is a 密级 of the law, printed on page 1 and shut out of this service."""
        return self not in (Secrecy.OPEN, Secrecy.INTERNAL)
