"""Time stamps over HTTP: what the authority said, or an OSError that the seal keeper hears about in words."""

import gc
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from docflow.seals.sealing import SealingRefusedError, seal
from docflow.seals.time_stamps import RemoteTimeStamps
from tests.docflow.seals.paper import AT, PLACES, Office, page, picture


@pytest.fixture
def url(office: Office) -> Iterator[str]:
    """A server that stamps at /, and misbehaves elsewhere."""

    class Authority(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/broken":
                self.wfile.write(b"nonsense\r\n")
                return
            self.send_response(500 if self.path == "/error" else 200)
            self.end_headers()
            if self.headers["Content-Type"] == "application/timestamp-query":
                stamped = office.authority.time_stamps(AT).answer(request)
                self.wfile.write(b"" if self.path == "/silent" else stamped)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Authority) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def sealed_with(office: Office, stamps: RemoteTimeStamps) -> int:
    made = seal(
        page(),
        PLACES[:1],
        appearance=picture(),
        sealer=office.sealers[0],
        trust=office.trust(),
        time_stamps=stamps,
        at=AT,
    )
    return made.seals


def test_a_seal_with_a_stamp_from_afar(office: Office, url: str) -> None:
    assert sealed_with(office, RemoteTimeStamps(f"{url}/")) == 1


@pytest.mark.parametrize("path", ["error", "broken"])
def test_no_answer_no_seal(office: Office, url: str, path: str) -> None:
    with pytest.raises(SealingRefusedError, match="没有给出时间戳"):
        sealed_with(office, RemoteTimeStamps(f"{url}/{path}"))
    gc.collect()  # a connection that was left open would be said here


def test_an_answer_that_is_none(office: Office, url: str) -> None:
    with pytest.raises(SealingRefusedError, match="没有给出时间戳"):
        sealed_with(office, RemoteTimeStamps(f"{url}/silent"))


def test_nobody_there(office: Office) -> None:
    with pytest.raises(SealingRefusedError, match="没有给出时间戳"):
        sealed_with(office, RemoteTimeStamps("http://127.0.0.1:9/", patience=1))


def test_another_scheme_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="http"):
        RemoteTimeStamps("file:///etc/passwd")
