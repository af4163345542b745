from docflow.models.documents import Attachment, Document, Version, WorkingCopy
from docflow.models.links import Link, LinkKind
from docflow.models.pages import Rendition, Sealed
from docflow.models.registers import IssuingCode, NumberEntry, Register
from docflow.models.routes import Act, FlowVersion, Opinion, Run, Task, TaskCandidate
from docflow.models.seals import Seal, SealAuthorisation, SealUse
from docflow.models.urges import Urge

__all__ = [
    "Act",
    "Attachment",
    "Document",
    "FlowVersion",
    "IssuingCode",
    "Link",
    "LinkKind",
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
    "Urge",
    "Version",
    "WorkingCopy",
]
