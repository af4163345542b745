"""送岗位阅的跟着岗位走：who comes into a post finds what it has to read."""

from datetime import date, timedelta

import pytest

from docflow.circulation.actions.tend import tend_posts
from office.api import may_read
from office.kernel.clock import today
from office.models import Appointment, Todo
from realtime.models import Notification
from tests.docflow.circulation.sending import has_read, reading_of, sent_round, waits_for
from tests.docflow.world import a_draft
from tests.factories import a_person

pytestmark = pytest.mark.django_db


def test_a_new_holder_has_it_and_the_one_who_left_has_it_no_more() -> None:
    paper = a_draft().sent()
    office, old = paper.office, paper.office.consulted[0]
    circulation = sent_round(paper, old.post, office.leader)
    assert tend_posts() == 0
    Appointment.objects.filter(pk=old.pk).update(until=today() - timedelta(days=1))
    assert tend_posts() == 0  # nobody has come yet
    new = Appointment.objects.create(person=a_person(), post=old.post, since=date(2020, 1, 1), primary=True)
    assert (tend_posts(), tend_posts()) == (1, 0)
    assert waits_for(office, new) == 1
    assert may_read(office.actor(new), paper.uid)
    assert Notification.objects.filter(person=new.person).count() == 1
    assert not Todo.objects.open().held_by([old.pk]).filter(room="circulation").exists()
    has_read(circulation, office, office.leader)
    assert reading_of(circulation, old.post).read_at is None
    assert waits_for(office, new) == 1
