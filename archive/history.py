"""档案的动作在操作轨迹中的叫法。"""

from uuid import UUID

from django.urls import reverse

ACTS = {
    "collected": "收集",
    "collected_again": "重新收集",
    "amended": "著录",
    "confirmed": "定期限、编号",
    "left_out": "不归档",
    "taken_in": "改为归档",
    "filed": "归档",
    "refused": "检测未过",
    "waits": "待人工判定",
    "decided": "人工判定",
    "checked_again": "重新检测",
    "arranged_again": "重新整理",
    "returned": "退回更正",
    "sent_again": "补正后送归档",
    "found_broken": "复核发现文件不完好",
    "found_intact": "复核发现文件已完好",
    "asked_to_check": "要求检测",
    "lent": "借出",
    "lent_longer": "续借",
    "loan_given_back": "归还",
    "loan_taken_back": "收回",
    "loan_expired": "借阅到期",
}


def address(object_uid: UUID) -> str:
    """Where a record is shown."""
    return reverse("archive:record", args=[object_uid])
