"""公文核验的公众页：anybody may ask, every answer is a page in words, nothing of the file is kept."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from docflow.models import Document, IssuingCode, Sealed
from docflow.seals.facts import Fact, SignatureFacts
from docflow.seals.revisions import digests
from docflow.seals.verdict import Registered, SealCheck, Verdict
from docflow.selectors.seal_register import Entry, entry_of, registered
from docflow.views import verification
from docflow.views.findings import FACTS, findings
from docflow.walking.performing import put_on_route
from office.api import keep
from office.kernel import rate_limit
from office.kernel.clock import now
from office.kernel.rate_limit import within_limit
from tests.factories import a_department, an_organ, appointed
from tests.office.kernel.uploads.making import pdf

PAGE = "/verify/"
HOLDS, FAILS, OPEN = Fact(True, "成立。"), Fact(False, "不成立。"), Fact(None, "说不清。")
GOOD = SignatureFacts("Sig1", "云州市人民政府办公室电子印章", "云州市人民政府办公室", *(HOLDS,) * 6)


@pytest.fixture(autouse=True)
def _own_place(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def brought(client: Client, content: bytes, name: str = "通知.pdf") -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content, "application/pdf")})


def entered(content: bytes, seals: int = 1) -> Sealed:
    """A sealed file in the register."""
    organ = an_organ(name="云州市人民政府办公室")
    drafter = appointed(a_department(organ))
    code = IssuingCode.objects.create(
        organ=organ, code="云政办发", label="公文", mark=organ.name, signature=organ.name, print_organ=organ.name
    )
    with transaction.atomic():
        document = put_on_route(
            Document(
                organ=organ,
                drafter=drafter,
                code=code,
                kind="通知",
                form="文件",
                title="内部事项",
                number="云政办发〔2026〕15号",
                signed_on=date(2026, 3, 16),
            ),
            "outgoing",
        )
        file = keep(content, "application/pdf")
    return Sealed.objects.create(
        document=document,
        file=file,
        sm3=file.sm3,
        sha256="0" * 64,
        size=len(content),
        pages=1,
        page_sm3=digests(content)[0],
        revisions=list(digests(content)),
        seals=seals,
    )


SEALED = pdf() + pdf()[9:]  # two revisions by their ends; what is in them does not matter to the register


@pytest.mark.django_db
class TestRegister:
    """A file of ours is known by its first revision, whatever was cut off or added."""

    def test_the_file_itself(self) -> None:
        entered(SEALED, seals=2)
        assert registered(digests(SEALED)) == Registered(2, digests(SEALED))

    def test_cut_off_at_an_earlier_revision(self) -> None:
        entered(SEALED, seals=2)
        found = entry_of(digests(pdf()))
        assert found is not None
        assert (found.registered.seals, found.number, found.organ) == (
            2,
            "云政办发〔2026〕15号",
            "云州市人民政府办公室",
        )

    def test_added_to(self) -> None:
        entered(SEALED)
        assert registered(digests(SEALED + pdf()[9:])) is not None

    def test_a_stranger(self) -> None:
        entered(SEALED)
        assert registered(digests(pdf(box=b"0 0 300 300"))) is None
        assert registered(()) is None


@pytest.mark.django_db
class TestPage:
    def test_anybody_sees_the_form_and_what_it_is_for(self, client: Client) -> None:
        page = client.get(PAGE)
        assert page.status_code == 200
        assert 'name="file"' in page.text
        assert "不保存" in page.text

    def test_a_file_without_a_seal(self, client: Client) -> None:
        page = brought(client, pdf())
        assert page.status_code == 200
        assert "这份文件没有电子印章" in page.text
        assert "本系统没有登记这份文件" in page.text

    def test_a_stripped_file_of_ours_names_both_numbers(self, client: Client) -> None:
        entered(SEALED, seals=2)
        page = brought(client, pdf())
        assert "2枚印章" in page.text
        assert "云政办发〔2026〕15号" in page.text
        assert "印章无效" in page.text
        assert "内部事项" not in page.text

    @pytest.mark.parametrize("content", [b"<html>", b"\x00" * 1000, b"%PDF-1.7", pdf()[:200], b"PK\x03\x04"])
    def test_what_cannot_be_read_is_an_answer_too(self, client: Client, content: bytes) -> None:
        page = brought(client, content)
        assert page.status_code == 200
        assert "无法核验" in page.text

    def test_the_digest_and_the_name_are_shown(self, client: Client) -> None:
        page = brought(client, pdf(), '../<b>"通知".pdf')
        assert "摘要 SM3" in page.text
        assert "_b__通知_.pdf" in page.text
        assert "<b>&quot;" not in page.text

    def test_nothing_is_kept(self, client: Client, settings: Settings, tmp_path: Path) -> None:
        settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "uploads")
        (tmp_path / "uploads").mkdir()
        content = pdf() + b" " * 3_000_000  # beyond what Django keeps in memory by itself
        assert brought(client, content).status_code == 200
        assert [file for file in tmp_path.rglob("*") if file.is_file()] == []
        assert Sealed.objects.count() == 0

    @pytest.mark.parametrize(
        ("content", "status", "words"), [(b"", 422, "空的"), (b" " * 21_000_000, 413, "超过20 MB")]
    )
    def test_empty_and_too_large(self, client: Client, content: bytes, status: int, words: str) -> None:
        page = brought(client, content)
        assert page.status_code == status
        assert words in page.text

    def test_no_file_at_all(self, client: Client) -> None:
        page = client.post(PAGE, {})
        assert page.status_code == 422
        assert "没有收到文件" in page.text

    def test_no_session_is_begun_and_no_token_asked_for(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        assert brought(strict, pdf()).status_code == 200
        assert "sessionid" not in strict.cookies

    def test_too_often_from_one_address_and_not_from_another(self, client: Client) -> None:
        for _ in range(verification.A_MINUTE):
            assert within_limit("verify", "192.0.2.7", limit=verification.A_MINUTE, seconds=60)
        page = client.post(PAGE, {"file": SimpleUploadedFile("a.pdf", pdf())}, REMOTE_ADDR="192.0.2.7")
        assert page.status_code == 429
        assert "一分钟" in page.text
        assert brought(client, pdf()).status_code == 200


class TestFindings:
    """The words, by verdict."""

    def check(self, verdict: Verdict, *facts: SignatureFacts) -> SealCheck:
        return SealCheck(verdict, "说明。", facts, len(facts), revisions=("a",))

    @pytest.mark.parametrize(
        ("verdict", "words", "tone"),
        [
            (Verdict.VALID, "云州市人民政府办公室盖章的原件，未被改动", "ok"),
            (Verdict.UNTRUSTED, "不能确认是谁的印章", "warn"),
            (Verdict.INVALID, "不能当作原件使用", "bad"),
            (Verdict.UNSIGNED, "没有电子印章", "warn"),
            (Verdict.UNREADABLE, "无法核验", "warn"),
        ],
    )
    def test_one_sentence_for_each_verdict(self, verdict: Verdict, words: str, tone: str) -> None:
        found = findings(self.check(verdict, GOOD), None)
        assert words in found.sentence
        assert found.tone == tone

    def test_every_fact_says_what_it_does_not_prove(self) -> None:
        (seal,) = findings(self.check(Verdict.VALID, GOOD), None).seals
        assert [line.name for line in seal.lines] == [name for _, name, _ in FACTS]
        assert all(line.proves_not.startswith(("不说明", "只核对")) for line in seal.lines)

    def test_a_fact_that_cannot_be_told_is_neither_yes_nor_no(self) -> None:
        doubtful = replace(GOOD, chain=OPEN, integrity=FAILS)
        words = {line.name: line.word for line in findings(self.check(Verdict.INVALID, doubtful), None).seals[0].lines}
        assert words["印章可信"] == "不能判断"
        assert words["内容完整"] == "不成立"
        assert words["覆盖全文"] == "成立"

    def test_the_register_agrees_only_with_the_very_file(self) -> None:
        same = Entry(Registered(1, ("a",)), "云政办发〔2026〕15号", "云州市人民政府办公室")
        longer = Entry(Registered(1, ("a", "b")), "云政办发〔2026〕15号", "云州市人民政府办公室")
        check = self.check(Verdict.VALID, GOOD)
        assert findings(check, same).register.word == "成立"
        assert findings(check, longer).register.word == "不成立"
        assert findings(check, None).register.word == "不能判断"


@pytest.mark.django_db
def test_the_count_begins_anew_in_the_next_stretch(monkeypatch: pytest.MonkeyPatch) -> None:
    at = now()
    monkeypatch.setattr(rate_limit, "now", lambda: at)
    assert [within_limit("code", "x", limit=2, seconds=60) for _ in range(3)] == [True, True, False]
    monkeypatch.setattr(rate_limit, "now", lambda: at.replace(year=at.year + 1))
    assert within_limit("code", "x", limit=2, seconds=60)
