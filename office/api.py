"""What other rooms may call of the house's foundation."""

from office.acting import action
from office.actor import Actor, actor_of, appointments_of
from office.files import keep, read, sweep_files
from office.models.files import StoredFile
from office.rights import (
    appointment_key,
    department_key,
    grant,
    keys_of,
    may_read,
    organ_key,
    person_key,
    readable,
    readers_of,
    revoke,
    role_key,
)
from office.todos import change_holders, close_todo, open_todo, waiting_for

__all__ = [
    "Actor",
    "StoredFile",
    "action",
    "actor_of",
    "appointment_key",
    "appointments_of",
    "change_holders",
    "close_todo",
    "department_key",
    "grant",
    "keep",
    "keys_of",
    "may_read",
    "open_todo",
    "organ_key",
    "person_key",
    "read",
    "readable",
    "readers_of",
    "revoke",
    "role_key",
    "sweep_files",
    "waiting_for",
]
