"""Something of every kind, at an address of every kind; its people, and people who have no business there."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from archive.actions.class_notes import write_note
from archive.importing.actions.bring import Catalogue, bring
from archive.models import CheckReport, Conclusion, Stage
from archive.search.actions.save_search import save_search
from archive.selectors.catalogue import Class
from docflow.actions.linking import link
from docflow.distribution.actions.groups import save_group
from docflow.models import Attachment
from docflow.models.registers import NumberEntry, Register
from docflow.supervision.actions.extending import ask_extension
from docflow.supervision.actions.feedback import Told, feed_back
from docflow.supervision.actions.open_matter import open_matter
from docflow.supervision.actions.opening import Wish
from docflow.supervision.actions.sign_for import sign_for
from meetings.actions.addresses import make_address
from meetings.actions.block import block
from meetings.actions.series import book_series
from meetings.actions.wait import wait_for
from meetings.duty.actions.people import enter_absence
from meetings.duty.actions.swaps import ask_swap
from meetings.duty.models import DutyUnit, Turn
from meetings.duty.rules.month import next_month
from meetings.materials.actions import notes as material_notes
from meetings.models import Admits, Room
from meetings.occurrences import Pattern
from meetings.proceedings.actions.issue_minutes import excerpt_of
from meetings.proceedings.actions.screens import make_screen
from meetings.proceedings.actions.voting import open_ballot
from meetings.seating.actions.keep_apart import keep_apart
from meetings.seating.actions.lock import lock_seat
from meetings.seating.actions.show import show_seats
from meetings.secrets import digest_of
from meetings.urgent.models import ClockLimit
from office.administration.actions.handovers import open_handovers_of
from office.api import actor_of, keep, open_todo
from office.kernel.clock import day_of, now, today
from office.kernel.ids import uuid7
from office.kernel.uploads import examine
from office.models import Appointment, Organ, Person, PostRole
from realtime.models import Notification
from tests.archive import shelf as archive
from tests.archive.hand_made import Shelf, a_record, a_shelf, numbered
from tests.archive.loans.desk import Desk, task
from tests.docflow.briefs.desk import a_world
from tests.docflow.circulation.sending import sent_round
from tests.docflow.distribution.post import a_receiver, at_distribution, distributed
from tests.docflow.incoming.inbox import a_piece, an_intake
from tests.docflow.supervision.matters import evidence
from tests.docflow.world import Office, Paper, a_draft, an_office
from tests.factories import a_department, an_organ, appointed
from tests.meetings.attendance.hosting import a_unit, at_the_door, signs, wants_leave
from tests.meetings.duty.rostering import a_duty_room, a_roster
from tests.meetings.dutydesk.desk import a_desk_with_everything
from tests.meetings.gathering import a_gathering
from tests.meetings.hall import a_hall, a_wish, booked, in_days
from tests.meetings.materials.folder import brought, handed_out
from tests.meetings.proceedings.sitting import a_sitting
from tests.meetings.seating.hall import a_seated_gathering
from tests.meetings.topics import world as topics
from tests.meetings.urgent import world as urgent
from tests.office.jobs.test_operating import lost
from tests.office.kernel.uploads.making import pdf, png
from tests.reading import ReadingClient

NAMED = {
    "docflow:document": "document", "docflow:draft": "draft", "docflow:save": "draft", "docflow:draft_preview": "draft",
    "docflow:draft_image": "draft 1", "docflow:attach": "draft", "docflow:attachment": "draft attachment",
    "docflow:detach": "draft attachment", "docflow:page": "document 1", "docflow:sealed": "document",
    "docflow:handling_sheet": "document", "docflow:handling_sheet_file": "document", "docflow:redline": "document",
    "docflow:keep_page": "document", "docflow:keep": "document suspend", "docflow:paper": "document",
    "docflow:urge": "document", "docflow:link": "document", "docflow:unlink": "document link",
    "docflow:act": "task return", "docflow:code": "code", "docflow:take_code_out": "code", "docflow:put_code_back": "code",
    "docflow:register": "register", "docflow:register_report": "register", "docflow:register_table": "register",
    "docflow:close_register": "register", "docflow:reopen_register": "register", "docflow:void": "number",
    "distribution:delivery": "delivery", "distribution:page": "delivery 1", "distribution:sealed": "delivery",
    "distribution:attachment": "delivery sent_attachment", "distribution:check": "delivery",
    "distribution:receive": "delivery sign", "distribution:distribute": "document", "distribution:board": "document",
    "distribution:urge": "document", "distribution:sent": "delivery", "distribution:settle": "delivery recall",
    "distribution:group": "group", "distribution:remove_group": "group",
    "incoming:intake_page": "intake 1", "incoming:delivery_page": "delivery 1", "incoming:register": "incoming_register",
    "incoming:act": "incoming_task review", "incoming:incoming": "incoming", "incoming:elements": "incoming",
    "incoming:page": "incoming 1", "incoming:file": "incoming", "incoming:handling_sheet": "incoming",
    "incoming:handling_sheet_file": "incoming", "incoming:enclosure": "incoming 1",
    "incoming:check": "incoming", "incoming:reply": "incoming",
    "circulation:of_paper": "document", "circulation:new": "document", "circulation:circulation": "circulation",
    "circulation:now": "circulation", "circulation:add": "circulation", "circulation:act": "circulation end",
    "supervision:matter": "matter", "supervision:do": "matter close", "supervision:evidence": "matter evidence",
    "briefs:brief": "brief", "briefs:do": "brief take", "briefs:file": "brief brief_file", "briefs:find": "brief",
    "briefs:item": "item", "briefs:do_item": "item edit", "briefs:issue": "issue", "briefs:do_issue": "issue typeset",
    "briefs:issue_file": "issue", "briefs:issue_image": "issue 1", "briefs:request": "brief_request",
    "briefs:call_off": "brief_request",
    "realtime:read": "notification", "jobs:job": "job", "jobs:again": "job", "jobs:aside": "job",
    "administration:organ": "organ", "administration:found_organ": "organ", "administration:edit_organ": "organ",
    "administration:rename_organ": "organ", "administration:cancel_rename": "organ",
    "administration:close_organ": "organ", "administration:cancel_closing": "organ",
    "administration:open_department": "organ", "administration:enter_person": "organ",
    "administration:edit_department": "department", "administration:close_department": "department",
    "administration:reopen_department": "department", "administration:open_post": "department",
    "administration:edit_post": "post", "administration:close_post": "post", "administration:reopen_post": "post",
    "administration:give_role": "post", "administration:take_role": "post", "administration:appoint": "post",
    "administration:person": "person", "administration:edit_person": "person", "administration:deactivate": "person",
    "administration:reactivate": "person", "administration:new_password": "person",
    "administration:end_appointment": "appointment", "administration:cancel_appointment": "appointment",
    "administration:make_primary": "appointment", "administration:handover": "handover",
    "archive:fonds": "fonds", "archive:code_example": "fonds", "archive:code_units": "fonds",
    "archive:import_retention_table": "fonds", "archive:retention_table": "retention_table",
    "archive:retention_table_file": "retention_table", "archive:check_class_note": "class_note",
    "archive:class_note_file": "class_note", "archive:stamped": "record",
    "archive:check_report": "check_report", "archive:check_report_file": "check_report", "archive:check_now": "record",
    "search:saved": "saved", "search:tell": "saved", "search:forget": "saved",
    "importing:batch": "batch", "importing:now": "batch", "importing:refusals": "batch",
    "importing:mapping": "batch", "importing:act": "batch begin",
    "archive:record": "record", "archive:act": "record return", "archive:file": "record record_file", "archive:page": "record 1",
    "loans:act": "loan_task lend", "loans:loan": "loan", "loans:do": "loan give-back", "loans:read": "loan",
    "loans:term": "loan", "loans:page": "loan record_file 1", "loans:print": "loan record_file",
    "loans:download": "loan record_file", "loans:readings": "record",
    "meetings:series": "series", "meetings:run_series": "series confirm", "meetings:give_up": "waiting",
    "meetings:booking": "booking", "meetings:change": "booking", "meetings:act": "booking cancel",
    "meetings:revoke": "address", "meetings:building": "building", "meetings:equipment": "building",
    "meetings:new_room": "building", "meetings:lift": "blocking", "meetings:room": "room", "meetings:edit_room": "room",
    "convening:kind": "meeting_kind", "convening:meeting": "meeting", "convening:edit": "meeting",
    "convening:agenda": "meeting", "convening:arrange_agenda": "meeting", "convening:item": "meeting agenda_item",
    "convening:people": "meeting", "convening:invite": "meeting", "convening:invite_group": "meeting",
    "convening:invite_unit": "meeting", "convening:arrange_people": "meeting", "convening:act": "meeting cancel",
    "materials:meeting": "meeting_of_material", "materials:bring": "meeting_of_material",
    "materials:do_all": "meeting_of_material hand-out", "materials:material": "material",
    "materials:do": "material hand-out", "materials:copies_table": "material", "materials:readings": "material",
    "materials:original": "material 1", "materials:read": "material", "materials:standing": "material 1",
    "materials:page": "material 1 1", "materials:print": "material", "materials:download": "material",
    "materials:note": "material", "materials:remove_note": "material_note",
    "seating:plan": "seated", "seating:hall": "seated", "seating:print": "seated slips", "seating:act": "seated rearrange",
    "meetings:bring_photo": "room", "meetings:photo": "room", "meetings:block": "room",
    "topics:call": "topic_call", "topics:do_call": "topic_call remind", "topics:act": "topic_task endorse",
    "topics:topic": "topic", "topics:edit": "topic", "topics:do": "topic call-off", "topics:bring": "topic",
    "topics:file": "topic topic_file", "topics:remove": "topic topic_file",
    "attendance:mine": "attended", "attendance:naming": "attended attending_unit", "attendance:do": "attended urge",
    "attendance:replies": "attended", "attendance:replies_now": "attended", "attendance:sign_ins": "attended",
    "attendance:sign_ins_now": "attended", "attendance:table": "attended", "attendance:list_file": "attended",
    "attendance:bring": "attended", "attendance:sign": "attended", "attendance:here": "attended abc",
    "proceedings:running": "sitting", "proceedings:do": "sitting end", "proceedings:new_screen": "sitting",
    "proceedings:end_screen": "sitting agenda_screen", "proceedings:record": "sitting",
    "proceedings:item": "sitting sitting_item", "proceedings:write": "sitting decide", "proceedings:votes": "sitting",
    "proceedings:cast": "sitting ballot", "proceedings:minutes": "sat", "proceedings:draft": "sat",
    "urgent:event": "urgent_event", "urgent:report": "urgent_event first", "urgent:do": "urgent_event acknowledge",
    "urgent:drop_limit": "urgent_limit", "urgent:practice": "urgent_unit",
    "urgent:file": "report_file", "urgent:counted_rows": "urgent_unit events",
    "proceedings:open_matters": "sat", "proceedings:excerpt": "excerpt", "proceedings:excerpt_file": "excerpt",
    "duty:withdraw": "duty_absence", "duty:unit": "duty_unit", "duty:settings": "duty_unit", "duty:people": "duty_unit",
    "duty:phones": "duty_unit", "duty:statistics": "duty_unit", "duty:statistics_table": "duty_unit",
    "duty:counted_turns": "duty_unit duty_server",
    "duty:unit_do": "duty_unit pair", "duty:roster": "duty_roster", "duty:roster_now": "duty_roster",
    "duty:roster_table": "duty_roster", "duty:bring": "duty_roster", "duty:place": "duty_roster duty_shift duty_role 1",
    "duty:roster_do": "duty_roster lock", "duty:turn": "duty_turn", "duty:turn_do": "duty_turn swap",
    "duty:swap": "duty_swap", "duty:swap_do": "duty_swap withdraw",
    "dutydesk:desk": "duty_unit", "dutydesk:desk_now": "duty_unit", "dutydesk:do": "duty_unit check-in",
    "dutydesk:log": "duty_unit", "dutydesk:calls": "duty_unit", "dutydesk:log_entry": "log_entry",
    "dutydesk:call_entry": "call_entry", "dutydesk:file": "entry_file", "dutydesk:matters": "duty_unit",
    "dutydesk:matter": "pending_matter", "dutydesk:do_matter": "pending_matter close",
    "dutydesk:hand_overs": "duty_unit", "dutydesk:new_hand_over": "duty_unit", "dutydesk:hand_over": "hand_over",
    "dutydesk:hand_over_file": "hand_over", "dutydesk:do_hand_over": "hand_over take-over",
    "dutydesk:checks": "duty_unit", "dutydesk:do_check": "duty_unit call-up", "dutydesk:settings": "duty_unit", "dutydesk:new_screen": "duty_unit",
    "dutydesk:end_screen": "duty_unit wall_screen",
}  # fmt: skip
"""Addresses that name something → what of the city below stands in them; what is no row of it stands for itself."""


def routes(resolver: URLResolver, space: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    """The full name of each route, and its pattern."""
    for one in resolver.url_patterns:
        pattern = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield space + (one.name or pattern), pattern
        else:
            yield from routes(one, space + (f"{one.namespace}:" if one.namespace else ""), pattern)


@dataclass
class City:
    """Something of every kind, in one organ; its people, each signed in as well, and people elsewhere."""

    rows: dict[str, UUID] = field(default_factory=dict)
    insiders: list[Person] = field(default_factory=list)
    strangers: dict[str, Person] = field(default_factory=dict)
    clients: list[Client] = field(default_factory=list)

    def address(self, name: str, *, there: bool = True) -> str:
        """The address of a thing that is there, or of one that never was."""
        words = NAMED[name].split()
        return reverse(
            name, args=[(self.rows[w] if there else uuid7()) if w in self.rows else _plain(w) for w in words]
        )

    def whoever(self, name: str, address: str, finds: Callable[[Client, str], bool]) -> Client | None:
        """An insider for whom the address of a route is there, as `finds` tells; who had one before is asked first, then who has most."""
        order = sorted(range(len(self.insiders)), key=lambda n: (n != _had.get(name), -_having[n]))
        for n in order:
            if finds(self.clients[n], address):
                _had[name] = n
                _having[n] += 1
                return self.clients[n]
        return None


_had: dict[str, int] = {}
_having: Counter[int] = Counter()
"""Who it was, and how often, from one city to the next, which are built alike: it saves asking, and proves nothing."""


def _plain(word: str) -> str | int:
    return int(word) if word.isdigit() else word


def pages_among(addresses: Iterable[str], client: Client) -> list[str]:
    """Those that answer to a GET at all, whoever asks; the others are only ever sent to."""
    found = []
    for address in addresses:
        answer = client.get(address)
        if answer.streaming:  # a file, which is closed by being read
            b"".join(answer)
        if answer.status_code != 405:
            found.append(address)
    return found


def a_city_of_everything() -> City:
    office = an_office("云州市供热管理局")
    made = City({"job": UUID(str(lost().uid))})  # while nothing else waits to be done
    sent, receiver = at_distribution(office), a_receiver("云州市城市管理局")
    _documents(made, office, sent, receiver.organ)
    (delivery,) = distributed(sent, receiver)
    made.rows["delivery"] = delivery.uid
    _what_came_in(made, office)
    _administration(made, office)
    made.rows["circulation"] = sent_round(sent, office.leader).uid
    _supervised(made, office)
    made.insiders = _reported(made, office)
    made.rows["saved"] = save_search("q=冬季供热", "", by=office.actor(office.leader), key=uuid7()).uid
    made.rows["notification"] = Notification.objects.filter(person=office.leader.person)[0].uid
    operator = appointed(a_department(office.organ), "system_administrator")
    keepers = [appointed(a_department(office.organ), role) for role in ("security_administrator", "auditor")]
    inside = [office.clerk, office.drafter, office.leader, office.flow_keeper, receiver.clerk, operator, *keepers]
    made.insiders += [one.person for one in inside]
    made.insiders += [_shelf(made).archivist.person, *_lent(made, office), *_rooms(made, office)]
    made.insiders += _meeting(made, office)
    made.insiders += _topics(made)
    made.insiders += _attended(made)
    made.insiders += _materials(made)
    made.insiders += _seated(made)
    made.insiders += _sat(made)
    made.insiders += _on_duty(made)
    made.insiders += _at_the_duty_desk(made)
    made.insiders += _urgent(made)
    made.clients = [signed_in(one) for one in made.insiders]
    made.strangers = {"no business with it": appointed(a_department(office.organ)).person} | _elsewhere()
    return made


def _documents(made: City, office: Office, sent: Paper, receiver: Organ) -> None:
    drafter, clerk = office.actor(office.drafter), office.actor(office.clerk)
    draft = a_draft(office)
    made.rows |= {"document": sent.uid, "draft": draft.uid, "code": office.code.uid}
    made.rows |= {"attachment": _attached(draft, office), "sent_attachment": _attached(sent, office)}
    made.rows["link"] = link(sent.uid, draft.uid, "same_matter", by=drafter, key=uuid7()).uid
    made.rows["task"] = draft.task("draft").uid
    made.rows["register"] = Register.objects.get(code=office.code).uid
    made.rows["number"] = NumberEntry.objects.get(document=sent.document).uid
    made.rows["group"] = save_group(None, name="区县", organs=[receiver.uid], by=clerk, key=uuid7()).uid


def _attached(paper: Paper, office: Office) -> UUID:
    with transaction.atomic():
        file = keep(pdf(), "application/pdf")
        return Attachment.objects.create(
            document=paper.document, file=file, name="附件.pdf", added_by=office.drafter, from_version=1
        ).uid


def _what_came_in(made: City, office: Office) -> None:
    piece = a_piece(office, intake=an_intake(office).uid, enclosures=[an_intake(office).uid])
    register = piece.incoming.numbers.get().register
    made.rows |= {"incoming": piece.uid, "incoming_task": piece.task("review").uid}
    made.rows |= {"incoming_register": register.uid, "intake": an_intake(office).uid}


def _supervised(made: City, office: Office) -> None:
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
    made.rows |= {"matter": matter.uid, "evidence": feedback.evidence.get().uid}


def _reported(made: City, office: Office) -> list[Person]:
    """A desk of the office with a brief that came in, an item in an issue with its proof, and a request; who edits, and who reports."""
    world = a_world(office=office)
    brief = world.submitted(title="冬季供热信息")
    with transaction.atomic():
        file = keep(pdf(), "application/pdf")
    made.rows["brief_file"] = brief.files.create(n=1, file=file, name="附件.pdf").uid
    item = world.taken(world.submitted(1, title="冬季供热专报"))
    issue = world.proofed(world.adopted(item).issue)
    made.rows |= {"brief": brief.uid, "item": item.uid, "issue": issue.uid, "brief_request": world.asked().uid}
    return [world.editor.person, world.staff[0].person]


def _administration(made: City, office: Office) -> None:
    """The organ's structure, and somebody of it who has left something behind."""
    left = appointed(a_department(office.organ))
    made.rows |= {"organ": office.organ.uid, "department": left.department.uid, "post": left.post.uid}
    made.rows |= {"person": left.person.uid, "appointment": left.uid, "handover": left.uid}
    with transaction.atomic():
        open_todo(
            room="docflow", kind="文", about=uuid7(), task="left", title="旧件", step="核稿", url="/", holders=[left]
        )
        Appointment.objects.filter(pk=left.pk).update(until=today() - timedelta(days=1))
        open_handovers_of([left])


