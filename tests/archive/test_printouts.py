"""打印大份的目录和登记表：by a job, with progress, fetched afterwards; small ones at once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings as installation
from django.urls import reverse
from pytest_django import Settings

from archive import tasks
from archive.actions import print_out
from archive.actions.print_out import ask_for_printout, forget_old, printout_failed
from archive.models import Form, Printout, PrintoutState
from archive.printouts import make
from archive.selectors import catalogue, registration
from archive.selectors.catalogue import Class
from archive.views import catalogue as pages
from office.jobs.models import Job
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotThere
from office.models import StoredFile
from realtime.models import Notification
from tests.archive.hand_made import Shelf, a_record, a_shelf, numbered
from tests.archive.test_catalogue import address, entered, got, pdf_text, text
from tests.archive.test_registration import checked
from tests.conftest import absent
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own(settings: Settings, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (installation.FONTS_DIR / "fonts.json").exists():
        absent("the prepared fonts (make install)")
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(pages, "AT_ONCE", 2)


@pytest.fixture
def shelf() -> Shelf:
    """Three records: more than are printed at once here."""
    shelf = a_shelf(name="云州市某局")
    for n in range(3):
        checked(numbered(a_record(shelf, title=f"第{n}件的题名")), ("4-2", "待人工"))
    return shelf


def asked(client: ReadingClient, shelf: Shelf, form: str, **of: object) -> Any:
    told = "&".join(f"{key}={value}" for key, value in of.items())
    url = f"{reverse('archive:print_out', args=[form])}?fonds={shelf.fonds.uid}&{told}"
    return client.post(url, {"key": str(uuid4())})


@pytest.mark.parametrize(("form", "words"), [("catalogue", "归档文件目录"), ("registration", "电子文件归档登记表")])
def test_a_large_one_is_made_by_a_job_and_fetched(shelf: Shelf, form: str, words: str) -> None:
    client = entered(shelf.archivist)
    page = text(client.get(address("catalogue", shelf)))
    assert reverse("archive:print_out", args=[form]) in page
    answer = asked(client, shelf, form, year=2026)
    made = Printout.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.total, made.year, made.retention, made.unit) == (3, 2026, "", None)
    page = text(client.get(made.get_absolute_url()))
    assert "0／3件" in page
    assert "可以离开本页，印好后通知您" in page
    assert 'hx-trigger="every 2s"' in page
    assert client.get(reverse("archive:printout_file", args=[made.uid])).status_code == 404
    shown = text(client.get(reverse("archive:printout_now", args=[made.uid])))
    assert shown.strip() in page
    tasks.make_printout.call(*Job.objects.get(task="archive.tasks.make_printout").args)
    made.refresh_from_db()
    assert (made.state, made.done) == ("done", 3)
    page = text(client.get(made.get_absolute_url()))
    assert "every 2s" not in page
    file = client.get(reverse("archive:printout_file", args=[made.uid]))
    assert "attachment" in file["Content-Disposition"]
    said = pdf_text(got(file)).replace("\n", "")
    assert words in said
    assert "第1件的题名" in said
    told = Notification.objects.get(kind="printout")
    assert (told.title, told.url) == (f"{made}已印好，共3件", made.get_absolute_url())
    tasks.make_printout.call(str(made.uid))
    assert Notification.objects.filter(kind="printout").count() == 1


def test_a_typed_address_of_a_large_one_says_what_to_do(shelf: Shelf) -> None:
    client = entered(shelf.archivist)
    for name in ("catalogue_file", "registration_file"):
        answer = client.get(address(name, shelf))
        assert answer.status_code == 422
        assert "印好后通知您" in text(answer)


def test_a_small_one_is_there_at_once(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "AT_ONCE", 3)
    client = entered(shelf.archivist)
    page = text(client.get(address("catalogue", shelf)))
    assert reverse("archive:catalogue_file") in page
    assert "/print/" not in page
    assert "第2件的题名" in pdf_text(got(client.get(address("catalogue_file", shelf))))


def test_asked_for_twice_it_is_made_once(shelf: Shelf) -> None:
    first, again, other = (
        ask_for_printout(shelf.fonds.uid, Form.CATALOGUE, of, by=shelf.by, key=uuid7())
        for of in (Class(), Class(), Class(2026, "Y", "BGS"))
    )
    assert first == again != other
    assert Job.objects.count() == 2


def test_while_it_is_made_it_says_how_far(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    made = ask_for_printout(shelf.fonds.uid, Form.CATALOGUE, Class(), by=shelf.by, key=uuid7())
    monkeypatch.setattr("archive.printouts.A_STEP", 2)
    seen: list[tuple[str, int]] = []

    def printed(_: object) -> bytes:
        made.refresh_from_db()
        seen.append((made.state, made.done))
        return b"%PDF-"

    def lines(records: Any, first: int = 1) -> tuple[()]:
        for _ in records:
            made.refresh_from_db()
            seen.append((made.state, made.done))
        return ()

    monkeypatch.setattr("archive.printouts.catalogue_pdf", printed)
    monkeypatch.setattr(catalogue, "lines", lines)
    make(made)
    assert seen == [("waiting", 0), ("waiting", 0), ("collecting", 2), ("setting", 3)]


def test_what_is_nothing_or_too_much_is_refused_on_the_page(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    client, empty = entered(shelf.archivist), a_shelf()
    assert "没有可打印的" in text(asked(entered(empty.archivist), empty, "catalogue"))
    monkeypatch.setattr(print_out, "MOST_PRINTED", 2)
    answer = asked(client, shelf, "registration")
    assert answer.status_code == 422
    assert "这份归档登记表有3件，一次最多出2件" in text(answer)
    assert asked(client, shelf, "anything").status_code == 404
    assert not Printout.objects.exists()


def test_what_failed_says_why_and_may_be_asked_for_again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    made = ask_for_printout(shelf.fonds.uid, Form.REGISTRATION, Class(), by=shelf.by, key=uuid7())
    monkeypatch.setattr(registration, "MOST_PRINTED", 2)
    with pytest.raises(Invalid, match="登不下"):
        make(made)
    printout_failed(made.uid, "已归档的超过2件，一张登记表登不下。", by=None, key=uuid7())
    page = text(entered(shelf.archivist).get(made.get_absolute_url()))
    assert "没有印成" in page
    assert "登不下" in page
    assert ask_for_printout(shelf.fonds.uid, Form.REGISTRATION, Class(), by=shelf.by, key=uuid7()) != made


def test_strangers_find_nothing(shelf: Shelf) -> None:
    made, other = ask_for_printout(shelf.fonds.uid, Form.CATALOGUE, Class(), by=shelf.by, key=uuid7()), a_shelf()
    with pytest.raises(NotThere):
        ask_for_printout(shelf.fonds.uid, Form.CATALOGUE, Class(), by=other.by, key=uuid7())
    for who in (shelf.clerk, other.archivist):
        for name in ("printout", "printout_now", "printout_file"):
            assert entered(who).get(reverse(f"archive:{name}", args=[made.uid])).status_code == 404
    assert entered(shelf.second).get(made.get_absolute_url()).status_code == 200


def test_after_a_week_it_is_gone_with_its_file(shelf: Shelf) -> None:
    made = ask_for_printout(shelf.fonds.uid, Form.CATALOGUE, Class(), by=shelf.by, key=uuid7())
    tasks.make_printout.call(str(made.uid))
    made.refresh_from_db()
    kept = made.file
    assert kept is not None
    with time_machine.travel(now() + timedelta(days=6)):
        assert forget_old() == 0
    with time_machine.travel(now() + timedelta(days=8)):
        assert forget_old() == 1
    assert not StoredFile.objects.filter(pk=kept.pk).exists()
    assert made.state == PrintoutState.DONE
