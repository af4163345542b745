"""座次的动作在操作轨迹中的叫法。"""

from uuid import UUID

from django.urls import reverse

ACTS = {
    "laid_out": "布置会场",
    "seated": "安排座位",
    "unseated": "空出座位",
    "locked": "锁定座位",
    "unlocked": "解锁座位",
    "kept_apart": "避开相邻",
    "let_together": "取消避开",
    "arranged": "重排座次",
    "taken_back": "撤回座次的上一步",
    "shown": "公布座次",
    "followed": "座次随人员变动",
}


def address(about: UUID) -> str:
    """Where the plan of a meeting is shown."""
    return reverse("seating:plan", args=[about])
