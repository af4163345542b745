"""What the forms of administration have in common. They say what is missing; whether it may be so is the action's to say."""

from typing import Any

from django import forms

LAST_PLACE = 9999


class ActForm(forms.Form):
    """Words for what is missing; no attributes that let the browser speak first."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            choosing = isinstance(field.widget, forms.Select | forms.RadioSelect)
            field.error_messages["required"] = f"请{'选择' if choosing else '填写'}{field.label}。"
            if "invalid_choice" in field.error_messages:
                field.error_messages["invalid_choice"] = f"请从列出的{field.label}里选。"


class DayField(forms.DateField):
    """An office day, as the browser's calendar sends it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label=label, input_formats=["%Y-%m-%d"], **kwargs)
        self.error_messages["invalid"] = "日期写成2026-03-16这样。"


class PlaceField(forms.IntegerField):
    """排序: the smaller the earlier; empty: after the last."""

    def __init__(self, *, required: bool = False) -> None:
        hint = "数小的在前" if required else "数小的在前；空着排在最后"
        super().__init__(label="排序", min_value=0, max_value=LAST_PLACE, required=required, help_text=hint)
        for kind in ("invalid", "min_value", "max_value"):
            self.error_messages[kind] = f"排序是0至{LAST_PLACE}的整数。"


class ReasonForm(ActForm):
    """Why: for what cannot be taken back."""

    reason = forms.CharField(label="缘由", max_length=200, help_text="记入操作轨迹")
