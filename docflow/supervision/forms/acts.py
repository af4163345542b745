"""对督办事项的每一个动作用的一张表单。"""

from django import forms

from docflow.forms.acts import UuidsField


class MatterActForm(forms.Form):
    """Any act on a matter: on which part, feedback or extension, with what words. Files come beside it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    part = UuidsField(label="任务", required=False)
    feedback = forms.UUIDField(label="反馈", required=False)
    extension = forms.UUIDField(label="延期申请", required=False)
    undertaker = forms.UUIDField(label="责任人", required=False)
    progress = forms.IntegerField(label="进度", required=False, min_value=0, max_value=100)
    text = forms.CharField(label="办理情况", required=False, max_length=4000)
    problem = forms.CharField(label="存在问题", required=False, max_length=2000)
    next_step = forms.CharField(label="下步打算", required=False, max_length=2000)
    final = forms.BooleanField(label="申请办结", required=False)
    agreed = forms.BooleanField(label="同意", required=False)
    held = forms.BooleanField(label="保持", required=False)
    reason = forms.CharField(label="缘由", required=False, max_length=400)
    words = forms.CharField(label="情况", required=False, max_length=400)
    new_on = forms.DateField(label="延到哪一天", required=False)
    recheck_on = forms.DateField(label="回头看的日子", required=False)
