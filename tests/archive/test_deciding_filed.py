"""已归档的待人工：a historical document is filed while nobody can scan it; who decides, on the page, singly and many; a later scan settles it."""

from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.actions.decide import Judgement, decide, decide_each
from archive.actions.return_record import return_record
from archive.importing.entering import enter
from archive.importing.reading import read_document
from archive.models import CheckReport, Decision, Fonds, Record, State, Undecided
from archive.rechecking import check_again, check_what_waits_for_a_scanner
from archive.selectors.catalogue import Class
from archive.selectors.queue import open_findings, records_waiting, tab_counts
from archive.selectors.registration import registration_sheet
from archive.selectors.reports import shown
from docflow.api import Facts
from office.api import Actor, actor_of, waiting_for
from office.kernel.ids import uuid7
from office.kernel.refusals import NotThere, SomebodyWasFirst
from office.models import Appointment, TrailEntry
from tests.archive.checking.clamd import Server
from tests.archive.importing.documents import a_document, a_fonds, source
from tests.factories import a_department, appointed
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db(transaction=True)

HELD, NOT_HELD = Judgement(True, "已用本机杀毒软件查过，未见病毒。"), Judgement(False, "查出病毒。")
CODES = ("GD-4-1", "GD-4-2")


@pytest.fixture(autouse=True)
def _no_scanner(settings: Any, tmp_path: Any) -> None:
    settings.CLAMD_URL = ""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def fonds() -> Fonds:
    return a_fonds()


@pytest.fixture
def by(fonds: Fonds) -> Actor:
    one = Appointment.objects.get(post__roles__role="archivist")
    return actor_of(one.person, one)


def historical(fonds: Fonds, n: int = 1) -> Record:
    """Filed, and checked where there is no scanner; its text came as data, which is no page in a fixed layout."""
    document = a_document(n)
    item = enter(read_document(document, nameless=""), source(document), fonds, by=None).record
    item.refresh_from_db()
    assert item.state == State.FILED
    return item


def judged(item: Record, judgement: Judgement) -> dict[str, Judgement]:
    return {one["code"]: judgement for one in open_findings(item)}


def as_it_is_kept(item: Record) -> tuple[Any, ...]:
    files = item.files.order_by("pk").values_list("pk", "name", "file__sm3", "revision")
    return Record.objects.filter(pk=item.pk).values_list().get(), tuple(files)


def test_what_nobody_could_scan_waits_for_the_archivist_and_says_so(
    fonds: Fonds, by: Actor, client: ReadingClient
) -> None:
    item = historical(fonds)
    assert {one["code"] for one in open_findings(item)} >= set(CODES)
    assert {one["decides"] for one in open_findings(item)} == {"档案管理员"}
    assert (records_waiting(by), tab_counts(by)["waiting"], tab_counts(by)["filed"]) == (1, 1, 1)
    client.force_login(by.person)
    queue = client.get("/records/?tab=waiting").content.decode()
    assert "已归档·历史文件" in queue
    assert "病毒感染" in queue
    page = client.get(item.get_absolute_url()).content.decode()
    assert 'id="decide-h">待人工判定' in page
    assert "由档案管理员判定" in page
    assert 'name="result-GD-4-2" value="passed"' in page


def test_decided_on_the_page_it_stands_in_report_and_trail_and_nothing_filed_moves(
    fonds: Fonds, by: Actor, client: ReadingClient
) -> None:
    item = historical(fonds)
    before, report = as_it_is_kept(item), item.checks.get()
    client.force_login(by.person)
    given = {f"result-{one['code']}": "passed" for one in open_findings(item)}
    answer = client.post(
        reverse("archive:act", args=[item.uid, "decide"]), {"key": str(uuid4()), "why": HELD.why, **given}, follow=True
    )
    page = answer.content.decode()
    assert "已判定。" in page
    assert "待人工判定" not in page
    assert as_it_is_kept(item) == before
    assert {f"result-{one}" for one in report.decisions.values_list("code", flat=True)} == set(given)
    assert Decision.objects.count() == len(given)
    assert shown(report).decided == "合格"
    assert HELD.why in client.get(report.get_absolute_url()).content.decode()
    act = TrailEntry.objects.get(act="archive.decided")
    assert act.about == item.uid
    assert records_waiting(by) == 0
    assert "经人工判定" in registered(fonds, "病毒检验")
    with pytest.raises(SomebodyWasFirst, match="没有待判定的项"):
        decide(item.uid, dict.fromkeys(CODES, HELD), by=by, key=uuid7())


