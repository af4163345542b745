from docflow.models.documents import Attachment, Document, Version, WorkingCopy
from docflow.models.pages import Rendition, Sealed
from docflow.models.registers import IssuingCode, NumberEntry, Register
from docflow.models.routes import Act, FlowVersion, Opinion, Run, Task, TaskCandidate
from docflow.models.seals import Seal, SealAuthorisation, SealUse

__all__ = [
    "Act",
    "Attachment",
    "Document",
    "FlowVersion",
    "IssuingCode",
    "NumberEntry",
    "Opinion",
    "Register",
    "Rendition",
    "Run",
    "Seal",
    "SealAuthorisation",
    "SealUse",
    "Sealed",
    "Task",
    "TaskCandidate",
    "Version",
    "WorkingCopy",
]
