from docflow.incoming.forms.instructions import IncomingActForm
from docflow.incoming.forms.registration import RegistrationForm, ReplyForm

__all__ = ["IncomingActForm", "RegistrationForm", "ReplyForm"]
