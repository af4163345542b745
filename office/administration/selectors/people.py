"""What the pages of people show: accounts and appointments, and what an appointment would leave behind."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from office.actor import Actor
from office.administration import policy
from office.kernel.clock import today
from office.kernel.refusals import Refusal
from office.models.people import Appointment, Person, Role
from office.models.todos import Todo, TodoHolder
from office.rights import may_read_all

VIEWS = {"all": "全部", "vacant": "没有任职", "first": "初始密码未改", "stopped": "已停用"}


@dataclass(frozen=True)
class Served:
    """An appointment over time: 现任, 将任 or 已止, and whether he may end it."""

    appointment: Appointment
    state: str
    waiting: int
    may_end: bool


@dataclass(frozen=True)
class PersonSheet:
    """One person as his administrator sees him. `why_not` says why the account is not his to keep."""

    person: Person
    served: tuple[Served, ...]
    keeps: bool
    edits: bool
    why_not: str
    himself: bool


@dataclass(frozen=True)
class Waiting:
    """A to-do of an appointment: its title only for who may read it, and who would go on with it."""

    todo: Todo
    title: str
    others: tuple[Appointment, ...]

    @property
    def alone(self) -> bool:
        return not self.others


def people_of(by: Actor, *, view: str = "all", words: str = "") -> QuerySet[Person]:
    """The people whom he sees, with what they hold now and later (`unended`), in the order of their names."""
    held = Appointment.objects.unended(today()).with_names().order_by("-primary", "since", "pk")
    rows = policy.people(by).prefetch_related(Prefetch("appointments", held, to_attr="unended"))
    words = "".join(words.split())
    if words:
        rows = rows.filter(
            Q(name__contains=words) | Q(pinyin__startswith=words.lower()) | Q(login__startswith=words.lower())
        )
    return _in_view(rows, view).order_by("pinyin", "name", "pk")


def counts(by: Actor) -> dict[str, int]:
    """How many stand in each view."""
    return {view: _in_view(policy.people(by), view).count() for view in VIEWS}


def person_sheet(person: Person, by: Actor) -> PersonSheet:
    """One person whom he sees."""
    rows = list(person.appointments.with_names().prefetch_related("post__roles").order_by("-since", "-pk"))
    waiting = list(
        TodoHolder.objects.filter(appointment__in=rows, waits=True, todo__closed_at__isnull=True).values_list(
            "appointment", flat=True
        )
    )
    why_not = _why_not(by, person)
    return PersonSheet(
        person,
        tuple(_served(one, by, waiting.count(one.pk)) for one in rows),
        keeps=not why_not,
        edits=not _why_not(by, person, policy.SYSTEM),
        why_not=why_not,
        himself=by.person.pk == person.pk,
    )


def waiting_with(appointment: Appointment, by: Actor) -> tuple[Waiting, ...]:
    """What waits for an appointment now, the longest wait first, and which others hold it with him."""
    holding = Appointment.objects.valid_on(today()).with_names().exclude(pk=appointment.pk)
    valid = TodoHolder.objects.filter(appointment__in=holding).select_related("appointment__person")
    todos = list(
        Todo.objects.waiting_with([appointment.pk]).prefetch_related(Prefetch("holders", valid, to_attr="others"))
    )
    readable = may_read_all(by, {one.about for one in todos})
    return tuple(
        Waiting(
            one,
            one.title if one.about in readable else "",
            tuple(holder.appointment for holder in one.others),  # type: ignore[attr-defined] # by the Prefetch above
        )
        for one in todos
    )


def _in_view(rows: QuerySet[Person], view: str) -> QuerySet[Person]:
    match view:
        case "vacant":
            held = Appointment.objects.unended(today()).values("person")
            return rows.filter(is_active=True).exclude(pk__in=held)
        case "first":
            return rows.filter(is_active=True, password_is_first=True)
        case "stopped":
            return rows.filter(is_active=False)
    return rows


def _served(one: Appointment, by: Actor, waiting: int) -> Served:
    day = today()
    if one.until is not None and one.until < day:
        return Served(one, "已止", waiting, may_end=False)
    fills = policy.acts_as(by, one.organ, policy.filled_by(one.post)) is not None
    return Served(one, "将任" if one.since > day else "现任", waiting, may_end=fills and one.person_id != by.person.pk)


def _why_not(by: Actor, person: Person, role: Role | None = None) -> str:
    try:
        policy.account(by, person, role or "")
    except Refusal as refusal:
        return refusal.sentence
    return ""
