"""Something of every kind, at an address of every kind; its people, and people who have no business there."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from office.kernel.ids import uuid7
from office.models import Person
from tests.factories import a_department, an_organ, appointed
from tests.office.site.quarters.archive import a_fonds, what_is_lent
from tests.office.site.quarters.centre import the_centre
from tests.office.site.quarters.duty import an_urgent_event, at_the_duty_desk, on_duty
from tests.office.site.quarters.meetings import (
    a_meeting,
    a_seated_meeting,
    at_a_door,
    called_topics,
    handed_materials,
    rooms,
    sittings,
)
from tests.office.site.quarters.quarter import Quarter
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
    "archive:class_note_file": "class_note", "archive:print_out": "catalogue", "archive:printout": "printout",
    "archive:printout_now": "printout", "archive:printout_file": "printout", "archive:stamped": "record",
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
    "dutydesk:log": "duty_unit", "dutydesk:log_file": "duty_unit", "dutydesk:calls": "duty_unit", "dutydesk:log_entry": "log_entry",
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
    """Something of every kind; its people, each signed in as well, and people elsewhere."""

    quarters: list[Quarter]
    strangers: dict[str, Person]
    rows: dict[str, UUID] = field(init=False)
    insiders: list[Person] = field(init=False)
    _has: Counter[Person] = field(init=False, default_factory=Counter)
    _clients: dict[Person, Client] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = {word: row for one in self.quarters for word, row in one.rows.items()}
        self.insiders = list(dict.fromkeys(person for one in self.quarters for person in one.people))
        self._clients = {one: signed_in(one) for one in self.insiders}

    def address(self, name: str, *, there: bool = True) -> str:
        """The address of a thing that is there, or of one that never was."""
        words = NAMED[name].split()
        return reverse(
            name, args=[(self.rows[w] if there else uuid7()) if w in self.rows else _plain(w) for w in words]
        )

    def near(self, name: str) -> list[Person]:
        """Who has to do with what stands in the address of a route: to the others it is not there. Anybody, where it names a kind alone."""
        rows = {self.rows[word] for word in NAMED.get(name, "").split() if word in self.rows}
        near = [person for one in self.quarters if rows & set(one.rows.values()) for person in one.people]
        return near if rows else list(self.insiders)

    def whoever(self, name: str, address: str, finds: Callable[[Client, str], bool]) -> Client | None:
        """An insider for whom the address of a route is there, as `finds` tells: those near it are asked first, then who has most."""
        near = self.near(name)
        for person in sorted(self.insiders, key=lambda one: (one not in near, -self._has[one])):
            if finds(self._clients[person], address):
                self._has[person] += 1
                return self._clients[person]
        return None


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
    centre = the_centre()
    around = [a_fonds(), what_is_lent(centre.office), rooms(centre.office), a_meeting(centre.office)]
    around += [called_topics(), at_a_door(), handed_materials(), a_seated_meeting(), sittings()]
    around += [on_duty(), at_the_duty_desk(), an_urgent_event()]
    nobody = appointed(a_department(centre.office.organ)).person
    return City([centre.quarter, *around], {"no business with it": nobody} | _elsewhere())


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
