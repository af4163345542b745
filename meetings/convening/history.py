"""会议的动作在操作轨迹中的叫法。"""

from uuid import UUID

from django.urls import reverse

ACTS = {
    "planned": "筹备会议",
}


def address(about: UUID) -> str:
    """Where a meeting is shown."""
    return reverse("convening:meeting", args=[about])
