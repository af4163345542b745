"""月通报: its title and paragraphs from the month's figures. Pure. What one looks at first comes first."""

from collections.abc import Sequence
from dataclasses import dataclass

TABLE_HEAD = ("承办单位", "承办", "按期办结", "逾期办结", "逾期未结", "延期", "退办", "按期办结率")
LIST_HEAD = ("编号", "督办事项", "承办单位", "办理时限", "进展")
MOST_ROWS = 60


@dataclass(frozen=True)
class UnitLine:
    """One unit's figures of the month."""

    unit: str
    parts: int
    in_time: int
    late: int
    overdue: int
    extended: int
    returned: int
    share: int | None


@dataclass(frozen=True)
class PartLine:
    """One part that is named."""

    number: str
    matter: str
    unit: str
    due: str
    standing: str


@dataclass(frozen=True, kw_only=True)
class Month:
    """What a bulletin tells."""

    month: str
    today: str
    matters: int
    opened: int
    closed: int
    units: Sequence[UnitLine]
    overdue: Sequence[PartLine]
    done: Sequence[PartLine]


def title_of(month: Month) -> str:
    return f"关于{month.month}督办事项办理情况的通报"


def body_of(month: Month) -> tuple[str, ...]:
    """Paragraphs; a row of a table is one string with tabs."""
    parts = sum(one.parts for one in month.units)
    overdue = sum(one.overdue for one in month.units)
    lines = [
        f"现将{month.month}督办事项办理情况通报如下。",
        "一、总体情况",
        (
            f"{month.month}在办督办事项{month.matters}件、任务{parts}项，其中新立项{month.opened}件，销号{month.closed}件。"
            f"截至{month.today}，逾期未办结任务{overdue}项。"
        ),
        "二、各单位办理情况",
        "\t".join(TABLE_HEAD),
        *("\t".join(_cells(one)) for one in month.units[:MOST_ROWS]),
    ]
    lines += _listed("三、逾期未办结的任务", month.overdue, "没有逾期未办结的任务。")
    lines += _listed("四、已核实办结的任务", month.done, "没有核实办结的任务。")
    lines += ["五、下步要求", "请各承办单位对照时限抓紧办理。逾期未办结的，请牵头单位说明原因，明确办结日期。"]
    return tuple(lines)


def _cells(one: UnitLine) -> tuple[str, ...]:
    share = f"{one.share}%" if one.share is not None else "—"
    return (
        one.unit,
        *(str(n) for n in (one.parts, one.in_time, one.late, one.overdue, one.extended, one.returned)),
        share,
    )


def _listed(heading: str, rows: Sequence[PartLine], nothing: str) -> list[str]:
    if not rows:
        return [heading, nothing]
    shown = ["\t".join((one.number, one.matter, one.unit, one.due, one.standing)) for one in rows[:MOST_ROWS]]
    left = len(rows) - len(shown)
    return [heading, "\t".join(LIST_HEAD), *shown, *([f"另有{left}项，见督办系统。"] if left else [])]
