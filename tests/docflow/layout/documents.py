"""Invented documents to be set."""

import datetime as dt

from docflow.elements.schema import Elements

SENTENCE = (
    "各区县人民政府、市政府各部门要高度重视防汛工作，压实责任，加强值守，遇有险情按规定第一时间报告，不得迟报漏报。"
)


def notice(**changes: object) -> Elements:
    """A plain 通知 of one organ with all its usual elements."""
    given: dict[str, object] = {
        "issuers": ("云州市人民政府",),
        "kind": "通知",
        "number": "云政发〔2026〕7号",
        "title": "云州市人民政府关于加强汛期值班值守和险情报告工作的通知",
        "main_recipients": ("各区县人民政府", "市政府各部门"),
        "body": (
            "现就有关事项通知如下：",
            "一、落实责任",
            SENTENCE,
            "（一）加强值守。" + SENTENCE,
            "一是" + "加强值守" * 20,
            "特此通知。",
        ),
        "signature": ("云州市人民政府",),
        "date": dt.date(2026, 1, 5),
        "note": "此件公开发布",
        "cc": ("市委各部门", "市人大常委会办公室"),
        "print_organ": "云州市人民政府办公室",
        "print_date": dt.date(2026, 1, 6),
    }
    return Elements(**{**given, **changes})  # type: ignore[arg-type]  # a test names the elements it changes
