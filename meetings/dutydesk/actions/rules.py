"""设值班室规则。"""

from dataclasses import asdict, dataclass
from uuid import UUID

from meetings.dutydesk.models import DeskRule
from meetings.dutydesk.policy import desks
from meetings.dutydesk.rules_of import rule_of
from meetings.dutydesk.writing import note
from office.api import Actor, action
from office.kernel.clock import now
from office.kernel.refusals import Invalid

MOST_MINUTES = 240
SECONDS = (30, 3600)


@dataclass(frozen=True, kw_only=True)
class RuleSaid:
    """As `DeskRule` has it."""

    checks_in: bool
    early_minutes: int
    late_minutes: int
    leader_minutes: int
    keepers_minutes: int
    answer_seconds: int
    shows_phones: bool


@action
def set_rule(unit_uid: UUID, said: RuleSaid, *, by: Actor, key: UUID) -> DeskRule:
    """设规则：what is late already stays as it was counted."""
    unit, actor = desks.take_to_keep(unit_uid, by=by)
    given = asdict(said)
    for name in ("early_minutes", "late_minutes", "leader_minutes", "keepers_minutes"):
        if not 0 <= given[name] <= MOST_MINUTES:
            raise Invalid(f"没有保存：分钟数在0至{MOST_MINUTES}之间。", field=name)
    if not SECONDS[0] <= said.answer_seconds <= SECONDS[1]:
        raise Invalid(f"没有保存：应答秒数在{SECONDS[0]}至{SECONDS[1]}之间。", field="answer_seconds")
    if said.checks_in and not rule_of(unit).checks_in:
        given["asks_since"] = now()
    rule, _ = DeskRule.objects.update_or_create(unit=unit, defaults=given)
    note(actor, "rule_set", unit)
    return rule
