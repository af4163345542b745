"""会议的动作在操作轨迹中的叫法。"""

from uuid import UUID

from django.urls import reverse

ACTS = {
    "planned": "筹备会议",
    "changed": "修改会议方案",
    "submitted": "送审定会议方案",
    "taken_back": "收回会议方案",
    "approved": "审定会议方案",
    "sent_back": "退回会议方案",
    "item_added": "加议程",
    "item_changed": "改议程",
    "item_removed": "去掉议程",
    "item_moved": "调整议程次序",
    "invited": "邀请参会人",
    "unit_invited": "邀请参会单位",
    "withdrawn": "撤回邀请",
    "reordered": "调整参会人次序",
    "announced": "发会议通知",
    "changes_told": "告知会议变更",
    "rescheduled": "会议改期",
    "room_moved": "会议室预订变动",
    "postponed": "会议延期",
    "cancelled": "取消会议",
    "notice_drafted": "起草会议通知",
    "kind_saved": "登记会议类别",
}


def address(about: UUID) -> str:
    """Where a meeting is shown."""
    return reverse("convening:meeting", args=[about])
