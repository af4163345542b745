"""Killed at every named point: no brief, no number and no score is lost or there twice; and it goes on."""

from collections.abc import Iterator

import pytest

from tests.installation import SETUP, Installation, installed

PREPARE = """
from tests.docflow.briefs.desk import a_world
a_world("云州市信息局")
"""
STAGE = """
from docflow.actions.setting_up import open_code
from docflow.briefs.actions import edit, signing
from docflow.briefs.actions.draft_bulletin import draft_bulletin
from docflow.briefs.actions.tend import tend_requests
from docflow.briefs.models import *
from docflow.models import Document, IssuingCode
from office.api import with_role
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.models import Appointment, Department, Organ, Reader, Todo
from realtime.models import Notification
from tests.docflow.briefs.desk import World, laid
organ, bureau = Organ.objects.get(name="云州市信息局"), Organ.objects.get(name="云州市燃气局")
editor, second = Appointment.objects.filter(post__title__startswith="编辑").order_by("pk")
heads = tuple(with_role(organ, "head").order_by("pk"))
staff = tuple(Appointment.objects.get(post__department=one.department, post__roles=None) for one in heads)
world = World(organ, Desk.objects.get(), with_role(organ, "office_reviewer")[0], editor, second, with_role(organ, "leader")[0],
    heads, staff, bureau, with_role(bureau, "document_clerk")[0], with_role(bureau, "leader")[0], list(Periodical.objects.order_by("pk")))
def issue(): return Issue.objects.select_related("periodical__desk__organ").latest("pk")
def look(): return (
    list(Brief.objects.values_list("state", "item", "place")), list(Item.objects.values_list("version", "closed_why")),
    list(Issue.objects.values_list("state", "n")), list(PeriodicalYear.objects.values_list("last", flat=True)),
    Score.objects.count(), BriefRequest.objects.filter(counted_at__isnull=False).count(), Document.objects.count(),
    Todo.objects.open().filter(room="briefs").count(), Notification.objects.filter(kind="briefs").count(), Reader.objects.count(),
)
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("briefs")) as made:
        made.python(PREPARE)
        yield made


@pytest.mark.crash("briefs.submitted")
@pytest.mark.crash("briefs.merged")
@pytest.mark.crash("briefs.number_taken")
@pytest.mark.crash("briefs.counted")
@pytest.mark.crash("briefs.missed_counted")
@pytest.mark.crash("briefs.bulletin_drafted")
def test_killed_there_nothing_is_half_done_and_it_goes_on(city: Installation) -> None:
    steps = (
        ("briefs.submitted", "world.submitted(by=heads[0], title='一')"),
        ("", "world.taken(Brief.objects.get()); world.submitted(1, title='二')"),
        ("briefs.merged", MERGE),
        ("", "world.at_signing(world.adopted(Item.objects.get()).issue)"),
        ("briefs.number_taken", "signing.sign(issue().uid, by=world.by(world.leader), key=uuid7())"),
        ("briefs.counted", "signing.publish(issue().uid, laid(issue()), by=None, key=uuid7())"),
        ("", "BriefRequest.objects.filter(pk=world.asked().pk).update(due_on=today().replace(year=2020, day=1))"),
        ("briefs.missed_counted", "tend_requests()"),
        ("briefs.bulletin_drafted", BULLETIN),
    )
    for point, deed in steps:
        if point:
            before = city.python(f"{STAGE}\nprint(look())")
            city.die_at(point, "-c", f"{SETUP}{STAGE}\n{deed}")
            assert city.python(f"{STAGE}\nprint(look())") == before, point
        city.python(f"{STAGE}\n{deed}")
    end = "print(issue().n, issue().state, Score.objects.count(), Document.objects.get().kind)"
    assert city.python(STAGE + end) == "1 issued 2 通报"


MERGE = "edit.merge(Item.objects.get().uid, [Brief.objects.get(title='二').uid], by=world.by(editor), key=uuid7())"
BULLETIN = """
from django.db import transaction
code = IssuingCode.objects.filter(organ=organ).first()
if code is None:
    with transaction.atomic():
        code = open_code(organ, "云信发", label="文件", form="文件")
draft_bulletin(world.desk.uid, f"{today():%Y-%m}", code.uid, by=world.by(editor), key=uuid7())
"""
