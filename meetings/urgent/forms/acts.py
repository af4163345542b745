"""事件页上各个动作用的表单，和管理时限用的。"""

from django import forms

from meetings.forms.rooms import UidsField
from meetings.urgent.actions.keep_limits import LONGEST_WAIT
from meetings.urgent.models import A_WEEK, EventKind, EventLevel, Finding, StartsAt, Timed
from meetings.urgent.rules.limits import Limit


class EventActForm(forms.Form):
    """Any act on an event. `which` is the alarm, the dispatch, the report or the task that it is about."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    which = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label="内容", required=False, max_length=4000)
    whom = forms.CharField(label="报给谁", required=False, max_length=100)
    what = forms.ChoiceField(label="认定", required=False, choices=[("", ""), *Finding.What.choices])
    hours = forms.IntegerField(label="几小时内反馈", required=False, min_value=1, max_value=720)
    given_to = UidsField(label="交办单位", required=False)
    code = forms.UUIDField(label="发文机关代字", required=False)

    def offer(self, uids: list[str]) -> None:
        """The units to which something may be given."""
        if isinstance(field := self.fields["given_to"], forms.MultipleChoiceField):
            field.choices = [(one, one) for one in uids]

    def fault(self) -> str:
        """The first thing that is wrong, in words."""
        return fault_of(self)


class LimitForm(forms.Form):
    """一条时限. Minutes at 0: there is no limit."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    organ = forms.UUIDField(widget=forms.HiddenInput)
    timed = forms.ChoiceField(label="什么", choices=Timed.choices)
    level = forms.ChoiceField(label="级别", required=False, choices=[("", "各级"), *EventLevel.choices])
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", "各类"), *EventKind.choices])
    minutes = forms.IntegerField(label="几分钟内", min_value=0, max_value=A_WEEK)
    starts = forms.ChoiceField(label="起算", choices=StartsAt.choices)
    source = forms.CharField(label="依据", required=False, max_length=200)

    def limit(self) -> Limit:
        given = self.cleaned_data
        return Limit(
            timed=given["timed"],
            level=given["level"],
            kind=given["kind"],
            minutes=given["minutes"],
            starts=given["starts"],
            source=given["source"],
        )

    def fault(self) -> str:
        return fault_of(self)


class PracticeForm(forms.Form):
    """催叫的间隔."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    next_way = forms.IntegerField(label="换一种方式", min_value=1, max_value=LONGEST_WAIT)
    next_person = forms.IntegerField(label="叫下一个人", min_value=1, max_value=LONGEST_WAIT)
    next_round = forms.IntegerField(label="再叫一遍", min_value=1, max_value=LONGEST_WAIT)

    def fault(self) -> str:
        return fault_of(self)


class MailForm(forms.Form):
    """自己的催叫邮箱."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    address = forms.CharField(label="催叫邮箱", required=False, max_length=200)

    def fault(self) -> str:
        return fault_of(self)


def fault_of(form: forms.Form) -> str:
    """What was typed wrong is named; a form that is not whole is to be drawn anew."""
    name, errors = next(iter(form.errors.items()))
    if form.fields[name].widget.is_hidden:
        return "没有办理：这张表单不完整。请刷新页面后再办。"
    label = str(form.fields[name].label)
    return f"没有办理：{label}{str(errors[0]).removeprefix(label)}"
