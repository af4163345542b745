"""Every address of the product, asked by people who have no business there: what is not theirs is not there, in the same words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from docflow.actions.linking import link
from docflow.distribution.actions.groups import save_group
from docflow.models import Attachment
from docflow.models.registers import NumberEntry, Register
from office.administration.actions.handovers import open_handovers_of
from office.api import keep, open_todo
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.models import Appointment, Organ, Person
from office.site.public import PUBLIC
from realtime.models import Notification
from tests.archive.loans.desk import Desk, task
from tests.archive.shelf import a_shelf, filed
from tests.docflow.circulation.sending import sent_round
from tests.docflow.distribution.post import a_receiver, at_distribution, distributed
from tests.docflow.incoming.inbox import a_piece, an_intake
from tests.docflow.world import Office, Paper, a_draft, an_office
from tests.factories import a_department, an_organ, appointed
from tests.office.jobs.test_operating import lost
from tests.office.kernel.uploads.making import pdf
from tests.reading import ReadingClient

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

FOR_ALL = [
    "desk",
    "desk_now",
    "counts",
    "office:me",
    "office:due",
    "office:directory",
    "office:trail",
    "calendar:year",
    "realtime:notifications",
    "realtime:bell",
    "realtime:read_all",
    "realtime:undo",
    "account_change_password",
    "docflow:documents",
    "docflow:new",
    "docflow:papers",
    "docflow:registers",
    "docflow:reserve",
    "docflow:codes",
    "docflow:open_code",
    "distribution:deliveries",
    "distribution:sent_documents",
    "distribution:groups",
    "distribution:new_group",
    "incoming:list",
    "incoming:new",
    "incoming:bring",
    "incoming:classes",
    "incoming:phrases",
    "incoming:registers",
    "circulation:circulations",
    "archive:records",
    "archive:confirm",
    "loans:mine",
    "loans:new",
]
"""Addresses that name nothing: lists, forms, one's own. They show what is his, which may be nothing."""
FOR_SOME = [
    "office:access_log",
    "jobs:jobs",
    "loans:desk",
    "calendar:preview",
    "calendar:import",
    "administration:organs",
    "administration:people",
]
"""The same, for those with a role."""
KNOWN_TO_ALL = ["office:organ", "office:person"]
"""The directory is open to whoever is signed in."""

NAMED = {
    "docflow:document": "document", "docflow:draft": "draft", "docflow:save": "draft", "docflow:draft_preview": "draft",
    "docflow:draft_image": "draft 1", "docflow:attach": "draft", "docflow:attachment": "draft attachment",
    "docflow:detach": "draft attachment", "docflow:page": "document 1", "docflow:sealed": "document",
    "docflow:handling_sheet": "document", "docflow:handling_sheet_file": "document", "docflow:redline": "document",
    "docflow:keep_page": "document", "docflow:keep": "document suspend", "docflow:paper": "document",
    "docflow:urge": "document", "docflow:link": "document", "docflow:unlink": "document link",
    "docflow:act": "task return", "docflow:code": "code", "docflow:take_code_out": "code", "docflow:put_code_back": "code",
    "docflow:register": "register", "docflow:register_report": "register", "docflow:register_table": "register",
    "docflow:close_register": "register", "docflow:reopen_register": "register", "docflow:void": "number",
    "distribution:delivery": "delivery", "distribution:page": "delivery 1", "distribution:sealed": "delivery",
    "distribution:attachment": "delivery sent_attachment", "distribution:check": "delivery",
    "distribution:receive": "delivery sign", "distribution:distribute": "document", "distribution:board": "document",
    "distribution:urge": "document", "distribution:sent": "delivery", "distribution:settle": "delivery recall",
    "distribution:group": "group", "distribution:remove_group": "group",
    "incoming:intake_page": "intake 1", "incoming:delivery_page": "delivery 1", "incoming:register": "incoming_register",
    "incoming:act": "incoming_task review", "incoming:incoming": "incoming", "incoming:elements": "incoming",
    "incoming:page": "incoming 1", "incoming:file": "incoming", "incoming:handling_sheet": "incoming",
    "incoming:handling_sheet_file": "incoming", "incoming:enclosure": "incoming 1",
    "incoming:check": "incoming", "incoming:reply": "incoming",
    "circulation:of_paper": "document", "circulation:new": "document", "circulation:circulation": "circulation",
    "circulation:now": "circulation", "circulation:add": "circulation", "circulation:act": "circulation end",
    "archive:record": "record", "archive:act": "record return", "archive:file": "record record_file",
    "archive:page": "record 1", "loans:act": "loan_task lend", "loans:loan": "loan", "loans:do": "loan give-back",
    "loans:read": "loan", "loans:term": "loan", "loans:page": "loan record_file 1", "loans:print": "loan record_file",
    "loans:download": "loan record_file", "loans:readings": "record", "realtime:read": "notification", "jobs:job": "job", "jobs:again": "job", "jobs:aside": "job",
    "administration:organ": "organ", "administration:found_organ": "organ", "administration:edit_organ": "organ",
    "administration:rename_organ": "organ", "administration:cancel_rename": "organ",
    "administration:close_organ": "organ", "administration:cancel_closing": "organ",
    "administration:open_department": "organ", "administration:enter_person": "organ",
    "administration:edit_department": "department", "administration:close_department": "department",
    "administration:reopen_department": "department", "administration:open_post": "department",
    "administration:edit_post": "post", "administration:close_post": "post", "administration:reopen_post": "post",
    "administration:give_role": "post", "administration:take_role": "post", "administration:appoint": "post",
    "administration:person": "person", "administration:edit_person": "person", "administration:deactivate": "person",
    "administration:reactivate": "person", "administration:new_password": "person",
    "administration:end_appointment": "appointment", "administration:cancel_appointment": "appointment",
    "administration:make_primary": "appointment", "administration:handover": "handover",
}  # fmt: skip
"""Addresses that name something → what of the city below stands in them; what is no row of it stands for itself."""


