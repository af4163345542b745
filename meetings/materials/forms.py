"""会议材料的表单。"""

from typing import Any
from uuid import UUID

from django import forms

from meetings.materials.actions.bring_material import LONGEST_NOTE, LONGEST_TITLE, Described
from meetings.materials.actions.hand_out import LONGEST_REASON
from meetings.materials.actions.notes import LAST_PAGE, LONGEST
from meetings.materials.models import Audience, Material
from meetings.materials.models.notes import Mark

WHOLE_MEETING = ("", "整个会议")


class MaterialForm(forms.Form):
    """What a material is and for whom: brought, or edited."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label="材料名称", required=False, max_length=LONGEST_TITLE)
    item = forms.UUIDField(label="归入", required=False, widget=forms.Select)
    audience = forms.ChoiceField(
        label="谁可以看", choices=Audience.choices, initial=Audience.ALL, widget=forms.RadioSelect
    )
    is_numbered = forms.BooleanField(label="编号", required=False)
    may_print = forms.BooleanField(label="可打印", required=False)
    may_download = forms.BooleanField(label="可下载", required=False)

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].widget = forms.Select(choices=[WHOLE_MEETING, *items])

    def described(self) -> Described:
        given = {name: self.cleaned_data[name] for name in self.fields if name != "key"}
        return Described(**given)


def initial_of(material: Material) -> dict[str, Any]:
    """The form as the material stands."""
    return {
        "title": material.title,
        "item": material.item.uid if material.item is not None else None,
        "audience": material.audience,
        "is_numbered": material.is_numbered,
        "may_print": material.may_print,
        "may_download": material.may_download,
    }


class ActForm(forms.Form):
    """分发、收回、换新版、登记: what each of the verbs asks for."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(label="缘由", required=False, max_length=LONGEST_REASON)
    note = forms.CharField(label="改了什么", required=False, max_length=LONGEST_NOTE)
    open_from = forms.DateTimeField(
        label="何时起可看", required=False, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
    )


class NoteForm(forms.Form):
    """写批注: the place in per cent of the page, all four or none."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    page = forms.IntegerField(label="第几页", min_value=1, max_value=LAST_PAGE, initial=1)
    text = forms.CharField(
        label="批注",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "class": "kai", "maxlength": LONGEST}),
    )
    x = forms.DecimalField(label="左", required=False, min_value=0, max_value=100, max_digits=5)
    y = forms.DecimalField(label="上", required=False, min_value=0, max_value=100, max_digits=5)
    wide = forms.DecimalField(label="宽", required=False, min_value=0, max_value=100, max_digits=5)
    high = forms.DecimalField(label="高", required=False, min_value=0, max_value=100, max_digits=5)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        place = [given.get(name) for name in PLACE]
        if any(one is None for one in place) and any(one is not None for one in place):
            raise forms.ValidationError("标位置的四个数要都写，或都不写。")
        return given

    def mark(self) -> Mark | None:
        place = [self.cleaned_data[name] for name in PLACE]
        return Mark(*(round(one * 10) for one in place)) if place[0] is not None else None


PLACE = ("x", "y", "wide", "high")


def uids(given: list[str]) -> list[UUID] | None:
    """What several fields of one name hold; None where one of them is none."""
    try:
        return [UUID(one) for one in given]
    except ValueError:
        return None
