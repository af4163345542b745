"""seating：a whole hall re-planned, by the rules alone and as the act with its rows; a leave; against sorting the people and writing the rows."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from random import Random

from django.db import transaction

from meetings.convening.actions.plan_meeting import Plan, plan_meeting
from meetings.convening.models import Capacity, Invitation, Meeting, MeetingKind
from meetings.seating.actions.lay_out import Layout, lay_out
from meetings.seating.actions.rearrange import rearrange
from meetings.seating.models import SeatingPlan, Sitting
from meetings.seating.rules.assigning import arrange, follow
from meetings.seating.rules.hall import build
from meetings.seating.rules.seats import Block, Kind
from meetings.seating.selectors.situation import Situation, situation
from office.api import Actor, Appointment, Department, Person, Post, actor_of
from office.demo.load import load_city
from office.kernel.clock import now, today
from office.kernel.ids import uuid7
from office.models import Organ, PostRole
from office.site.benching.papers import ORGAN
from office.site.benching.rounds import Spread, rounds_of, seconds
from office.site.preparing import migrate

PODIUM, COLUMNS, PAIRS = 15, 30, 20
WANTED_MS = 200


def measure(rounds: int, size: int) -> Iterator[str]:
    """A podium and rows for `size` people, of whom some are kept apart; every round in another order."""
    by, plan = _hall(size)
    there = situation(plan)
    chance = Random(6)  # noqa: S311 - the same halls in every run
    pairs = {frozenset(chance.sample([one.pk for one in there.people], 2)) for _ in range(min(PAIRS, size // 2))}
    ruled: list[float] = []
    left: list[float] = []
    sorted_: list[float] = []
    acted: list[float] = []
    written: list[float] = []
    for _ in rounds_of(rounds):
        there = _shuffled(plan, chance)
        guests = there.guests
        ruled.append(1000 * seconds(partial(_arranged, there, pairs)))
        sorted_.append(1000 * seconds(partial(sorted, there.people, key=lambda one: (one.capacity, one.order, one.pk))))
        gone = there.hall.in_order[1].code
        staying = [one for one in guests if there.at[one.key] != gone]
        left.append(1000 * seconds(partial(follow, there.hall, staying, held=there.at, apart=pairs)))
        acted.append(1000 * seconds(partial(rearrange, plan.meeting.uid, _version(plan), by=by, key=uuid7())))
        written.append(1000 * seconds(partial(_written, plan)))
    yield f"{size}座重排，{len(pairs)}对避开相邻，只算规则 {Spread.of(ruled)} ms；要求不超过{WANTED_MS} ms"
    yield f"对照：同样的人排一次先后 {Spread.of(sorted_)} ms；重排/对照 {_ratio(ruled, sorted_)}"
    yield f"一人请假后主席台递补 {Spread.of(left)} ms"
    yield f"按职务重排，连同写库 {Spread.of(acted)} ms；对照：写同样的行 {Spread.of(written)} ms；产品/对照 {_ratio(acted, written)}"


def _ratio(ours: list[float], theirs: list[float]) -> Spread:
    return Spread.of([a / b for a, b in zip(ours, theirs, strict=True)])


def _arranged(there: Situation, pairs: set[frozenset[int]]) -> None:
    """The hall built, everybody seated, the chairs of the podium set: what is worked out for a picture."""
    at = arrange(build(there.blocks), there.guests, apart=pairs)
    if len(at) != len(there.people):
        raise RuntimeError("somebody has no seat")
    build(there.blocks, at.values())


def _written(plan: SeatingPlan) -> None:
    with transaction.atomic():
        rows = list(Sitting.objects.filter(plan=plan))
        Sitting.objects.filter(plan=plan).delete()
        Sitting.objects.bulk_create(
            Sitting(plan=plan, invitation_id=one.invitation_id, code=one.code, is_locked=one.is_locked) for one in rows
        )


def _version(plan: SeatingPlan) -> int:
    return SeatingPlan.objects.values_list("version", flat=True).get(pk=plan.pk)


def _shuffled(plan: SeatingPlan, chance: Random) -> Situation:
    """Everybody has another rank than in the round before."""
    people = list(Invitation.objects.filter(meeting=plan.meeting, capacity=Capacity.ATTENDING))
    orders = list(range(1, len(people) + 1))
    chance.shuffle(orders)
    for one, order in zip(people, orders, strict=True):
        one.order = order
    Invitation.objects.bulk_update(people, ["order"], batch_size=200)
    return situation(SeatingPlan.objects.select_related("meeting").get(pk=plan.pk))


def _hall(size: int) -> tuple[Actor, SeatingPlan]:
    """A meeting of `size` people of one organ, seated."""
    migrate()
    load_city()
    organ = Organ.objects.get(name=ORGAN)
    department = Department.objects.create(organ=organ, name="量一量科")
    posts = Post.objects.bulk_create(Post(department=department, title=f"职{n}") for n in range(size))
    PostRole.objects.create(post=posts[0], role="head")
    people = Person.objects.bulk_create(Person(login=f"bench{n}", name=f"量{n}") for n in range(size))
    held = Appointment.objects.bulk_create(
        Appointment(person=one, post=post, since=today()) for one, post in zip(people, posts, strict=True)
    )
    by = actor_of(people[0], held[0])
    kind = MeetingKind.objects.create(organ=organ, name="量一量会议")
    begins = now() + timedelta(days=3)
    wish = Plan(kind=kind.uid, title="量一量", host=held[0].uid, starts_at=begins, ends_at=begins + timedelta(hours=1))
    meeting: Meeting = plan_meeting(wish, by=by, key=uuid7())
    Invitation.objects.bulk_create(
        Invitation(meeting=meeting, person=one.person, appointment=one, order=n) for n, one in enumerate(held) if n
    )
    podium = min(PODIUM, size)
    rows = Block(place=2, kind=Kind.ROWS, rows=max(1, -(-(size - podium) // COLUMNS)), columns=COLUMNS, aisles=(10, 20))
    blocks = [Block(place=1, kind=Kind.PODIUM, columns=podium), rows]
    return by, lay_out(meeting.uid, Layout(blocks=blocks), 0, by=by, key=uuid7())
