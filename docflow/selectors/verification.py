"""验章 with what this installation knows: its trusted roots, its register of sealed files, its bounds for strangers' files."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings

from docflow.seals.bounded import check_bounded
from docflow.seals.trust import Trust, read_certificates, read_crl
from docflow.seals.verdict import SealCheck, with_register
from docflow.selectors.seal_register import registered
from office.kernel.clock import now


def verify_content(content: bytes) -> SealCheck:
    """Check a PDF from anywhere: its seals, and whether it is the file that the register holds."""
    at = now()
    return as_registered(check_bounded(content, installation_trust(at), at))


def begin_checks(contents: Sequence[bytes], beside: Executor) -> list[Callable[[], SealCheck]]:
    """The same of several, begun in another thread, which asks no database; each answer is asked for in this one."""
    if not contents:
        return []
    at = now()
    trust = installation_trust(at)
    return [partial(_ended, beside.submit(check_bounded, one, trust, at)) for one in contents]


def _ended(checking: Future[SealCheck]) -> SealCheck:
    return as_registered(checking.result())


def as_registered(check: SealCheck) -> SealCheck:
    """What the register adds to a check of the file alone."""
    return with_register(check, registered(check.revisions))


def installation_trust(at: datetime) -> Trust:
    """Roots and lists in `DATA_DIR/trust` (*.pem, *.crl), and the demo city's authority where there is one."""
    folder = Path(settings.DATA_DIR) / "trust"
    trust = Trust(
        roots=tuple(root for path in sorted(folder.glob("*.pem")) for root in read_certificates(path.read_bytes())),
        crls=tuple(read_crl(path.read_bytes()) for path in sorted(folder.glob("*.crl"))),
    )
    demo = Path(settings.DATA_DIR) / "demo-ca"
    if not demo.exists():
        return trust
    from docflow.seals.demo_ca import DemoAuthority  # noqa: PLC0415 - only where there is a demo city

    known = DemoAuthority.open(demo).trust(at)
    return trust.also(roots=known.roots, others=known.others, crls=known.crls)
