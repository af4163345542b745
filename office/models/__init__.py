from office.models.access import Access, AccessEntry
from office.models.acting import DoneAction
from office.models.files import StoredFile
from office.models.organs import Organ, OrganName, OrganSuccession
from office.models.people import Appointment, Department, Person, Post, PostRole
from office.models.rights import GrantChange, Reader
from office.models.todos import Todo, TodoHolder
from office.models.trail import TrailBlock, TrailEntry, TrailMember

__all__ = [
    "Access",
    "AccessEntry",
    "Appointment",
    "Department",
    "DoneAction",
    "GrantChange",
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
    "TrailBlock",
    "TrailEntry",
    "TrailMember",
]
