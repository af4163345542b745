"""Elasticsearch by https: known by an authority of its own, refused without it, and no password anywhere."""

import json
import logging
import ssl
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.exceptions import ImproperlyConfigured

from archive.search.engine.elasticsearch_index import ElasticsearchIndex
from archive.search.engine.port import IndexUnavailable
from archive.search.engine.shape import LAYOUT
from office.kernel.clock import now
from office.site.environment import search_server
from tests.archive.search.engine.papers import question

PASSWORD = "s3cret-of-the-index"


class Server(BaseHTTPRequestHandler):
    """What a healthy server says to `check`."""

    def do_GET(self) -> None:
        alias: dict[str, object] = {f"office-{LAYOUT}-000000000000": {"aliases": {"office": {}}}}
        said = json.dumps({"status": "green"} if "health" in self.path else alias).encode()
        allowed = self.headers["Authorization"] is not None
        self.send_response(200 if allowed else 401)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that signs itself, as a server's own authority does, and its key beside it."""
    folder = tmp_path_factory.mktemp("authority")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [x509.NameAttribute(x509.NameOID.COMMON_NAME, "Elasticsearch security auto-configuration HTTP CA")]
    )
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now() - timedelta(hours=1)).not_valid_after(now() + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    certificate = folder / "ca.pem"
    certificate.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate


@pytest.fixture
def address(authority: Path) -> Iterator[str]:
    """Of a server that shows this certificate."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority, authority.with_name("key.pem"))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"https://office:{PASSWORD}@127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_server_is_known_by_the_authority_that_is_named(address: str, authority: Path) -> None:
    ElasticsearchIndex(address, "office", str(authority)).check()


def test_a_server_that_is_not_known_is_not_asked_and_no_password_is_said(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said = []
    for where in (address, address.replace("127.0.0.1", "localhost"), "https://office:" + PASSWORD + "@127.0.0.1:9"):
        index = ElasticsearchIndex(where, "office")
        for asked in (index.check, lambda index=index: index.ask(question("甲")), lambda index=index: index.put(())):
            with pytest.raises(IndexUnavailable, match="连不上") as refused:
                asked()
            said += [str(refused.value), str(refused.value.__cause__), repr(index), repr(index._client)]
    assert any("TlsError" in one for one in said)
    assert PASSWORD not in caplog.text + "".join(said)


@pytest.mark.parametrize(
    ("addresses", "named", "says"),
    [
        (f"es:{PASSWORD}", "", "ELASTICSEARCH_URL 须写成"),
        (f"ftp://u:{PASSWORD}@host:9200", "", "ELASTICSEARCH_URL 须写成"),
        (f"https://u:{PASSWORD}@one:9200,,", "", "ELASTICSEARCH_URL 须写成"),
        (f"https://u:{PASSWORD}@one:9200,http://two:9200", "{ca}", "只用于 https"),
        (f"https://u:{PASSWORD}@one:9200", "/nowhere/ca.pem", "指的文件不在"),
    ],
)
def test_settings_that_cannot_be_are_refused_at_the_start_without_the_password(
    addresses: str, named: str, says: str, authority: Path
) -> None:
    with pytest.raises(ImproperlyConfigured, match=says) as refused:
        search_server(addresses, named.format(ca=authority))
    assert PASSWORD not in str(refused.value)


def test_settings_that_can_be(authority: Path) -> None:
    for given in (
        ("", ""),
        ("", "/nowhere"),
        ("http://one:9200", ""),
        ("https://one:9200, https://two", str(authority)),
    ):
        assert search_server(*given) == given
