"""对信息、稿件、一期刊物、约稿的动作用的表单: one for all acts on one sort of thing."""

from django import forms

from docflow.briefs.actions.edit import LONGEST_TEXT, LONGEST_TITLE
from docflow.briefs.models import Rank
from docflow.forms.acts import UuidsField


class BriefActForm(forms.Form):
    """接收、审核、退回、撤回."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(label="缘由", required=False, max_length=400)


class ItemActForm(forms.Form):
    """编辑、合编、编入、接手、退改、不采用. `version`: of the text that the page showed."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(label="第几稿", required=False, min_value=0, max_value=1_000_000)
    title = forms.CharField(label="标题", required=False, max_length=LONGEST_TITLE)
    text = forms.CharField(label="正文", required=False, max_length=LONGEST_TEXT)
    briefs = UuidsField(label="来稿", required=False)
    periodical = forms.UUIDField(label="刊物", required=False)
    reason = forms.CharField(label="缘由", required=False, max_length=400)


class IssueActForm(forms.Form):
    """移出、上移、下移、排校样、送签、退回、签发、记批示."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    entry = forms.UUIDField(label="哪一条", required=False)
    signer = forms.UUIDField(label="签发人", required=False)
    leader = forms.CharField(label="批示领导", required=False, max_length=60)
    rank = forms.ChoiceField(label="领导类别", required=False, choices=[("", ""), *Rank.choices])
    words = forms.CharField(label="批示内容", required=False, max_length=1000)
    reason = forms.CharField(label="退回意见", required=False, max_length=400)


class RequestActForm(forms.Form):
    """撤销约稿."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(label="撤销缘由", required=False, max_length=400)
