"""站外怎样叫到人：the small port behind which mail stands, and later other ways.

In-app needs no port: it is a row in the act itself. What goes out says that there is something to acknowledge and where, never what: the words
of an event stay inside.
"""

from dataclasses import dataclass
from smtplib import SMTPException
from typing import Protocol

from django.conf import settings

from meetings.urgent.models import Call, MailAddress
from office.api import Person
from office.kernel.mail import send_mail

PATIENCE = 20  # seconds for a mail server to answer


@dataclass(frozen=True)
class Message:
    """What is sent out."""

    subject: str
    body: str


class CouldNotSend(Exception):  # noqa: N818 - an answer of the outside, not a programming error
    """The outside did not take it; why, in words."""


class Channel(Protocol):
    """A way outside. `hindrance`: why somebody cannot be reached by it at all, empty where he can. `send` raises CouldNotSend."""

    way: str

    def hindrance(self, person: Person) -> str: ...
    def send(self, person: Person, message: Message) -> None: ...


class Mail:
    """邮件, by the mail server of the installation."""

    way = Call.Way.MAIL.value

    def hindrance(self, person: Person) -> str:
        if settings.MAIL_SERVER is None:
            return "邮件未配置"
        if not MailAddress.objects.filter(person=person).exists():
            return "没有登记邮箱"
        return ""

    def send(self, person: Person, message: Message) -> None:
        there = MailAddress.objects.filter(person=person).first()
        if there is None or settings.MAIL_SERVER is None:
            raise CouldNotSend(self.hindrance(person))
        try:
            send_mail(settings.MAIL_SERVER, there.address, message.subject, message.body, patience=PATIENCE)
        except (OSError, SMTPException, ValueError) as error:
            raise CouldNotSend(f"邮件服务器没有收下（{type(error).__name__}）") from error


CHANNELS: tuple[Channel, ...] = (Mail(),)
"""In the order in which they are tried for one person, after the way inside."""


def channel(way: str) -> Channel:
    """Raises KeyError for a way that there is not."""
    return {one.way: one for one in CHANNELS}[way]
