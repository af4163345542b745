"""Whom a check trusts, and what it knows about revocation: certificates and lists as bytes, so that they travel between processes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding


@dataclass(frozen=True)
class Trust:
    """Roots, and what helps to judge a chain to them. Everything is DER.

    `roots` are those of this installation. `named` are roots that the person who asks named himself: he answers for whoever is
    certified below them, also for signers of whom our register knows nothing. `others` are intermediate certificates.
    """

    roots: tuple[bytes, ...] = ()
    named: tuple[bytes, ...] = ()
    others: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = field(default=(), repr=False)
    ocsps: tuple[bytes, ...] = field(default=(), repr=False)

    def also(
        self,
        *,
        roots: Iterable[bytes] = (),
        named: Iterable[bytes] = (),
        others: Iterable[bytes] = (),
        crls: Iterable[bytes] = (),
        ocsps: Iterable[bytes] = (),
    ) -> Self:
        """This trust and more."""
        return type(self)(
            roots=(*self.roots, *roots),
            named=(*self.named, *named),
            others=(*self.others, *others),
            crls=(*self.crls, *crls),
            ocsps=(*self.ocsps, *ocsps),
        )

    @property
    def anchors(self) -> tuple[bytes, ...]:
        """All roots, whoever named them."""
        return (*self.roots, *self.named)


def read_certificates(content: bytes) -> tuple[bytes, ...]:
    """The certificates in a PEM bundle or a single DER file, as DER. Raises ValueError."""
    if b"-----BEGIN" in content:
        certificates = x509.load_pem_x509_certificates(content)
    else:
        certificates = [x509.load_der_x509_certificate(content)]
    return tuple(certificate.public_bytes(Encoding.DER) for certificate in certificates)


def read_crl(content: bytes) -> bytes:
    """A certificate revocation list in PEM or DER, as DER. Raises ValueError."""
    load = x509.load_pem_x509_crl if content.lstrip().startswith(b"-----BEGIN") else x509.load_der_x509_crl
    return load(content).public_bytes(Encoding.DER)
