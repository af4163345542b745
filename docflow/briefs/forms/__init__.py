from docflow.briefs.forms.acts import BriefActForm, IssueActForm, ItemActForm, RequestActForm
from docflow.briefs.forms.conditions import asked_in
from docflow.briefs.forms.settings import BulletinForm, DeskForm, PeriodicalForm, RuleForm
from docflow.briefs.forms.writing import ReportForm, RequestForm

__all__ = [
    "BriefActForm",
    "BulletinForm",
    "DeskForm",
    "IssueActForm",
    "ItemActForm",
    "PeriodicalForm",
    "ReportForm",
    "RequestActForm",
    "RequestForm",
    "RuleForm",
    "asked_in",
]
