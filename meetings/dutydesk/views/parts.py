"""What the pages of a duty desk have in common."""

from django.http import HttpRequest
from django.urls import reverse

from meetings.duty.models import DutyUnit
from meetings.dutydesk.policy import desks
from office.api import Actor
from office.kernel.refusals import Invalid
from office.kernel.uploads import LARGEST, Examined, examine
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


def files_of(request: HttpRequest, most: int) -> list[tuple[bytes, Examined]]:
    """Those that were brought, each examined by its content. Raises Invalid for the first that cannot be kept, by name."""
    found: list[tuple[bytes, Examined]] = []
    for one in request.FILES.getlist("files")[: most + 1]:
        if (one.size or 0) > LARGEST:
            raise Invalid(f"没有上传“{one.name}”：超过{LARGEST // 1024 // 1024}兆字节。请压缩后再传。", field="files")
        content = one.read()
        found.append((content, examine(content, str(one.name))))
    return found
