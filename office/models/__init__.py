from office.models.acting import DoneAction
from office.models.files import StoredFile
from office.models.organs import Organ, OrganName, OrganSuccession
from office.models.people import Appointment, Department, Person, Post, PostRole
from office.models.rights import Reader
from office.models.todos import Todo, TodoHolder

__all__ = [
    "Appointment",
    "Department",
    "DoneAction",
    "Organ",
    "OrganName",
    "OrganSuccession",
    "Person",
    "Post",
    "PostRole",
    "Reader",
    "StoredFile",
    "Todo",
    "TodoHolder",
]
