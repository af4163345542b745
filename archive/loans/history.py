"""借阅的动作在操作轨迹中的叫法。"""

from uuid import UUID

from django.urls import reverse

ACTS = {
    "asked": "申请借阅",
    "examined": "档案审核",
    "consented": "承办处室审核",
    "approved": "领导审批",
    "refused": "不同意借阅",
    "called_off": "撤销借阅申请",
    "extension_asked": "申请续借",
    "extended": "同意续借",
    "extension_refused": "不同意续借",
}


def address(about: UUID) -> str:
    """Where a loan is shown."""
    return reverse("loans:loan", args=[about])
