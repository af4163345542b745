"""Killed while sweeping, telling the index, filling a new one or noting new hits: nothing twice, nothing lost, nobody told twice."""

from collections.abc import Iterator
from itertools import count
from uuid import uuid4

import pytest

from tests.installation import Installation, installed

ADD = """
from dataclasses import replace
from itertools import count
from archive.search.actions.save_search import save_search
from office.kernel.ids import uuid7
from tests.archive.search.room.shelf import a_record
from tests.docflow.world import NOTICE, a_draft, an_office
from tests import factories
from tests.archive.search.room import shelf
word = sys.argv[1]
factories._numbers = shelf._numbers = count(1000 * int(sys.argv[2]))  # each process would begin at one
office = an_office(name=f"云州市{word}办公室", code=f"云{word}")
by = office.actor(office.drafter)
save_search(f"q={word}", "", by=by, key=uuid7())
a_draft(office, replace(NOTICE, title=f"关于{word}的通知")).sent()
for n in range(2):
    a_record(office.organ, f"关于{word}的第{n}号通知")
"""
TEND = """
import django
django.setup()
from archive.api import rebuild_index, tell_of_new_hits, tend_index
tend_index()
"""
LOST = """
import shutil
from django.conf import settings
from archive.api import release_index
release_index()
shutil.rmtree(settings.DATA_DIR / "search")
"""
LOOK = """
from django.conf import settings
from archive.api import release_index, tell_of_new_hits, tend_index
from archive.search.models import Pending, Progress, SavedSearch
from office.api import actor_of
from office.models import GrantChange
from realtime.models import Notification
from tests.archive.search.room.shelf import found_by
by = actor_of(SavedSearch.objects.get(name=sys.argv[1]).person)
found = found_by(by, sys.argv[1])
for _ in range(2):
    tend_index()
    tell_of_new_hits()
told = Notification.objects.filter(kind="search", person=by.person).values_list("title", flat=True)
assert not Progress.objects.filter(name__in=["index", "rebuild", "rebuilding"]).exists()
assert len([one for one in (settings.DATA_DIR / "search").iterdir() if one.is_dir()]) == 1
print(len(found), len(set(found)), Pending.objects.count() + GrantChange.objects.count(), *told)
release_index()
"""

_cases = count(1)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("killed")) as made:
        made.env |= {"ELASTICSEARCH_URL": "", "ELASTICSEARCH_INDEX": f"test-{uuid4().hex}"}
        yield made


@pytest.mark.crash("search.collected")
@pytest.mark.crash("search.told")
@pytest.mark.crash("search.filling_beside")
@pytest.mark.crash("search.filled_beside")
@pytest.mark.crash("search.swapped_in")
@pytest.mark.crash("search.hits_noted")
@pytest.mark.parametrize(
    ("point", "work"),
    [
        ("search.collected:1", ""),
        ("search.collected:2", ""),
        ("search.collected:3", ""),
        ("search.told", ""),
        ("search.filling_beside", "rebuild_index()"),
        ("search.filled_beside", "rebuild_index()"),
        ("search.swapped_in", "rebuild_index()"),
        ("search.filling_beside", LOST + "tend_index()"),
        ("search.swapped_in", LOST + "tend_index()"),
        ("search.hits_noted", "tell_of_new_hits()"),
    ],
)
def test_killed_there_all_is_found_once_and_told_once(installation: Installation, point: str, work: str) -> None:
    case = next(_cases)
    word = f"第{case}项工程"
    installation.python(ADD, word, str(case))
    installation.die_at(point, "-c", TEND + work)
    assert installation.python(LOOK, word) == f"3 3 0 “{word}”有3件新结果"
