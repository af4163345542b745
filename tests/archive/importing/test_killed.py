"""A batch whose worker is killed goes on with the next: every row comes to one record, counted as this batch's own."""

from collections.abc import Iterator

import pytest

from tests.installation import SETUP, Installation, installed

BRING = """
from archive.importing.actions.bring import bring, read_catalogue
from archive.importing.actions.map_columns import map_columns
from archive.importing.fonds import fonds_for
from archive.importing.actions.running import begin_import
from archive.importing.models import Batch
from archive.models import Record
from office.api import actor_of
from office.kernel.ids import uuid7
from office.models import Person
from tests.archive.importing.catalogues import a_package, a_row, a_sheet
by = actor_of(Person.objects.get(login="archivist"))
fonds = fonds_for(by.organ, "J001", by=by)
n = int(sys.argv[1])
sheet = a_sheet([a_row(n + k, files=f"{n + k}.txt", code=f"旧-{n + k}") for k in range(3)])
package = a_package({f"{n + k}.txt": f"第{n + k}件的正文".encode() for k in range(3)})
batch = bring(read_catalogue(sheet, "目录.xlsx"), fonds.uid, package, "原文.zip", by=by, key=uuid7())
map_columns(batch.uid, {int(k): v for k, v in batch.mapping.items()}, retention="", by=by, key=uuid7())
begin_import(batch.uid, by=by, key=uuid7())
"""
WORK = """
from archive.importing.models import Batch
from office.api import work_until
work_until(lambda: not Batch.objects.filter(state="running").exists(), 120)
"""
SEEN = """
from archive.importing.models import Batch
from archive.models import Record, RecordFile
from office.models import TrailEntry
from realtime.models import Notification
batch = Batch.objects.first()
items = Record.objects.filter(metadata__导入批次=str(batch.uid))
print(batch.state, list(batch.rows.values_list("state", flat=True)), items.filter(state="filed").count(), items.count(),
      RecordFile.objects.filter(record__in=items, role="ZB").count(),
      TrailEntry.objects.filter(act="archive.filed", about__in=items.values("uid")).count(),
      Notification.objects.filter(about=batch.uid).count())
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("batches")) as made:
        made.python("from office.site.preparing import prepare_demo; prepare_demo()")
        yield made


@pytest.mark.crash("importing.row_entered")
@pytest.mark.crash("importing.row_done")
@pytest.mark.parametrize(
    ("point", "first"),
    [
        ("importing.row_entered:2", 10),
        ("importing.row_done:3", 20),
        ("importing.row_made", 30),
        ("importing.taken_in:2", 40),
        ("importing.checked:3", 50),
        ("jobs.worked", 60),
    ],
)
def test_killed_there_the_next_worker_finishes_it(city: Installation, point: str, first: int) -> None:
    city.python(BRING, str(first))
    city.die_at(point, "-c", f"{SETUP}{WORK}")
    city.python(WORK)
    assert city.python(SEEN) == "done ['filed', 'filed', 'filed'] 3 3 3 3 1"
