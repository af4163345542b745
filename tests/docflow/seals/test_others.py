"""A second opinion: other people's tools about our seals. Where a tool is not installed, a line says so."""

import re
import subprocess
from pathlib import Path
from shutil import which

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from docflow.seals.sealing import SealedFile
from tests.conftest import absent
from tests.docflow.seals.altering import flipped
from tests.docflow.seals.paper import Office


def said(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a tool to its end."""
    if which(command[0]) is None:
        absent(str(command[0]))
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - tools of the tests


def taken_apart(content: bytes) -> tuple[bytes, bytes]:
    """What the last seal covers, and its CMS."""
    first, second, length = map(int, re.findall(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)", content)[-1])
    return content[:first] + content[second : second + length], bytes.fromhex(content[first + 1 : second - 1].decode())


class TestOpenssl:
    def verified(self, office: Office, folder: Path, covered: bytes, cms: bytes) -> bool:
        files = {"root.pem": office.authority.root.public_bytes(Encoding.PEM), "covered": covered, "cms": cms}
        for name, content in files.items():
            (folder / name).write_bytes(content)
        options = ("-inform", "DER", "-binary", "-cades", "-out", folder / "out", "-attime", "1788230000")
        named = ("-in", folder / "cms", "-content", folder / "covered", "-CAfile", folder / "root.pem")
        return said("openssl", "cms", "-verify", *options, *named).returncode == 0

    def test_accepts_every_seal(self, office: Office, joint: list[SealedFile], tmp_path: Path) -> None:
        for one in joint:
            assert self.verified(office, tmp_path, *taken_apart(one.content))

    def test_refuses_a_changed_byte(self, office: Office, sealed: SealedFile, tmp_path: Path) -> None:
        covered, cms = taken_apart(sealed.content)
        assert not self.verified(office, tmp_path, flipped(covered, 100), cms)


class TestPdfsig:
    """Poppler checks the bytes alone."""

    def test_says_that_the_last_seal_covers_the_whole_file(self, joint: list[SealedFile], tmp_path: Path) -> None:
        for count, one in enumerate(joint, 1):
            path = tmp_path / f"{count}.pdf"
            path.write_bytes(one.content)
            blocks = re.split(r"(?m)^Signature #\d+:", said("pdfsig", "-nocert", path).stdout)[1:]
            assert len([block for block in blocks if "Signature is Valid" in block]) == count
            assert " Total document signed" in blocks[count - 1]


def test_the_certificate_names_the_organ_as_others_read_it(office: Office) -> None:
    subject = x509.load_der_x509_certificate(office.sealers[0].certificate).subject.rfc4514_string()
    assert subject == "CN=云州市人民政府办公室电子印章,O=云州市人民政府办公室,C=CN"


@pytest.mark.parametrize("order", [1, 2, 3])
def test_each_seal_lies_within_its_own_revision(joint: list[SealedFile], order: int) -> None:
    """By the bytes alone: the range ends where the file that was handed out after that seal ended."""
    covered, cms = taken_apart(joint[order - 1].content)
    assert len(covered) + 2 * len(cms) + 2 == joint[order - 1].size
