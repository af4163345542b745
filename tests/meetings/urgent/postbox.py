"""A mail server that takes what it is given and keeps it, or refuses everybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

from office.kernel.mail import MailServer


@dataclass
class Postbox:
    """`taken` are the messages with whom they were for."""

    server: MailServer
    refuses: bool = False
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)


@contextmanager
def a_postbox(*, refuses: bool = False) -> Iterator[Postbox]:
    """On a port of its own, as long as it is needed."""

    class Clerk(StreamRequestHandler):
        def handle(self) -> None:
            whom = ""
            self._say("220 ready")
            while line := self.rfile.readline():
                verb = line[:4].upper()
                if verb == b"RCPT":
                    whom = line.decode().partition("<")[2].partition(">")[0]
                    self._say("550 nobody here" if box.refuses else "250 ok")
                elif verb == b"DATA":
                    self._say("354 go on")
                    box.taken.append((whom, message_from_bytes(self._letter(), policy=policy.default)))
                    self._say("250 taken")
                else:
                    self._say("221 bye" if verb == b"QUIT" else "250 ok")

        def _letter(self) -> bytes:
            return b"".join(iter(self.rfile.readline, b".\r\n"))

        def _say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    with ThreadingTCPServer(("127.0.0.1", 0), Clerk) as listening:
        box = Postbox(MailServer("127.0.0.1", listening.server_address[1], sender="office@example.cn"), refuses)
        Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield box
        listening.shutdown()
