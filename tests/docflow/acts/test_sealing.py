"""用印：who may, once, in the log before the key, and what happens when it does not work."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django import Settings

from docflow.actions.ask_to_seal import ask_to_seal
from docflow.actions.hand_back import return_to
from docflow.actions.keeping import correct, terminate
from docflow.actions.setting_up import make_demo_seal
from docflow.models import Rendition, Seal, SealAuthorisation, SealUse
from docflow.models.seals import SealState, UseState
from docflow.seals.demo_ca import DemoAuthority
from docflow.seals.trust import read_certificates
from docflow.selectors.verification import verify_content
from docflow.tasks import seal as seal_task
from docflow.tasks import typeset as typeset_task
from docflow.walking.performing import state_of
from docflow.workshop import draw_seal
from office.api import read, work_until
from office.jobs.models import Job
from office.kernel.clock import now, today
from office.kernel.ids import uuid7
from office.kernel.refusals import NotAllowed
from tests.docflow.world import NOTICE, Paper, a_draft, a_signed, an_office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_own_data")]


@pytest.fixture
def _own_data(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DATA_DIR = tmp_path_factory.mktemp("data")


def work() -> None:
    work_until(lambda: not Job.objects.open().exists(), timeout=120)


def a_page_to_seal() -> tuple[Paper, Seal]:
    """A numbered document with its final page, and the seal of its organ."""
    office = an_office(name="云州市供热办公室")
    picture = draw_seal(office.organ.name, 42)
    with transaction.atomic():
        seal = make_demo_seal(office.organ, 42, picture)
    paper = a_signed(office).rechecked().numbered()
    work()
    assert paper.steps() == ["seal"]
    return paper, seal


def test_sealed_once_by_the_keeper_and_valid() -> None:
    paper, seal = a_page_to_seal()
    office = paper.office
    page = Rendition.objects.get(document__uid=paper.uid, kind="final")
    assert page.differs == ""
    task = paper.task("seal")
    ask_to_seal(task.uid, by=office.actor(office.seal_keeper), key=uuid7())
    use = SealUse.objects.get(document__uid=paper.uid)
    assert (use.state, use.page_sm3) == (UseState.ASKED, page.file.sm3)
    work()
    use.refresh_from_db()
    document = paper.document
    assert (use.state, use.sealed_sm3) == (UseState.DONE, document.sealed.sm3)
    check = verify_content(read(document.sealed.file))
    assert (check.verdict.value, check.seals_in_file, check.registered_seals) == ("valid", 1, 1)
    assert check.signatures[0].organ == office.organ.name
    run = document.run
    seal_task.call(str(run.uid), state_of(run).waits[-1].id)  # a late or repeated job changes nothing
    typeset_task.call(str(run.uid), state_of(run).waits[0].id)
    assert SealUse.objects.filter(document=document, seal=seal).count() == 1
    assert paper.steps() == ["distribute"]


def test_around_the_seal_nobody_is_sent_back() -> None:
    paper, _ = a_page_to_seal()
    office = paper.office
    keeper = office.actor(office.flow_keeper)

    def refused(words: str, step: str) -> None:
        with pytest.raises(NotAllowed, match=words):
            correct(paper.uid, step, by=keeper, key=uuid7(), reason="试")
        with pytest.raises(NotAllowed, match=words):
            terminate(paper.uid, by=keeper, key=uuid7(), reason="试")

    ask_to_seal(paper.task("seal").uid, by=office.actor(office.seal_keeper), key=uuid7())
    refused("正在加盖印章", "recheck")
    work()
    refused("已经用印", "recheck")
    assert paper.steps() == ["distribute"]
    correct(paper.uid, "close", by=keeper, key=uuid7(), reason="换人办结")
    assert paper.steps() == ["close"]


def test_only_whom_the_seal_was_given_to() -> None:
    paper, seal = a_page_to_seal()
    office, task = paper.office, paper.task("seal")
    with pytest.raises(NotAllowed):
        ask_to_seal(task.uid, by=office.actor(office.leader), key=uuid7())
    SealAuthorisation.objects.filter(seal=seal).update(since=today() - timedelta(9), until=today() - timedelta(1))
    with pytest.raises(NotAllowed):
        ask_to_seal(task.uid, by=office.actor(office.seal_keeper), key=uuid7())
    assert not SealUse.objects.exists()


@pytest.mark.parametrize("state", [SealState.SUSPENDED, SealState.REVOKED])
def test_a_seal_out_of_force_is_not_used(state: SealState) -> None:
    paper, seal = a_page_to_seal()
    seal.state = state
    seal.save()
    office = paper.office
    with pytest.raises(NotAllowed):
        ask_to_seal(paper.task("seal").uid, by=office.actor(office.seal_keeper), key=uuid7())


def test_a_revoked_certificate_is_refused_said_and_can_be_tried_again(settings: Settings) -> None:
    paper, seal = a_page_to_seal()
    office = paper.office
    own, *_ = read_certificates(seal.certificate.encode())
    authority = DemoAuthority.open(settings.DATA_DIR / "demo-ca")
    authority.revoke(own, now() - timedelta(hours=1))
    ask_to_seal(paper.task("seal").uid, by=office.actor(office.seal_keeper), key=uuid7())
    work()
    use = SealUse.objects.get(document__uid=paper.uid)
    assert use.state == UseState.FAILED
    assert "吊销" in use.why
    assert not hasattr(paper.document, "sealed")
    assert paper.steps() == ["sealing"]  # the keeper's task, to mend it
    for word in (settings.DATA_DIR / "demo-ca" / "revoked").iterdir():
        word.unlink()
    ask_to_seal(paper.task("sealing").uid, by=office.actor(office.seal_keeper), key=uuid7())
    work()
    assert paper.document.sealed.seals == 1
    assert sorted(SealUse.objects.values_list("state", flat=True)) == ["done", "failed"]


def test_characters_without_a_font_are_named_and_the_clerk_can_return_it() -> None:
    office = an_office(name="云州市供热办公室")
    paper = a_draft(office, replace(NOTICE, body=("含有\u1200的一段。",))).sent().reviewed().examined().signed()
    paper.rechecked().numbered()
    work()
    assert paper.steps() == ["typeset"]
    failed = paper.document.run.acts.get(kind="job_failed")
    assert "U+1200" in str(failed.data["reason"])
    return_to(paper.task("typeset").uid, "recheck", by=office.actor(office.clerk), key=uuid7(), reason="有印不出的字")
    assert paper.steps() == ["recheck"]
    assert paper.document.number  # it keeps its number
