"""One paper through its whole life on both sides, on the engine in use: what everybody is left with at its end."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from archive.models import Record
from docflow.circulation.models import Circulation
from docflow.distribution.models import Delivery
from docflow.distribution.selectors.unsettled import UNSETTLED
from docflow.elements.data import to_data
from docflow.elements.schema import Elements
from docflow.incoming.models import Incoming
from docflow.incoming.selectors.replies import replies_to
from docflow.models import Document
from office.api import close_block, work_until
from office.jobs.models import Job
from office.kernel.clock import now
from office.models import Todo
from tests.docflow.acts.soundness import assert_sound
from tests.docflow.incoming.soundness import assert_incoming_sound
from tests.docflow.world import NOTICE
from tests.installation import Installation, installed

PREPARE = "from office.site.preparing import prepare_demo; prepare_demo()"
END_STATE = "from tests.journeys.test_whole_life import tell_end_state; tell_end_state(*sys.argv[1:])"
OF_THE_CITY = ("meetings", "supervision", "dutydesk")
"""What the clock may ask for at any moment, whether or not a paper walks: bookings, matters and duty desks of the demonstration."""
LEFT = ["document.json", "handling-sheet.pdf", "ledger.json", "sealed.pdf"]


def tell_end_state(number: str, since: str) -> None:
    """In the installation: assert what must hold of all papers, and print what became of one that began after a moment."""
    work_until(lambda: not Job.objects.open().exists(), timeout=120)
    close_block()
    assert_sound()
    assert_incoming_sound()
    document = Document.objects.get(number=number)
    assert not Delivery.objects.filter(UNSETTLED).exists()
    found: dict[str, Any] = {
        "document": document.state,
        "deliveries": [
            [one.receiver.short_name, one.manner, one.state, one.follows_id is not None]
            for one in document.deliveries.select_related("receiver").order_by("pk")
        ],
        "left_over": list(
            Todo.objects.open()
            .filter(since__gte=datetime.fromisoformat(since))
            .exclude(room__in=OF_THE_CITY)
            .values_list("step", flat=True)
        ),
        "incoming": [],
        "record": Record.objects.filter(paper_uid=document.uid).values_list("state", "revision", "item").first(),
    }
    for incoming in Incoming.objects.filter(delivery__document=document).select_related("organ", "run"):
        (reply,) = replies_to(incoming)
        (going,) = Circulation.objects.filter(paper_uid=incoming.uid)
        found["incoming"].append(
            {
                "organ": incoming.organ.short_name,
                "state": incoming.state,
                "ended": incoming.run.ended_at is not None,
                "verdict": incoming.verdict,
                "units": [bool(incoming.lead_unit), len(incoming.co_units), incoming.due_days],
                "read": going.ended_at is not None,
                "reply": [reply.kind, reply.state, reply.run.ended_at is not None],
                "back_at": [one.receiver.short_name for one in reply.deliveries.filter(state="signed")],
            }
        )
    print(json.dumps(found, ensure_ascii=False))


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("city")) as made:
        made.python(PREPARE)
        yield made


def lived(city: Installation, text: Elements, code: str, folder: Path) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """What was told, the ledger, and the end state."""
    paper = folder / "paper.json"
    paper.write_text(json.dumps(to_data(text), ensure_ascii=False), encoding="utf-8")
    since = now().isoformat()
    ended = city.manage("rehearse", "--document", str(paper), "--out", str(folder / "out"), "--code", code)
    assert ended.returncode == 0, ended.stderr
    assert sorted(path.name for path in (folder / "out").iterdir()) == LEFT
    ledger = json.loads((folder / "out/ledger.json").read_text(encoding="utf-8"))
    state = json.loads(city.python(END_STATE, ledger["number"], since))
    assert city.manage("verify_trail").returncode == 0
    return ended.stdout, ledger, state


def test_both_sides_come_to_their_end(city: Installation, tmp_path: Path) -> None:
    told, ledger, state = lived(city, NOTICE, "云政办发", tmp_path)
    assert state["document"] == "closed"
    assert state["left_over"] == []
    assert state["record"][:2] == ["filed", 1]
    receivers = [name for name, *_ in state["deliveries"]]
    assert ["市教育局", "main", "returned", False] in state["deliveries"]
    assert state["deliveries"][-1] == ["市教育局", "main", "signed", True]
    assert ["桐坞村", "copy", "signed", False] in state["deliveries"]
    assert [how for name, _, how, _ in state["deliveries"] if how != "signed"] == ["returned"]
    assert len(receivers) == 10
    assert state["incoming"] == [
        {
            "organ": "市住房城乡建设局",
            "state": "closed",
            "ended": True,
            "verdict": "valid",
            "units": [True, 1, 5],
            "read": True,
            "reply": ["报告", "closed", True],
            "back_at": ["市政府办公室"],
        }
    ]
    names = [step["name"] for step in ledger["steps"]]
    assert [names.count(name) for name in ("分发", "签收", "退文", "重发", "办结")] == [1, 9, 1, 1, 1]
    assert [step["opinion"] for step in ledger["steps"] if step["name"] == "退文"] == ["附件缺页，请核对后重发。"]
    for line in (
        "收文登记",
        "拟办",
        "批示",
        "传阅",
        "承办",
        "起草答复",
        "答复",
        "复文办结",
        "归档",
        "四性检测",
        "检索",
    ):
        assert f"\n{line}" in told


def test_a_county_and_its_township(city: Installation, tmp_path: Path) -> None:
    _, _, state = lived(city, NOTICE, "东政发", tmp_path)
    assert [(name, how) for name, _, how, _ in state["deliveries"]] == [
        ("柳溪镇政府", "signed"),
        ("桐坞村", "returned"),
        ("桐坞村", "signed"),
    ]
    (incoming,) = state["incoming"]
    assert (incoming["organ"], incoming["state"]) == ("柳溪镇政府", "closed")
    assert incoming["back_at"] == ["东屏县政府"]


def test_what_goes_up_goes_to_nobody_below(city: Installation, tmp_path: Path) -> None:
    """The only receiver sends it back, gets it again, and answers it: a 请示 with a 批复."""
    request = replace(NOTICE, kind="请示", title="关于调整供热补助标准的请示", main_recipients=(), cc=())
    _, _, state = lived(city, request, "云财发", tmp_path)
    assert [(name, how) for name, _, how, _ in state["deliveries"]] == [("市政府", "returned"), ("市政府", "signed")]
    (incoming,) = state["incoming"]
    assert (incoming["organ"], incoming["reply"][0], incoming["back_at"]) == ("市政府", "批复", ["市财政局"])


def test_what_names_nobody_is_sent_by_hand(city: Installation, tmp_path: Path) -> None:
    announcement = replace(NOTICE, kind="通告", title="关于供热安全检查的通告", main_recipients=(), cc=())
    _, _, state = lived(city, announcement, "云政办发", tmp_path)
    assert len(state["deliveries"]) == 10
    assert {manner for _, manner, _, _ in state["deliveries"]} == {"copy"}
    assert state["document"] == "closed"
