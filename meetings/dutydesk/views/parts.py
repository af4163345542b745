"""What the pages of a duty desk have in common."""

from django.urls import reverse

from meetings.duty.models import DutyUnit
from meetings.dutydesk.policy import desks
from office.api import Actor
from office.tabs import Tab

INSIDE = (
    ("desk", "值班室"),
    ("log", "值班日志"),
    ("calls", "电话记录"),
    ("matters", "未结事项"),
    ("hand_overs", "交接班"),
    ("checks", "抽查和签到"),
)
OUTSIDE = (("desk", "值班室"), ("checks", "抽查和签到"))


def tabs_of(unit: DutyUnit, current: str, *, by: Actor) -> list[Tab]:
    """The pages that are for him."""
    pages = list(INSIDE if desks.inside(by).filter(pk=unit.pk).exists() else OUTSIDE)
    if desks.keeps(unit, by=by):
        pages.append(("settings", "设置"))
    return [Tab(label, reverse(f"dutydesk:{name}", args=[unit.uid]), None, name == current) for name, label in pages]
