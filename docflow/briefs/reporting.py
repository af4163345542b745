"""信息月通报: its title and paragraphs from the month's figures. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

TABLE_HEAD = ("名次", "单位", "报送", "采用", "得分")
LIST_HEAD = ("刊物", "标题", "单位")
MOST_ROWS = 60


@dataclass(frozen=True)
class UnitLine:
    """One unit's figures of the month; `how` says of what its points are made."""

    place: int
    unit: str
    submitted: int
    adopted: int
    points: str
    how: str


@dataclass(frozen=True)
class AdoptedLine:
    """What was adopted."""

    periodical: str
    title: str
    units: str


@dataclass(frozen=True, kw_only=True)
class Month:
    """What a bulletin tells."""

    month: str
    issues: int
    units: Sequence[UnitLine]
    adopted: Sequence[AdoptedLine]
    missed: Sequence[str]


def title_of(month: Month) -> str:
    return f"关于{month.month}政务信息报送采用情况的通报"


def body_of(month: Month) -> tuple[str, ...]:
    """Paragraphs; a row of a table is one string with tabs."""
    submitted = sum(one.submitted for one in month.units)
    lines = [
        f"现将{month.month}政务信息报送采用情况通报如下。",
        "一、总体情况",
        (
            f"{month.month}共收到{sum(one.submitted > 0 for one in month.units)}家单位报送的信息{submitted}条，刊发{month.issues}期，"
            f"采用{len(month.adopted)}条。"
        ),
        "二、各单位得分",
        "\t".join(TABLE_HEAD),
        *("\t".join(_cells(one)) for one in month.units[:MOST_ROWS]),
        "三、得分构成",
        *(f"{one.unit}：{one.how}，合计{one.points}。" for one in month.units[:MOST_ROWS] if one.how),
        "四、采用的信息",
    ]
    shown = month.adopted[:MOST_ROWS]
    lines += ["\t".join(LIST_HEAD), *("\t".join((one.periodical, one.title, one.units)) for one in shown)]
    if not shown:
        lines[-1] = "本月没有采用的信息。"
    if left := len(month.adopted) - len(shown):
        lines.append(f"另有{left}条，见信息报送系统。")
    lines += ["五、下步要求", _asks(month.missed)]
    return tuple(lines)


def _cells(one: UnitLine) -> tuple[str, ...]:
    return str(one.place), one.unit, str(one.submitted), str(one.adopted), one.points


def _asks(missed: Sequence[str]) -> str:
    if missed:
        return f"{'、'.join(missed)}有约稿到期未报，请说明原因并尽快补报。请各单位继续做好信息报送工作。"
    return "请各单位继续做好信息报送工作。"
