"""纪要的文字: title and paragraphs from what was decided. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

NUMERALS = "零一二三四五六七八九十"
MOST_IN_WORDS = 99


@dataclass(frozen=True, kw_only=True)
class DecisionLine:
    """One 议定事项, its names in words; empty: not said."""

    text: str
    lead: str = ""
    co_units: Sequence[str] = ()
    leader: str = ""
    due: str = ""


@dataclass(frozen=True, kw_only=True)
class ItemLines:
    """One item: what it was about, who reported, how it was voted on, what was decided."""

    title: str
    unit: str = ""
    votes: Sequence[str] = ()
    decisions: Sequence[DecisionLine] = ()
    was_put_off: bool = False


@dataclass(frozen=True, kw_only=True)
class MinutesLines:
    """What minutes tell."""

    meeting: str
    ordinal: str
    when: str
    where: str
    host: str
    items: Sequence[ItemLines] = ()


def title_of(lines: MinutesLines) -> str:
    """防汛工作专题会议纪要; 第12次市政府常务会议纪要 where the meeting's own name does not count itself."""
    name = lines.meeting
    ordinal = lines.ordinal if lines.ordinal and lines.ordinal not in name else ""
    end = "纪要" if name.endswith(("会议", "会")) else "会议纪要"
    return f"{ordinal}{name}{end}"


def body_of(lines: MinutesLines) -> tuple[str, ...]:
    """Paragraphs: when, where, who presided; then item by item. Who was there stands in the lists of the document, below the text."""
    found = [f"时间：{lines.when}", f"地点：{lines.where or '未记'}", f"主持：{lines.host}"]
    dealt_with = [one for one in lines.items if not one.was_put_off]
    if not dealt_with:
        found.append(f"{lines.host}主持召开{lines.meeting}。")
    for place, one in enumerate(dealt_with, 1):
        found += _item(place, one, alone=len(dealt_with) == 1)
    put_off = [one.title for one in lines.items if one.was_put_off]
    if put_off:
        found.append(f"会议决定，以下议题暂缓研究：{'；'.join(put_off)}。")
    return tuple(found)


def _item(place: int, one: ItemLines, *, alone: bool) -> list[str]:
    heard = f"会议听取了{one.unit}关于{one.title}的汇报。" if one.unit else f"会议研究了{one.title}。"
    found = [] if alone else [f"{numeral(place)}、{one.title}"]
    found.append(heard)
    found += [f"会议进行了表决：{vote}。" for vote in one.votes]
    found += [f"会议议定，{decision_words(decision)}" for decision in one.decisions]
    return found


def decision_words(one: DecisionLine) -> str:
    """The decision with whom it is given to, in brackets behind it."""
    given = []
    if one.lead:
        given.append(f"牵头单位：{one.lead}")
    if one.co_units:
        given.append(f"配合单位：{'、'.join(one.co_units)}")
    if one.leader:
        given.append(f"责任领导：{one.leader}")
    if one.due:
        given.append(f"完成时限：{one.due}")
    text = one.text.rstrip("。；;. \n").replace("\n", "")
    return f"{text}（{'；'.join(given)}）。" if given else f"{text}。"


def numeral(n: int) -> str:
    """一, 十二, 二十: up to 九十九; figures beyond."""
    if not 0 < n <= MOST_IN_WORDS:
        return str(n)
    tens, ones = divmod(n, 10)
    if not tens:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")