def _shelf(made: City) -> Shelf:
    """A fonds with a record on its shelf, in an organ of its own."""
    shelf = a_shelf(name="云州市供热档案馆")
    record = numbered(a_record(shelf, title="冬季供热保障的旧件"))
    of = Class(record.year, record.retention, record.unit)
    note = write_note(shelf.fonds.uid, of, by=shelf.by, key=uuid7(), text="齐全完整。")
    made.rows |= {"fonds": shelf.fonds.uid, "class_note": note.uid}
    report = CheckReport.objects.create(record=record, stage=Stage.FILING, conclusion=Conclusion.PASSED, items=[])
    made.rows["check_report"] = report.uid
    catalogue = Catalogue("目录.csv", b"", "text/csv", ["题名"], [(2, ["甲"])])
    made.rows["batch"] = bring(catalogue, shelf.fonds.uid, None, "", by=shelf.by, key=uuid7()).uid
    made.rows["retention_table"] = shelf.fonds.retention_tables.get().uid
    return shelf


def _lent(made: City, office: Office) -> list[Person]:
    """A record of the office, filed as its archivist does, and lent; he and the borrower."""
    shelf = archive.a_shelf(office)
    item = archive.filed(shelf)
    borrowing = Desk(shelf, item, appointed(a_department(office.organ)))
    made.rows |= {"record": item.uid, "record_file": item.current_files[0].uid}
    made.rows |= {"loan": borrowing.lent().uid, "loan_task": task(borrowing.asked()).uid}
    return [shelf.archivist.person, borrowing.reader.person]


