"""信息工作台、刊物、计分规则的设置，与起草通报."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms

from docflow.briefs.actions.setting_up import CENT, MOST_IN_A_MONTH, MOST_POINTS, MOST_TOTAL, Published, Values
from docflow.briefs.models import BriefKind, Periodical, ScoreRule, Sharing, Stacking
from docflow.briefs.selectors.choices import Choice
from docflow.forms.acts import UuidsField
from docflow.models import IssuingCode

OTHER = "target"
LABELS = {"main_leader": "主要领导批示加几分", "other_leader": "其他领导批示加几分", "missed": "约稿到期未报计几分"}


class DeskForm(forms.Form):
    """谁编辑，要不要本单位先审."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    organ = forms.UUIDField(widget=forms.HiddenInput)
    department = forms.UUIDField(label="信息编辑处室", required=False)
    needs_approval = forms.BooleanField(label="报送前由本单位负责人审核", required=False)
    in_use = forms.BooleanField(label="接收信息", required=False)


class PeriodicalForm(forms.Form):
    """刊物. `periodical` is empty for a new one."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    desk = forms.UUIDField(widget=forms.HiddenInput)
    periodical = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="刊名", required=False, max_length=20)
    total = forms.IntegerField(label="已出多少期", required=False, min_value=0, max_value=MOST_TOTAL)
    in_use = forms.BooleanField(label="在用", required=False)
    units = UuidsField(label="送哪些单位", required=False)
    people = UuidsField(label="送哪些领导", required=False)

    def wish(self) -> Published:
        given = self.cleaned_data
        return Published(
            name=given["name"],
            units=[UUID(str(one)) for one in given["units"] or []],
            people=[UUID(str(one)) for one in given["people"] or []],
            total=given["total"],
            in_use=given["in_use"] or given["periodical"] is None,
        )


class RuleForm(forms.Form):
    """A whole rule: one value a periodical, and one for each kind that counts otherwise (`points-<periodical>-<kind>`);
    units that have a task or a cap of their own (`quota-<unit>`, `cap-<unit>`), and one that is added (`target`)."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    desk = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    sharing = forms.ChoiceField(label="合编的信息", choices=Sharing.choices, widget=forms.RadioSelect)
    stacking = forms.ChoiceField(label="几个刊物都采用的", choices=Stacking.choices, widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        periodicals: Iterable[Periodical],
        held: ScoreRule | None,
        units: Iterable[Choice],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.periodicals = list(periodicals)
        lines = {(one.periodical_id, one.kind): one.points for one in held.lines.all()} if held is not None else {}
        for name, label in LABELS.items():
            least, most = (-MOST_POINTS, Decimal(0)) if name == "missed" else (Decimal(0), MOST_POINTS)
            self.fields[name] = _points(label, least, most, initial=getattr(held, name, 0))
        self.fields["missed"].help_text = "写0或负数；0为不扣分。"
        self.fields["quota"] = _points(
            "每个单位每月任务分", Decimal(0), MOST_IN_A_MONTH, initial=getattr(held, "quota", 0)
        )
        self.fields["quota"].help_text = "0为不定任务。按合计得分算，完成多少写在排名里，不影响得分。"
        self.fields["cap"] = _points(
            "每个单位每月采用得分上限", CENT, MOST_IN_A_MONTH, initial=getattr(held, "cap", None)
        )
        self.fields["cap"].help_text = "不填为不封顶。批示加分、约稿扣分不算在内。"
        self.fields["cap"].required = False
        self.named = list(held.targets.select_related("organ", "department")) if held is not None else []
        there = {one.unit.uid for one in self.named}
        self.fields[OTHER] = forms.ChoiceField(
            label="单位",
            required=False,
            choices=[("", "不加"), *((str(one.uid), one.label) for one in units if one.uid not in there)],
        )
        for name, target in [(str(one.unit.uid), one) for one in self.named] + [(OTHER, None)]:
            for what, label, least in (("quota", "任务分", Decimal(0)), ("cap", "上限", CENT)):
                own = _points(label, least, MOST_IN_A_MONTH, initial=getattr(target, what, None))
                own.required = False
                self.fields[f"{what}-{name}"] = own
        for periodical in self.periodicals:
            for kind, label in [("", "采用一条"), *BriefKind.choices]:
                field = _points(label, Decimal(0), MOST_POINTS, initial=lines.get((periodical.pk, kind)))
                field.required = not kind
                self.fields[_name(periodical, kind)] = field

    def tables(self) -> "list[tuple[Periodical, forms.BoundField, list[forms.BoundField]]]":
        """Each periodical with its value, and with those of the kinds."""
        return [
            (one, self[_name(one, "")], [self[_name(one, kind)] for kind in BriefKind.values])
            for one in self.periodicals
        ]

    def targets(self) -> "list[tuple[str, forms.BoundField, forms.BoundField]]":
        """The units that have their own task or cap, each with both."""
        return [(one.unit_name, self[f"quota-{one.unit.uid}"], self[f"cap-{one.unit.uid}"]) for one in self.named]

    def another(self) -> "tuple[forms.BoundField, forms.BoundField, forms.BoundField]":
        return self[OTHER], self[f"quota-{OTHER}"], self[f"cap-{OTHER}"]

    @property
    def another_is_wrong(self) -> bool:
        return any(one.errors for one in self.another())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get(OTHER) and any(given.get(f"{what}-{OTHER}") is not None for what in ("quota", "cap")):
            self.add_error(OTHER, "写了任务分或上限，请选是哪个单位的。")
        return given

    def values(self) -> Values:
        given = self.cleaned_data
        names = [str(one.unit.uid) for one in self.named]
        targets = {UUID(name): (given[f"quota-{name}"], given[f"cap-{name}"]) for name in names}
        if given[OTHER]:
            targets[UUID(given[OTHER])] = (given[f"quota-{OTHER}"], given[f"cap-{OTHER}"])
        return Values(
            sharing=given["sharing"],
            stacking=given["stacking"],
            main_leader=given["main_leader"],
            other_leader=given["other_leader"],
            missed=given["missed"],
            quota=given["quota"],
            cap=given["cap"],
            targets=targets,
            points={
                (one.uid, kind): given[_name(one, kind)] for one in self.periodicals for kind in ("", *BriefKind.values)
            },
        )


class BulletinForm(forms.Form):
    """起草通报：of which month, under which 代字."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    desk = forms.UUIDField(widget=forms.HiddenInput)
    month = forms.ChoiceField(label="通报哪个月")
    code = forms.ChoiceField(label="代字")

    def __init__(self, *args: Any, months: list[tuple[str, str]], codes: Iterable[IssuingCode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"] = forms.ChoiceField(label="通报哪个月", choices=months)
        self.fields["code"] = forms.ChoiceField(label="代字", choices=[(str(one.uid), str(one)) for one in codes])


def _name(periodical: Periodical, kind: str) -> str:
    return f"points-{periodical.uid}-{kind}"


def _points(label: str, least: Decimal, most: Decimal, *, initial: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=least, max_value=most, max_digits=6, decimal_places=2, initial=initial
    )
