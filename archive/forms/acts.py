"""归档、著录、判定、退回的表单。"""

from uuid import UUID

from django import forms
from django.http import QueryDict

from archive.actions.confirm_retention import Choice
from archive.actions.decide import Judgement
from archive.actions.describe import Description
from archive.standing import LONGEST_REASON
from office.kernel.refusals import Invalid
from office.kernel.text import clean_text


class ReasonForm(forms.Form):
    """The key made when the page was drawn, and why; with it, at 归档, the retention and the unit."""

    key = forms.UUIDField()
    reason = forms.CharField(label="缘由", required=False, max_length=LONGEST_REASON, widget=forms.Textarea)
    retention = forms.CharField(label="保管期限", required=False, max_length=8)
    unit = forms.CharField(label="机构", required=False, max_length=20)

    def clean_reason(self) -> str:
        return clean_text(self.cleaned_data["reason"], "缘由", LONGEST_REASON)


class ChoicesForm(forms.Form):
    """Many records at once: `record` those that were ticked, for each `retention-UID` and `unit-UID` as its row says."""

    key = forms.UUIDField()

    def choices(self) -> list[Choice]:
        """Raises Invalid for what no page of ours sends."""
        given = self.data
        if not isinstance(given, QueryDict):
            return []
        found = []
        for text in dict.fromkeys(given.getlist("record")):
            try:
                uid = UUID(text)
            except ValueError as error:
                raise Invalid("没有归档：所选的档案认不出来。请刷新页面后重新勾选。") from error
            found.append(Choice(uid, given.get(f"retention-{uid}", "")[:8], given.get(f"unit-{uid}", "")[:20]))
        return found


class JudgedTogetherForm(forms.Form):
    """判定所选: `record` those that were ticked, `finding` the codes that are judged, one result and one ground for all."""

    key = forms.UUIDField()
    result = forms.ChoiceField(label="判定", choices=[("passed", "合格"), ("failed", "不合格")])
    why = forms.CharField(label="依据", max_length=LONGEST_REASON)

    def clean_why(self) -> str:
        return clean_text(self.cleaned_data["why"], "依据", LONGEST_REASON)

    def chosen(self) -> tuple[list[UUID], list[str], Judgement]:
        """The records, the codes, the judgement. Raises Invalid for what no page of ours sends."""
        given = self.data
        assert isinstance(given, QueryDict)  # noqa: S101 - the view gives it request.POST
        try:
            uids = [UUID(text) for text in given.getlist("record")]
        except ValueError as error:
            raise Invalid("没有判定：所选的档案认不出来。请刷新页面后重新勾选。") from error
        judgement = Judgement(self.cleaned_data["result"] == "passed", self.cleaned_data["why"])
        return uids, given.getlist("finding"), judgement


class DescriptionForm(forms.Form):
    """著录."""

    key = forms.UUIDField()
    title = forms.CharField(label="题名", max_length=400, required=False)
    number = forms.CharField(label="文件编号", max_length=60, required=False)
    author = forms.CharField(label="责任者", max_length=200, required=False)
    dated_on = forms.DateField(label="日期", required=False)
    year = forms.IntegerField(label="年度", min_value=1, max_value=9999)

    def description(self) -> Description:
        given = self.cleaned_data
        return Description(given["title"], given["number"], given["author"], given["dated_on"], given["year"])


class JudgementsForm(forms.Form):
    """判定: `result-CODE` is passed or failed, `why-CODE` the grounds; `why` stands for all that say none."""

    key = forms.UUIDField()

    def judgements(self) -> dict[str, Judgement]:
        """Raises Invalid."""
        given = self.data
        found = {}
        for name in given:
            head, _, code = name.partition("result-")
            if head or not code or given[name] not in {"passed", "failed"}:
                continue
            why = clean_text(given.get(f"why-{code}", "") or given.get("why", ""), "依据", LONGEST_REASON)
            found[code] = Judgement(given[name] == "passed", why)
        return found
