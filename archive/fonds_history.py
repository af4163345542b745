"""全宗的动作在操作轨迹中的叫法。"""

from uuid import UUID

from django.urls import reverse

ACTS = {
    "opened": "立全宗",
    "changed": "修改全宗",
    "units_coded": "定机构代码",
    "table_imported": "导入保管期限表",
    "noted": "写备考表",
    "note_checked": "检查备考表",
}


def address(about: UUID) -> str:
    """The settings of the fonds that an act was about."""
    return reverse("archive:fonds", args=[about])
