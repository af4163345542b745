"""The pages of numbers: reserve, use, void, close, report, download; each by plain forms, and shut to others."""

from typing import Any

import pytest
from django.urls import reverse

from docflow.models import IssuingCode, NumberEntry, Register
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.models import AccessEntry, Appointment
from tests.docflow.acts.test_reserving import close, reserved, the_register
from tests.docflow.world import NOTICE, Office, a_draft, a_signed, an_office
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


def entered(who: Appointment) -> ReadingClient:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def ask(office: Office, **more: object) -> dict[str, object]:
    asked = {"key": uuid7(), "code": office.code.uid, "year": today().year, "count": 2}
    return asked | {"reserved_for": "防汛办", "reason": "汛期急件"} | more


def test_a_clerk_reserves_and_the_register_shows_it() -> None:
    office = an_office()
    client = entered(office.clerk)
    assert "预留文号" in text(client.get(reverse("docflow:registers")))
    assert text(client.get(reverse("docflow:reserve"), {"code": str(office.code.uid)})).count("<option") >= 4
    answer = client.post(reverse("docflow:reserve"), ask(office), follow=True)
    page = text(answer)
    assert "起连续2个" in page
    assert "防汛办" in page
    assert page.count("作废文号") == 2
    again = client.post(reverse("docflow:reserve"), ask(office, reserved_for="", reason="说" * 3))
    assert again.status_code == 422
    assert "说说说" in text(again)
    assert NumberEntry.objects.count() == 2


def test_whoever_may_read_none_is_told_who_may_and_not_that_there_are_none() -> None:
    office = an_office()
    none_yet = text(entered(office.clerk).get(reverse("docflow:registers")))
    assert "还没有登记簿" in none_yet
    reserved(office, 1)
    page = text(entered(office.drafter).get(reverse("docflow:registers")))
    assert "还没有登记簿" not in page
    assert "没有您可看的登记簿" in page


@pytest.mark.parametrize("wrong", ["\x00", "=\u202e", "a\nb", "字" * 201])
def test_text_that_cannot_be_kept_is_refused(wrong: str) -> None:
    office = an_office()
    answer = entered(office.clerk).post(reverse("docflow:reserve"), ask(office, reason=wrong))
    assert answer.status_code == 422
    assert not Register.objects.exists()


def test_reserving_is_shut_to_others() -> None:
    office, other = an_office(), an_office(code="外政发")
    assert entered(office.drafter).get(reverse("docflow:reserve")).status_code == 403
    answer = entered(other.clerk).post(reverse("docflow:reserve"), ask(office))
    assert answer.status_code == 422
    assert not Register.objects.exists()


def test_the_number_step_offers_what_is_reserved() -> None:
    paper = a_signed().rechecked()
    office = paper.office
    client, url = entered(office.clerk), paper.document.get_absolute_url()
    assert "取哪个号" not in text(client.get(url))
    first, second = reserved(office, 2)
    page = text(client.get(url))
    assert "取哪个号" in page
    assert second.text in page
    act = reverse("docflow:act", args=[paper.task("number").uid, "number"])
    assert client.post(act, {"key": uuid7(), "number": second.uid}).status_code == 302
    assert paper.document.number == second.text
    other = a_signed(office).rechecked()
    act = reverse("docflow:act", args=[other.task("number").uid, "number"])
    refused = client.post(act, {"key": uuid7(), "number": second.uid})
    assert refused.status_code == 409
    assert "用掉" in text(refused)
    assert client.post(act, {"key": uuid7(), "number": ""}).status_code == 302
    assert other.document.number.endswith("〕3号")
    assert first.text not in {paper.document.number, other.document.number}


def test_closing_asks_for_every_reserved_number() -> None:
    office = an_office()
    first, second = reserved(office, 2)
    client, url = entered(office.clerk), reverse("docflow:close_register", args=[the_register(office).uid])
    page = text(client.get(url))
    assert first.text in page
    assert "还没有过完" in page
    asked = {"key": uuid7(), f"reason-{first.uid}": "没有发", "no_more": "on"}
    refused = client.post(url, asked)
    assert refused.status_code == 422
    assert "没有发" in text(refused)
    assert second.text in text(refused)
    done = client.post(url, asked | {f"reason-{second.uid}": "没有发"}, follow=True)
    assert "已封存" in text(done)
    assert NumberEntry.objects.filter(state="void").count() == 2
    register_page = reverse("docflow:register", args=[the_register(office).uid])
    assert "预留文号" not in text(client.get(register_page))


def test_the_reviewer_opens_it_again() -> None:
    office = a_signed().rechecked().numbered().office
    close(office)
    url = reverse("docflow:reopen_register", args=[the_register(office).uid])
    page = text(entered(office.reviewer).get(reverse("docflow:register", args=[the_register(office).uid])))
    assert url in page
    assert entered(office.clerk).post(url, {"key": uuid7(), "reason": "漏编"}).status_code == 403
    assert entered(office.reviewer).post(url, {"key": uuid7(), "reason": ""}).status_code == 422
    assert the_register(office).closed_at is not None
    assert entered(office.reviewer).post(url, {"key": uuid7(), "reason": "漏编"}).status_code == 302
    assert the_register(office).closed_at is None


