# mypy: allow-untyped-calls
# (daphne and Twisted have no annotations)
"""How `serve` receives and sends: bodies within bounds and unread until a page reads them, answers no faster than they are taken.

Twisted would keep any length on the disk and then parse a form in memory, at twelve times its size, before anybody is asked who
sent it; and an answer would lie in memory whole until the slowest reader has it.
"""

import asyncio
from typing import Any

from daphne.server import Server  # first: it installs Twisted's event loop

# isort: split
from daphne.http_protocol import HTTPFactory, WebRequest

from office.site.bodies import LARGEST

CHUNK = 1 << 20  # bytes handed on at a time; Daphne's own 8 kB are a message each
BARE = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""What an answer that no page gave carries, as the pages' own do."""


class Flow:
    """What Twisted tells whoever sends: to wait, to go on."""

    def __init__(self) -> None:
        self.free = asyncio.Event()
        self.free.set()

    def pauseProducing(self) -> None:  # noqa: N802 - Twisted's names
        self.free.clear()

    def resumeProducing(self) -> None:  # noqa: N802
        self.free.set()

    stopProducing = resumeProducing  # noqa: N815 - nobody is there any more: nothing to wait for


class BoundedRequest(WebRequest):
    """A body beyond LARGEST is let pass by and kept nowhere; what is handed on is its length, which `BodyLimit` refuses in words."""

    received = 0

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, parsePOSTFormSubmission=False, **more)  # Django does, as far as the page asks for it
        self.flow = Flow()

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        self.received += len(data)
        if self.received <= LARGEST:
            super().handleContentChunk(data)

    def process(self) -> Any:
        self.requestHeaders.removeHeader(b"Daphne-Root-Path")  # else whoever asks says where the site begins
        if self.received > LARGEST and self.content is not None:
            self.content.seek(0)
            self.content.truncate()
            self.requestHeaders.removeHeader(b"Transfer-Encoding")
            self.requestHeaders.setRawHeaders(b"Content-Length", [str(self.received).encode()])
        return super().process()

    def handle_reply(self, message: dict[str, Any]) -> None:
        channel: Any = self.channel
        if message["type"] == "http.response.start" and channel is not None and not self.producer:
            self.registerProducer(self.flow, True)
        super().handle_reply(message)

    def basic_error(self, status: int, status_text: bytes, body: str) -> None:
        """Daphne's own words for what never reached Django; they carry what every answer of ours carries."""
        for name, value in BARE.items():
            self.setHeader(name, value)
        super().basic_error(status, status_text, body)

    def finish(self) -> None:
        """An answer that broke off ends the connection, else its reader would wait for the rest."""
        channel: Any = self.channel
        said = self.responseHeaders.getRawHeaders(b"Content-Length", [b"0"])[0]
        if channel is not None:
            self.unregisterProducer()
        self.flow.resumeProducing()
        super().finish()
        if channel is not None and self.method != b"HEAD" and self.sentLength < int(said):
            channel.loseConnection()

    def handle_exception(self, exception: Exception) -> None:
        channel: Any = self.channel
        if not self._response_started:
            super().handle_exception(exception)
        elif channel is not None and not self.finished:
            self.finish()

    def connectionLost(self, reason: Any) -> None:  # noqa: N802 - Twisted's name
        self.flow.resumeProducing()
        super().connectionLost(reason)


class BoundedFactory(HTTPFactory):
    """Daphne's, with requests of this kind."""

    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802 - Twisted's name
        protocol = super().buildProtocol(addr)
        protocol.requestFactory = BoundedRequest
        return protocol


class BoundedServer(Server):
    """Daphne, whose factory is made when it starts: ours instead."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.request_buffer_size = CHUNK

    async def handle_reply(self, protocol: Any, message: dict[str, Any]) -> None:
        await super().handle_reply(protocol, message)
        if isinstance(protocol, BoundedRequest):
            await protocol.flow.free.wait()

    @property
    def http_factory(self) -> HTTPFactory:
        return self._factory

    @http_factory.setter
    def http_factory(self, _: HTTPFactory) -> None:
        self._factory = BoundedFactory(self)
