"""What a seal's certificate says of itself, for people to compare: whose it is, who issued it, its serial number."""

from dataclasses import dataclass

from cryptography import x509
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Certified:
    """Names and serial number (hexadecimal) of a certificate."""

    subject: str
    issuer: str
    serial: str


def certified(bundle: bytes) -> Certified:
    """The seal's own certificate, the first of a PEM bundle. Raises ValueError."""
    own = x509.load_pem_x509_certificates(bundle)[0]
    return Certified(_name(own.subject), _name(own.issuer), f"{own.serial_number:X}")


def _name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()
