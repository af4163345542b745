"""What the operator does about a job that was not done."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from office.actor import Actor, actor_of
from office.jobs import queue
from office.jobs.actions.set_aside import set_aside
from office.jobs.actions.try_again import try_again
from office.jobs.heartbeat import Heartbeat
from office.jobs.models import Job, State
from office.jobs.policy import may_operate
from office.jobs.running import work_one
from office.kernel.refusals import Invalid, NotThere, SomebodyWasFirst
from office.models.organs import Level, Organ, plant
from office.models.people import Appointment, Department, Person, Post, PostRole, Role
from office.models.todos import Todo
from office.models.trail import TrailEntry
from tests.office.jobs import tasks

pytestmark = pytest.mark.django_db


def lost(key: str = "") -> Job:
    """A job that was refused, with the operator's to-do."""
    with transaction.atomic():
        job = queue.enqueue(tasks.refuse, "用印", key=key)
    with Heartbeat() as heartbeat:
        work_one("w/0", heartbeat)
    job.refresh_from_db()
    assert job.state == State.FAILED
    return job


@pytest.fixture
def job(operator: Appointment) -> Job:
    return lost()


def appoint(organ: Organ, login: str, *roles: str) -> Appointment:
    department, _ = Department.objects.get_or_create(organ=organ, name="办公室")
    post = Post.objects.create(department=department, title=login)
    PostRole.objects.bulk_create([PostRole(post=post, role=role) for role in roles])
    person = Person.objects.create(login=login, name=login)
    return Appointment.objects.create(person=person, post=post, since=date(2020, 1, 1))


def others(root: Organ) -> list[Appointment]:
    """Two of every kind that is not the operator."""
    under = plant(root, level=Level.COUNTY, name="东屏县人民政府", short_name="县政府")
    return [
        appoint(organ, f"{role}-{organ.pk}", role)
        for organ in (root, under)
        for role in (Role.AUDITOR, Role.SECURITY_ADMINISTRATOR, Role.LEADER)
    ] + [appoint(under, "of-the-county", Role.SYSTEM_ADMINISTRATOR)]


def test_only_the_root_organs_system_administrator_sees_and_deals_with_jobs(operator: Appointment, job: Job) -> None:
    assert may_operate(actor_of(operator.person))
    for other in others(operator.organ):
        by = actor_of(other.person)
        assert not may_operate(by)
        with pytest.raises(NotThere):
            try_again(job.uid, by=by, key=uuid4())
        with pytest.raises(NotThere):
            set_aside(job.uid, by=by, key=uuid4(), reason="不")
    assert Todo.objects.open().get().about == job.uid
    assert not TrailEntry.objects.filter(stream=f"job:{job.uid}").exists()


def by(operator: Appointment) -> Actor:
    return actor_of(operator.person)


def test_tried_again_it_waits_with_all_its_tries(operator: Appointment, job: Job) -> None:
    again = try_again(job.uid, by=by(operator), key=uuid4())
    assert (again.state, again.tries, again.ended_at, again.created_at) == (State.WAITING, 0, None, job.created_at)
    todo = Todo.objects.get()
    assert (todo.closed_why, todo.done_by) == ("已重试", operator)
    entry = TrailEntry.objects.get(stream=f"job:{job.uid}")
    assert (entry.act, entry.about) == ("jobs.tried_again", job.uid)
    with Heartbeat() as heartbeat:
        assert work_one("w/0", heartbeat) == job
    assert Todo.objects.open().get().about == job.uid  # refused again, the operator is called again


def test_the_same_form_twice_tries_once(operator: Appointment, job: Job) -> None:
    key = uuid4()
    assert try_again(job.uid, by=by(operator), key=key) == try_again(job.uid, by=by(operator), key=key)
    with pytest.raises(SomebodyWasFirst):
        try_again(job.uid, by=by(operator), key=uuid4())
    assert TrailEntry.objects.filter(stream=f"job:{job.uid}").count() == 1


def test_a_job_whose_work_is_asked_for_anew_is_not_tried_again(operator: Appointment) -> None:
    job = lost(key="typeset:1")
    with transaction.atomic():
        queue.enqueue(tasks.note, "x", key="typeset:1")
    with pytest.raises(SomebodyWasFirst, match="重新排上"):
        try_again(job.uid, by=by(operator), key=uuid4())
    assert Todo.objects.open().get().about == job.uid


