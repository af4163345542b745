"""Who plays: chosen by role and relative to the organ that issues, so that any organ of the city can."""

from collections.abc import Sequence
from dataclasses import dataclass

from docflow.distribution.models import Delivery
from docflow.elements.kinds import Form
from docflow.models import IssuingCode, Seal
from office.api import Appointment, Department, Organ, heads_of, with_role
from office.site.rehearsing.stepping import Stuck

HANDS = ("leader", "office_reviewer", "document_clerk", "seal_keeper")
ANSWERS, RETURNS = "市住房城乡建设局", "市教育局"
"""Who answers and who sends back, where they are among the receivers; else the first that can."""


@dataclass(frozen=True)
class Cast:
    """An organ's players: the drafter, and the departments that are consulted or asked to help."""

    code: IssuingCode
    drafter: Appointment
    co_units: tuple[Department, ...]

    @property
    def organ(self) -> Organ:
        return self.code.organ

    @property
    def leader(self) -> Appointment:
        """Who signs and instructs."""
        return with_role(self.organ, "leader").order_by("post__order", "pk")[0]

    @property
    def clerk(self) -> Appointment:
        return with_role(self.organ, "document_clerk").order_by("post__order", "pk")[0]


def cast_for(code: IssuingCode) -> Cast:
    """A drafter of a department with a head, and three other departments with heads."""
    headed = [one for one in code.organ.departments.all() if heads_of(one).exists()]
    business = [one for one in headed if not one.is_general_office] or headed
    for home in business:
        heads = set(heads_of(home).values_list("pk", flat=True))
        drafter = next((a for a in _members(home) if a.pk not in heads and not a.post.roles.exists()), None)
        others = tuple(one for one in business if one != home)[:3]
        if drafter is not None and len(others) == 3:
            return Cast(code, drafter, others)
    raise Stuck(f"{code.organ}没有可以拟稿的处室和三个可以会签的处室。")


def who_answers(deliveries: Sequence[Delivery]) -> tuple[Delivery, Cast] | None:
    """The receiver that registers, handles and answers; None where none of them has all the people, a seal and a 代字."""
    able = [(one, cast) for one in deliveries if (cast := _answering(one.receiver)) is not None]
    return next((pair for pair in able if pair[0].receiver.short_name == ANSWERS), next(iter(able), None))


def who_returns(deliveries: Sequence[Delivery], *, answering: Delivery | None) -> Delivery | None:
    """The receiver that sends it back first: not the one that answers, unless there is no other."""
    others = [one for one in deliveries if answering is None or one.pk != answering.pk] or list(deliveries)
    return next((one for one in others if one.receiver.short_name == RETURNS), next(iter(others), None))


def _answering(organ: Organ) -> Cast | None:
    code = IssuingCode.objects.select_related("organ").filter(organ=organ, form=Form.FILE, in_use=True).first()
    if code is None or not Seal.objects.filter(organ=organ).exists():
        return None
    if not all(with_role(organ, role).exists() for role in HANDS):
        return None
    try:
        return cast_for(code)
    except Stuck:
        return None


def _members(home: Department) -> list[Appointment]:
    members = Appointment.objects.filter(post__department=home, until__isnull=True).with_names()
    return list(members.order_by("-post__order", "pk"))
