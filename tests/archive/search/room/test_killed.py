"""Killed while sweeping, telling the index, filling a new one or noting new hits: nothing twice, nothing lost, nobody told twice."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.crash import die_at
from tests.installation import Installation, installed

PREPARE = """
from office.kernel.ids import uuid7
from archive.search.actions.save_search import save_search
from tests.archive.search.room.shelf import a_record
from tests.docflow.world import a_draft, an_office
office = an_office(name="云州市供热办公室")
by = office.actor(office.drafter)
save_search("q=供热", "供热", by=by, key=uuid7())
a_draft(office).sent()
for n in range(3):
    a_record(office.organ, f"关于冬季供热的第{n}号通知")
"""
TEND = """
import django
django.setup()
from archive.api import rebuild_index, tell_of_new_hits, tend_index
tend_index()
"""
LOOK = """
from archive.api import release_index, tell_of_new_hits, tend_index
from archive.search.models import Pending
from office.api import actor_of
from office.models import GrantChange, Organ, Person
from realtime.models import Notification
from tests.archive.search.room.shelf import found_by
from archive.search.models import SavedSearch
by = actor_of(SavedSearch.objects.get().person)
found = found_by(by, "供热")
for _ in range(2):
    tend_index()
    tell_of_new_hits()
told = Notification.objects.filter(kind="search")
print(len(found), len(set(found)), Pending.objects.count() + GrantChange.objects.count(), *(one.title for one in told))
release_index()
"""


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with installed(tmp_path) as made:
        made.env["ELASTICSEARCH_URL"] = ""
        made.env["ELASTICSEARCH_INDEX"] = f"test-{uuid4().hex}"
        made.python(PREPARE)
        yield made


@pytest.mark.crash("search.collected")
@pytest.mark.crash("search.told")
@pytest.mark.parametrize("point", ["search.collected:1", "search.collected:2", "search.collected:3", "search.told"])
def test_while_it_sweeps_or_tells(installation: Installation, point: str) -> None:
    die_at(point, "-c", TEND, env=installation.env)
    assert installation.python(LOOK) == "4 4 0 “供热”有4件新结果"


@pytest.mark.crash("search.filled_beside")
def test_while_it_fills_another(installation: Installation) -> None:
    die_at("search.filled_beside", "-c", f"{TEND}rebuild_index()", env=installation.env)
    assert installation.python(LOOK) == "4 4 0 “供热”有4件新结果"


@pytest.mark.crash("search.hits_noted")
def test_while_it_tells_of_new_hits(installation: Installation) -> None:
    die_at("search.hits_noted", "-c", f"{TEND}tell_of_new_hits()", env=installation.env)
    assert installation.python(LOOK) == "4 4 0 “供热”有4件新结果"