def _rooms(made: City, office: Office) -> list[Person]:
    """A room that one department books and another keeps, with what there can be of it; the people of both."""
    hall = a_hall(office.organ)
    hall.room.admits, hall.room.approved_by = Admits.LISTED, hall.other.post
    hall.room.save()
    hall.room.admitted_departments.add(hall.clerk.department)
    with transaction.atomic():
        Room.objects.filter(pk=hall.room.pk).update(photo=keep(png(), "image/webp"))
    clerk, keeper = actor_of(hall.clerk.person), actor_of(hall.keeper.person)
    booking = booked(hall.room, hall.clerk, title="冬季供热调度会")
    later = in_days(7)
    pattern = Pattern(
        every="week", first_on=day_of(later.starts_at), until_on=day_of(later.starts_at), begins=540, ends=600
    )
    series = book_series(a_wish(hall.room, title="冬季供热例会"), pattern, {}, by=clerk, key=uuid7())
    waiting = wait_for(a_wish(hall.room, title="冬季供热会商"), by=keeper, key=uuid7())
    blocking = block(hall.room.uid, in_days(3), "检修", {}, by=keeper, key=uuid7())
    address = make_address("room", hall.room.uid, digest_of("of the test"), by=clerk, key=uuid7())
    made.rows |= {"room": hall.room.uid, "building": hall.building.uid, "booking": booking.uid, "series": series.uid}
    made.rows |= {"waiting": waiting.uid, "blocking": blocking.uid, "address": address.uid}
    return [hall.clerk.person, hall.keeper.person, hall.other.person]


