"""How the acts of the duty desk are called in 操作轨迹, and where they lead."""

from typing import Final
from uuid import UUID

from django.urls import reverse

ACTS: Final[dict[str, str]] = {
    "checked_in": "到岗签到",
    "missed": "没有按时签到",
    "acknowledged": "处理未签到",
    "logged": "记值班日志",
    "call_recorded": "记电话记录",
    "matter_opened": "记为未结",
    "matter_noted": "未结事项进展",
    "matter_closed": "未结事项了结",
    "handed_over": "交班",
    "taken_over": "接班确认",
    "hand_over_added_to": "交接班补充",
    "called_up": "抽查点名",
    "answered": "在岗应答",
    "not_answered": "抽查无人应答",
    "phone_checked": "电话抽查",
    "rule_set": "设值班室规则",
    "screen_made": "建立值班屏",
    "screen_revoked": "作废值班屏",
}


def address(about: UUID) -> str:
    """All of them are about the desk of a unit."""
    return reverse("dutydesk:desk", args=[about])
