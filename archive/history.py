"""档案的动作在操作轨迹中的叫法。"""

from uuid import UUID

from django.urls import NoReverseMatch, reverse

ACTS: dict[str, str] = {
    "filed": "归档",
    "refused": "检测未过",
}


def address(object_uid: UUID) -> str:
    """Where a record is shown; empty for an object that has no page."""
    try:
        return reverse("archive:record", args=[object_uid])
    except NoReverseMatch:
        return ""
