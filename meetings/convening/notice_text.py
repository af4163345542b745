"""会议通知的文字：what a 通知 or a 函 says of a meeting. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

NUMERALS = "一二三四五六七八九十"
NOTICE, LETTER = "通知", "函"


@dataclass(frozen=True, kw_only=True)
class Told:
    """All in words already. `people`: 出席人员 by line; `agenda`: an item a line, with who reports."""

    title: str
    when: str
    where: str
    host: str
    people: Sequence[str]
    agenda: Sequence[str]
    reply_by: str = ""
    note: Sequence[str] = ()
    contact: str = ""


def title_of(told: Told, kind: str) -> str:
    """关于召开…的通知, 关于商请参加…的函."""
    name = told.title if told.title.endswith("会") or told.title.endswith("会议") else f"{told.title}会议"
    return f"关于召开{name}的通知" if kind == NOTICE else f"关于商请参加{name}的函"


def body_of(told: Told, kind: str) -> tuple[str, ...]:
    """Paragraphs, headings by themselves; sections of which there is nothing to say are left out."""
    sections: list[tuple[str, Sequence[str]]] = [
        ("会议时间", [f"{told.when}。"]),
        ("会议地点", [f"{told.where or '另行通知'}。"]),
        ("主持人", [f"{told.host}。"]),
        ("参会人员", [f"{one}。" for one in told.people]),
        ("会议议程", [f"{n}．{one}。" for n, one in enumerate(told.agenda, 1)]),
        ("有关要求", _required(told)),
    ]
    said = [(heading, lines) for heading, lines in sections if lines]
    paragraphs = [_opening(told, kind)]
    for n, (heading, lines) in enumerate(said):
        paragraphs += [f"{NUMERALS[n]}、{heading}", *lines]
    return (
        *paragraphs,
        *([f"联系人：{told.contact}。"] if told.contact else []),
        *(["请予支持。"] if kind == LETTER else []),
    )


def _opening(told: Told, kind: str) -> str:
    if kind == NOTICE:
        return f"定于{told.when}召开{told.title}。现将有关事项通知如下。"
    return f"我单位定于{told.when}召开{told.title}，商请贵单位派员参加。现将有关事项函告如下。"


def _required(told: Told) -> list[str]:
    reply = [f"请于{told.reply_by}前报送回执；不能参加的，请说明缘由。"] if told.reply_by else []
    return [*reply, *(line for line in told.note if line)]
