"""演示证书机构：made once, private, and never to be taken for a real one."""

import subprocess
from datetime import timedelta
from pathlib import Path
from shutil import which

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from docflow.seals.demo_ca import DemoAuthority, is_demo_root
from docflow.seals.keys import new_key
from docflow.seals.sealer import der
from docflow.seals.trust import read_certificates, read_crl
from tests.conftest import absent
from tests.docflow.seals.paper import AT, Office


def test_it_is_made_once(tmp_path: Path) -> None:
    folder = tmp_path / "demo-ca"
    assert DemoAuthority.open(folder).root == DemoAuthority.open(folder).root
    assert [path.name for path in tmp_path.iterdir()] == ["demo-ca"], "nothing half is left beside it"


def test_its_keys_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "demo-ca"
    DemoAuthority.open(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    keys = list(folder.glob("*.key.pem"))
    assert len(keys) == 4
    assert {path.stat().st_mode & 0o777 for path in keys} == {0o600}


def test_its_root_says_what_it_is(office: Office) -> None:
    assert is_demo_root(der(office.authority.root))
    assert not is_demo_root(der(office.authority.intermediate))
    assert not is_demo_root(office.sealers[0].certificate)


@pytest.mark.parametrize("organ", ["云州市财政局", "云州市" + "某" * 27])
def test_it_certifies_any_organ(office: Office, organ: str) -> None:
    made = x509.load_der_x509_certificate(office.authority.certify(organ, new_key().public_key()))
    made.verify_directly_issued_by(office.authority.intermediate)
    assert made.subject.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)[0].value == organ
    assert not made.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign


def test_a_revoked_certificate_is_on_the_list_from_that_moment_on(office: Office) -> None:
    made = office.sealer_of(office.authority, "云州市档案馆").certificate
    serial = x509.load_der_x509_certificate(made).serial_number
    office.authority.revoke(made, AT)
    office.authority.revoke(made, AT - timedelta(days=9))  # a second time changes nothing
    before, after = (
        x509.load_der_x509_crl(office.authority.crls(moment)[1]) for moment in (AT - timedelta(seconds=1), AT)
    )
    assert before.get_revoked_certificate_by_serial_number(serial) is None
    entry = after.get_revoked_certificate_by_serial_number(serial)
    assert entry is not None
    assert entry.revocation_date_utc == AT


def test_others_accept_its_chain(office: Office, tmp_path: Path) -> None:
    if which("openssl") is None:
        absent("openssl")
    root, inter, leaf = tmp_path / "root.pem", tmp_path / "inter.pem", tmp_path / "leaf.pem"
    for path, made in (
        (root, office.authority.root),
        (inter, office.authority.intermediate),
        (leaf, x509.load_der_x509_certificate(office.sealers[0].certificate)),
    ):
        path.write_bytes(made.public_bytes(Encoding.PEM))
    said = subprocess.run(  # noqa: S603 - a tool of the tests
        ["openssl", "verify", "-x509_strict", "-CAfile", root, "-untrusted", inter, leaf],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr


class TestReading:
    def test_pem_and_der_are_the_same(self, office: Office) -> None:
        root = office.authority.root
        pem = root.public_bytes(Encoding.PEM)
        assert read_certificates(pem * 2) == (der(root), der(root))
        assert read_certificates(der(root)) == (der(root),)

    def test_a_list_is_read_in_both_forms(self, office: Office) -> None:
        made = office.authority.crls(AT)[0]
        pem = x509.load_der_x509_crl(made).public_bytes(Encoding.PEM)
        assert read_crl(pem) == read_crl(made) == made

    @pytest.mark.parametrize("content", [b"", b"not a certificate", b"-----BEGIN CERTIFICATE-----\n"])
    def test_anything_else_is_refused(self, content: bytes) -> None:
        with pytest.raises(ValueError, match=r".*"):
            read_certificates(content)
