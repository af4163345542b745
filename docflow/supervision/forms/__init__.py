from docflow.supervision.forms.acts import MatterActForm
from docflow.supervision.forms.conditions import asked_in
from docflow.supervision.forms.opening import OpeningForm
from docflow.supervision.forms.settings import BulletinForm, RuleForm

__all__ = ["BulletinForm", "MatterActForm", "OpeningForm", "RuleForm", "asked_in"]
