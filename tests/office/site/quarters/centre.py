"""What the office at the centre writes, sends, takes in, has supervised and reports; and who administers it."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from archive.search.actions.save_search import save_search
from docflow.actions.linking import link
from docflow.distribution.actions.groups import save_group
from docflow.models import Attachment
from docflow.models.registers import NumberEntry, Register
from docflow.supervision.actions.extending import ask_extension
from docflow.supervision.actions.feedback import Told, feed_back
from docflow.supervision.actions.open_matter import open_matter
from docflow.supervision.actions.opening import Wish
from docflow.supervision.actions.sign_for import sign_for
from office.administration.actions.handovers import open_handovers_of
from office.api import keep, open_todo
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.models import Appointment, Organ, PostRole
from realtime.models import Notification
from tests.docflow.briefs.desk import a_world
from tests.docflow.circulation.sending import sent_round
from tests.docflow.distribution.post import a_receiver, at_distribution, distributed
from tests.docflow.incoming.inbox import a_piece, an_intake
from tests.docflow.supervision.matters import evidence
from tests.docflow.world import Office, Paper, a_draft, an_office
from tests.factories import a_department, appointed
from tests.office.jobs.test_operating import lost
from tests.office.kernel.uploads.making import pdf
from tests.office.site.quarters.quarter import Quarter


@dataclass
class Centre:
    """The office, and all that is near its people."""

    office: Office
    quarter: Quarter


def the_centre() -> Centre:
    office = an_office("云州市供热管理局")
    rows = {"job": UUID(str(lost().uid))}  # while nothing else waits to be done
    sent, receiver = at_distribution(office), a_receiver("云州市城市管理局")
    rows |= _documents(office, sent, receiver.organ)
    (delivery,) = distributed(sent, receiver)
    rows["delivery"] = delivery.uid
    rows |= _what_came_in(office) | _administration(office)
    rows["circulation"] = sent_round(sent, office.leader).uid
    rows |= _supervised(office)
    reported = _reported(office)
    rows |= reported.rows
    rows["saved"] = save_search("q=冬季供热", "", by=office.actor(office.leader), key=uuid7()).uid
    rows["notification"] = Notification.objects.filter(person=office.leader.person)[0].uid
    operator = appointed(a_department(office.organ), "system_administrator")
    keepers = [appointed(a_department(office.organ), role) for role in ("security_administrator", "auditor")]
    people = [office.clerk, office.drafter, office.leader, office.flow_keeper, receiver.clerk, operator, *keepers]
    return Centre(office, Quarter(rows, [*reported.people, *(one.person for one in people)]))


def _documents(office: Office, sent: Paper, receiver: Organ) -> dict[str, UUID]:
    drafter, clerk = office.actor(office.drafter), office.actor(office.clerk)
    draft = a_draft(office)
    return {
        "document": sent.uid,
        "draft": draft.uid,
        "code": office.code.uid,
        "attachment": _attached(draft, office),
        "sent_attachment": _attached(sent, office),
        "link": link(sent.uid, draft.uid, "same_matter", by=drafter, key=uuid7()).uid,
        "task": draft.task("draft").uid,
        "register": Register.objects.get(code=office.code).uid,
        "number": NumberEntry.objects.get(document=sent.document).uid,
        "group": save_group(None, name="区县", organs=[receiver.uid], by=clerk, key=uuid7()).uid,
    }


def _attached(paper: Paper, office: Office) -> UUID:
    with transaction.atomic():
        file = keep(pdf(), "application/pdf")
        return Attachment.objects.create(
            document=paper.document, file=file, name="附件.pdf", added_by=office.drafter, from_version=1
        ).uid


def _what_came_in(office: Office) -> dict[str, UUID]:
    piece = a_piece(office, intake=an_intake(office).uid, enclosures=[an_intake(office).uid])
    return {
        "incoming": piece.uid,
        "incoming_task": piece.task("review").uid,
        "incoming_register": piece.incoming.numbers.get().register.uid,
        "intake": an_intake(office).uid,
    }


def _supervised(office: Office) -> dict[str, UUID]:
    """A matter of the drafter's department and the leader's: one has reported and asks for more time, the other has not signed for it."""
    PostRole.objects.create(post=office.flow_keeper.post, role="supervisor")
    by = {one: office.actor(one) for one in (office.flow_keeper, office.drafter, office.head)}
    wish = Wish(
        title="冬季供热保障督办",
        content="请抓紧。",
        lead=office.drafter.department.uid,
        co_units=[office.leader.department.uid],
        leader=office.leader.uid,
        days=9,
    )
    matter = open_matter(wish, by=by[office.flow_keeper], key=uuid7())
    part = matter.parts.order_by("place")[0]
    sign_for(part.uid, by=by[office.drafter], key=uuid7())
    told = Told(progress=40, text="已开工。")
    feedback = feed_back(part.uid, told, [evidence()], by=by[office.head], key=uuid7())
    ask_extension(part.uid, part.due_on + timedelta(days=5), "天冷", "过半", by=by[office.drafter], key=uuid7())
    return {"matter": matter.uid, "evidence": feedback.evidence.get().uid}


def _reported(office: Office) -> Quarter:
    """A desk of the office with a brief that came in, an item in an issue with its proof, and a request; who edits, and who reports."""
    world = a_world(office=office)
    brief = world.submitted(title="冬季供热信息")
    with transaction.atomic():
        file = keep(pdf(), "application/pdf")
    attached = brief.files.create(n=1, file=file, name="附件.pdf")
    item = world.taken(world.submitted(1, title="冬季供热专报"))
    issue = world.proofed(world.adopted(item).issue)
    rows = {"brief": brief.uid, "brief_file": attached.uid, "item": item.uid}
    rows |= {"issue": issue.uid, "brief_request": world.asked().uid}
    return Quarter(rows, [world.editor.person, world.staff[0].person])


def _administration(office: Office) -> dict[str, UUID]:
    """The organ's structure, and somebody of it who has left something behind."""
    left = appointed(a_department(office.organ))
    with transaction.atomic():
        open_todo(
            room="docflow", kind="文", about=uuid7(), task="left", title="旧件", step="核稿", url="/", holders=[left]
        )
        Appointment.objects.filter(pk=left.pk).update(until=today() - timedelta(days=1))
        open_handovers_of([left])
    rows = {"organ": office.organ.uid, "department": left.department.uid, "post": left.post.uid}
    return rows | {"person": left.person.uid, "appointment": left.uid, "handover": left.uid}
