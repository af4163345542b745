"""收文的要素：what a clerk writes down, made fit to be kept."""

from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from docflow.elements.kinds import Urgency
from docflow.elements.numbering import written_number
from docflow.incoming.models import Incoming
from docflow.secrecy import refuse_marked
from office.api import Organ
from office.kernel.clock import today
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line

LIMITS = {"title": 400, "sender": 200, "their_number": 60, "kind": 20, "main_recipients": 400, "note": 400}
NAMES = {
    "title": "标题",
    "sender": "来文机关",
    "their_number": "来文字号",
    "kind": "文种",
    "main_recipients": "主送",
    "note": "备注",
}
MOST_COPIES = 9_999


@dataclass(frozen=True, kw_only=True)
class Registration:
    """The elements as the sender wrote them, and how many came when."""

    title: str
    sender: str
    their_number: str = ""
    kind: str = ""
    main_recipients: str = ""
    note: str = ""
    secrecy: str = ""
    urgency: str = ""
    signed_on: date | None = None
    received_on: date | None = None
    copies: int = 1

    def cleaned(self) -> "Registration":
        """Lines clean and within their limits, days possible, nothing secret. Raises Invalid, naming the field."""
        lines: dict[str, Any] = {
            name: clean_line(" ".join(getattr(self, name).split()), NAMES[name], limit, field=name)
            for name, limit in LIMITS.items()
        }
        lines["their_number"] = written_number(lines["their_number"])
        rest = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in lines}
        new = Registration(**lines, **rest)
        new._refuse()
        return new

    def _refuse(self) -> None:
        refuse_marked(f"{self.title}\n{self.note}", secrecy=self.secrecy)
        if not self.title:
            raise Invalid("请填写标题。", field="title")
        if not self.sender:
            raise Invalid("请填写来文机关。", field="sender")
        if self.urgency and self.urgency not in set(Urgency):
            raise Invalid("紧急程度只有加急、特急，或不填。", field="urgency")
        if not 1 <= self.copies <= MOST_COPIES:
            raise Invalid(f"份数应在1到{MOST_COPIES}之间。", field="copies")
        day = today()
        if self.received_on is not None and self.received_on > day:
            raise Invalid("收文日期在今天之后。请核对。", field="received_on")
        if self.signed_on is not None and not date(1949, 10, 1) <= self.signed_on <= day + timedelta(days=31):
            raise Invalid("成文日期不像真的。请核对年份。", field="signed_on")

    def write_to(self, incoming: Incoming) -> None:
        """Set the row's fields; saving is the caller's."""
        for name in (*LIMITS, "urgency", "signed_on", "copies"):
            setattr(incoming, name, getattr(self, name))
        incoming.received_on = self.received_on or today()
        incoming.from_organ = organ_named(self.sender)


def organ_named(name: str) -> Organ | None:
    """The organ of this installation that bears a name now, or bore it once."""
    return Organ.objects.filter(names__name=name).order_by("pk").first()
