from docflow.forms.acts import ActForm
from docflow.forms.drafts import DraftForm, NewDocumentForm
from docflow.forms.issuing_codes import DescribedForm, OpenCodeForm, TakeOutForm
from docflow.forms.registers import CloseForm, ReopenForm, ReserveForm, VoidForm

__all__ = [
    "ActForm",
    "CloseForm",
    "DescribedForm",
    "DraftForm",
    "NewDocumentForm",
    "OpenCodeForm",
    "ReopenForm",
    "ReserveForm",
    "TakeOutForm",
    "VoidForm",
]
