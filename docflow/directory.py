"""The engine's directory over the office's people: rules become holders, today. A holder is the uid of an appointment."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from docflow.flow import who as rules
from docflow.flow.who import Context, Resolution, Who
from office import api as office


class OfficeDirectory:
    """Asked while an act is applied. It remembers nothing between two acts."""

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
                return _pool(self._in(unit, who), f"{unit}目前没有{_wanted(who)}")

    def _in(self, unit: office.Unit, who: Who) -> QuerySet[office.Appointment]:
        match who:
            case rules.Role():
                return office.with_role(unit, who.role)
            case rules.Post():
                return office.in_post(unit, who.post)
            case rules.LeaderInCharge():
                return office.in_charge_of(unit)
            case _:
                return office.heads_of(unit)

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
        there = office.among(wanted)
        left = [holder for holder in wanted if holder not in there]
        return Resolution(tuple((h,) for h in wanted if h in there), f"{len(left)}人已不在任" if left else "")

    def _unit(self, of: str, context: Context, each: office.Unit | None) -> office.Unit | None:
        if of == "each":
            return each
        if of.startswith("fields."):
            listed = _listed(context.fields.get(of.removeprefix("fields.")))
            return office.department(listed[0]) if listed else None
        person, _, part = of.partition(".")
        appointment = office.appointment(context.drafter if person == "drafter" else context.previous)
        if appointment is None:
            return None
        return appointment.organ if part == "organ" else appointment.department


def _pool(found: QuerySet[office.Appointment], why: str) -> Resolution:
    holders = [str(one.uid) for one in found.order_by("post__order", "pk")]
    return Resolution.pool(*holders) if holders else Resolution.nobody(why)


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
