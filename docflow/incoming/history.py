"""收文的动作在操作轨迹中的叫法。"""

ACTS = {
    "registered": "收文登记",
    "numbered": "取收文号",
    "corrected_elements": "更正收文要素",
    "reviewed": "初审",
    "turned_back": "退文",
    "proposed": "拟办",
    "instructed": "批示",
    "reported": "承办",
    "passed_on": "本处室转办",
    "answered": "答复",
    "reply_begun": "起草答复",
    "circulated": "送阅",
    "closed": "收文办结",
    "voided": "作废收文登记",
    "checked": "到件验章",
    "class_added": "增设收文类别",
    "class_stopped": "停用收文类别",
    "class_resumed": "启用收文类别",
}
