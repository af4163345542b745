"""邮件：one message by the mail server of the installation.

By the standard library alone: how Django is told of a mail server is not the same in its versions 5 and 6.
"""

import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from smtplib import SMTP, SMTP_SSL

TLS, STARTTLS = 465, 587


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in. Port 465 is TLS from the first byte, 587 begins it by STARTTLS; any other is for a network of its own alone."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""


def send_mail(server: MailServer, to: str, subject: str, body: str, *, patience: float) -> None:
    """Hand one message in. Raises OSError, SMTPException; ValueError for an address or subject that is none. `patience`: seconds for each answer."""
    said = EmailMessage()
    said["From"], said["To"], said["Subject"] = server.sender, to, subject
    said["Date"], said["Message-ID"] = formatdate(localtime=True), make_msgid(domain=server.host)
    said.set_content(body)
    with _connected(server, patience) as connection:
        if server.user:
            connection.login(server.user, server.password)
        connection.send_message(said)


def _connected(server: MailServer, patience: float) -> SMTP:
    trusted = ssl.create_default_context()
    if server.port == TLS:
        return SMTP_SSL(server.host, server.port, timeout=patience, context=trusted)
    connection = SMTP(server.host, server.port, timeout=patience)
    if server.port == STARTTLS:
        connection.starttls(context=trusted)
    return connection
