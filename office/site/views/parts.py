"""部件总表：every part in every state on one page, for those who build pages. Routed only where DEBUG is on."""

import re
from datetime import timedelta
from pathlib import Path

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from office.api import Deadline
from office.kernel.clock import end_of, now, today
from office.tabs import Tab

COLOURS = (
    ("地", "ground"), ("面", "surface"), ("浮", "raised"), ("凹", "sunk"), ("墨", "ink"), ("次墨", "ink-2"), ("淡墨", "ink-3"),
    ("界行", "line"), ("分隔", "line-2"), ("控件边", "edge"), ("石青", "act"), ("石青底", "act-fill"), ("石青浅", "act-tint"),
    ("石绿", "done"), ("石绿浅", "done-tint"), ("藤黄", "near"), ("藤黄浅", "near-tint"), ("赭", "late"), ("赭底", "late-fill"),
    ("赭浅", "late-tint"), ("朱，限红头与印章", "vermilion"),
)  # fmt: skip


class SampleForm(forms.Form):
    """Each kind of field, one of them wrong."""

    on = forms.CharField(label="印发日期", help_text="星期一，工作日")
    telephone = forms.RegexField(r"^\d{8}$", label="联系电话", error_messages={"invalid": "固定电话应为8位，还差2位。"})
    number = forms.CharField(label="文号", widget=forms.TextInput(attrs={"readonly": True}))
    unit = forms.ChoiceField(label="承办处室", choices=[("1", "综合一处"), ("2", "综合二处")])
    why = forms.CharField(label="给对方的说明", required=False, widget=forms.Textarea(attrs={"rows": 2}))


def drawings() -> list[str]:
    """The names of all icons, from the sprite itself."""
    sprite = Path(str(finders.find("office/icons.svg"))).read_text(encoding="utf-8")
    return re.findall(r'<symbol id="([a-z]+)"', sprite)


@login_not_required
def parts(request: HttpRequest) -> HttpResponse:
    """The page; `?theme=dark` and `?type=large` are the switches' business, not its own."""
    given = {"on": "2026年3月16日", "telephone": "826233", "number": "云政办发〔2026〕15号", "unit": "1", "why": ""}
    return render(
        request,
        "office/parts.html",
        {
            "colours": COLOURS,
            "drawings": drawings(),
            "form": SampleForm(given),
            "now": now(),
            "earlier": now() - timedelta(days=1, hours=3),
            "long_ago": today().replace(month=1, day=2) - timedelta(days=20),
            "dues": [
                Deadline(due_at=end_of(today() + timedelta(days=n)), provisional=n > 400) for n in (-9, 0, 9, 500)
            ],
            "tabs": [
                Tab("全部在办", "?view=open", 31),
                Tab("我经办的", "?view=mine", 146, current=True),
                Tab("已办结", "?view=done"),
            ],
            "page": Paginator(range(146), 12).page(2),
        },
    )
