"""The forms of 设置 and 人员 that stand there in many copies, a row each: what is kept, and after a refusal what was typed in the one that was sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import QueryDict

from meetings.duty.models import DutyRole, DutyUnit, PoolMember, ShiftPattern
from meetings.duty.selectors.people import Listed

Values = Mapping[str, Any]
KINDS_OF_DAYS = ("on_workdays", "on_weekends", "on_holidays")
NEW_PATTERN: Values = {"begins": "08:30", "hours": "24", "in_use": True} | dict.fromkeys(KINDS_OF_DAYS, True)


@dataclass(frozen=True)
class Row:
    """One form. `row`: None for what is added; `kept`: its values as they are saved; `typed`: as they were sent and refused."""

    row: DutyRole | ShiftPattern | None
    kept: Values
    typed: Values | None
    is_alone: bool = False

    @property
    def said(self) -> Values:
        return self.kept if self.typed is None else self.typed

    @property
    def is_open(self) -> bool:
        return self.typed is not None or self.is_alone

    @property
    def pre(self) -> str:
        return str(self.row.uid) if self.row is not None else "new"


class MemberRow(NamedTuple):
    """One of a pool with the form in which he is changed."""

    listed: Listed
    said: Values
    is_open: bool


def role_rows(unit: DutyUnit, typed: QueryDict | None) -> list[Row]:
    """岗位, and the form for one more."""
    rows = list(unit.roles.all())
    names = ("name", "people", "order", "leads", "answers", "in_use")
    found = [
        Row(one, {name: getattr(one, name) for name in names}, _typed(typed, "known", str(one.uid))) for one in rows
    ]
    fresh = {"people": 1, "order": len(rows) + 1, "answers": True, "in_use": True}
    return [*found, Row(None, fresh, _typed(typed, "known", ""), is_alone=not rows)]


def pattern_rows(unit: DutyUnit, typed: QueryDict | None) -> list[Row]:
    """班次, and the form for one more."""
    rows = list(unit.patterns.prefetch_related("roles"))
    found = [Row(one, _pattern(one), _typed(typed, "known", str(one.uid))) for one in rows]
    return [*found, Row(None, NEW_PATTERN, _typed(typed, "known", ""), is_alone=not rows)]


def member_rows(listed: Iterable[Listed], typed: QueryDict | None) -> list[MemberRow]:
    """值班人员 of one role."""
    found = []
    for one in listed:
        sent = _typed(typed, "member", str(one.member.uid))
        found.append(MemberRow(one, _member(one.member) if sent is None else sent, sent is not None))
    return found


def _typed(sent: QueryDict | None, name: str, uid: str) -> Values | None:
    """What was sent, where it was this row that was."""
    if sent is None or sent.get(name, "") != uid:
        return None
    return {**sent.dict(), "roles": sent.getlist("roles")}


def _pattern(one: ShiftPattern) -> Values:
    return {
        "name": one.name,
        "begins": f"{one.begins // 60:02}:{one.begins % 60:02}",
        "hours": f"{one.lasts / 60:g}",
        "in_use": one.in_use,
        "roles": [str(role.uid) for role in one.roles.all()],
        **{name: getattr(one, name) for name in KINDS_OF_DAYS},
    }


def _member(one: PoolMember) -> Values:
    return {
        "since": f"{one.since:%Y-%m-%d}" if one.since else "",
        "until": f"{one.until:%Y-%m-%d}" if one.until else "",
        "share": one.share,
        **{name: getattr(one, name) for name in KINDS_OF_DAYS},
    }
