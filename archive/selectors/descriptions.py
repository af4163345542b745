"""What is said of a record, by the Chinese names of DA/T 46: its metadata, with the columns where the metadata is silent."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from archive.checks.subject import Step
from archive.models import Record

_PROMISED = "附件说明："
COMPARED = (
    *("全宗号", "电子文件号", "档号", "门类", "年度", "保管期限", "机构或问题"),
    *("题名", "文件编号", "责任者", "日期", "文种", "密级"),
)
"""What the description and the columns both say, and say alike: 开放标识 goes on living, 页数 may be known to one of them alone."""
_ACT, _WHO, _AT = ("业务行为", "行为", "act"), ("机构人员名称", "人员", "person", "name"), ("行为时间", "时间", "at")


def columns_of(item: Record) -> dict[str, str]:
    """The columns under their names."""
    return {
        "全宗号": item.fonds.code,
        "立档单位名称": item.fonds.constituting_unit,
        "电子文件号": str(item.uid),
        "档号": item.code,
        "门类": item.category,
        "年度": str(item.year),
        "保管期限": item.retention or item.proposed,
        "机构或问题": item.unit,
        "题名": item.title,
        "文件编号": item.number,
        "责任者": item.author,
        "日期": item.dated_on.isoformat() if item.dated_on else "",
        "文种": item.kind,
        "密级": item.secrecy,
        "页数": str(item.pages) if item.pages else "",
        "开放标识": item.openness,
    }


def described(item: Record) -> dict[str, str]:
    """Every element that has a place, with its value as text."""
    return columns_of(item) | dict(_leaves(item.metadata))


def elements_told(item: Record) -> frozenset[str]:
    """The elements that its metadata itself has, filled or not."""
    return frozenset(name for name, _ in _leaves(item.metadata))


def _leaves(tree: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The elements of containers too (来源 holds 全宗名称); lists of texts are one value, lists of things are none."""
    for name, value in tree.items():
        match value:
            case str() | int() | float():
                yield name, str(value)
            case dict():
                yield from _leaves(value)
            case list() if value and all(isinstance(one, str) for one in value):
                yield name, "，".join(value)


def steps_of(item: Record) -> tuple[Step, ...]:
    """The business entities of its metadata: what, who, when."""
    for value in item.metadata.values():
        if isinstance(value, list) and value and all(isinstance(one, dict) and _said(one, _ACT) for one in value):
            return tuple(Step(_said(one, _ACT), _said(one, _WHO), _moment(_said(one, _AT))) for one in value)
    return ()


def _said(step: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((str(step[name]) for name in names if step.get(name)), "")


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def attachments_stated(item: Record) -> tuple[str, ...] | None:
    """What its 附件说明 names, as its 附注 tells; None where it has none."""
    notes = str(item.metadata.get("附注", "")).splitlines()
    named = tuple(one.removeprefix(_PROMISED) for one in notes if one.startswith(_PROMISED))
    return named or None


def listed_files(item: Record) -> dict[str, int] | None:
    """The files of its 电子属性 with their sizes; None where it lists none."""
    rows = item.metadata.get("电子属性")
    if not isinstance(rows, list) or not rows:
        return None
    told = {
        str(one.get("计算机文件名", "")): str(one.get("计算机文件大小", "")) for one in rows if isinstance(one, dict)
    }
    return {name: int(size) if size.isdigit() else 0 for name, size in told.items() if name}
