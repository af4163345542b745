from docflow.forms.acts import ActForm
from docflow.forms.drafts import DraftForm, NewDocumentForm
from docflow.forms.registers import VoidForm

__all__ = ["ActForm", "DraftForm", "NewDocumentForm", "VoidForm"]
