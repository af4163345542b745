"""Heavy work in another process, so that neither its memory nor the interpreter's lock is the server's.

    pages = child.run("docflow.layout.typesetting.typeset", draft, timeout=120)
    facts = child.run_stranger("docflow.seals.verification.examine", content)

`run` is for our own work: one child, started when first needed, ended after a minute of rest. `run_stranger` is for what strangers
made: a fresh child each time, with limits on memory and time, that can answer in JSON only. Neither knows Django, settings or
the database: a function is named by its dotted path and gets everything as arguments.
"""

import os

from office.kernel.child.errors import ChildDied, ChildError, ChildTimeout, FailedInChild, TooHeavy
from office.kernel.child.resident import Child
from office.kernel.child.stranger import run_stranger

_child = Child()
os.register_at_fork(after_in_child=_child.forget)

run = _child.run
end = _child.end

__all__ = [
    "Child",
    "ChildDied",
    "ChildError",
    "ChildTimeout",
    "FailedInChild",
    "TooHeavy",
    "end",
    "run",
    "run_stranger",
]
