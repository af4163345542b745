"""回执与签到的动作在操作轨迹中的叫法。"""

ACTS = {
    "replied": "回执：参加",
    "leave_asked": "申请请假",
    "stand_in_asked": "申请替会",
    "leave_agreed": "同意请假",
    "stand_in_agreed": "同意替会",
    "leave_refused": "不同意请假",
    "stand_in_refused": "不同意替会",
    "named": "报名",
    "name_withdrawn": "撤回报名",
    "urged": "催回执",
    "request_set": "设回执要求",
    "signed_in": "签到",
    "signed_in_for": "代签到",
    "sign_in_undone": "撤销签到",
    "taken_in": "现场登记",
    "list_brought": "补录签到表",
}