def test_set_aside_it_stays_as_it_is_and_says_why(operator: Appointment, job: Job) -> None:
    set_aside(job.uid, by=by(operator), key=uuid4(), reason=" 公文已撤回 ")
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert Todo.objects.get().closed_why == "不再办：公文已撤回"
    assert TrailEntry.objects.get(stream=f"job:{job.uid}").detail == {"reason": "公文已撤回"}


def test_set_aside_it_needs_a_reason_and_a_job_that_failed(operator: Appointment, job: Job) -> None:
    with pytest.raises(Invalid, match="缘由"):
        set_aside(job.uid, by=by(operator), key=uuid4(), reason="  ")
    try_again(job.uid, by=by(operator), key=uuid4())
    with pytest.raises(SomebodyWasFirst):
        set_aside(job.uid, by=by(operator), key=uuid4(), reason="公文已撤回")


def test_set_aside_once(operator: Appointment, job: Job) -> None:
    set_aside(job.uid, by=by(operator), key=uuid4(), reason="公文已撤回")
    with pytest.raises(SomebodyWasFirst):
        set_aside(job.uid, by=by(operator), key=uuid4(), reason="又点了一次")
    assert TrailEntry.objects.filter(stream=f"job:{job.uid}").count() == 1


@pytest.mark.parametrize("reason", ["改\x00了", "改\u202e了", "长" * 191])
def test_set_aside_it_needs_a_reason_that_can_be_kept(operator: Appointment, job: Job, reason: str) -> None:
    with pytest.raises(Invalid, match="缘由"):
        set_aside(job.uid, by=by(operator), key=uuid4(), reason=reason)
    assert Todo.objects.open().get().about == job.uid


def test_a_job_is_named_as_the_office_names_it() -> None:
    assert Job(task="office.tasks.sweep_files").name == "清理文件"
    assert Job(task="tests.office.jobs.tasks.note").name == "tests.office.jobs.tasks.note"
    assert Job(task="gone.away").name == "gone.away"


@pytest.fixture
def browser(operator: Appointment) -> Client:
    client = Client()
    client.force_login(operator.person)
    return client


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_todo_leads_to_a_page_that_says_why_and_tries_again(browser: Client, job: Job) -> None:
    address = Todo.objects.open().get().url
    assert "用印不能这样办。" in page(browser, address)
    answer = browser.post(f"{address}again", {"key": uuid4()}, follow=True)
    assert "已重新排队" in answer.content.decode()
    assert not Todo.objects.open().exists()
    assert "重试</button>" not in page(browser, address)


def test_a_refused_form_keeps_what_was_written(browser: Client, job: Job) -> None:
    address = f"{job.get_absolute_url()}aside"
    assert browser.post(address, {"key": uuid4(), "reason": " "}).status_code == 422
    try_again(job.uid, by=actor_of(Person.objects.get(login="operator")), key=uuid4())
    answer = browser.post(address, {"key": uuid4(), "reason": "公文已撤回"})
    assert (answer.status_code, "已经在办" in answer.content.decode()) == (409, True)
    assert browser.post(address, {"reason": "没有凭据"}).status_code == 422


def test_the_list_shows_each_kind_under_its_tab(browser: Client, job: Job) -> None:
    with transaction.atomic():
        queue.enqueue(tasks.note, "x")
    Job.objects.create(task="office.tasks.sweep_files", state=State.DONE, ended_at=timezone.now())
    address = reverse("jobs:jobs")
    lost, waiting, done = (page(browser, f"{address}?view={view}") for view in ("lost", "open", "done"))
    assert "tests.office.jobs.tasks.refuse" in lost
    assert "tests.office.jobs.tasks.note" in waiting
    assert "清理文件" in done
    assert page(browser, f"{address}?view=nonsense").count("用印不能这样办。") == 1


def test_to_others_the_pages_are_not_there(operator: Appointment, job: Job) -> None:
    for other in others(operator.organ):
        client = Client()
        client.force_login(other.person)
        for address in (reverse("jobs:jobs"), job.get_absolute_url(), reverse("jobs:job", args=[UUID(int=1)])):
            answer = client.get(address)
            assert answer.status_code == 404
            assert job.error not in answer.content.decode()
