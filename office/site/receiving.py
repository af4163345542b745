"""How `serve` receives a body: within bounds, and unread until a page reads it.

Twisted would keep any length on the disk and then parse a form in memory, at twelve times its size, before anybody is asked who
sent it.
"""

from typing import Any

from daphne.server import HTTPFactory, Server  # first: it installs Twisted's event loop

# isort: split
from daphne.http_protocol import WebRequest

from office.site.bodies import LARGEST

CHUNK = 1 << 20  # bytes handed on at a time; Daphne's own 8 kB are a message each


class BoundedRequest(WebRequest):
    """A body beyond LARGEST is let pass by and kept nowhere; what is handed on is its length, which `BodyLimit` refuses in words."""

    received = 0

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, parsePOSTFormSubmission=False, **more)  # Django does, as far as the page asks for it

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        self.received += len(data)
        if self.received <= LARGEST:
            super().handleContentChunk(data)

    def process(self) -> Any:
        if self.received > LARGEST:
            self.content.seek(0)
            self.content.truncate()
            self.requestHeaders.removeHeader(b"Transfer-Encoding")
            self.requestHeaders.setRawHeaders(b"Content-Length", [str(self.received).encode()])
        return super().process()


class BoundedFactory(HTTPFactory):
    """Daphne's, with requests of this kind."""

    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802 - Twisted's name
        protocol = super().buildProtocol(addr)
        protocol.requestFactory = BoundedRequest
        return protocol


class BoundedServer(Server):
    """Daphne, whose factory is made when it starts: ours instead."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, request_buffer_size=CHUNK, **more)

    @property
    def http_factory(self) -> HTTPFactory:
        return self._factory

    @http_factory.setter
    def http_factory(self, _: HTTPFactory) -> None:
        self._factory = BoundedFactory(self)
