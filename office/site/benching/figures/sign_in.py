"""sign_in：a full hall signs in within a minute, half of it at the same moment; one sign-in against a bare view."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.http import HttpRequest, QueryDict
from django.test import Client
from django.urls import reverse

from meetings.attendance.models import SignIn
from meetings.attendance.signing import ticket_for
from meetings.convening import life
from meetings.convening.models import Invitation, Meeting, MeetingKind
from office.api import Appointment, Department, Person, Post
from office.demo.load import load_city
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.models import Organ
from office.site.benching.crowd import Form, Pressed, answers, press, signed_in
from office.site.benching.footprint import Footprint, watched
from office.site.benching.papers import ORGAN
from office.site.benching.processes import THREADS, WORKERS, gunicorn
from office.site.benching.reference.signing import sign as bare_sign
from office.site.benching.rounds import Spread, percentile, rounds_of
from office.site.preparing import migrate

AT_ONCE, WRITERS, A_ROUND, MINUTE, WANTED = 1_000, 8, 200, 60, 0.5


class Hall:
    """A meeting that begins in ten minutes, with so many guests."""

    def __init__(self, guests: int) -> None:
        migrate()
        load_city()
        organ = Organ.objects.get(name=ORGAN)
        department = Department.objects.create(organ=organ, name="量一量科")
        post = Post.objects.create(department=department, title="职员")
        people = Person.objects.bulk_create(Person(login=f"bench{n}", name=f"量{n}") for n in range(guests))
        held = Appointment.objects.bulk_create(
            Appointment(person=one, post=post, since=date(2020, 1, 1), primary=True) for one in people
        )
        begins = now() + timedelta(minutes=10)
        self.meeting = Meeting.objects.create(
            organ=organ,
            kind=MeetingKind.objects.create(organ=organ, name="量一量会议"),
            title="量一量",
            host=held[0],
            organised_by=held[0],
            starts_at=begins,
            ends_at=begins + timedelta(hours=8),
            state=life.ANNOUNCED,
            announced_at=now(),
        )
        Invitation.objects.bulk_create(
            Invitation(meeting=self.meeting, person=one.person, appointment=one, order=n) for n, one in enumerate(held)
        )
        self.people = people
        self.headers = [signed_in(one) | {"Accept": "text/html"} for one in people]

    def forms(self, guests: Sequence[int], *, bare: bool = False) -> list[Form]:
        """What each of them sends who has looked at the code just now."""
        uid = self.meeting.uid
        path = f"/sign/{uid}/" if bare else reverse("attendance:sign", args=[uid])
        return [
            Form(path, {"key": str(uuid7()), "ticket": ticket_for(uid, self.people[n])}, self.headers[n])
            for n in guests
        ]

    def empty(self) -> None:
        """Nobody has signed in yet."""
        SignIn.objects.all().delete()


def measure(rounds: int, size: int) -> Iterator[str]:
    """Everybody in turn of eight; a thousand at the same moment; then the rate against the bare view."""
    hall = Hall(size)
    ours, bare = footprints(hall)
    yield f"一次签到写 {ours}；产品 {ours.statements} 条语句，对照 {bare.statements} 条（登录的2条在外）"
    env = dict(os.environ)
    product, reference = "office.site.wsgi", "office.site.benching.reference.wsgi"
    with gunicorn(product, env, "/healthz") as here, gunicorn(reference, env, "/") as there:
        yield from whole_hall(hall, here)
        yield from at_once(hall, here)
        yield from rate(hall, {"product": here, "bare": there}, rounds)


def whole_hall(hall: Hall, port: int) -> Iterator[str]:
    """All of them, as fast as eight at a time go. A part of them looks at the code when it is their turn: a ticket holds for some minutes."""
    press(port, hall.forms(range(WRITERS)), WRITERS)  # both workers have loaded all that they need
    hall.empty()
    guests = range(len(hall.people))
    parts = [press(port, hall.forms(guests[n : n + A_ROUND]), WRITERS) for n in range(0, len(guests), A_ROUND)]
    _refuse_lost(len(hall.people))
    took, slow = sum(one.seconds for one in parts), percentile([each for one in parts for each in one.each], 0.95)
    yield f"{len(hall.people)}人签到用了{took:.1f}秒，一个不少，p95 {1000 * slow:.0f} ms；要求不超过{MINUTE}秒"


def at_once(hall: Hall, port: int) -> Iterator[str]:
    """At the same moment, each on a connection of his own."""
    hall.empty()
    crowd = min(AT_ONCE, len(hall.people))
    came = answers(port, hall.forms(range(crowd)), crowd)
    statuses = Counter(status for status, _ in came)
    if statuses != {302: crowd}:
        raise RuntimeError(f"of {crowd} at once: {statuses}")
    _refuse_lost(crowd)
    took = [seconds for _, seconds in came]
    yield f"{crowd}人同时签到，全部签上；p50 {percentile(took, 0.5):.1f}秒，最慢{max(took):.1f}秒"


def rate(hall: Hall, ports: dict[str, int], rounds: int) -> Iterator[str]:
    """Sign-ins a second, the product's and the bare view's in turn, each first every other time."""
    rates: dict[str, list[float]] = {name: [] for name in ports}
    some = range(min(A_ROUND, len(hall.people)))
    for n in rounds_of(rounds + 1):
        for name in list(ports) if n % 2 == 0 else list(ports)[::-1]:
            hall.empty()
            pressed: Pressed = press(ports[name], hall.forms(some, bare=name == "bare"), WRITERS)
            _refuse_lost(len(some))
            if n:
                rates[name].append(pressed.rate)
    yield f"gunicorn gthread {WORKERS}×{THREADS}，{WRITERS}人同时"
    yield f"产品 每秒{Spread.of(rates['product'])}"
    yield f"对照 每秒{Spread.of(rates['bare'])}"
    ratio = Spread.of([a / b for a, b in zip(rates["product"], rates["bare"], strict=True)])
    yield f"产品/对照 {ratio}；要求不低于{WANTED}"


def footprints(hall: Hall) -> tuple[Footprint, Footprint]:
    """What one sign-in writes, the product's and the reference's. Raises RuntimeError where they differ."""
    (form,) = hall.forms([0])
    client = Client(SERVER_NAME="localhost")
    client.force_login(hall.people[0])
    with watched() as ours:
        answer = client.post(form.path, form.fields)
    if answer.status_code != 302:
        raise RuntimeError(f"he was not signed in: {answer.status_code}")
    hall.empty()
    request = HttpRequest()
    request.method, request.user = "POST", hall.people[0]
    request.POST = QueryDict(f"key={uuid7()}")
    with watched() as bare:
        bare_sign(request, hall.meeting.uid)
    if not ours.same_rows(bare):
        raise RuntimeError(f"the reference writes other rows:\n{ours}\n{bare}")
    return ours, bare


def _refuse_lost(wanted: int) -> None:
    there = SignIn.objects.count()
    if there != wanted:
        raise RuntimeError(f"{wanted} signed in, {there} are there")
