"""The engine's directory over the office's people: rules become holders, today. A holder is the uid of an appointment."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from docflow.flow import who as rules
from docflow.flow.who import Context, Resolution, Who
from office import api as office
from office.api import Actor


class OfficeDirectory:
    """Asked while an act is applied, and made anew for each. `found` are all whom it has named, by uid; without their names.

    `by`: who acts, if it is a person; his post is known already.
    """

    def __init__(self, by: Actor | None = None) -> None:
        self.found: dict[str, office.Appointment] = {}
        self._homes: dict[str, office.Department | None] = {}
        if by is not None:
            self._homes[str(by.appointment.uid)] = by.department

    def those(self, holders: Iterable[str]) -> list[office.Appointment]:
        """The named appointments that hold today, in their order."""
        wanted = list(holders)
        if left := [holder for holder in wanted if holder not in self.found]:
            self.found |= office.among(left)
        return [self.found[holder] for holder in wanted if holder in self.found]

    def resolve(self, who: Who, context: Context) -> Resolution:
        """The people behind a rule; an empty answer says why."""
        return self._resolve(who, context, each=None)

    def _resolve(self, who: Who, context: Context, each: office.Unit | None) -> Resolution:
        match who:
            case rules.Drafter():
                return self._named((context.drafter,))
            case rules.Named():
                return self._named(who.holders)
            case rules.PersonField():
                return self._named(_listed(context.fields.get(who.field)))
            case rules.Chosen():
                return self._resolve(who.among, context, each)
            case rules.EachUnit():
                return self._each(who, context)
            case rules.Several():
                found = [self._resolve(part, context, each) for part in who.of]
                return Resolution(
                    tuple(party for one in found for party in one.parties),
                    "；".join(one.why for one in found if one.why),
                )
            case _:
                unit = self._unit(who.of, context, each)
                if unit is None:
                    return Resolution.nobody("没有找到所指的机关或处室")
                return self._pool(self._in(unit, who), f"{unit}目前没有{_wanted(who)}")

    def _in(self, unit: office.Unit, who: Who) -> Iterable[office.Appointment]:
        match who:
            case rules.Role():
                return office.pool_of(unit, who.role)
            case rules.Post():
                return _in_order(office.in_post(unit, who.post))
            case rules.LeaderInCharge():
                return _in_order(office.in_charge_of(unit))
            case _:
                return office.pool_of(unit, "head")

    def _each(self, who: rules.EachUnit, context: Context) -> Resolution:
        parties: list[tuple[str, ...]] = []
        whys: list[str] = []
        for uid in _listed(context.fields.get(who.field)):
            unit = office.department(uid)
            found = self._resolve(who.who, context, unit) if unit else Resolution.nobody("所选处室已不存在")
            parties += found.parties
            whys += [found.why] if found.why else []
        return Resolution(tuple(parties), "；".join(whys))

    def _named(self, holders: Iterable[str]) -> Resolution:
        wanted = tuple(holders)
        there = [str(one.uid) for one in self.those(wanted)]
        left = len(wanted) - len(there)
        return Resolution(tuple((holder,) for holder in there), f"{left}人已不在任" if left else "")

    def _pool(self, those: Iterable[office.Appointment], why: str) -> Resolution:
        there = {str(one.uid): one for one in those}
        self.found |= there
        return Resolution.pool(*there) if there else Resolution.nobody(why)

    def _unit(self, of: str, context: Context, each: office.Unit | None) -> office.Unit | None:
        if of == "each":
            return each
        if of.startswith("fields."):
            listed = _listed(context.fields.get(of.removeprefix("fields.")))
            return office.unit(listed[0]) if listed else None
        person, _, part = of.partition(".")
        home = self._home(context.drafter if person == "drafter" else context.previous)
        return home.organ if home is not None and part == "organ" else home

    def _home(self, holder: str) -> office.Department | None:
        if holder not in self._homes:
            self._homes[holder] = office.department_of(holder)
        return self._homes[holder]


def _in_order(rows: QuerySet[office.Appointment]) -> QuerySet[office.Appointment]:
    return rows.select_related(None).order_by("post__order", "pk")


def _listed(value: object) -> list[str]:
    if isinstance(value, str | UUID):
        return [str(value)] if str(value) else []
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def _wanted(who: Who) -> str:
    match who:
        case rules.Role():
            return f"“{office.role_label(who.role)}”"
        case rules.Post():
            return f"“{who.post}”"
        case rules.LeaderInCharge():
            return "分管领导"
        case _:
            return "负责人"
