"""How every act at a desk enters the trail: in the stream of its unit, whose lock the act holds."""

from meetings.duty.models import DutyUnit
from office.api import Actor, record


def note(by: Actor | None, act: str, unit: DutyUnit, said: str = "") -> None:
    """One act at the desk of a unit; `by` None is the clock."""
    record(
        by, f"dutydesk.{act}", stream=f"duty-desk:{unit.uid}", about=unit.uid, title=f"{unit}值班室", opinion=said[:400]
    )
