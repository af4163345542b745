"""导入的动作在操作轨迹中的叫法：those about a record, and those about a batch."""

from uuid import UUID

from django.urls import reverse

ACTS = {
    "taken_in": "导入历史文件",
    "fonds_opened": "立全宗",
}
BATCH_ACTS = {
    "brought": "送来导入目录",
    "begun": "开始导入",
    "stopped": "停下导入",
    "resumed": "接着导入",
    "ended": "导入完成",
    "taken_back": "撤回导入",
}


def batch_address(object_uid: UUID) -> str:
    return reverse("importing:batch", args=[object_uid])
