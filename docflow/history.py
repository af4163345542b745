"""公文的动作在操作轨迹中的叫法。"""

from uuid import UUID

from django.urls import reverse

ACTS = {
    "drafted": "拟稿",
    "attached": "上传附件",
    "detached": "移除附件",
    "sent_for_review": "送核稿",
    "reviewed": "核稿",
    "countersigned": "会签",
    "examined": "审核",
    "signed_off": "签发",
    "rechecked": "复核",
    "numbered": "取发文字号",
    "registered": "编号",
    "typeset": "排版",
    "proofread": "校核",
    "seal_ordered": "登记用印",
    "sealed": "用印",
    "seal_applied": "加盖印章",
    "sent_out": "分发",
    "distributed": "登记分发",
    "urged": "催签收",
    "recalled": "撤回送件",
    "waived": "免签收",
    "resent": "重发",
    "receipts_in": "签收齐",
    "checked_on_arrival": "到件验章",
    "closed": "办结",
    "returned": "退回",
    "withdrew": "撤回",
    "claimed": "领办",
    "put_back": "放回",
    "reassigned": "转办",
    "replied": "答复不同意见",
    "retried": "重新排版",
    "job_failed": "排版未成",
    "seal_failed": "加盖未成",
    "suspended": "挂起",
    "resumed": "恢复",
    "corrected": "特送",
    "terminated": "终止",
    "number_voided": "作废文号",
    "numbers_reserved": "预留文号",
    "reserved_voided": "作废预留文号",
    "register_closed": "封存登记簿",
    "register_reopened": "重新启用登记簿",
    "code_opened": "发文立户",
    "code_changed": "修改代字",
    "code_taken_out_of_use": "停用代字",
    "code_put_into_use": "恢复代字",
    "seal_made": "制章",
    "linked": "建立联系",
    "unlinked": "解除联系",
    "urged_holders": "催办",
}


def address(about: UUID) -> str:
    """The page of the paper that an act was about, whichever kind it is of."""
    return reverse("docflow:paper", args=[about])
