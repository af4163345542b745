"""分发与签收 on the 发文处理单: every receiver, what came back and why, what was sent again, what went on paper."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from docflow.distribution.actions.distribute import Offline, distribute
from docflow.distribution.actions.resend import resend
from docflow.distribution.actions.send_back import send_back
from docflow.distribution.actions.sign_for import sign_for
from docflow.distribution.models import Delivery
from docflow.selectors.outgoing_sheet import outgoing_sheet
from docflow.sheets.sheet import TWELFTHS, Listing
from office.kernel.clock import now
from office.kernel.ids import uuid7
from tests.docflow.distribution.post import Receiver, a_receiver, at_distribution
from tests.docflow.world import Paper

pytestmark = pytest.mark.django_db(transaction=True)


def listing(paper: Paper) -> Listing:
    sections = outgoing_sheet(paper.document, at=now()).sections
    return next(one for one in sections if isinstance(one, Listing) and one.heading == "分发与签收")


def sent(*main: Receiver, copies: tuple[Receiver, ...] = (), offline: tuple[Offline, ...] = ()) -> Paper:
    paper = at_distribution()
    distribute(
        paper.task("distribute").uid,
        by=paper.office.actor(paper.office.clerk),
        key=uuid7(),
        main=[one.organ.uid for one in main],
        copies=[one.organ.uid for one in copies],
        offline=offline,
    )
    return paper


def test_before_anything_is_sent_there_is_no_such_section() -> None:
    assert listing(at_distribution()).rows == ()


def test_each_receiver_stands_there_and_what_was_sent_again_below_what_came_back() -> None:
    county, school, village = a_receiver(level=3), a_receiver(order=1), a_receiver(level=5)
    paper = sent(county, school, copies=(village,), offline=(Offline("各人民团体", "机要交换"),))
    came = Delivery.objects.get(receiver=school.organ)
    send_back(came.uid, by=school.by, key=uuid7(), reason="附件缺页。")
    again = resend(came.uid, by=paper.office.actor(paper.office.clerk), key=uuid7())
    sign_for(again.uid, by=school.by, key=uuid7())
    table = listing(paper)
    assert sum(column.share for column in table.columns) == TWELFTHS
    assert [(name, manner) for name, manner, _, _ in table.rows] == [
        (school.organ.name, "主送"),
        (school.organ.name, "主送"),
        (county.organ.name, "主送"),
        (village.organ.name, "抄送"),
        ("各人民团体", "线下"),
    ]
    back, signed, waiting, _, on_paper = (row[3] for row in table.rows)
    assert back.startswith(f"已退文　{school.clerk.person.name}\n")
    assert back.endswith("\n附件缺页。")
    assert signed.startswith(f"已签收　{school.clerk.person.name}\n")
    assert (waiting, on_paper) == ("待签收", "机要交换")
    assert [row[2].startswith("重发\n") for row in table.rows] == [False, True, False, False, False]


def test_however_many_receivers_the_questions_are_as_many() -> None:
    few, many = sent(a_receiver()), sent(*(a_receiver() for _ in range(12)))

    def asked(paper: Paper) -> int:
        with CaptureQueriesContext(connection) as queries:
            outgoing_sheet(paper.document, at=now())
        return len(queries)

    asked(few), asked(many)  # the changes are told once, and kept
    assert asked(few) == asked(many)
