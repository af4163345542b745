"""时限与逾期：by when what waits is to be done, for whoever holds it and for whoever answers for a department or an organ."""

from collections import Counter
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from office.actor import Actor
from office.kernel.clock import day_of, end_of, now, start_of, today
from office.models.people import Role
from office.models.todos import Todo, TodoHolder
from office.rights import grants_to
from office.todos import waiting_for

OF_AN_ORGAN = {Role.LEADER, Role.DOCUMENT_CLERK}


def due_of(actor: Actor, on: date | None = None) -> QuerySet[Todo]:
    """What he holds or may take that has a time limit (that ends on a day), the earliest first."""
    rows = waiting_for(actor).filter(due_at__isnull=False)
    if on is not None:
        rows = rows.filter(due_at__gte=start_of(on), due_at__lte=end_of(on))
    return with_holders(rows).order_by("due_at", "pk")


def overdue_of(actor: Actor) -> QuerySet[Todo]:
    """What he holds or may take that is late, the latest first."""
    return due_of(actor).filter(due_at__lt=now())


def overdue_under(actor: Actor) -> QuerySet[Todo]:
    """What is late in the departments and organs that he answers for, as far as he may read what it is about."""
    if (units := _units(actor)) is None:
        return Todo.objects.none()
    held_there = TodoHolder.objects.filter(units, todo=OuterRef("pk"))
    rows = Todo.objects.open().filter(Exists(held_there), Exists(grants_to(actor, OuterRef("about"))))
    return with_holders(rows.filter(due_at__lt=now())).order_by("due_at", "pk")


def answers_for_others(actor: Actor) -> bool:
    """Whether there is a department or an organ whose late matters are his business: 处室负责人, 分管领导, 领导, 文书."""
    return _units(actor) is not None


def figures(actor: Actor) -> dict[str, int]:
    """How much waits for him, how much of it is late, how much is due today; in one question."""
    dues, moment, this = _dues(actor), now(), today()
    return {
        "count": len(dues),
        "overdue": sum(due is not None and due < moment for due in dues),
        "due_today": sum(due is not None and day_of(due) == this for due in dues),
    }


def due_by_day(actor: Actor, first: date, last: date) -> dict[date, int]:
    """How much of his is due on each day of a span."""
    days = Counter(day_of(due) for due in _dues(actor) if due is not None)
    return {day: days[day] for day in sorted(days) if first <= day <= last}


def _dues(actor: Actor) -> list[datetime | None]:
    """When what waits for him is due. Counted here and not in the database, which would start from all that is due in those days, whoever's
    it is, once it knows how little waits for one.
    """
    return list(waiting_for(actor).order_by().values_list("due_at", flat=True))


def with_holders(rows: QuerySet[Todo]) -> QuerySet[Todo]:
    holders = TodoHolder.objects.select_related("appointment__person", "appointment__post__department__organ")
    return rows.prefetch_related(Prefetch("holders", holders.order_by("pk")))


def _units(actor: Actor) -> Q | None:
    """The holders whose late matters he answers for, or None."""
    organs: set[int] = set()
    departments: set[int] = set()
    for one in actor.appointments:
        for held in one.post.roles.all():
            if held.role in OF_AN_ORGAN:
                organs.add(one.organ.pk)
            elif held.role == Role.HEAD:
                departments.add(one.department.pk)
            elif held.role == Role.LEADER_IN_CHARGE and held.department_id is not None:
                departments.add(held.department_id)
    if not organs and not departments:
        return None
    post = "appointment__post__department"
    return Q(**{f"{post}__organ__in": organs}) | Q(**{f"{post}__in": departments})
