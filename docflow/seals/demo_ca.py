"""The certificate authority of the demo city and of the tests: a root, an intermediate, a time stamper, an OCSP responder.

Everything lies in one folder, made once: the keys (0600), the certificates, one file for each certificate that it issued or revoked.
Nobody should ever trust it for more than a demonstration; its root says so in its name, and `is_demo_root` lets production refuse it.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from docflow.seals.keys import new_key
from docflow.seals.sealer import der
from docflow.seals.trust import Trust, read_certificates

MARK: Final = "演示根证书"
BEGIN: Final = datetime(2020, 1, 1, tzinfo=UTC)
END: Final = datetime(2040, 1, 1, tzinfo=UTC)
_LIST_LASTS: Final = timedelta(days=7)
_OFFICES: Final = {"root": MARK, "intermediate": "演示印章证书机构", "tsa": "演示时间戳", "ocsp": "演示证书状态"}


def is_demo_root(certificate: bytes) -> bool:
    """Whether a root (PEM or DER) is that of a demonstration, which production must not trust."""
    return any(
        MARK in str(name.value)
        for found in read_certificates(certificate)
        for name in x509.load_der_x509_certificate(found).subject
    )


@dataclass(frozen=True)
class DemoTimeStamps:
    """The time stamper of the demo (port `TimeStamps`): its clock stands at `at`."""

    key: rsa.RSAPrivateKey
    certificate: bytes
    chain: tuple[bytes, ...]
    at: datetime

    def answer(self, request: bytes) -> bytes:
        from asn1crypto import keys, tsp  # noqa: PLC0415 - only sealing needs what takes long to load
        from asn1crypto import x509 as asn1  # noqa: PLC0415
        from certomancer.services import TimeStamper  # noqa: PLC0415

        bare = self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        stamper = TimeStamper(
            asn1.Certificate.load(self.certificate),
            keys.PrivateKeyInfo.load(bare),
            certs_to_embed=[asn1.Certificate.load(one) for one in self.chain],
            fixed_dt=self.at.replace(microsecond=0),
        )
        return bytes(stamper.request_tsa_response(tsp.TimeStampReq.load(request)).dump())


class DemoAuthority:
    """演示证书机构 in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.root, self.intermediate, self.tsa, self.responder = (
            x509.load_pem_x509_certificate((folder / f"{office}.pem").read_bytes()) for office in _OFFICES
        )

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The authority in `folder`; made whole when there is none."""
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            part = folder.with_name(f".{folder.name}-{secrets.token_hex(8)}")
            part.mkdir(mode=0o700)
            _found(part)
            try:
                part.rename(folder)
            except OSError:  # somebody made it meanwhile: his stands
                shutil.rmtree(part)
        return cls(folder)

    @property
    def chain(self) -> tuple[bytes, ...]:
        """What goes with a seal's certificate: the intermediate."""
        return (der(self.intermediate),)

    def certify(
        self,
        organ: str,
        key: rsa.RSAPublicKey,
        *,
        since: datetime = BEGIN,
        until: datetime = END,
        name: str = "电子印章",
    ) -> bytes:
        """A certificate (DER) for the seal of any organ. `name` says which of its seals."""
        builder = _builder(organ, f"{organ}{name}", key, since, until).add_extension(
            _usage(commits=True), critical=True
        )
        return der(self._issue(builder))

    def certify_for(self, purpose: x509.ObjectIdentifier, organ: str, key: rsa.RSAPublicKey) -> bytes:
        """A certificate for another purpose (a web server, say): good in itself, and no seal."""
        builder = _builder(organ, f"{organ}证书", key, BEGIN, END).add_extension(_usage(), critical=True)
        return der(self._issue(builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)))

    def revoke(self, certificate: bytes, at: datetime) -> None:
        """吊销 from `at` on; a second time changes nothing."""
        serial = x509.load_der_x509_certificate(certificate).serial_number
        path = self._folder / "revoked" / f"{serial:x}"
        if not path.exists():
            _write(path, at.astimezone(UTC).isoformat().encode())

    def crls(self, at: datetime) -> tuple[bytes, ...]:
        """The lists as the authority would publish them at `at`: of the root and of the intermediate."""
        return tuple(self._crl(office, at) for office in ("root", "intermediate"))

    def ocsp(self, certificate: bytes, at: datetime) -> bytes:
        """The responder's answer about a certificate of the intermediate at `at`."""
        subject = x509.load_der_x509_certificate(certificate)
        since = dict(self._revoked(at)).get(subject.serial_number)
        answer = ocsp.OCSPResponseBuilder().add_response(
            subject,
            self.intermediate,
            hashes.SHA256(),
            ocsp.OCSPCertStatus.REVOKED if since else ocsp.OCSPCertStatus.GOOD,
            this_update=_whole(at),
            next_update=_whole(at) + _LIST_LASTS,
            revocation_time=since,
            revocation_reason=x509.ReasonFlags.unspecified if since else None,
        )
        signed = (
            answer.responder_id(ocsp.OCSPResponderEncoding.HASH, self.responder)
            .certificates([self.responder])
            .sign(self._key("ocsp"), hashes.SHA256())
        )
        return signed.public_bytes(Encoding.DER)

    def time_stamps(self, at: datetime) -> DemoTimeStamps:
        """The time stamper, standing at `at`."""
        return DemoTimeStamps(self._key("tsa"), der(self.tsa), self.chain, at)

    def trust(self, at: datetime) -> Trust:
        """What someone who trusts this root knows at `at`."""
        return Trust(roots=(der(self.root),), others=(*self.chain, der(self.responder)), crls=self.crls(at))

    def _key(self, office: str) -> rsa.RSAPrivateKey:
        return _read_key(self._folder / f"{office}.key.pem")

    def _issue(self, builder: x509.CertificateBuilder) -> x509.Certificate:
        return _sign(builder, self.intermediate.subject, self._key("intermediate"))

    def _revoked(self, at: datetime) -> Iterator[tuple[int, datetime]]:
        for path in sorted((self._folder / "revoked").iterdir()):
            if (since := datetime.fromisoformat(path.read_text())) <= at:
                yield int(path.name, 16), since

    def _crl(self, office: str, at: datetime) -> bytes:
        issuer = self.root if office == "root" else self.intermediate
        key = self._key(office)
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(issuer.subject)
            .last_update(_whole(at))
            .next_update(_whole(at) + _LIST_LASTS)
            .add_extension(x509.CRLNumber(int(_whole(at).timestamp())), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
        )
        for serial, since in self._revoked(at) if office == "intermediate" else ():
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(since).build()
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def _found(folder: Path) -> None:
    """Make the four offices of the authority."""
    (folder / "revoked").mkdir(mode=0o700)
    keys = {office: new_key() for office in _OFFICES}
    made: dict[str, x509.Certificate] = {}
    for office, title in _OFFICES.items():
        builder = _builder("一网协同演示", title, keys[office].public_key(), BEGIN, END)
        if office in {"root", "intermediate"}:
            deep = 1 if office == "root" else 0
            builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=deep), critical=True)
            builder = builder.add_extension(_usage(issues=True), critical=True)
        else:
            purpose = ExtendedKeyUsageOID.TIME_STAMPING if office == "tsa" else ExtendedKeyUsageOID.OCSP_SIGNING
            builder = builder.add_extension(_usage(), critical=True)
            builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
        if office == "ocsp":
            builder = builder.add_extension(x509.OCSPNoCheck(), critical=False)
        above = {"root": "root", "intermediate": "root"}.get(office, "intermediate")
        made[office] = _sign(builder, _name("一网协同演示", _OFFICES[above]), keys[above])
    for office, key in keys.items():
        bare = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write(folder / f"{office}.key.pem", bare)
        _write(folder / f"{office}.pem", made[office].public_bytes(Encoding.PEM))


def _builder(
    organ: str, title: str, key: rsa.RSAPublicKey, since: datetime, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(organ, title))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _name(organ: str, title: str) -> x509.Name:
    """C, O, CN. A common name has 64 bytes here: a longer title is left to the organ's name beside it."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organ),
            x509.NameAttribute(NameOID.COMMON_NAME, title if len(title.encode()) <= 64 else title.removeprefix(organ)),
        ]
    )


def _sign(builder: x509.CertificateBuilder, issuer: x509.Name, key: rsa.RSAPrivateKey) -> x509.Certificate:
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    return builder.issuer_name(issuer).add_extension(above, critical=False).sign(key, hashes.SHA256())


def _usage(*, commits: bool = False, issues: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not issues,
        content_commitment=commits,
        key_cert_sign=issues,
        crl_sign=issues,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _whole(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


def _read_key(path: Path) -> rsa.RSAPrivateKey:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError(f"{path} holds a key of another kind")
    return key


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
