"""时限与逾期：by when what waits is to be done, for whoever holds it and for whoever answers for a department or an organ."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import TruncDate

from office.actor import Actor
from office.kernel.clock import OFFICE_ZONE, end_of, now, start_of, today
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
    this = today()
    late, due_today = Q(due_at__lt=now()), Q(due_at__gte=start_of(this), due_at__lte=end_of(this))
    counted: dict[str, int] = waiting_for(actor).aggregate(
        count=Count("pk"), overdue=Count("pk", filter=late), due_today=Count("pk", filter=due_today)
    )
    return counted


def due_by_day(actor: Actor, first: date, last: date) -> dict[date, int]:
    """How much of his is due on each day of a span."""
    rows = waiting_for(actor).filter(due_at__gte=start_of(first), due_at__lte=end_of(last)).order_by()
    days = rows.values(day=TruncDate("due_at", tzinfo=OFFICE_ZONE)).annotate(count=Count("pk"))
    return {row["day"]: row["count"] for row in days}


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