def test_the_report_and_the_table() -> None:
    office = an_office()
    reserved(office, 2)
    paper = a_signed(office).rechecked().numbered()
    paper.document.__class__.objects.filter(uid=paper.uid).update(title="=HYPERLINK(1)")
    register = the_register(office)
    client = entered(office.clerk)
    page = text(client.get(reverse("docflow:register_report", args=[register.uid])))
    assert "缺号0个" in page
    answer = client.get(reverse("docflow:register_table", args=[register.uid]))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert "'=HYPERLINK(1)" in lines[3]
    assert AccessEntry.objects.filter(kind="download", about=register.uid).count() == 1
    Register.objects.update(last=5)
    assert "缺4至5号" in text(client.get(reverse("docflow:register_report", args=[register.uid])))


def test_titles_are_for_those_who_may_read_them() -> None:
    paper = a_signed().rechecked().numbered()
    office = paper.office
    url = reverse("docflow:register_table", args=[the_register(office).uid])
    assert NOTICE.title in entered(office.clerk).get(url).content.decode()
    seen = entered(office.second_reviewer).get(url).content.decode()  # it was a pool of two, he did not take it
    assert (NOTICE.title in seen) == (NOTICE.title in text(entered(office.second_reviewer).get("/documents/?view=all")))


@pytest.mark.parametrize("name", ["register", "register_report", "register_table", "close_register", "reopen_register"])
def test_a_foreign_register_is_not_there(name: str) -> None:
    office, other = a_signed().rechecked().numbered().office, an_office(code="外政发")
    url = reverse(f"docflow:{name}", args=[the_register(office).uid])
    for who in (other.clerk, office.drafter):
        client = entered(who)
        answer = client.post(url, {"key": uuid7()}) if name == "reopen_register" else client.get(url)
        assert answer.status_code == 404


def test_a_long_register_costs_no_more_questions(django_assert_max_num_queries: Any) -> None:
    office = an_office()
    client, asked = entered(office.clerk), []
    for _ in range(2):
        for _ in range(3):
            a_signed(office).rechecked().numbered()
        reserved(office, 20)
        for name in ("register", "register_report", "register_table", "close_register"):
            url = reverse(f"docflow:{name}", args=[the_register(office).uid])
            client.get(url)
            with django_assert_max_num_queries(30) as counted:
                client.get(url)
            asked.append((name, len(counted)))
    assert asked[:4] == asked[4:]


class TestCodes:
    def described(self, **more: object) -> dict[str, object]:
        given = {"code": "云政发", "label": "政府文件", "form": "文件", "mark": "云州市人民政府"}
        return {"key": uuid7(), **given, "signature": "云州市人民政府", "print_organ": "市府办"} | more

    def test_a_reviewer_opens_changes_and_retires_one(self) -> None:
        office = an_office()
        client = entered(office.reviewer)
        assert "立户" in text(client.get(reverse("docflow:codes")))
        assert office.organ.name in text(client.get(reverse("docflow:open_code")))
        asked = self.described(organ=office.organ.uid)
        refused = client.post(reverse("docflow:open_code"), asked | {"code": "云政发〔2026〕"})
        assert refused.status_code == 422
        assert "编号时自动加上" in text(refused)
        assert client.post(reverse("docflow:open_code"), asked).status_code == 302
        code = IssuingCode.objects.get(code="云政发")
        url = reverse("docflow:code", args=[code.uid])
        assert client.post(url, self.described(code="云政字")).status_code == 302
        take_out = reverse("docflow:take_code_out", args=[code.uid])
        assert client.post(take_out, {"key": uuid7(), "reason": ""}).status_code == 422
        assert client.post(take_out, {"key": uuid7(), "reason": "机构改革"}).status_code == 302
        code.refresh_from_db()
        assert (code.code, code.in_use) == ("云政字", False)
        assert "恢复启用" in text(client.get(url))
        assert client.post(reverse("docflow:put_code_back", args=[code.uid]), {"key": uuid7()}).status_code == 302

    def test_used_its_code_stands_as_text(self) -> None:
        office = a_draft().office
        client, url = entered(office.reviewer), reverse("docflow:code", args=[office.code.uid])
        assert "不能再改" in text(client.get(url))
        assert client.post(url, self.described(code="云政改")).status_code == 422

    def test_others_look_or_find_nothing(self) -> None:
        office, other = an_office(), an_office(code="外政发")
        url = reverse("docflow:code", args=[office.code.uid])
        assert "保存修改" not in text(entered(office.clerk).get(url))
        assert entered(office.clerk).post(url, self.described()).status_code == 403
        assert entered(office.clerk).get(reverse("docflow:open_code")).status_code == 403
        for stranger in (entered(other.reviewer), entered(office.drafter)):
            assert stranger.get(url).status_code == 404
            assert stranger.post(url, self.described()).status_code == 404
        answer = entered(other.reviewer).post(reverse("docflow:open_code"), self.described(organ=office.organ.uid))
        assert answer.status_code == 422
        assert IssuingCode.objects.count() == 2
