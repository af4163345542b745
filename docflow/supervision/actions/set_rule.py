"""督办规则的修改。"""

from dataclasses import asdict, dataclass
from uuid import UUID

from docflow.supervision import policy
from docflow.supervision.models import SupervisionRule
from docflow.supervision.selectors.rules import rule_of
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import Invalid

BOUNDS = {
    "near_share": (0, 100),
    "near_days": (0, 60),
    "feedback_late_days": (0, 60),
    "lag": (0, 100),
    "most_extensions": (0, 9),
    "remind_days": (0, 60),
    "escalate_days": (0, 60),
    "in_time": (-20, 20),
    "late": (-20, 20),
    "overdue": (-20, 20),
    "returned": (-20, 20),
    "extended": (-20, 20),
}
"""What each number may be."""


def label_of(name: str) -> str:
    """What a number of a rule is called on the screen."""
    return str(next(one.verbose_name for one in SupervisionRule._meta.concrete_fields if one.name == name))


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """All of a rule."""

    near_share: int
    near_days: int
    feedback_late_days: int
    lag: int
    most_extensions: int
    remind_days: int
    escalate_days: int
    in_time: int
    late: int
    overdue: int
    returned: int
    extended: int


@action
def set_rule(organ_uid: UUID, numbers: Numbers, *, by: Actor, key: UUID) -> SupervisionRule:
    """改规则：lights, reminders and points of the organ's matters follow it from now on, also of those that are under way."""
    organ, actor = policy.ask_supervised_organ(organ_uid, by=by)
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(numbers, name) <= most:
            label = label_of(name)
            raise Invalid(f"“{label}”须在{least}至{most}之间。", field=name)
    before = rule_of(organ)
    changed = {name: value for name, value in asdict(numbers).items() if value != getattr(before, name)}
    rule, _ = SupervisionRule.objects.update_or_create(
        organ=organ, defaults={**asdict(numbers), "set_names": actor.names(), "set_at": now()}
    )
    record(
        actor,
        "supervision.rule_set",
        stream=f"supervision_rule:{organ.uid}",
        title=f"{organ}督办规则",
        opinion="；".join(f"{label_of(name)}：{getattr(before, name)}改为{value}" for name, value in changed.items()),
    )
    return rule