def test_a_refused_judgement_of_a_filed_one_comes_back_once(fonds: Fonds, by: Actor, client: ReadingClient) -> None:
    item = historical(fonds)
    client.force_login(by.person)
    answer = client.post(
        reverse("archive:act", args=[item.uid, "decide"]),
        {"key": str(uuid4()), "why": "查过", "result-GD-4-1": "passed"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('role="alert"') == 1
    assert page.index('role="alert"') < page.index('name="result-GD-4-1"')
    assert 'name="result-GD-4-1" value="passed" required checked' in page


def test_what_does_not_hold_stays_filed_and_calls_the_archivists_until_it_is_returned(fonds: Fonds, by: Actor) -> None:
    item = historical(fonds)
    before = as_it_is_kept(item)
    decide(item.uid, judged(item, NOT_HELD), by=by, key=uuid7())
    assert as_it_is_kept(item) == before
    (todo,) = waiting_for(by)
    assert (todo.step, todo.about) == ("处理判定不合格", item.uid)
    return_record(item.uid, "染有病毒，换一份。", by=by, key=uuid7())
    assert not waiting_for(by).filter(step="处理判定不合格").exists()


def test_strangers_and_archivists_of_others_decide_nothing(fonds: Fonds) -> None:
    item = historical(fonds)
    colleague, other = appointed(a_department(fonds.organ)), a_fonds("J002")
    foreign = Appointment.objects.get(post__roles__role="archivist", post__department__organ=other.organ)
    for one in (colleague, foreign):
        with pytest.raises(NotThere):
            decide(item.uid, judged(item, HELD), by=actor_of(one.person, one), key=uuid7())
    assert Undecided.objects.filter(record=item).exists()
    assert records_waiting(actor_of(foreign.person, foreign)) == 0


def test_many_are_decided_at_once(fonds: Fonds, by: Actor, client: ReadingClient) -> None:
    items = [historical(fonds, n) for n in (1, 2, 3)]
    codes = list(judged(items[0], HELD))
    client.force_login(by.person)
    asked = []
    for chosen in (items[:1], items[1:]):
        with CaptureQueriesContext(connection) as queries:
            client.get("/records/?tab=waiting")
        asked.append(len(queries))
        answer = client.post(
            reverse("archive:decide_chosen"),
            {
                "key": str(uuid4()),
                "record": [str(one.uid) for one in chosen],
                "finding": codes,
                "result": "passed",
                "why": HELD.why,
            },
            follow=True,
        )
        assert f"已判定{len(chosen)}件，已归档。" in answer.content.decode()
    assert asked[0] == asked[1]
    assert (records_waiting(by), Undecided.objects.count()) == (0, 0)
    again = decide_each([items[0].uid], codes, HELD, by=by, key=uuid7())
    assert "没有待判定的项" in again.passed_over[0]


def test_a_scanner_that_comes_later_settles_what_waited_for_it_and_leaves_the_rest(
    fonds: Fonds, by: Actor, settings: Any
) -> None:
    item = historical(fonds)
    others = {one["code"] for one in open_findings(item)} - set(CODES)
    assert others
    assert check_what_waits_for_a_scanner.call() == 0
    assert "待人工" in registered(fonds, "病毒检验")
    server = Server()
    settings.CLAMD_URL = server.address
    try:
        assert check_what_waits_for_a_scanner.call() == 1
        assert check_what_waits_for_a_scanner.call() == 0
    finally:
        server.close()
    numbers = {one["code"].partition("-")[2] for one in open_findings(item)}
    assert not numbers & {"4-1", "4-2"}
    assert {code.partition("-")[2] for code in others} >= numbers
    said = registered(fonds, "病毒检验")
    assert "合格1件" in said
    assert "待人工" not in said


def test_a_scanner_that_is_silent_is_waited_for(fonds: Fonds, settings: Any) -> None:
    historical(fonds)
    settings.CLAMD_URL = "tcp://127.0.0.1:9"
    assert check_what_waits_for_a_scanner.call() == 0
    assert CheckReport.objects.count() == 1


def test_a_check_that_somebody_asks_for_asks_again_what_was_decided(fonds: Fonds, by: Actor) -> None:
    item = historical(fonds)
    decide(item.uid, judged(item, HELD), by=by, key=uuid7())
    check_again.call(str(item.uid), "CB", str(by.person.uid))
    assert {one["code"] for one in open_findings(item)} >= {"CB-4-1", "CB-4-2"}
    assert Undecided.objects.filter(record=item).values("number").distinct().count() == Undecided.objects.count()


def test_what_waited_before_there_was_a_table_of_it_waits(fonds: Fonds, by: Actor) -> None:
    kept, done = historical(fonds, 1), historical(fonds, 2)
    decide(done.uid, judged(done, HELD), by=by, key=uuid7())
    rows = ("record", "report", "number", "code")
    before = set(Undecided.objects.values_list(*rows))
    Undecided.objects.all().delete()
    import_module("archive.migrations.0071_undecided").note_what_waits(apps, None)
    assert set(Undecided.objects.values_list(*rows)) == before
    assert {pk for pk, *_ in before} == {kept.pk}


def registered(fonds: Fonds, label: str) -> str:
    """A line of 归档登记表."""
    facts = next(one for one in registration_sheet(fonds, Class()).sections if isinstance(one, Facts))
    return next(one.text for one in facts.facts if one.label == label)
