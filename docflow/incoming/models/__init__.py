from docflow.incoming.models.incomings import Enclosure, Incoming, IncomingState, Source
from docflow.incoming.models.intakes import Intake
from docflow.incoming.models.phrases import Phrase
from docflow.incoming.models.registers import (
    IncomingClass,
    IncomingNumber,
    IncomingNumberState,
    IncomingRegister,
    Track,
)

__all__ = [
    "Enclosure",
    "Incoming",
    "IncomingClass",
    "IncomingNumber",
    "IncomingNumberState",
    "IncomingRegister",
    "IncomingState",
    "Intake",
    "Phrase",
    "Source",
    "Track",
]
