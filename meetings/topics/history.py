"""议题和征集的动作在操作轨迹中的叫法。"""

from uuid import UUID

from django.urls import reverse

ACTS = {
    "drafted": "起草议题",
    "revised": "修改议题",
    "attached": "上传议题材料",
    "detached": "移除议题材料",
    "handed_in": "提报议题",
    "endorsed": "单位审签",
    "advised": "协商",
    "answered": "答复不同意见",
    "checked": "办公室审核",
    "approved": "分管领导审批",
    "admitted": "列入议程",
    "put_off": "缓议",
    "taken_up": "缓议后列入议程",
    "called_off": "撤销议题",
}
CALL_ACTS = {
    "called": "征集议题",
    "extended": "延长征集",
    "reminded": "提醒报议题",
    "has_none": "报无议题",
}


def address(about: UUID) -> str:
    """Where a topic is shown."""
    return reverse("topics:topic", args=[about])


def call_address(about: UUID) -> str:
    """Where a call is shown."""
    return reverse("topics:call", args=[about])
