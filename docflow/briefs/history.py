"""信息报送的动作在操作轨迹中的叫法。"""

from uuid import UUID

from django.urls import reverse

ACTS = {
    "desk_set": "设置信息工作台",
    "periodical_saved": "设置刊物",
    "rule_set": "修改信息计分规则",
    "requested": "约稿",
    "request_called_off": "撤销约稿",
    "written": "撰写信息",
    "approved": "审核信息",
    "submitted": "报送信息",
    "declined": "退回本单位修改",
    "withdrawn": "撤回信息",
    "taken": "接收信息",
    "taken_over": "接手编辑",
    "returned": "退改信息",
    "dropped": "不采用",
    "closed": "了结稿件",
    "merged": "合编",
    "edited": "编辑信息",
    "issue_opened": "开一期刊物",
    "adopted": "编入一期",
    "taken_out": "移出一期",
    "arranged": "调整一期的次序",
    "typeset": "一期排版",
    "sent_for_signing": "一期送签",
    "sent_back": "一期退回修改",
    "signed": "签发一期",
    "published": "刊发一期",
    "instructed": "记批示",
    "bulletin_drafted": "起草信息通报",
}


def address(about: UUID) -> str:
    """Where what it was about is shown: a brief, an item, an issue or a request."""
    return reverse("briefs:find", args=[about])
