"""档案的动作在操作轨迹中的叫法。"""

from uuid import UUID

from django.urls import NoReverseMatch, reverse

ACTS: dict[str, str] = {
    "found_broken": "复核发现文件不完好",
    "found_intact": "复核发现文件已完好",
    "asked_to_check": "要求检测",
}


def address(object_uid: UUID) -> str:
    """Where a record is shown; empty for an object that has no page."""
    try:
        return reverse("archive:record", args=[object_uid])
    except NoReverseMatch:
        return ""
