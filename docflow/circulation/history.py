"""传阅的动作在操作轨迹中的叫法。An act is about the paper that circulates: whoever may read it may follow the link."""

from uuid import UUID

from django.urls import reverse

ACTS = {
    "circulated": "发起传阅",
    "read": "阅毕",
    "opinion_added": "补充阅读意见",
    "readers_added": "加阅",
    "reminded": "催阅",
    "withdrawn": "撤回送阅",
    "skipped": "跳过",
    "ended": "结束传阅",
}


def address(about: UUID) -> str:
    """Where the circulations of a paper stand together."""
    return reverse("circulation:of_paper", args=[about])