def _meeting(made: City, office: Office) -> list[Person]:
    """A meeting that is announced, with an agenda and a unit that sends somebody; one who prepares it, and a guest."""
    gathering = a_gathering(organ=office.organ, title="冬季供热调度会议")
    gathering.meeting.invited_organs.create(organ=office.organ, department=gathering.guests[1].department)
    item = gathering.meeting.items.get(place=1)
    made.rows |= {"meeting": gathering.meeting.uid, "meeting_kind": gathering.kind.uid, "agenda_item": item.uid}
    return [gathering.organiser.person, gathering.guests[0].person]


def _topics(made: City) -> list[Person]:
    """A meeting of an organ of its own that calls for topics; one that is being written, one with its host, one that was put off."""
    world = topics.a_world(title="冬季供热专题会议")
    call = topics.called(world, title="冬季供热议题征集")
    draft = topics.drafted(world, call, title="冬季供热补贴方案")
    topics.walked(world, topics.drafted(world, call, title="冬季供热应急预案"), "decide")
    topics.put_off_(world, topics.drafted(world, call, title="冬季供热价格调整"))
    made.rows |= {"topic_call": call.uid, "topic": draft.uid, "topic_file": draft.files.get().uid}
    made.rows["topic_task"] = topics.task(draft).uid
    return [one.person for one in (world.writer, world.organiser)]


