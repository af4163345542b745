"""任职的表单。"""

from typing import Any

from django import forms

from office.administration.actions.appointments import BESIDE, TRANSFER
from office.administration.forms.base import ActForm, DayField
from office.kernel.clock import today


class AppointForm(ActForm):
    """任命。Who has no main post yet is not asked how the two go together."""

    since = DayField("到任日期", initial=today, help_text="可以是将来的一天，到日自动生效")
    until = DayField("截止日期", required=False, help_text="不定期的空着")
    manner = forms.ChoiceField(label="与现任职的关系", widget=forms.RadioSelect)

    def __init__(self, *args: Any, main: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not main:
            del self.fields["manner"]
            return
        field = self.fields["manner"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(TRANSFER, f"调任：{main}到前一天为止"), (BESIDE, f"兼任：仍主要任{main}")]


class EndAppointmentForm(ActForm):
    """免职。"""

    until = DayField("最后一天", initial=today, help_text="这一天仍在任，次日起不再办理；已经离任的可写过去的日期")
    reason = forms.CharField(label="免职依据", max_length=200, help_text="例如任免文件的文号，记入操作轨迹")
