"""分面：the counts of an answer as choices in words, and the conditions that hold as chips."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import QueryDict

from archive.search.asked_in_address import asked_in, conditions, toggled, without
from archive.search.models import Kind
from office.api import Organ
from office.kernel.wording import full_day

LABELS = {
    "kind": "种类",
    "year": "年度",
    "organ": "机关",
    "document_kind": "文种",
    "retention": "保管期限",
    "openness": "开放",
    "fonds": "全宗",
    "secrecy": "密级",
}
SHOWN = 8


@dataclass(frozen=True)
class Choice:
    """One value: how many, where it leads, whether it is chosen."""

    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Chip:
    """A condition that holds, and the address without it."""

    label: str
    address: str


def facets_of(counts: Mapping[str, Mapping[str, int]], address: QueryDict) -> list[Facet]:
    """Those by which this answer can be narrowed further: with two values or more."""
    chosen = conditions(address)
    names = _organ_names(set(counts.get("organ", ())))
    facets = []
    for name, label in LABELS.items():
        values = counts.get(name, {})
        if len(values) < 2:
            continue
        ordered = sorted(values, reverse=True) if name == "year" else list(values)
        choices = tuple(
            Choice(_value(name, one, names), values[one], toggled(address, name, one), one in chosen.get(name, ()))
            for one in ordered[:SHOWN]
        )
        facets.append(Facet(label, choices))
    return facets


def chips_of(address: QueryDict) -> list[Chip]:
    """The conditions that hold."""
    chosen, asked = conditions(address), asked_in(address)
    names = _organ_names(set(chosen.get("organ", ())))
    chips = [
        Chip(f"{LABELS[name]}：{_value(name, one, names)}", toggled(address, name, one))
        for name, values in chosen.items()
        for one in values
    ]
    days: list[tuple[str, str, date | None]] = [("since", "自", asked.since), ("until", "至", asked.until)]
    return chips + [Chip(f"{word}{full_day(day)}", without(address, name)) for name, word, day in days if day]


def _value(name: str, value: str, organs: Mapping[str, str]) -> str:
    match name:
        case "organ":
            return organs.get(value, "别的机关")
        case "kind":
            return dict(Kind.choices).get(value, value)
        case "year":
            return f"{value}年"
        case "retention":
            return retention_in_words(value)
    return value


def retention_in_words(code: str) -> str:
    """永久, 30年: as DA/T 22 codes it."""
    if code == "Y":
        return "永久"
    return f"{code[1:]}年" if code[:1] == "D" and code[1:].isdecimal() else code


def _organ_names(uids: set[str]) -> dict[str, str]:
    known = [one for one in uids if _is_uid(one)]
    return {str(uid): name for uid, name in Organ.objects.filter(uid__in=known).values_list("uid", "name")}


def _is_uid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
