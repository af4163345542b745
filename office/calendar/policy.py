"""Who may import the calendar: the system administrators of the root organ. Everybody may read it."""

from office.actor import Actor
from office.jobs.policy import as_operator, may_operate
from office.kernel.refusals import NotAllowed


def may_import(by: Actor) -> bool:
    return may_operate(by)


def importer(by: Actor) -> Actor:
    """He in the capacity in which he may import. Raises NotAllowed."""
    if (operator := as_operator(by)) is None:
        raise NotAllowed("工作日历由系统管理员导入。发现日历有误，请告诉他们。")
    return operator
