"""会议材料的动作在操作轨迹中的叫法。"""

from uuid import UUID

from django.urls import reverse

ACTS = {
    "brought": "上传材料",
    "edited": "修改材料",
    "replaced": "换新版",
    "handed_out": "分发",
    "recalled": "收回",
    "removed": "删除材料",
    "completed": "补发",
    "returned": "登记收回纸质件",
    "not_returned": "撤销收回登记",
}


def address(about: UUID) -> str:
    """Where a material is shown to those who handed it out."""
    return reverse("materials:material", args=[about])
