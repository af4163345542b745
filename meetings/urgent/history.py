"""紧急事件的动作在操作轨迹中的叫法。"""

from typing import Final
from uuid import UUID

from django.urls import reverse

ACTS: Final[dict[str, str]] = {
    "opened": "接报登记",
    "telephoned": "电话报告",
    "reported": "报送",
    "passed_on": "向上级报送",
    "called": "催叫",
    "not_called": "没有叫到",
    "acknowledged": "确认",
    "warned": "时限提醒",
    "overdue": "超过时限",
    "reopened": "重新打开",
    "found": "认定",
    "instructed": "批示",
    "fed_back": "反馈",
    "task_closed": "交办办结",
    "task_overdue": "交办超时",
    "drafted": "转成公文",
    "limit_set": "定时限",
    "limit_dropped": "恢复默认时限",
    "practice_set": "定催叫间隔",
}


def address(about: UUID) -> str:
    """Where an event is shown."""
    return reverse("urgent:event", args=[about])
