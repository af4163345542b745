"""全宗、机构代码、期限表、目录的表单。What is wrong with a code or a template is said by the action."""

from typing import Any
from uuid import UUID

from django import forms

from archive.actions.class_notes import LONGEST as LONGEST_NOTE
from archive.actions.fonds import LONGEST, Described
from archive.arranging.codes import LONGEST as LONGEST_TEMPLATE
from archive.arranging.codes import retention_words
from archive.arranging.retention import MANNERS, SOURCES, Facts
from archive.models import Fonds
from archive.policy import organs_kept
from archive.selectors.catalogue import Class, Offered
from office.api import Actor, Department, Organ


class FondsForm(forms.Form):
    """全宗是什么，档号怎样写。"""

    key = forms.UUIDField(widget=forms.HiddenInput)
    code = forms.CharField(label="全宗号", max_length=20)
    name = forms.CharField(label="全宗名称", max_length=LONGEST)
    constituting_unit = forms.CharField(label="立档单位名称", max_length=LONGEST)
    archives_name = forms.CharField(label="档案馆名称", max_length=LONGEST, required=False)
    archives_code = forms.CharField(label="档案馆代码", max_length=20, required=False)
    template = forms.CharField(label="档号模板", max_length=LONGEST_TEMPLATE)
    reason = forms.CharField(label="缘由", max_length=200, required=False)

    def described(self) -> Described:
        """What was filled in."""
        return Described(**{name: self.cleaned_data[name] for name in Described.__dataclass_fields__})


class OpenFondsForm(FondsForm):
    """立全宗：for which of the organs that he keeps."""

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        organs = Organ.objects.filter(pk__in=organs_kept(by), fonds__isnull=True)
        self.fields["organ"] = forms.ModelChoiceField(organs, label="机关", to_field_name="uid", empty_label=None)
        self.order_fields(["organ"])


class UnitsForm(forms.Form):
    """机构代码：a line for each open department of the organ."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, fonds: Fonds, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Department.objects.open().filter(organ=fonds.organ).select_related("unit_code")
        for one in rows.order_by("order", "pk"):
            held = getattr(one, "unit_code", None)
            self.fields[f"unit-{one.uid}"] = forms.CharField(
                label=one.name,
                max_length=20,
                required=False,
                initial=held.code if held else "",
            )

    @property
    def units(self) -> list[forms.BoundField]:
        """The lines."""
        return [bound for bound in self if bound.name.startswith("unit-")]

    def codes(self) -> dict[UUID, str]:
        """department → code."""
        return {
            UUID(name.removeprefix("unit-")): value.strip()
            for name, value in self.cleaned_data.items()
            if name.startswith("unit-")
        }


class ImportTableForm(forms.Form):
    """导入保管期限表。"""

    key = forms.UUIDField(widget=forms.HiddenInput)
    table = forms.FileField(label="期限表", widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,text/csv"}))
    approval = forms.CharField(label="批准文号", max_length=120)
    since = forms.DateField(
        label="自何日起",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": "日期写成2026-03-16这样。"},
    )


class TrialForm(forms.Form):
    """试一试：what a table would propose for a document."""

    title = forms.CharField(
        label="题名", max_length=400, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.CharField(label="文种", max_length=20, required=False)
    source = forms.ChoiceField(label="来源", required=False, choices=[("", "未定"), *SOURCES.items()])
    manner = forms.ChoiceField(label="办理", required=False, choices=[("", "未定"), *MANNERS.items()])

    def facts(self) -> Facts | None:
        """What was asked; None while nothing was."""
        if not self.is_valid() or not any(self.cleaned_data.values()):
            return None
        return Facts(**{name: str(self.cleaned_data[name]).strip() for name in ("title", "kind", "source", "manner")})


class CatalogueFilter(forms.Form):
    """目录选哪些：全宗, 年度, 保管期限, 机构. Only what there is can be chosen."""

    fonds = forms.ChoiceField(label="全宗", required=False)
    year = forms.ChoiceField(label="年度", required=False)
    retention = forms.ChoiceField(label="保管期限", required=False)
    unit = forms.ChoiceField(label="机构", required=False)

    def __init__(self, fondses: list[Fonds], there: Offered, units: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("fonds", [(str(one.uid), str(one)) for one in fondses])
        if len(fondses) < 2:
            del self.fields["fonds"]
        every = ("", "全部")
        self.choose("year", [every, *((str(one), f"{one}年") for one in there.years)])
        self.choose("retention", [every, *((one, retention_words(one)) for one in there.retentions)])
        named = [(one or "-", f"{one} {units.get(one, '')}".strip() or "不分机构") for one in there.units]
        self.choose("unit", [every, *named])

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """What one of its fields offers."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices
        field.error_messages["invalid_choice"] = "没有这一项，已按全部列出。"

    def chosen(self) -> Class:
        """The class that was asked for; what cannot be understood is left out."""
        self.is_valid()
        told = self.cleaned_data
        unit = told.get("unit") or None
        return Class(
            year=int(told["year"]) if told.get("year") else None,
            retention=told.get("retention") or "",
            unit="" if unit == "-" else unit,
        )


class NoteForm(forms.Form):
    """写备考表。"""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="文件情况说明", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 4, "class": "kai"})
    )