def routes(resolver: URLResolver, space: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    """The full name of each route, and its pattern."""
    for one in resolver.url_patterns:
        pattern = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield space + (one.name or pattern), pattern
        else:
            yield from routes(one, space + (f"{one.namespace}:" if one.namespace else ""), pattern)


def test_each_route_stands_in_exactly_one_list() -> None:
    known = dict(routes(get_resolver()))
    guarded = [name for name, pattern in known.items() if pattern not in PUBLIC]
    listed = [*FOR_ALL, *FOR_SOME, *KNOWN_TO_ALL, *NAMED]
    assert sorted(listed) == sorted(guarded), "a route was added or removed: say here what a stranger finds at it"
    assert [name for name in (*FOR_ALL, *FOR_SOME) if "<" in known[name]] == []
    assert [name for name in (*NAMED, *KNOWN_TO_ALL) if "<" not in known[name]] == []


@dataclass
class City:
    """Something of every kind, in one organ; its people, and people elsewhere."""

    rows: dict[str, UUID] = field(default_factory=dict)
    insiders: list[Person] = field(default_factory=list)
    strangers: dict[str, Person] = field(default_factory=dict)

    def address(self, name: str, *, there: bool = True) -> str:
        """The address of a thing that is there, or of one that never was."""
        words = NAMED[name].split()
        return reverse(
            name, args=[(self.rows[w] if there else uuid7()) if w in self.rows else _plain(w) for w in words]
        )


def _plain(word: str) -> str | int:
    return int(word) if word.isdigit() else word


@pytest.fixture
def city() -> City:
    office = an_office("云州市供热管理局")
    made = City({"job": UUID(str(lost().uid))})  # while nothing else waits to be done
    sent, receiver = at_distribution(office), a_receiver("云州市城市管理局")
    _documents(made, office, sent, receiver.organ)
    (delivery,) = distributed(sent, receiver)
    made.rows["delivery"] = delivery.uid
    _what_came_in(made, office)
    _administration(made, office)
    shelf = a_shelf(office)
    item = filed(shelf)
    made.rows |= {"record": item.uid, "record_file": item.current_files[0].uid}
    borrowing = Desk(shelf, item, appointed(a_department(office.organ)))
    made.rows |= {"loan": borrowing.lent().uid, "loan_task": task(borrowing.asked()).uid}
    made.rows["circulation"] = sent_round(sent, office.leader).uid
    made.rows["notification"] = Notification.objects.filter(person=office.leader.person)[0].uid
    operator = appointed(a_department(office.organ), "system_administrator")
    keepers = [appointed(a_department(office.organ), role) for role in ("security_administrator", "auditor")]
    inside = [office.clerk, office.drafter, office.leader, office.flow_keeper, receiver.clerk, operator, *keepers]
    inside += [shelf.archivist, borrowing.reader]
    made.insiders = [one.person for one in inside]
    made.strangers = {"no business with it": appointed(a_department(office.organ)).person} | _elsewhere()
    return made


def _documents(made: City, office: Office, sent: Paper, receiver: Organ) -> None:
    drafter, clerk = office.actor(office.drafter), office.actor(office.clerk)
    draft = a_draft(office)
    made.rows |= {"document": sent.uid, "draft": draft.uid, "code": office.code.uid}
    made.rows |= {"attachment": _attached(draft, office), "sent_attachment": _attached(sent, office)}
    made.rows["link"] = link(sent.uid, draft.uid, "same_matter", by=drafter, key=uuid7()).uid
    made.rows["task"] = draft.task("draft").uid
    made.rows["register"] = Register.objects.get(code=office.code).uid
    made.rows["number"] = NumberEntry.objects.get(document=sent.document).uid
    made.rows["group"] = save_group(None, name="区县", organs=[receiver.uid], by=clerk, key=uuid7()).uid


def _attached(paper: Paper, office: Office) -> UUID:
    with transaction.atomic():
        file = keep(pdf(), "application/pdf")
        return Attachment.objects.create(
            document=paper.document, file=file, name="附件.pdf", added_by=office.drafter, from_version=1
        ).uid


def _what_came_in(made: City, office: Office) -> None:
    piece = a_piece(office, intake=an_intake(office).uid, enclosures=[an_intake(office).uid])
    register = piece.incoming.numbers.get().register
    made.rows |= {"incoming": piece.uid, "incoming_task": piece.task("review").uid}
    made.rows |= {"incoming_register": register.uid, "intake": an_intake(office).uid}


def _administration(made: City, office: Office) -> None:
    """The organ's structure, and somebody of it who has left something behind."""
    left = appointed(a_department(office.organ))
    made.rows |= {"organ": office.organ.uid, "department": left.department.uid, "post": left.post.uid}
    made.rows |= {"person": left.person.uid, "appointment": left.uid, "handover": left.uid}
    with transaction.atomic():
        open_todo(
            room="docflow", kind="文", about=uuid7(), task="left", title="旧件", step="核稿", url="/", holders=[left]
        )
        Appointment.objects.filter(pk=left.pk).update(until=today() - timedelta(days=1))
        open_handovers_of([left])


def _elsewhere() -> dict[str, Person]:
    """Below a root of their own: somebody with every working role, and who administers there."""
    organ = an_organ(an_organ(), name="青澜市供热管理局")
    working = ("leader", "head", "document_clerk", "office_reviewer", "seal_keeper", "flow_administrator")
    return {
        "everything elsewhere": appointed(a_department(organ), *working).person,
        "administrator elsewhere": appointed(a_department(organ), "system_administrator").person,
    }


def signed_in(person: Person) -> Client:
    client = ReadingClient()
    client.force_login(person)
    return client


def stripped(answer: Any) -> str:
    """A page without what differs from one drawing to the next, and without its own address."""
    plain = re.sub(r'value="[^"]*"|X-CSRFToken[^}]*', "", answer.content.decode())
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", plain)


def test_what_is_not_his_is_not_there_in_the_same_words_at_every_address(city: City) -> None:
    for who, person in city.strangers.items():
        client = signed_in(person)
        for name in NAMED:
            there, absent = city.address(name), city.address(name, there=False)
            for ask in (client.get, partial(client.post, data={"key": str(uuid7()), "reason": "试"})):
                found, nothing = ask(there), ask(absent)
                assert found.status_code in {404, 405}, (who, name, found.status_code)
                assert found.status_code == nothing.status_code, (who, name)
                assert stripped(found) == stripped(nothing), (who, name)


def test_to_a_visitor_every_address_is_the_way_to_sign_in(city: City) -> None:
    client = ReadingClient()
    for name in NAMED:
        for there in (True, False):
            address = city.address(name, there=there)
            for answer in (client.get(address), client.post(address, {"key": str(uuid7())})):
                assert answer.status_code in {302, 401}, name
                assert "供热" not in answer.content.decode(), name


def test_lists_and_forms_show_a_stranger_nothing_of_others(city: City) -> None:
    for who, person in city.strangers.items():
        client = signed_in(person)
        for name in (*FOR_ALL, *FOR_SOME):
            if name in {
                "office:directory",
                "office:access_log",
                "office:trail",
            }:  # people and journals: their own tests
                continue
            answer = client.get(reverse(name))
            assert answer.status_code in {200, 302, 403, 404, 405}, (who, name)
            assert "冬季供热" not in answer.content.decode(), (who, name)


def test_each_thing_is_there_for_somebody(city: City) -> None:
    """Otherwise the tests above would prove nothing."""
    clients = [signed_in(person) for person in city.insiders]
    for name in NAMED:
        with transaction.atomic():
            assert any(_finds(client, city.address(name)) for client in clients), name
            transaction.set_rollback(True)


def _finds(client: Client, address: str) -> bool:
    for answer in (client.get(address), client.post(address, {"reason": ""})):
        if answer.streaming:  # a file, which is closed by being read
            b"".join(answer)
        if answer.status_code not in {404, 405}:
            return True
    return False