def _attended(made: City) -> list[Person]:
    """A meeting at whose door people sign in: one has, one asks for leave, a unit is to name its people."""
    there = at_the_door(title="冬季供热调度会", reply_by=now() + timedelta(minutes=5))
    signs(there, there.guests[0])
    wants_leave(there, there.guests[1])
    made.rows |= {"attended": there.meeting.uid, "attending_unit": a_unit(there).uid}
    return [there.organiser.person, there.guests[0].person]


def _materials(made: City) -> list[Person]:
    """A numbered material of a meeting, handed out, with a note of a guest; its organiser and the guest."""
    g = a_gathering(title="冬季供热专题会议")
    material = handed_out(g, "冬季供热方案", is_numbered=True, may_print=True, may_download=True)
    brought(g, "冬季供热讲话稿")
    guest = g.guests[0]
    note = material_notes.write_note(material.uid, 1, "这个数要核", by=g.by(guest), key=uuid7())
    made.rows |= {"meeting_of_material": g.meeting.uid, "material": material.uid, "material_note": note.uid}
    return [g.organiser.person, guest.person]


def _seated(made: City) -> list[Person]:
    """A meeting whose seats are given, one of its people locked and two kept apart; who prepares it, and who comes."""
    gathering = a_seated_gathering(title="冬季供热专题会议")
    uid, by = gathering.meeting.uid, gathering.by(gathering.organiser)
    one, other = (gathering.invitation(who).uid for who in gathering.guests[:2])
    plan = lock_seat(uid, one, 1, by=by, key=uuid7())
    plan = keep_apart(uid, one, other, plan.version, by=by, key=uuid7())
    show_seats(uid, "all", plan.version, by=by, key=uuid7())
    made.rows["seated"] = uid
    return [gathering.organiser.person, gathering.guests[0].person]


