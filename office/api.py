"""What other rooms may call of the house's foundation."""

from office.access.noting import note_access
from office.acting import action
from office.actor import Actor, actor_of, appointments_of
from office.administration.policy import may_enter as may_administer
from office.calendar.deadlines import Limit, deadlines_of, end_deadline, overdue, set_deadline, set_deadlines
from office.calendar.knowing import working_calendar
from office.calendar.models import Deadline
from office.calendar.telling import Recounted, on_recounted_deadlines
from office.calendar.wording import held_in_words, overdue_in_words
from office.calendar.working_days import Reached, WorkingCalendar
from office.copying_grants import Regranted, changed_grants, forget_changes, lasting_keys, open_for_a_time, taken_from
from office.files import as_it_lies, keep, lies_there, read, served, served_pdf, sweep_files
from office.jobs.failing import on_failure, operators
from office.jobs.interface import TaskContext, task
from office.jobs.models import Job
from office.jobs.policy import may_operate
from office.jobs.queue import enqueue
from office.jobs.waiting import work_until, work_until_done
from office.models.files import StoredFile
from office.models.organs import Organ
from office.models.people import Appointment, Department, Person, Post
from office.models.todos import Todo
from office.repealed import knows_repealed
from office.requests import actor_for, files_of, key_of, searched_for
from office.rights import (
    appointment_key,
    department_key,
    grant,
    grant_each,
    grant_until,
    grants_by,
    grants_to,
    keys_of,
    keys_opening,
    may_read,
    may_read_all,
    organ_key,
    person_key,
    read_one,
    readable,
    readers_of,
    revoke,
    role_key,
)
from office.selectors.holders import (
    Unit,
    among,
    appointment,
    department,
    department_of,
    departments,
    heads_of,
    holders_of,
    in_charge_of,
    in_post,
    named,
    pool_of,
    role_label,
    unit,
    valid_appointments,
    with_role,
)
from office.selectors.life import HistoryLine, Reading, history_of, lines_about, reading, readings_of
from office.sign_in.ending import on_sign_in_ended
from office.succession import heirs_of
from office.todos import (
    Waiting,
    Waits,
    change_holders,
    close_todo,
    close_todos,
    counts_waiting,
    holders_waiting,
    is_waiting,
    open_todo,
    open_todos,
    retitle_todos,
    waiting_for,
)
from office.trail.holding import trail_flaw
from office.trail.sealing import close_block
from office.trail.wording import name_acts
from office.trail.writing import record, record_first

__all__ = [
    "Actor",
    "Appointment",
    "Deadline",
    "Department",
    "HistoryLine",
    "Job",
    "Limit",
    "Organ",
    "Person",
    "Post",
    "Reached",
    "Reading",
    "Recounted",
    "Regranted",
    "StoredFile",
    "TaskContext",
    "Todo",
    "Unit",
    "Waiting",
    "Waits",
    "WorkingCalendar",
    "action",
    "actor_for",
    "actor_of",
    "among",
    "appointment",
    "appointment_key",
    "appointments_of",
    "as_it_lies",
    "change_holders",
    "changed_grants",
    "close_block",
    "close_todo",
    "close_todos",
    "counts_waiting",
    "deadlines_of",
    "department",
    "department_key",
    "department_of",
    "departments",
    "end_deadline",
    "enqueue",
    "files_of",
    "forget_changes",
    "grant",
    "grant_each",
    "grant_until",
    "grants_by",
    "grants_to",
    "heads_of",
    "heirs_of",
    "held_in_words",
    "history_of",
    "holders_of",
    "holders_waiting",
    "in_charge_of",
    "in_post",
    "is_waiting",
    "keep",
    "key_of",
    "keys_of",
    "keys_opening",
    "knows_repealed",
    "lasting_keys",
    "lies_there",
    "lines_about",
    "may_administer",
    "may_operate",
    "may_read",
    "may_read_all",
    "name_acts",
    "named",
    "note_access",
    "on_failure",
    "on_recounted_deadlines",
    "on_sign_in_ended",
    "open_for_a_time",
    "open_todo",
    "open_todos",
    "operators",
    "organ_key",
    "overdue",
    "overdue_in_words",
    "person_key",
    "pool_of",
    "read",
    "read_one",
    "readable",
    "readers_of",
    "reading",
    "readings_of",
    "record",
    "record_first",
    "retitle_todos",
    "revoke",
    "role_key",
    "role_label",
    "searched_for",
    "served",
    "served_pdf",
    "set_deadline",
    "set_deadlines",
    "sweep_files",
    "taken_from",
    "task",
    "trail_flaw",
    "unit",
    "valid_appointments",
    "waiting_for",
    "with_role",
    "work_until",
    "work_until_done",
    "working_calendar",
]
