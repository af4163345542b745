"""Every form of the product, sent with more than it asks for: what nobody asked for changes nothing."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import UUID

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models, transaction
from django.test import Client
from django.urls import resolve, reverse

from docflow.briefs.forms import BriefActForm, IssueActForm, ItemActForm, ReportForm
from docflow.circulation.forms import ActForm as CirculationActForm
from docflow.distribution.forms import DistributeForm
from docflow.forms.acts import ActForm
from docflow.forms.keeping import KeepForm
from docflow.incoming.forms import IncomingActForm
from docflow.supervision.forms import MatterActForm
from meetings.attendance.forms import DeedForm, NamingForm, ReplyForm
from meetings.convening.forms import ArrangeForm
from meetings.proceedings.forms import RunForm, WriteForm
from meetings.topics.forms import CallActForm, TopicActForm
from meetings.urgent.forms import EventActForm
from meetings.urgent.rules.kinds import questions
from office.kernel.clock import now
from office.kernel.ids import uuid7
from tests.office.kernel.uploads.making import pdf
from tests.office.site.city import NAMED, City, a_city_of_everything, pages_among, signed_in
from tests.office.site.forms_drawn import Drawn, Pair, Reader
from tests.office.site.test_strangers import FOR_ALL, FOR_SOME

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

OURS = [
    one for one in apps.get_models() if one.__module__.split(".")[0] in {"office", "docflow", "meetings", "realtime"}
]
BESIDES = (
    "is_superuser", "is_staff", "superuser", "admin", "role", "roles", "groups", "user_permissions", "user", "owner",
    "created_at", "updated_at", "id", "pk", "by", "on_behalf_of", "approved", "sealed", "archived", "signed_by",
    "secret_level", "deleted", "version", "_method", "__class__",
)  # fmt: skip
"""What attackers try though no model of ours has it."""


def excess(form: Drawn, known: set[str]) -> dict[str, str]:
    """A value of the right kind under the name of every column that the form does not ask for."""
    given = dict.fromkeys(BESIDES, "1")
    for model in OURS:
        for field in model._meta.concrete_fields:
            given[field.name] = given[field.attname] = _likely(field)
    return {name: value for name, value in given.items() if name not in known | form.names | set(form.uploads)}


def _likely(field: "models.Field[Any, Any]") -> str:
    match field:
        case models.BooleanField():
            return "on"
        case models.DateTimeField():
            return "2099-01-01T00:00"
        case models.DateField():
            return "2099-01-01"
        case models.UUIDField():
            return str(uuid7())
        case models.IntegerField() | models.ForeignKey() | models.AutoField():
            return "1"
    return "篡改"


class Snapshot:
    """What stands in the database, without what differs from one doing of the same to the next."""

    def __init__(self) -> None:
        self.began = now()
        self.rows = {model._meta.db_table: Counter(_rows(model)) for model in OURS}
        self.there: set[object] = {value for rows in self.rows.values() for row in rows for value in row}

    def look(self, written: set[str]) -> list[tuple[object, ...]]:
        """What has come since then to the tables that were written to, and what has gone: a row that was changed is both."""
        changes: list[tuple[object, ...]] = []
        for model in OURS:
            if (table := model._meta.db_table) in written:
                rows = Counter(_rows(model))
                changes += [("come", *row) for row in (rows - self.rows[table]).elements()]
                changes += [("gone", *row) for row in (self.rows[table] - rows).elements()]
        return sorted((tuple(self._plain(value) for value in row) for row in changes), key=repr)

    def _plain(self, value: object) -> object:
        if isinstance(value, datetime):
            return "now" if abs(value - self.began) < timedelta(days=1) else value
        if value in self.there:
            return value
        if isinstance(value, UUID | bytes | memoryview):
            return "new"
        return NEW.sub("new", value) if isinstance(value, str) else value


def _rows(model: type[models.Model]) -> Iterator[tuple[object, ...]]:
    names = [one.attname for one in model._meta.concrete_fields if not one.primary_key]
    for row in model._base_manager.values_list(*names):
        yield (model._meta.label, *(value if isinstance(value, HASHABLE) else repr(value) for value in row))


@contextmanager
def written_to() -> Iterator[set[str]]:
    """The tables that are written to meanwhile."""
    tables: set[str] = set()

    def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        tables.update(WRITES.findall(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield tables


class Keys:
    """The row keys that come next. PostgreSQL does not take them back with a transaction, and the same form sent twice would differ by them."""

    def __init__(self) -> None:
        self.next: list[tuple[str, int | None]] = []
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT sequencename::text, last_value FROM pg_sequences WHERE schemaname = 'public'")
                self.next = cursor.fetchall()

    def take_back(self) -> None:
        """As when this was made."""
        if self.next:
            names, last = zip(*self.next, strict=True)
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT setval(name::regclass, coalesce(last, 1), last IS NOT NULL)"
                    " FROM unnest(%s::text[], %s::bigint[]) AS kept(name, last)",
                    [list(names), list(last)],
                )


WRITES = re.compile(r'(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
HASHABLE = (str, int, float, bool, UUID, bytes, datetime, type(None))
NEW = re.compile(
    r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}|[0-9a-f]{64}|argon2\S+|![A-Za-z0-9]{40}|\b1\d{9}\b|\b20\d{12}\b|\d\d:\d\d[\d:.+]*"
)


def drawn(city: City) -> dict[tuple[object, ...], tuple[Client, str, Drawn, Pair | None]]:
    """Each form that somebody is shown, once for each button: who sees it, where it goes."""
    found: dict[tuple[object, ...], tuple[Client, str, Drawn, Pair | None]] = {}
    first = signed_in(city.insiders[0])
    lists = pages_among([*map(reverse, (*FOR_ALL, *FOR_SOME))], first)
    named = {city.address(name): city.near(name) for name in NAMED}
    named[reverse("docflow:document", args=[city.rows["draft"]])] = city.near("docflow:draft")
    here = {page: set(named[page]) for page in pages_among(named, first)}
    for person in city.insiders:
        client = signed_in(person)
        for page in [*lists, *(page for page, near in here.items() if person in near)]:
            answer = client.get(page)
            if answer.streaming:  # a file, which is closed by being read
                b"".join(answer)
            elif answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                for form in Reader(answer.content.decode(), page).forms:
                    for action, pair in form.buttons or [("", None)]:
                        address = urljoin(page, action or form.action)
                        if form.method == "post" and not address.startswith("/accounts/"):
                            found.setdefault((*_place(address), pair), (client, address, form, pair))
    return found


def _place(address: str) -> tuple[str, str]:
    """The route of an address, and its verb where the address holds one."""
    match = resolve(urlsplit(address).path)
    return match.view_name, match.kwargs.get("verb", "")


def filled(form: Drawn, pair: Pair | None, key: UUID) -> dict[str, Any]:
    """As a person sends it who writes something wherever he may."""
    data: dict[str, Any] = {}
    for name, value in [*form.sends, *([pair] if pair else [])]:
        data.setdefault(name, []).append(value or ("试一试" if name in form.typed else ""))
    data["key"] = str(key)
    for name in form.uploads:
        data[name] = SimpleUploadedFile("附件.pdf", pdf(), "application/pdf")
    return data


def test_what_a_form_does_not_ask_for_changes_nothing() -> None:
    city = a_city_of_everything()
    before, changed, wrong = Snapshot(), 0, {}
    forms, keys = drawn(city), Keys()
    for place, (client, address, form, pair) in forms.items():
        outcomes, moment = [], now()
        extra = excess(form, READ_UNDRAWN.get(str(place[0]), set()))
        for more in ({}, extra):
            cache.clear()  # what counts tries a minute counts neither of them
            with transaction.atomic():
                with written_to() as tables, time_machine.travel(moment, tick=False):
                    answer = client.post(address, filled(form, pair, uuid7()) | more)
                outcomes.append((answer.status_code, before.look(tables)))
                transaction.set_rollback(True)
            keys.take_back()
        plain, poisoned = outcomes
        if poisoned != plain:
            wrong[place] = (plain[0], poisoned[0], set(poisoned[1]) ^ set(plain[1]))
        changed += plain[0] in {200, 302}
    assert list(wrong) == [], "\n".join(f"{place}: {what!r}"[:1500] for place, what in wrong.items())
    assert changed > 40, "so few of the forms did anything that this proves little"


READ_UNDRAWN = {
    "docflow:act": set(ActForm.base_fields),
    "docflow:keep": set(KeepForm.base_fields),
    "incoming:act": set(IncomingActForm.base_fields),
    "incoming:classes": {"uid", "in_use", "code", "label", "track"},
    "circulation:act": set(CirculationActForm.base_fields),
    "supervision:do": set(MatterActForm.base_fields),
    "supervision:new": {"source"},
    "briefs:do": set(BriefActForm.base_fields) | set(ReportForm.base_fields),
    "briefs:do_item": set(ItemActForm.base_fields),
    "briefs:do_issue": set(IssueActForm.base_fields),
    "briefs:new": {"request"},
    "briefs:periodical": {"periodical", "total"},
    "convening:arrange_agenda": set(ArrangeForm.base_fields),
    "topics:act": set(TopicActForm.base_fields),
    "topics:bring": set(TopicActForm.base_fields),
    "topics:remove": set(TopicActForm.base_fields),
    "topics:do": set(TopicActForm.base_fields),
    "topics:do_call": set(CallActForm.base_fields),
    "topics:new_call": {"meeting", "kind"},
    "urgent:do": set(EventActForm.base_fields),
    "urgent:new": {"unit", *(one.name for asked in questions().values() for one in asked)},
    "urgent:report": {"is_nil", *(one.name for asked in questions().values() for one in asked)},
    "proceedings:do": set(RunForm.base_fields),
    "proceedings:cast": set(RunForm.base_fields),
    "proceedings:write": set(WriteForm.base_fields),
    "distribution:receive": {"reason"},
    "distribution:settle": {"reason"},
    "distribution:distribute": set(DistributeForm.base_fields),
    "attendance:do": set(DeedForm.base_fields),
    "attendance:mine": set(ReplyForm.base_fields),
    "attendance:naming": set(NamingForm.base_fields),
}
"""Forms that serve several verbs: what another verb asks for is no excess, and has its own tests."""