def _sat(made: City) -> list[Person]:
    """A meeting that runs, with a ballot, and one that is over, with what was decided; their people."""
    sitting = a_sitting(title="冬季供热专题会议").begun().moved("begin", 1)
    item, by = sitting.items[0], sitting.by()
    sitting.decided(text="备足冬季供热用煤。")
    screen = make_screen(sitting.uid, digest_of("of another test"), by=by, key=uuid7())
    ballot = open_ballot(sitting.uid, item.uid, manner="named", by=by, key=uuid7())
    made.rows |= {"sitting": sitting.uid, "sitting_item": item.uid, "agenda_screen": screen.uid, "ballot": ballot.uid}
    over = a_sitting(title="冬季供热总结会议").begun().moved("begin", 1)
    over.decided(text="检修供热管网。")
    over.ended()
    with transaction.atomic():
        excerpt = excerpt_of(over.meeting, over.items[0])
    made.rows |= {"sat": over.uid, "excerpt": excerpt.uid}
    return [sitting.organiser.person, sitting.gathering.guests[0].person, over.organiser.person]


def _on_duty(made: City) -> list[Person]:
    """A duty room with a published month, a swap that was asked for and somebody who is away; who keeps it, and who serves."""
    room = a_duty_room(officers=8)
    DutyUnit.objects.filter(pk=room.unit.pk).update(name="冬季供热值班室")
    roster = a_roster(room, next_month(today()))
    officer, other = room.officers[0], room.officers[4]
    turn = Turn.objects.filter(shift__roster=roster, person=officer.person)[1]
    swap = ask_swap(turn.uid, other.person.uid, by=room.by(officer), key=uuid7())
    far = today() + timedelta(days=200)
    absence = enter_absence(far, far, "leave", by=room.by(officer), key=uuid7())
    made.rows |= {"duty_unit": room.unit.uid, "duty_roster": roster.uid, "duty_shift": turn.shift.uid}
    made.rows |= {"duty_role": turn.role.uid, "duty_turn": turn.uid, "duty_swap": swap.uid, "duty_absence": absence.uid}
    return [room.keeper.person, officer.person]


