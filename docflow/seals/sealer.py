"""Who holds the key of a seal: the port behind which a software key and a cryptographic module (PKCS#11) are the same."""

from dataclasses import dataclass, field
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding


class Sealer(Protocol):
    """One seal's key. The key itself never leaves the holder; certificate and chain are DER, the chain without the root."""

    @property
    def certificate(self) -> bytes: ...

    @property
    def chain(self) -> tuple[bytes, ...]: ...

    def sign(self, content: bytes) -> bytes:
        """An RSASSA-PKCS1-v1_5 signature with SHA-256 over `content`."""
        ...


@dataclass(frozen=True)
class SoftwareSealer:
    """A key in this process's memory, unwrapped for the one act (see `keys`)."""

    key: rsa.RSAPrivateKey = field(repr=False)
    certificate: bytes
    chain: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if x509.load_der_x509_certificate(self.certificate).public_key() != self.key.public_key():
            raise ValueError("the certificate does not belong to the key")

    def sign(self, content: bytes) -> bytes:
        return self.key.sign(content, padding.PKCS1v15(), hashes.SHA256())


def der(certificate: x509.Certificate) -> bytes:
    """A certificate as bytes."""
    return certificate.public_bytes(Encoding.DER)
