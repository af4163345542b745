"""Killed at every named point: no number is lost, nothing is half told, half judged or half closed; and it goes on."""

from collections.abc import Iterator

import pytest

from tests.installation import SETUP, Installation, installed

PREPARE = """
from tests.docflow.supervision.matters import a_house
a_house("云州市督查局")
"""
STAGE = """
from datetime import timedelta
from uuid import UUID, uuid5
from docflow.models import Document
from docflow.supervision.actions.draft_bulletin import draft_bulletin
from docflow.supervision.actions.tend import tend_matters
from docflow.supervision.models import *
from docflow.supervision.selectors.counting import period_of
from office.api import with_role
from office.calendar import knowing
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.models import Appointment, Organ, Reader, Todo
from realtime.models import Notification
from tests.docflow.supervision.matters import House, Walk, a_matter
organ = Organ.objects.get(name="云州市督查局")
bureau = Organ.objects.get(name="云州市水务局")
heads = tuple(with_role(organ, "head").order_by("pk"))
one, two = with_role(organ, "supervisor").order_by("pk")
house = House(
    organ, one, two, with_role(organ, "leader")[0], heads,
    tuple(Appointment.objects.get(post__department=head.department, post__roles=None) for head in heads),
    bureau, with_role(bureau, "document_clerk")[0], with_role(bureau, "leader")[0],
)
def walk():
    return Walk(house, Matter.objects.order_by("pk").last().uid)
def look(): return (
    list(Matter.objects.values_list("place", "state")), [(p.state, p.returned, p.extended) for p in Assignment.objects.all()],
    list(Feedback.objects.values_list("state", flat=True)), Evidence.objects.count(), Reminder.objects.count(),
    Todo.objects.open().filter(room="supervision").count(), Notification.objects.filter(kind="supervision").count(),
    Reader.objects.filter(why="督办").count(), Document.objects.count(),
)
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("supervision")) as made:
        made.python(PREPARE)
        yield made


@pytest.mark.crash("supervision.number_taken")
@pytest.mark.crash("supervision.feedback_written")
@pytest.mark.crash("supervision.feedback_signed")
@pytest.mark.crash("supervision.sent_back")
@pytest.mark.crash("supervision.extended")
@pytest.mark.crash("supervision.reminded")
@pytest.mark.crash("supervision.verified")
@pytest.mark.crash("supervision.bulletin_drafted")
def test_killed_there_nothing_is_half_done_and_it_goes_on(city: Installation) -> None:
    steps = (
        ("supervision.number_taken", "a_matter(house)"),
        ("", "walk().signed()"),
        ("supervision.feedback_written", "walk().said(final=True)"),
        ("supervision.feedback_signed", "walk().endorsed()"),
        ("supervision.sent_back", "walk().sent_back()"),
        ("", "walk().extension()"),
        ("supervision.extended", DECIDE),
        ("", "walk().opened_before(60, today())"),
        ("supervision.reminded", REMIND),
        ("", "walk().said(final=True).endorsed()"),
        ("supervision.verified", "walk().closed()"),
        ("supervision.bulletin_drafted", BULLETIN),
    )
    for point, deed in steps:
        if point:
            before = city.python(f"{STAGE}\nprint(look())")
            city.die_at(point, "-c", f"{SETUP}{STAGE}\n{deed}")
            assert city.python(f"{STAGE}\nprint(look())") == before, point
        city.python(f"{STAGE}\n{deed}")
    end = "print(walk().matter.number.endswith('〕1号'), walk().matter.state, walk().part().state, Document.objects.get().kind)"
    assert city.python(STAGE + end) == "True closed verified 通报"


DECIDE = """
from docflow.supervision.actions.extending import decide_extension
decide_extension(Extension.objects.get(state="agreed").uid, granted=True, by=house.by(one), key=uuid7())
"""
REMIND = """
import docflow.supervision.actions.tend as tending
from office.calendar.working_days import Exceptional, KnownYear, WorkingCalendar
tending.working_calendar = lambda: WorkingCalendar({today().year: KnownYear(today().year, "试", {today(): Exceptional("work", "试")})})
tend_matters()
"""
"""Today is worked, whatever day it is."""
BULLETIN = """
from django.db import transaction
from docflow.actions.setting_up import open_code
from docflow.models import IssuingCode
code = IssuingCode.objects.filter(organ=organ).first()
if code is None:
    with transaction.atomic():
        code = open_code(organ, "云督发", label="文件", form="文件")
draft_bulletin(organ.uid, f"{today():%Y-%m}", code.uid, by=house.by(one), key=uuid7())
"""