def _at_the_duty_desk(made: City) -> list[Person]:
    """A duty desk at which everything happened; who keeps it, and who is on duty."""
    desk = a_desk_with_everything(what="冬季供热")
    made.rows |= desk.rows | {"duty_server": desk.officer.person.uid}
    return [desk.room.keeper.person, desk.officer.person, desk.leader.person]


def _urgent(made: City) -> list[Person]:
    """An urgent event that was reported to the unit above, and a limit of the organ's own; who is on duty, who keeps the unit, who leads."""
    desk = urgent.a_desk()
    event = urgent.an_event(desk, title="冬季供热主管爆裂")
    report = urgent.reported(desk, event, files=[(pdf(), examine(pdf(), "现场情况.pdf"))])
    limit = ClockLimit.objects.create(organ=desk.below.organ, timed="first", minutes=40)
    made.rows |= {"urgent_event": event.uid, "urgent_limit": limit.uid, "urgent_unit": desk.below.unit.uid}
    made.rows["report_file"] = report.files.get().uid
    return [desk.officer().person, desk.below.keeper.person, desk.chief.person]


def _elsewhere() -> dict[str, Person]:
    """Below a root of their own: somebody with every working role, and who administers there."""
    organ = an_organ(an_organ(), name="青澜市供热管理局")
    working = ("leader", "head", "document_clerk", "office_reviewer", "seal_keeper", "flow_administrator")
    return {
        "everything elsewhere": appointed(a_department(organ), *working).person,
        "administrator elsewhere": appointed(a_department(organ), "system_administrator").person,
    }


def signed_in(person: Person) -> Client:
    client = ReadingClient()
    client.force_login(person)
    return client
