from docflow.distribution.forms.distributing import DistributeForm
from docflow.distribution.forms.groups import GroupForm
from docflow.distribution.forms.receiving import ReasonForm, UrgeForm

__all__ = ["DistributeForm", "GroupForm", "ReasonForm", "UrgeForm"]
