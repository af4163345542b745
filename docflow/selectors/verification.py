"""验章 with what this installation knows: its trusted roots, its register of sealed files, its bounds for strangers' files."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from docflow.models import Sealed
from docflow.seals.bounded import check_bounded
from docflow.seals.trust import Trust, read_certificates, read_crl
from docflow.seals.verdict import Registered, SealCheck, with_register
from office.kernel.clock import now


def verify_content(content: bytes, *, asked: Trust | None = None) -> SealCheck:
    """Check a PDF from anywhere: its seals, and whether it is the file that the register holds.

    `asked` is what the person who asks brings along: roots that he trusts (`named`), lists.
    """
    at = now()
    own = installation_trust(at)
    trust = (
        own
        if asked is None
        else replace(asked, roots=own.roots, others=(*own.others, *asked.others)).also(crls=own.crls)
    )
    check = check_bounded(content, trust, at)
    return with_register(check, registered(check.revisions))


def installation_trust(at: datetime) -> Trust:
    """Roots and lists in `DATA_DIR/trust` (*.pem, *.crt, *.crl), and the demo city's authority where there is one."""
    folder = Path(settings.DATA_DIR) / "trust"
    trust = Trust(
        roots=tuple(
            one for path in sorted(folder.glob("*.[pc][er][mt]")) for one in read_certificates(path.read_bytes())
        ),
        crls=tuple(read_crl(path.read_bytes()) for path in sorted(folder.glob("*.crl"))),
    )
    demo = Path(settings.DATA_DIR) / "demo-ca"
    if not demo.exists():
        return trust
    from docflow.seals.demo_ca import DemoAuthority  # noqa: PLC0415 - only where there is a demo city

    known = DemoAuthority.open(demo).trust(at)
    return trust.also(roots=known.roots, others=known.others, crls=known.crls)


def registered(revisions: tuple[str, ...]) -> Registered | None:
    """The sealed file of which these are revisions, or some of them: a file cut off at an earlier seal is known, too."""
    if not revisions or Sealed._meta.db_table not in connection.introspection.table_names():  # nothing set up yet
        return None
    entries = Sealed.objects.annotate(digests=Cast("revisions", TextField()))
    for digest in reversed(revisions):
        if (entry := entries.filter(digests__contains=digest).first()) is not None:
            return Registered(entry.seals, tuple(entry.revisions))
    return None
