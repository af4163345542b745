"""The pages of deliveries through the front door: what each side sees, and what neither may."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from docflow.distribution.actions.resend import resend
from docflow.distribution.actions.send_back import send_back
from docflow.distribution.actions.sign_for import sign_for
from docflow.distribution.actions.taking_back import recall, waive
from docflow.distribution.models import AddresseeGroup, Delivery, OfflineDelivery
from docflow.distribution.tasks import check_on_arrival
from docflow.distribution.views import files, receiving
from docflow.models import Attachment
from docflow.seals.verdict import SealCheck, Verdict
from office.api import keep
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.models import Appointment
from tests.docflow.distribution.post import Receiver, a_receiver, at_distribution, distributed, look
from tests.docflow.world import NOTICE, Paper, an_office
from tests.factories import an_organ

pytestmark = pytest.mark.django_db
UNSIGNED = SealCheck(Verdict.UNSIGNED, "文件上没有签章。")


@pytest.fixture(autouse=True)
def _own_place(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def as_(client: Client, who: Appointment) -> Client:
    client.force_login(who.person)
    return client


def page(delivery: Delivery, name: str = "delivery", *more: object) -> str:
    return reverse(f"distribution:{name}", args=[delivery.uid, *more])


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def sent() -> tuple[Paper, Receiver, Delivery]:
    paper, receiver = at_distribution(an_office(name="云州市供热办公室")), a_receiver("云州市甲局")
    (delivery,) = distributed(paper, receiver)
    return paper, receiver, delivery


def test_the_receiver_signs_on_the_page(client: Client, sent: tuple[Paper, Receiver, Delivery]) -> None:
    _, receiver, delivery = sent
    as_(client, receiver.clerk)
    listed = text(client.get(reverse("distribution:deliveries")))
    assert page(delivery) in listed
    shown = text(client.get(page(delivery)))
    assert "签收" in shown
    assert str(delivery.document.number) in shown
    answer = client.post(page(delivery, "receive", "sign"), {"key": str(uuid7())})
    assert (answer.status_code, answer["Location"]) == (302, page(delivery))
    assert receiver.clerk.person.name in text(client.get(page(delivery)))
    assert page(delivery) in text(client.get(reverse("distribution:deliveries") + "?tab=signed"))


def test_a_return_without_a_reason_keeps_the_page(client: Client, sent: tuple[Paper, Receiver, Delivery]) -> None:
    _, receiver, delivery = sent
    as_(client, receiver.clerk)
    answer = client.post(page(delivery, "receive", "return"), {"key": str(uuid7()), "reason": "  "})
    assert answer.status_code == 422
    assert "请写明退文缘由" in text(answer)
    answer = client.post(page(delivery, "receive", "return"), {"key": str(uuid7()), "reason": "缺\x00附件"})
    assert answer.status_code == 422
    delivery.refresh_from_db()
    assert delivery.state == "delivered"


def test_the_second_is_told_who_was_first(client: Client, sent: tuple[Paper, Receiver, Delivery]) -> None:
    _, receiver, delivery = sent
    sign_for(delivery.uid, by=receiver.by, key=uuid7())
    answer = as_(client, receiver.clerk).post(
        page(delivery, "receive", "return"), {"key": str(uuid7()), "reason": "错"}
    )
    assert answer.status_code == 409
    assert receiver.clerk.person.name in text(answer)


def test_nothing_of_the_making_is_shown_to_the_receiver(client: Client, sent: tuple[Paper, Receiver, Delivery]) -> None:
    paper, receiver, delivery = sent
    office = paper.office
    shown = text(as_(client, receiver.clerk).get(page(delivery)))
    people = (office.drafter, office.head, office.reviewer, office.leader, office.clerk, office.seal_keeper)
    assert [one.person.name for one in people if one.person.name in shown] == []
    assert "可行。" not in shown  # an opinion on its way
    for address in (
        reverse("docflow:document", args=[paper.uid]),
        reverse("docflow:sealed", args=[paper.uid]),
        reverse("docflow:page", args=[paper.uid, 1]),
        reverse("docflow:redline", args=[paper.uid]),
        reverse("distribution:board", args=[paper.uid]),
        reverse("distribution:distribute", args=[paper.uid]),
        page(delivery, "sent"),
    ):
        assert client.get(address).status_code == 404, address
    found = text(client.get(reverse("docflow:documents") + "?view=all"))
    assert str(paper.uid) not in found


def test_another_organs_delivery_is_not_there(client: Client, sent: tuple[Paper, Receiver, Delivery]) -> None:
    paper, _, delivery = sent
    stranger = a_receiver()
    for who in (stranger.clerk, stranger.reviewer, paper.office.drafter):
        as_(client, who)
        for address in (
            page(delivery),
            page(delivery, "sealed"),
            page(delivery, "page", 1),
            page(delivery, "attachment", uuid7()),
        ):
            assert client.get(address).status_code == 404
        for address in (page(delivery, "receive", "sign"), page(delivery, "check")):
            assert client.post(address, {"key": str(uuid7())}).status_code == 404
        assert "待签收<small>0</small>" in text(client.get(reverse("distribution:deliveries")))
    as_(client, stranger.clerk)
    for verb in ("recall", "waive", "resend", "nothing"):
        answer = client.post(page(delivery, "settle", verb), {"key": str(uuid7()), "reason": "试"})
        assert answer.status_code == 404
    assert client.get(page(delivery).replace(str(delivery.uid), str(uuid7()))).status_code == 404
    delivery.refresh_from_db()
    assert delivery.state == "delivered"


def test_the_file_goes_to_whoever_has_it(
    client: Client, sent: tuple[Paper, Receiver, Delivery], monkeypatch: Any
) -> None:
    paper, receiver, delivery = sent
    monkeypatch.setattr(files, "page_image", lambda *_: b"picture")
    as_(client, receiver.clerk)
    answer: Any = client.get(page(delivery, "sealed"))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert client.get(page(delivery, "page", 1)).content == b"picture"
    assert client.get(page(delivery, "page", 2)).status_code == 404
    recall(delivery.uid, by=paper.office.actor(paper.office.clerk), key=uuid7(), reason="发错单位")
    assert client.get(page(delivery, "sealed")).status_code == 404
    assert client.get(page(delivery, "page", 1)).status_code == 404
    shown = text(client.get(page(delivery)))
    assert "发错单位" in shown
    assert paper.office.clerk.person.name not in shown


def test_attachments_go_with_it(client: Client, sent: tuple[Paper, Receiver, Delivery]) -> None:
    paper, receiver, delivery = sent
    with transaction.atomic():
        row = Attachment.objects.create(
            document=paper.document,
            file=keep(b"a table", "text/plain"),
            name="分工表.txt",
            added_by=paper.office.drafter,
            from_version=1,
        )
    as_(client, receiver.clerk)
    assert "分工表.txt" in text(client.get(page(delivery)))
    answer: Any = client.get(page(delivery, "attachment", row.uid))
    assert b"".join(answer.streaming_content) == b"a table"


def test_the_seal_was_checked_on_arrival_and_again_with_one_click(
    client: Client, sent: tuple[Paper, Receiver, Delivery], monkeypatch: Any
) -> None:
    paper, receiver, delivery = sent
    check_on_arrival.call(str(paper.uid))
    delivery.refresh_from_db()
    assert (delivery.verdict, delivery.checked_at is None) == ("unsigned", False)
    as_(client, receiver.clerk)
    assert "未签章" in text(client.get(page(delivery)))
    monkeypatch.setattr(receiving, "verify_content", lambda _: UNSIGNED)
    answer = client.post(page(delivery, "check"))
    assert answer.status_code == 200
    assert "这份文件没有电子印章" in text(answer)
    for _ in range(receiving.CHECKS_A_MINUTE):
        answer = client.post(page(delivery, "check"))
    assert answer.status_code == 429


def test_the_clerk_distributes_what_the_document_names(client: Client) -> None:
    paper, receiver = at_distribution(), a_receiver("云州市乙局")
    as_(client, paper.office.clerk)
    address = reverse("distribution:distribute", args=[paper.uid])
    assert address in text(client.get(paper.document.get_absolute_url()))
    shown = text(client.get(address))
    assert "市委办公室" in shown
    task = paper.task("distribute")
    given = {
        "key": str(uuid7()),
        "task": str(task.uid),
        "more": [str(receiver.organ.uid)],
        "more_as": "copy",
        "phrase": ["市委办公室", "各县（区）人民政府"],
        "note": ["机要交换", ""],
        "days": "3",
    }
    answer = client.post(address, given, follow=True)
    assert "已分发，等待签收。" in text(answer)
    assert "文中有1处没有直接送：各县（区）人民政府" in text(answer)
    delivery = Delivery.objects.get()
    assert (delivery.receiver, delivery.manner) == (receiver.organ, "copy")
    assert OfflineDelivery.objects.get().name == "市委办公室"
    assert "催未签收的1家" in text(answer)


def test_who_was_left_out_is_not_ticked_when_more_are_sent_to(client: Client) -> None:
    first, second = a_receiver("云州市甲局"), a_receiver("云州市乙局")
    paper = at_distribution(elements=replace(NOTICE, main_recipients=("云州市甲局", "云州市乙局")))
    as_(client, paper.office.clerk)
    address = reverse("distribution:distribute", args=[paper.uid])
    box = 'type="checkbox" name="main" value="{}" checked'
    assert all(box.format(one.organ.uid) in text(client.get(address)) for one in (first, second))
    distributed(paper, first)
    shown = text(client.get(address))
    assert f'name="main" value="{second.organ.uid}">' in shown
    assert " checked>云州市" not in shown


def test_a_refused_distribution_keeps_what_was_ticked_and_written(client: Client) -> None:
    paper, empty, receiver = at_distribution(), an_organ(name="空局"), a_receiver()
    as_(client, paper.office.clerk)
    address = reverse("distribution:distribute", args=[paper.uid])
    given = {
        "key": str(uuid7()),
        "task": str(paper.task("distribute").uid),
        "more": [str(empty.uid), str(receiver.organ.uid)],
        "more_as": "main",
        "phrase": ["市委办公室"],
        "note": ["机要交换"],
    }
    answer = client.post(address, given)
    assert answer.status_code == 422
    shown = text(answer)
    assert "空局今天没有人可以签收" in shown
    assert f'value="{receiver.organ.uid}" checked' in shown
    assert 'value="机要交换"' in shown
    assert not Delivery.objects.exists()
    for hostile in ({"more": ["no-uid"]}, {"days": "0"}, {"note": ["\x00"]}, {"task": "x"}, {"more": [str(uuid7())]}):
        assert client.post(address, given | hostile).status_code in {404, 422}


def test_only_who_may_send_gets_the_page(client: Client) -> None:
    paper = at_distribution()
    address = reverse("distribution:distribute", args=[paper.uid])
    assert as_(client, paper.office.drafter).get(address).status_code == 403
    assert as_(client, a_receiver().clerk).get(address).status_code == 404


def test_what_needs_no_signature_is_told_so_and_may_be_registered(
    client: Client, sent: tuple[Paper, Receiver, Delivery]
) -> None:
    paper, receiver, delivery = sent
    waive(delivery.uid, by=paper.office.actor(paper.office.clerk), key=uuid7(), reason="已当面送达")
    as_(client, receiver.clerk)
    listed = text(client.get(reverse("distribution:deliveries"), {"tab": "signed"}))
    assert "<small>免签收" in listed
    assert "<small>签收" not in listed
    assert f"{reverse('incoming:new')}?delivery={delivery.uid}" in text(client.get(delivery.get_absolute_url()))


def test_the_way_of_a_delivery_is_told_from_its_beginning(
    client: Client, sent: tuple[Paper, Receiver, Delivery]
) -> None:
    paper, receiver, delivery = sent
    clerk = paper.office.actor(paper.office.clerk)
    send_back(delivery.uid, by=receiver.by, key=uuid7(), reason="缺附件")
    again = resend(delivery.uid, by=clerk, key=uuid7())
    waive(again.uid, by=clerk, key=uuid7(), reason="已当面送达")
    shown = text(as_(client, paper.office.clerk).get(page(again, "sent")))
    told = [shown.index(words) for words in ("·送达", "缺附件", "·重发", "已当面送达")]
    assert told == sorted(told)


def test_the_sender_settles_and_urges(client: Client, sent: tuple[Paper, Receiver, Delivery]) -> None:
    paper, receiver, delivery = sent
    as_(client, paper.office.clerk)
    urge = reverse("distribution:urge", args=[paper.uid])
    answer = client.post(urge, {"key": str(uuid7()), "as_of": now().isoformat()}, follow=True)
    assert "已催办1家。" in text(answer)
    for hostile in ("", "x", "2026-13-01", "0001-01-01T00:00:00Z"):
        assert client.post(urge, {"key": str(uuid7()), "as_of": hostile}).status_code == 422
    send_back(delivery.uid, by=receiver.by, key=uuid7(), reason="缺附件")
    board = text(client.get(reverse("distribution:board", args=[paper.uid])))
    assert "缺附件" in board
    answer = client.post(page(delivery, "settle", "resend"), {"key": str(uuid7())}, follow=True)
    again = Delivery.objects.get(state="delivered")
    assert page(again, "sent") in answer.redirect_chain[-1][0]
    assert "缺附件" in text(answer)  # what came before stays
    answer = client.post(page(again, "settle", "recall"), {"key": str(uuid7()), "reason": " "})
    assert answer.status_code == 422
    client.post(page(again, "settle", "recall"), {"key": str(uuid7()), "reason": "不发了"})
    again.refresh_from_db()
    assert again.state == "recalled"


def test_the_section_alone_equals_that_of_the_page(client: Client, sent: tuple[Paper, Receiver, Delivery]) -> None:
    paper, _, _ = sent
    as_(client, paper.office.drafter)

    def plain(html: str) -> str:
        start = html.index('<section id="distribution"')
        section = html[start : html.index("</section>", start)]
        return "\n".join(line for line in section.splitlines() if "csrfmiddlewaretoken" not in line)

    whole = plain(text(client.get(paper.document.get_absolute_url())))
    assert whole == plain(text(client.get(reverse("distribution:board", args=[paper.uid]))))


def test_the_open_page_learns_that_nobody_is_waited_for(client: Client, sent: tuple[Paper, Receiver, Delivery]) -> None:
    paper, receiver, delivery = sent
    board = reverse("distribution:board", args=[paper.uid])
    as_(client, paper.office.clerk)
    whole = text(client.get(paper.document.get_absolute_url()))
    assert f'<section id="act" class="act" aria-labelledby="act-h" data-refresh="{board}">' in whole
    assert 'id="act"' not in text(client.get(board))  # still waiting: it stays as it is
    sign_for(delivery.uid, by=receiver.by, key=uuid7())
    look()
    now_his = text(client.get(board))
    assert "现在由您办结" in now_his
    assert f'<a class="btn main-act" href="{paper.document.get_absolute_url()}">' in now_his
    assert f"现在由{paper.office.clerk.person.name}" in text(as_(client, paper.office.drafter).get(board))


def test_groups_are_their_organs_own(client: Client) -> None:
    office, other, receiver = an_office(), an_office(code="外政发"), a_receiver()
    as_(client, office.clerk)
    new = reverse("distribution:new_group")
    assert client.post(new, {"key": str(uuid7()), "name": "常用", "organ": []}).status_code == 422
    given = {"key": str(uuid7()), "name": "常用", "organ": [str(receiver.organ.uid)]}
    assert client.post(new, given).status_code == 302
    group = AddresseeGroup.objects.get()
    assert (group.organ, group.members.get().organ) == (office.organ, receiver.organ)
    assert client.post(new, given | {"key": str(uuid7())}).status_code == 422  # the name is taken
    address = reverse("distribution:group", args=[group.uid])
    assert "常用" in text(client.get(address))
    as_(client, other.clerk)
    assert client.get(address).status_code == 404
    assert client.post(reverse("distribution:remove_group", args=[group.uid]), {"key": str(uuid7())}).status_code == 404
    foreign = at_distribution(other)
    given = {"key": str(uuid7()), "task": str(foreign.task("distribute").uid), "group": [str(group.uid)]}
    assert client.post(reverse("distribution:distribute", args=[foreign.uid]), given).status_code == 404
    assert not Delivery.objects.exists()
    assert as_(client, office.drafter).get(reverse("distribution:groups")).status_code == 403
    as_(client, office.clerk).post(reverse("distribution:remove_group", args=[group.uid]), {"key": str(uuid7())})
    assert not AddresseeGroup.objects.exists()


def test_pages_ask_as_often_for_many_as_for_few(client: Client) -> None:
    office = an_office()
    counts: dict[str, list[int]] = {}
    few, many = (a_receiver(),), tuple(a_receiver() for _ in range(8))
    for receivers in (few, many):
        paper = at_distribution(office)
        first, *_ = distributed(paper, *receivers)
        addresses = {
            "document": paper.document.get_absolute_url(),
            "sent": reverse("distribution:sent_documents"),
            "board": reverse("distribution:board", args=[paper.uid]),
            "one": page(first, "sent"),
            "distribute": reverse("distribution:distribute", args=[paper.uid]),
        }
        as_(client, office.clerk)
        for name, address in addresses.items():
            client.get(address)  # what is read once a process is read
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.setdefault(name, []).append(len(queries))
    assert {name: found[0] == found[1] for name, found in counts.items()} == dict.fromkeys(counts, True), counts


def test_the_list_of_what_came_in_asks_as_often_for_many(client: Client) -> None:
    receiver, office = a_receiver(), an_office()
    as_(client, receiver.clerk)
    counts = []
    for size in (1, 4):
        for _ in range(size):
            distributed(at_distribution(office), receiver)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("distribution:deliveries"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_after_all_have_signed_the_clerk_closes(client: Client, sent: tuple[Paper, Receiver, Delivery]) -> None:
    paper, receiver, delivery = sent
    sign_for(delivery.uid, by=receiver.by, key=uuid7())
    look()
    as_(client, paper.office.clerk)
    task = paper.task("close")
    client.post(reverse("docflow:act", args=[task.uid, "close"]), {"key": str(uuid7())})
    assert paper.document.state == "closed"
