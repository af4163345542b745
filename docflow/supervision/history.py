"""督办的动作在操作轨迹中的叫法。"""

from uuid import UUID

from django.urls import reverse

ACTS = {
    "opened": "督办立项",
    "signed_for": "签收督办事项",
    "fed_back": "报送反馈",
    "endorsed": "签发反馈",
    "declined": "退回修改反馈",
    "accepted": "采纳反馈",
    "verified": "核实办结",
    "returned": "退办",
    "extension_asked": "申请延期",
    "extension_agreed": "同意上报延期",
    "extension_declined": "不同意上报延期",
    "extended": "批准延期",
    "extension_refused": "不批准延期",
    "urged": "督办催办",
    "closed": "销号",
    "called_off": "撤销督办",
    "rechecked": "回头看",
    "rule_set": "修改督办规则",
    "bulletin_drafted": "起草督办通报",
}


def address(about: UUID) -> str:
    """Where a matter is shown."""
    return reverse("supervision:matter", args=[about])
